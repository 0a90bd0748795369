# What a language not yet reviewed says on every page, and what joins words.
language-unreviewed = Cette traduction n’est pas encore relue. Le texte en français compte.
language-french = Le texte en français, qui compte
quoted = « { $words } »
colon = {" :"}
span-hours-minutes = { $hour } h { $minute }
