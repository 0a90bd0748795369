# What a language not yet reviewed says on every page, and what joins words.
language-unreviewed = لم تراجع هذه الترجمة بعد. النص الفرنسي هو المعتمد.
language-french = النص الفرنسي، وهو المعتمد
quoted = «{ $words }»
colon = {":"}
# The marks keep hours before minutes, whatever stands around.
span-hours-minutes = {"\u2066"}{ $hour }:{ $minute }{"\u2069"} ساعة
