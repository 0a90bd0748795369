# Somebody is shown papers.
reader-hello = مرحبا
reader-press = شخص يعرض عليكم أوراقه. اضغطوا متابعة.
reader-link = الرابط، أو ما يأتي بعد العلامة #
reader-link-hint = انسخوه كاملا.
reader-have-code = عندي رمز قصير
reader-who-title = من أنتم؟
reader-who-lead = سيرى الشخص اسمكم.
reader-who-missing = اكتبوا اسمكم. سطر واحد على الأكثر.
reader-name = اسمكم
reader-structure = مؤسستكم
reader-structure-hint = يمكنكم تركها فارغة.
reader-spoken = رمز العرض
reader-spoken-hint = 4 أرقام. يقولها لكم الشخص بصوته.
reader-spoken-missing = اكتبوا الأرقام الأربعة لرمز العرض.
reader-spoken-wrong = ليس الرمز الصحيح. { $left ->
    [zero] لم تبق محاولة.
    [one] بقيت محاولة واحدة.
    [two] بقيت محاولتان.
    [few] بقيت { $left } محاولات.
    [many] بقيت { $left } محاولة.
   *[other] بقيت { $left } محاولة.
  }
reader-told = كل اطلاع يكتب في خزنة الشخص.
reader-look = رؤية الأوراق
reader-you = أنتم
reader-title = { $name }: عرض الأوراق عليكم
reader-until = يمكنكم النظر حتى { $until }.
reader-view = يمكنكم النظر، دون الاحتفاظ بشيء.
reader-marked = يمكنكم الاحتفاظ بنسخة. اسمكم مكتوب عليها.
reader-copy = يمكنكم الاحتفاظ بنسخة.
reader-choose = اختاروا ورقة.
reader-pages = { $count ->
    [zero] لا صفحات
    [one] صفحة واحدة
    [two] صفحتين
    [few] { $count } صفحات
    [many] { $count } صفحة
   *[other] { $count } صفحة
  }
reader-page-alt = { $title }، صفحة { $number }
reader-small = صغير
reader-large = كبير
reader-before = السابق
reader-after = التالي
reader-keep = احتفاظ
reader-over-title = انتهى.
reader-over = هذه الأوراق لم تعد معروضة.
reader-closed-title = أغلق.
reader-closed = لم تعودوا ترون هذه الأوراق.
reader-short-title = هل عندكم رمز قصير؟
reader-short-lead = يقرؤه الشخص على هاتفه.
reader-short = الرمز القصير
reader-short-hint = 8 حروف وأرقام، مثلا KD4M-7RQ2.
reader-short-wrong = ليس الرمز القصير الصحيح. اطلبوا رمزا جديدا.
reader-wait-title = يجب أن يقول الشخص نعم.
reader-wait = يرى اسمكم على هاتفه.
reader-wait-until = هذا الرمز القصير يعمل حتى الساعة { $time }.
reader-wait-page = هذه الصفحة تتقدم وحدها.
reader-yes-title = الجواب نعم.
reader-no-title = الجواب لا.
reader-no = لم يقل الشخص نعم. تحدثوا معه.
