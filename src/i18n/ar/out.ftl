# Everything out, and into another vault.
out-heading = أخذ أوراقي معي
out-link = استرجاع كل أوراقي
out-title = استرجاع كل أوراقي
out-count = { $count ->
    [0] لا توجد أي ورقة في خزنتكم.
    [zero] لا توجد أي ورقة في خزنتكم.
    [one] ورقة واحدة تخرج معكم: { $size }.
    [two] ورقتان تخرجان معكم: { $size }.
    [few] { $count } أوراق تخرج معكم: { $size }.
    [many] { $count } ورقة تخرج معكم: { $size }.
   *[other] { $count } ورقة تخرج معكم: { $size }.
  }
out-holds = تحصلون على ملف واحد. فيه أوراقكم مع قائمة وسجلكم.
out-left-title = هذه الأوراق لا يمكن أن تخرج
out-left-do = هي تالفة عندنا. تحدثوا مع الشخص الذي يساعدكم.
out-take = الاحتفاظ بأوراقي
out-take-more = هذا مجاني. يمكنكم فعله كلما أردتم.
out-shared = أشخاص آخرون يستعملون هذا الحاسوب.
out-shared-more = يبقى الملف هنا بعد ذهابكم. ضعوه على مفتاح ثم احذفوه.
out-closed = ملف مغلق بخمس كلمات
out-closed-more = دون الكلمات الخمس لا يقرؤه أحد. هذا هو الأكثر أمانا.
out-open = ملف مفتوح
out-open-more = كل شخص على هذا الحاسوب يمكنه قراءته.
out-words-title = كلماتكم الخمس
out-words-lead = هذه الكلمات تفتح الملف. اكتبوها على ورقة مع الشرطات.
out-words-once = هذه الكلمات لن تظهر مرة أخرى أبدا.
out-words-lost = إذا ضاعت منكم لا يفتح الملف. أوراقكم تبقى في خزنتكم.
out-words-take = كتبتها، أحتفظ بالملف
out-words-how = لفتح الملف: برنامج مجاني اسمه « age ».
out-words-wrong = هذه ليست الكلمات الصحيحة. ابدؤوا من جديد.
out-file = أوراقي { $day }
out-index-title = أوراقي
out-index-made = استرجعت في { $when }.
out-index-none = لم تكن هناك أي ورقة.
out-index-facts = وضعت في الخزنة في { $date }، { $size }
out-index-journal = سجلي مع دليله
out-index-programs = الملف index.json يقول الشيء نفسه للبرامج.
back-link = إعادة أوراق
back-title = إعادة أوراق
back-lead = اختاروا الملف الذي استرجعتموه من خزنة Abri.
back-more = تحتفظ أوراقكم باسمها ونوعها وتواريخها.
back-file = الملف (ينتهي بـ ‎.zip)
back-send = إعادة هذه الأوراق
back-closed = ملف مغلق بخمس كلمات؟ اطلبوا المساعدة لفتحه أولا.
back-count = { $count ->
    [zero] لا توجد أي ورقة في هذا الملف.
    [one] ورقة واحدة في هذا الملف.
    [two] ورقتان في هذا الملف.
    [few] { $count } أوراق في هذا الملف.
    [many] { $count } ورقة في هذا الملف.
   *[other] { $count } ورقة في هذا الملف.
  }
back-wait = كل ورقة تفحص. أبقوا هذه الصفحة مفتوحة حتى النهاية.
back-kept = تم الحفظ
back-already = هي في خزنتكم من قبل
back-end-kept = { $count ->
    [0] لا توجد ورقة جديدة.
    [zero] لا توجد ورقة جديدة.
    [one] انتهى: حفظت ورقة واحدة.
    [two] انتهى: حفظت ورقتان.
    [few] انتهى: حفظت { $count } أوراق.
    [many] انتهى: حفظت { $count } ورقة.
   *[other] انتهى: حفظت { $count } ورقة.
  }
back-end-already = { $count ->
    [zero] لم تكن أي ورقة هنا.
    [one] ورقة واحدة كانت هنا. لا تحفظ مرتين.
    [two] ورقتان كانتا هنا. لا تحفظان مرتين.
    [few] { $count } أوراق كانت هنا. لا تحفظ مرتين.
    [many] { $count } ورقة كانت هنا. لا تحفظ مرتين.
   *[other] { $count } ورقة كانت هنا. لا تحفظ مرتين.
  }
back-end-refused = { $count ->
    [zero] حفظت كل الأوراق.
    [one] ورقة واحدة لم تحفظ. القائمة تقول السبب.
    [two] ورقتان لم تحفظا. القائمة تقول السبب.
    [few] { $count } أوراق لم تحفظ. القائمة تقول السبب.
    [many] { $count } ورقة لم تحفظ. القائمة تقول السبب.
   *[other] { $count } ورقة لم تحفظ. القائمة تقول السبب.
  }
back-broken = اضطررنا إلى التوقف قبل النهاية. ابدؤوا من جديد: لا شيء يحفظ مرتين.
back-see = رؤية أوراقي
back-refused-title = لم نحفظ شيئا
back-refused-archive = هذا ليس ملفا من Abri، أو تم تغييره.
back-refused-many = هذا الملف فيه أوراق أكثر من اللازم.
back-refused-large = هذا الملف ثقيل جدا على خزنتكم.
back-refused-altered = هذه الورقة تغيرت في الملف
journal-taken-out = { $count ->
    [zero] استرجعتم أوراقكم.
    [one] استرجعتم ورقتكم.
    [two] استرجعتم ورقتيكم.
    [few] استرجعتم كل أوراقكم ({ $count }).
    [many] استرجعتم كل أوراقكم ({ $count }).
   *[other] استرجعتم كل أوراقكم ({ $count }).
  }
journal-paper-brought = { $titled ->
    [0] جلبتم ورقة من خزنة أخرى.
   *[1] جلبتم « { $title } » من خزنة أخرى.
  }
papers-brought = جلبت من خزنة أخرى
