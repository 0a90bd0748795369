# Regaining control of the vault.
regain-account = هل يعرف أحد رمزي؟ استعادة السيطرة
regain-journal = لم تكونوا أنتم؟ استعادة السيطرة
regain-title = استعادة السيطرة
regain-lead = هل يعرف أحد رمزكم، أو لديه بطاقتكم؟ أخرجوه.
regain-stays = ما يبقى
regain-stays-papers = أوراقكم تبقى.
regain-stays-journal = قائمة ما حدث تبقى أيضا.
regain-ends = ما يتوقف
regain-ends-ways = بطاقاتكم ورموزكم وكلماتكم وهواتفكم لا تفتح شيئا بعد الآن.
regain-ends-screens = تغلق خزنتكم على كل الشاشات الأخرى.
regain-ends-shares = لا أحد يرى أوراقكم بعد الآن. ولا أحد يودع أوراقا.
regain-code = تحصلون على بطاقة جديدة ورمز جديد.
regain-code-do = حضروا ما تكتبون به، في مكان هادئ.
regain-first = أولا، اكتبوا رمزكم.
regain-button = استعادة السيطرة
regained-title = استعدتم السيطرة
regained-lead = أوراقكم موجودة. أنتم وحدكم تفتحون خزنتكم.
regained-ended = ما توقف
regained-ways = { $count ->
    [zero] لم تعد أي طريقة دخول تفتح شيئا.
    [one] طريقة دخول واحدة لم تعد تفتح شيئا.
    [two] طريقتا دخول لم تعودا تفتحان شيئا.
    [few] طرق الدخول التي لم تعد تفتح شيئا: { $count }.
    [many] طرق الدخول التي لم تعد تفتح شيئا: { $count }.
   *[other] طرق الدخول التي لم تعد تفتح شيئا: { $count }.
  }
regained-screens = { $count ->
    [0] لم تكن أي شاشة أخرى مفتوحة.
    [zero] لم تكن أي شاشة أخرى مفتوحة.
    [one] أغلقت شاشة أخرى واحدة.
    [two] أغلقت شاشتان أخريان.
    [few] الشاشات الأخرى التي أغلقت: { $count }.
    [many] الشاشات الأخرى التي أغلقت: { $count }.
   *[other] الشاشات الأخرى التي أغلقت: { $count }.
  }
regained-shares = { $count ->
    [0] لم تكونوا تعرضون شيئا.
    [zero] لم تكونوا تعرضون شيئا.
    [one] توقف عرض واحد.
    [two] توقف عرضان.
    [few] العروض التي توقفت: { $count }.
    [many] العروض التي توقفت: { $count }.
   *[other] العروض التي توقفت: { $count }.
  }
regained-links = { $count ->
    [0] لم يكن أحد يستطيع الإيداع.
    [zero] لم يكن أحد يستطيع الإيداع.
    [one] شخص واحد لم يعد يستطيع الإيداع.
    [two] شخصان لم يعودا يستطيعان الإيداع.
    [few] الأشخاص الذين لم يعودوا يستطيعون الإيداع: { $count }.
    [many] الأشخاص الذين لم يعودوا يستطيعون الإيداع: { $count }.
   *[other] الأشخاص الذين لم يعودوا يستطيعون الإيداع: { $count }.
  }
regained-card = أنتم بحاجة الآن إلى بطاقتكم الجديدة.
regained-card-do = لا تغلقوا هذه الصفحة قبل حفظ رمزكم.
regained-next = رؤية بطاقتي الجديدة
journal-control-regained = استعدتم السيطرة. لا شيء مما كان يفتح من قبل يفتح الآن.

# Closing the vault.
close-account = محو خزنتي
close-title = محو خزنتي
close-lead = تمحى كل أوراقكم. ولا تعود خزنتكم موجودة.
close-before = قبل محوها
close-before-more = احتفظوا بنسخة من كل أوراقكم.
close-take = أخذ كل شيء
close-for-good = لن يستطيع أحد استرجاعها. ولا نحن.
close-what = لا أحد يرى بعد الآن ما تعرضونه.
close-when = متى؟
close-later = بعد 7 أيام
close-later-more = يمكنكم تغيير رأيكم حتى ذلك اليوم.
close-now = الآن
close-now-more = لن تستطيعوا تغيير رأيكم.
close-keep = الاحتفاظ بخزنتي
close-button = محو خزنتي
closing-day = ستمحى خزنتكم في { $day }.
closing-more = ومعها كل أوراقكم.
closing-keep = عدم المحو
closed-title = محيت خزنتكم
closed-lead = لم يبق منها شيء. اطبعوا هذه الصفحة إن أردتم إثباتا.
closed-later-title = ستمحى خزنتكم
closed-later-lead = تمحى في { $day }. حتى ذلك اليوم، يمكنكم الرفض في الصفحة الأولى.
closed-certificate = شهادة إتلاف
closed-later-certificate = طلب محو
closed-says = محا هذه الخزنة صاحبها، مع أوراقها ومفاتيحها.
closed-later-says = طلب صاحب هذه الخزنة محوها، مع أوراقها ومفاتيحها.
closed-papers = عدد الأوراق
closed-day = اليوم
closed-leave = إنهاء
journal-closing-asked = طلبتم محو خزنتكم بعد 7 أيام.
journal-closing-stopped = تحتفظون بخزنتكم. لن تمحى.
journal-vault-closed = محوتم خزنتكم.
