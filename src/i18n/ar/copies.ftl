# Copies of papers: what keeps one from being made.
copy-too-many-pages = صفحات كثيرة لهذا الحجم. اختاروا حجما أكبر.
copy-too-many-at-all = صفحات كثيرة لملف واحد. اختاروا أوراقا أقل.
copy-too-heavy = هذه الأوراق ثقيلة معا. اختاروا أوراقا أقل.
copy-kept-often = حفظتم هذه النسخة مرات كثيرة. انتظروا ساعتين ثم حاولوا مرة أخرى.
copy-asked-often = طلبتم هذه النسخة مرات كثيرة. تحدثوا مع الشخص عن ذلك.
