# Home.
papers-hello = مرحبا { $name }.
papers-title = أوراقي
papers-add = إضافة ورقة
papers-show = عرض
papers-print = طباعة
papers-no-end = بدون تاريخ انتهاء
papers-unnamed = ورقة بدون اسم
papers-lose = إذا ضاع هذا الهاتف، ضاعت أوراقكم.
papers-lose-shared = بدون بطاقة ولا رمز طوارئ، تضيع أوراقكم.
papers-lose-do = اصنعوا بطاقة الدخول أو رمز الطوارئ.
papers-lose-button = حماية أوراقي
papers-empty-title = ليس عندكم أوراق هنا بعد.
papers-empty = ابدؤوا بصورة لبطاقة هويتكم.
papers-removed = الأوراق المزالة
papers-removed-now = الورقة الآن في الأوراق المزالة.
papers-removed-now-do = يمكنكم إعادتها خلال 7 أيام.

# Adding.
papers-add-lead = التقطوا صورة، أو اختاروا من هذا الهاتف أو الحاسوب.
papers-add-camera = التقاط صورة
papers-add-choose = اختيار ورقة
papers-add-choose-hint = صورة أو PDF. يمكنكم اختيار أكثر من واحدة.
papers-add-send = إضافة
papers-add-size = كل ورقة: { $size } على الأكثر.
papers-add-version = نسخة جديدة من: { $title }
papers-add-version-do = النسخة القديمة تبقى محفوظة.
papers-sending = ورقتكم في الطريق…
papers-part = وصل: { $part }%.
papers-waiting = لا توجد شبكة. نتابع وحدنا عندما تعود.
papers-closed = أغلقت خزنتكم. ادخلوا من جديد: ما وصل يبقى.
papers-enter = دخول
papers-stop = إيقاف
papers-unfinished = ورقة لم تصل كاملة.
papers-unfinished-do = اختاروا الورقة نفسها: نتابع من حيث توقفت.
papers-checking = وصلت الورقة. نحن نفحصها…
papers-lost = لم تصل الورقة. أوراقكم الأخرى موجودة. حاولوا من جديد.
papers-refused-title = لم تحفظ الورقة
papers-refused-type = ليست صورة ولا PDF. اختاروا ورقة أخرى.
papers-refused-heic = هي صورة بصيغة HEIC: لا نستطيع قراءتها. التقطوا الصورة هنا، بزر «التقاط صورة». أو على iPhone: الإعدادات، الكاميرا، التنسيقات، «الأكثر توافقا». ثم التقطوا صورة جديدة.
papers-refused-virus = وجد مضاد الفيروسات خطرا فيها. التقطوا صورة للورقة.
papers-refused-unchecked = مضاد الفيروسات لا يجيب. حاولوا من جديد بعد ساعة.
papers-refused-broken = هي تالفة: لا نستطيع قراءتها.
papers-refused-locked = هي مقفلة بكلمة سرية. أزيلوا الكلمة السرية، ثم حاولوا من جديد.
papers-refused-pages = صفحاتها كثيرة جدا.
papers-refused-pixels = الصورة كبيرة جدا. التقطوا صورة أصغر.
papers-refused-slow = قراءتها طويلة جدا. التقطوا لها صورة.
papers-refused-large = هي ثقيلة جدا: { $size } على الأكثر.
papers-refused-full = خزنتكم ممتلئة. أزيلوا ورقة، ثم حاولوا من جديد.
papers-refused-room = لم يبق مكان في الخدمة. حاولوا غدا، أو اطلبوا المساعدة.
papers-refused-empty = هي فارغة.
papers-refused-cut = لم تصل كاملة. حاولوا من جديد.
papers-refused-busy = عدد الزوار كبير الآن. حاولوا من جديد بعد دقيقة.
papers-refused-health = هنا لا تحفظ أوراق الصحة. اختاروا ورقة أخرى.
papers-refused-none = اختاروا ورقة أولا.
papers-refused-safe = أوراقكم الأخرى موجودة.
papers-arrived-title = { $count ->
    [zero] لم تصل أي ورقة
    [one] وصلت ورقة واحدة
    [two] وصلت ورقتان
    [few] وصلت { $count } أوراق
    [many] وصلت { $count } ورقة
   *[other] وصلت { $count } ورقة
  }
papers-twice-title = هذه الورقة عندكم من قبل.
papers-twice = هل تحفظونها مرتين؟
papers-twice-yes = حفظها مرتين
papers-twice-no = عدم حفظها
papers-receipt = وصل الاستلام
papers-receipt-print = طباعة الوصل
papers-receipt-paper = الورقة
papers-receipt-kind = ما هي
papers-receipt-size = الحجم
papers-receipt-when = وقت الوصول
papers-receipt-digest = بداية البصمة (SHA-256)
papers-arrived-lead = قولوا الآن ما هي.
papers-arrived-refused = { $count ->
    [zero] حفظت كل الأوراق
    [one] لم تحفظ ورقة واحدة
    [two] لم تحفظ ورقتان
    [few] لم تحفظ { $count } أوراق
    [many] لم تحفظ { $count } ورقة
   *[other] لم تحفظ { $count } ورقة
  }

# What it is, when it ends, done.
papers-what-title = ما هذه الورقة؟
papers-what-kept = حفظت ورقتكم.
papers-what-more = { $count ->
    [zero] لم تبق ورقة أخرى.
    [one] بقيت ورقة أخرى.
    [two] بقيت ورقتان.
    [few] بقيت { $count } أوراق أخرى.
    [many] بقيت { $count } ورقة أخرى.
   *[other] بقيت { $count } ورقة أخرى.
  }
papers-what-all = رؤية كل الأوراق
papers-what-unsure = لا أعرف
papers-kind-unknown = اختاروا خانة.
papers-kind-health = هنا لا تحفظ أوراق الصحة.
papers-kind-health-do = اختاروا خانة أخرى، أو اضغطوا «إزالة هذه الورقة».
papers-kind-warn = هذه الورقة عن صحتكم.
papers-kind-warn-do = اعرضوها فقط على شخص يساعدكم في ذلك.
papers-undo = إلغاء
papers-end-title = متى تنتهي؟
papers-end-lead = التاريخ مكتوب على الورقة.
papers-end-day = اليوم
papers-end-month = الشهر
papers-end-year = السنة
papers-end-example = مثال: اليوم 24، الشهر 11، السنة 2026.
papers-end-none = لا يوجد تاريخ
papers-end-wrong = هذا التاريخ غير موجود. انظروا إلى الورقة، ثم اكتبوا من جديد.
papers-date-title = ما تاريخ هذه الورقة؟
papers-date-example = مثال: اليوم 24، الشهر 8، السنة 2026.
papers-date-none = لا أعرف
papers-date-ahead = هذا التاريخ لم يأت بعد. انظروا إلى الورقة، ثم اكتبوا من جديد.
papers-month-title = من أي شهر هي؟
papers-month-lead = الشهر مكتوب على الورقة.
papers-month-example = مثال: الشهر 10، السنة 2026.
papers-done-title = تم الحفظ.
papers-done-lead = ورقتكم في خزنتكم.
papers-done-next = الورقة التالية
papers-done-all = رؤية أوراقي
papers-done-more = ورقة أخرى

# One paper.
papers-page-of = صفحة { $page } من { $count }
papers-page-alt = { $title }، صفحة { $page }
papers-page-before = السابق
papers-page-next = التالي
papers-larger = كبير
papers-smaller = صغير
papers-added = حفظت يوم { $date }
papers-keep = الاحتفاظ بنسخة
papers-change = تغيير الاسم أو التاريخ
papers-name = اسمها
papers-name-save = حفظ هذا الاسم
papers-name-wrong = اكتبوا اسما من 80 حرفا على الأكثر.
papers-name-nir = هذا الاسم يشبه رقم الضمان الاجتماعي.
papers-name-nir-do = من الأفضل عدم كتابته هنا.
papers-name-nir-anyway = حفظ رغم ذلك
papers-kind-change = تغيير نوعها
papers-end-change = تغيير تاريخ الانتهاء
papers-date-change = تغيير تاريخ الورقة
papers-version-add = إضافة نسخة أحدث
papers-version-earlier = نسخة قديمة، حفظت يوم { $date }
papers-version-title = النسخ
papers-doubt-found = وجد مضاد الفيروسات خطرا في هذه الورقة.
papers-doubt-found-do = انظروا إليها هنا. لا تحتفظوا بنسخة منها.
papers-doubt-unchecked = لم يستطع مضاد الفيروسات فحص هذه الورقة.
papers-doubt-unchecked-do = انظروا إليها هنا. انتبهوا إذا احتفظتم بنسخة.
papers-active = يحتوي ملف PDF هذا على برنامج. يظهر Abri صوره فقط.
papers-remove = إزالة هذه الورقة
papers-remove-do = لن يستطيع أحد رؤيتها. يمكنكم إعادتها خلال 7 أيام.
papers-back = أوراقي

# Removed papers.
papers-removed-lead = الورقة المزالة تبقى هنا 7 أيام. ثم تتلف.
papers-removed-none = لا توجد أوراق مزالة.
papers-removed-until = ستتلف يوم { $date }
papers-restore = إعادة إلى أوراقي
papers-destroy = إتلاف الآن
papers-destroy-do = لن يستطيع أحد استعادتها، حتى أنتم.
papers-destroyed-title = أتلفت الورقة
papers-destroyed-lead = يمكنكم طباعة هذا الإثبات.
papers-certificate = شهادة إتلاف
papers-certificate-says = أتلفت هذه الورقة. لا أحد يستطيع قراءتها بعد الآن.
papers-certificate-paper = الورقة
papers-certificate-when = متى
papers-certificate-number = الرقم في القائمة
papers-certificate-digest = بصمة الورقة (SHA-256)
papers-certificate-hash = بصمة القائمة (SHA-256)

# Printing.
papers-print-title = طباعة
papers-print-lead = ضعوا علامة على الأوراق التي تريدون طباعتها.
papers-print-do = تحضير
papers-print-none = ضعوا علامة على ورقة واحدة على الأقل.
papers-print-ready = جاهز للطباعة
papers-print-pages = { $count ->
    [zero] لا صفحات
    [one] صفحة واحدة
    [two] صفحتين
    [few] { $count } صفحات
    [many] { $count } صفحة
   *[other] { $count } صفحة
  }
papers-photocopy = نسخة مصورة
papers-photocopy-what = ملف PDF للحفظ أو للإرسال. البطاقة بحجمها الحقيقي.
papers-photocopy-plain = نسخة مصورة بدون علامة
papers-photocopy-marked = نسخة مصورة مع علامة
papers-mark-for = العلامة: لمن، ولماذا؟
papers-mark-hint = مثلا: طلب سكن (demande de logement). تكتب على الصفحة، مع التاريخ.
papers-mark-wrong = اكتبوا بضع كلمات. سطر واحد على الأكثر.

papers-went-back = عادت خزنتكم إلى الوراء.
papers-went-back-what = حدث ذلك قبل { $at }. قد تنقص أوراق حديثة.
papers-went-back-do = تحققوا من أن ما أوقفتموه ما زال متوقفا. اسألوا من يدير Abri عن السبب.
papers-went-back-button = انظروا ماذا حدث
