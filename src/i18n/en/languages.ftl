# What a language not yet reviewed says on every page, and what joins words.
language-unreviewed = Nobody has reviewed this translation yet. The French text counts.
language-french = The French text, which counts
quoted = “{ $words }”
colon = {":"}
span-hours-minutes = { $hour } h { $minute } min
