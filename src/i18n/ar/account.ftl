# Arabic, made from the French texts; not yet reviewed by a speaker.
# Modern standard Arabic, plain words, no vowel marks. People are addressed in the plural (أنتم), which
# says "vous" to women and men alike. Figures are those of France (1, 2, 3), read by everybody here.
# One word per thing, the same in every file of this folder:
#   papier: ورقة                       coffre: خزنة
#   montrer: عرض                       arrêter: إيقاف
#   déposer: إيداع                     démarche: معاملة
#   carte d’accès: بطاقة الدخول         code de secours: رمز الطوارئ
#   code (six digits): الرمز            mots secrets: الكلمات السرية
#   rendez-vous: موعد                  code de rendez-vous: رمز الموعد
#   code de dépôt: رمز الإيداع          code court: الرمز القصير
#   code du partage: رمز العرض          carré: المربع
#   structure: مؤسسة                   responsable: مسؤول
# A number of things is said in one form, that of an object (ورقتين), wherever it stands.
# Papers and offices keep their French name in brackets where a person must know it again on paper.

# The account: ways in, codes, card, sheet.
account-title = حسابي
account-visit = آخر زيارة: { $when }
account-unsafe-do = اطبعوا بطاقة الدخول. ثم اكتبوا آخر 4 أحرف أو أرقام منها.
account-ways = طرق دخولكم
account-way-current = (الآن)
account-way-to-note = بقي رمز يجب حفظه.
account-way-used = آخر مرة: { $date }.
account-way-unused = لا زيارة بعد.
account-way-made = منذ { $date }.
account-way-show-card = رؤية بطاقتي
account-way-new-code = رمز جديد
account-way-new-code-more = نسيتم رمزكم، أو رآه شخص آخر.
account-way-new-card = بطاقة جديدة
account-way-new-card-more = ضاعت بطاقتكم، أو أخذها شخص آخر.
account-way-new-words = كلمات جديدة
account-way-remove-title = إزالة طريقة الدخول هذه
account-way-remove-more = لن تفتح خزنتكم بعد الآن. أوراقكم تبقى فيها.
account-way-remove = إزالة
account-last-way-in = هذه آخر طريقة دخول لكم. أضيفوا طريقة أخرى قبل إزالتها.
account-add-phone = إضافة هذا الهاتف
account-add-words = اختيار كلمات سرية
account-language = اللغة
account-leave = الخروج
account-sign-out = خروج
account-sign-out-everywhere = الخروج من كل الأجهزة
account-sign-out-everywhere-more = لا تبقى خزنتكم مفتوحة على أي شاشة.
screens-link = عرض الشاشات المفتوحة
screens-title = الشاشات المفتوحة
screens-lead = هل توجد شاشة ليست لكم؟ اخرجوا منها.
screens-this = الشاشة التي أمامكم
screens-other = شاشة أخرى
screens-own = استعملت الساعة { $time }. قال أحدهم: هي لي.
screens-shared = استعملت الساعة { $time }. قال أحدهم: يستعملها آخرون أيضا.
screens-answer = عند مهني، من أجل الجواب. تغلق الساعة { $time }.
screens-close = الخروج من هذه الشاشة
screens-closed = أغلقت الشاشة الأخرى.
screens-none = خزنتكم ليست مفتوحة في مكان آخر.
screens-none-work = حسابكم ليس مفتوحا في مكان آخر.
screens-after-work = هل يعرف أحد كلماتكم؟ غيروها أيضا.
account-notice = قراءة «معلومات قبل البدء» من جديد
account-notice-changed = تغير هذا النص. اقرؤوه قبل المتابعة.
account-notice-given = قرأتموه يوم { $date }.
account-back = العودة إلى حسابي
account-later = لاحقا
account-printed = طبعت يوم { $date }
account-cut = قصوا هنا
account-fold = اطووا هنا
account-what-to-do = ماذا تفعلون؟
account-code-phone-title = رمزكم
account-code-card-title = رمز بطاقتكم
account-code-lead = احفظوا هذا الرمز. هو يفتح خزنتكم.
account-code-card-not = للبطاقة رمز خاص بها. لا تكتبوه عليها.
account-code-never = لن يطلبه منكم أحد. لا تقولوه لأحد.
account-code-back = اكتبوه هنا
account-code-known = حفظت رمزي
account-code-wrong = ليس الرمز نفسه. انظروا إليه من جديد.
account-code-gone = هذا الرمز محفوظ من قبل. لن نظهره بعد الآن.
account-card-title = بطاقة الدخول
account-card-lead = تفتح خزنتكم، حتى بدون هاتف.
account-card-what = بطاقة مطبوعة ورمز. معا يفتحان خزنتكم.
account-card-name = بطاقة الدخول
account-card-of = خزنة
account-card-made = صنعت البطاقة يوم
account-card-scan = امسحوا المربع بالكاميرا. ثم اكتبوا رمز البطاقة.
account-card-number = ليس عندكم طابعة؟ انسخوا هذا الرقم:
account-card-not = لا تكتبوا الرمز عليها.
account-card-have = معي بطاقتي، متابعة
account-card-copied = نسخت الرقم
account-card-make = صنع بطاقة الدخول
account-card-replaces = بطاقتكم القديمة لن تفتح شيئا بعد الآن.
account-card-no-square = لا تستطيعون مسح المربع؟
account-card-no-square-more = اذهبوا إلى { $address } واكتبوا:
account-card-forgotten = نسيتم الرمز؟ الهاتف: { $phone }
account-card-do-cut = <b>قصوها واطووها.</b> البطاقة تدخل في المحفظة.
account-card-do-keep = <b>ضعوها في مكان آمن.</b> أو احملوها معكم.
account-card-do-not = <b>لا تكتبوا الرمز عليها أبدا.</b> احفظوه في ذاكرتكم.
account-check-card-title = هل بطاقتكم جاهزة؟
account-check-card = انظروا إلى الرقم على ظهر البطاقة.
account-check-rescue-title = هل رمز الطوارئ مطبوع؟
account-check-rescue = انظروا إلى الرمز المطبوع.
account-check-label = اكتبوا آخر 4 أحرف أو أرقام
account-check-wrong = ليست هذه آخر 4. انظروا من جديد.
account-check-again = رؤيتها من جديد
account-rescue-title = رمز الطوارئ
account-rescue-lead = يفتح خزنتكم من جديد إذا ضاع منكم كل شيء.
account-rescue-what = رمز مطبوع. يفتح خزنتكم من جديد إذا ضاع منكم كل شيء.
account-rescue-print = تطبعونه، أو تنسخونه بخط اليد.
account-rescue-apart = احفظوه بعيدا عن البطاقة. مثلا عند شخص تثقون به.
account-rescue-opens-once = يفتح مرة واحدة فقط. بعد ذلك تصنعون رمزا آخر.
account-rescue-once = ترونه مرة واحدة فقط.
account-rescue-save = يمكنكم أيضا حفظه: اضغطوا طباعة، ثم اختاروا PDF.
account-rescue-have = رمزي معي، متابعة
account-rescue-make = صنع رمز الطوارئ
account-rescue-renew = صنع رمز طوارئ جديد
account-rescue-made = رمز الطوارئ موجود من قبل. لا يطبع مرتين أبدا.
account-rescue-replaces = إذا صنعتم رمزا جديدا، فالقديم لن يفتح شيئا.
account-rescue-scan = امسحوا المربع بكاميرا الهاتف.
account-rescue-type = أو اذهبوا إلى { $address } واكتبوا:
account-rescue-do-keep = <b>ضعوا هذه الصفحة في مكان آمن.</b> مثلا عند شخص تثقون به.
account-rescue-do-apart = <b>ليس مع البطاقة أبدا.</b> احفظوهما في مكانين.
account-rescue-do-once = <b>هذا الرمز يفتح مرة واحدة فقط.</b> بعد ذلك تحصلون على بطاقة جديدة.
account-words-title = كلمات سرية، إن أردتم
account-words-lead = اسم تختارونه وخمس كلمات تفتح خزنتكم، بدون بطاقة ولا هاتف.
account-words-replaces = كلماتكم القديمة لن تفتح شيئا بعد الآن.
account-words-label = اختاروا اسما
account-words-hint = رقم هاتف أو بريد إلكتروني أو اسم تختارونه.
account-words-no = لا شكرا، رؤية أوراقي
account-words-yours = كلماتكم الخمس
account-words-note = احفظوها، بهذا الترتيب.
account-words-never = لا تقولوها لأحد. ترونها مرة واحدة فقط.
account-words-last = اكتبوا الكلمة الأخيرة
account-words-noted = حفظت كلماتي
account-words-gone = هذه الكلمات محفوظة من قبل. لن نظهرها بعد الآن.
account-word-wrong = ليست هذه الكلمة الأخيرة. انظروا من جديد.
