# Coming in.
enter-title = الدخول إلى خزنتي
enter-lead = كيف تريدون الدخول؟
enter-phone-which = ما هي صورتكم؟
enter-other = الدخول بطريقة أخرى
enter-none-yet = ليس عندي خزنة بعد
enter-by-card = ببطاقة الدخول
enter-by-card-more = البطاقة المطبوعة ورمزها.
enter-by-words = بكلماتي السرية
enter-by-words-more = الاسم الذي اخترتموه وكلماتكم الخمس.
enter-by-rescue = برمز الطوارئ
enter-by-rescue-more = ضاعت بطاقتي وضاع هاتفي.
enter-way-card = بطاقة الدخول
enter-way-device = هاتف أو حاسوب
enter-way-words = الكلمات السرية
enter-way-rescue = رمز الطوارئ
enter-picture-sun = شمس
enter-picture-tree = شجرة
enter-picture-boat = قارب
enter-picture-fish = سمكة
enter-picture-flower = زهرة
enter-picture-cup = كوب
enter-picture-again = {"\u200f"}{ $picture } { $nth }
enter-button = دخول
enter-erase = حذف
enter-code-title = رمزكم من 6 أرقام
enter-code-label = رمز هذا الهاتف
enter-card-code-label = رمز البطاقة
enter-code-forgotten = نسيت رمزي
enter-code-shape = الرمز من 6 أرقام.
enter-code-wrong = ليس الرمز الصحيح.
enter-tries-left = { $count ->
    [zero] لم تبق محاولة.
    [one] بقيت محاولة واحدة. بعدها تغلق طريقة الدخول هذه إلى الأبد.
    [two] بقيت محاولتان.
    [few] بقيت { $count } محاولات.
    [many] بقيت { $count } محاولة.
   *[other] بقيت { $count } محاولة.
  }
enter-card-title = بطاقة الدخول
enter-card-lead = امسحوا مربع البطاقة بالكاميرا. أو اكتبوا الرقم.
enter-card-label = الرقم على ظهر البطاقة
enter-card-read = قرئت البطاقة.
enter-card-unknown = هذه البطاقة لا تفتح شيئا بعد الآن. خذوا أحدث بطاقة.
enter-square-read = قرئ المربع.
enter-number-hint = 28 حرفا ورقما. الشرطات لا تحسب.
enter-number-shape = ينقص حرف، أو يوجد حرف زائد. عدوا: يجب أن تكون 28.
enter-number-check = حرف غير صحيح. اقرؤوا الرقم من جديد.
enter-rescue-title = رمز الطوارئ
enter-rescue-lead = خذوا رمز الطوارئ المطبوع. امسحوا المربع، أو اكتبوا الرمز.
enter-rescue-label = رمز الطوارئ
enter-rescue-read = قرئ الرمز.
enter-rescue-once = هذا الرمز يفتح مرة واحدة فقط.
enter-rescue-once-more = بطاقتكم القديمة تتوقف. تحصلون على بطاقة جديدة.
enter-rescue-wrong = رمز الطوارئ هذا لا يفتح شيئا بعد الآن. خذوا أحدث رمز مطبوع.
enter-words-title = كلماتكم السرية
enter-identifier-label = الاسم الذي اخترتموه
enter-identifier-hint = رقم هاتف أو بريد إلكتروني أو اسم.
enter-identifier-unfit = هذا الاسم لا يصلح. اكتبوا 4 حروف أو أرقام على الأقل.
enter-identifier-nir = لا تكتبوا رقم الضمان الاجتماعي. اختاروا اسما آخر.
enter-identifier-taken = اختار شخص آخر هذا الاسم. اختاروا اسما غيره.
enter-words-label = كلماتكم الخمس
enter-words-hint = بالترتيب. لا تهم الحركات فوق الحروف ولا الحروف الكبيرة.
enter-words-shape = يجب كتابة خمس كلمات، بالترتيب. اقرؤوها من جديد.
enter-words-wrong = ليس الاسم الصحيح، أو ليست الكلمات الصحيحة. أعيدوا قراءتها، ثم حاولوا من جديد.
enter-place-shared = يغلق كل شيء بعد 10 دقائق.
enter-place-own = يغلق كل شيء بعد 30 دقيقة.
enter-erased-title = طريقة الدخول هذه مغلقة
enter-erased-lead = لا تفتح خزنتكم بعد الآن. أوراقكم في أمان.
enter-erased-others = ما زال الدخول ممكنا بواسطة:
enter-erased-none = لا توجد طريقة دخول أخرى.
enter-erased-none-more = اذهبوا إلى الأشخاص الذين يساعدونكم.
enter-proof-title = هل هذا أنتم؟
enter-proof-lead = ستغيرون شيئا مهما. اكتبوا رمزكم.
enter-proof-wrong = ليس هذا.
enter-proof-others = طريقة أخرى:
