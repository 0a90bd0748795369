# The appointment, as the professional sees it.
appointment-today = مواعيد اليوم
appointment-none = لا يوجد موعد حاليا.
appointment-new = موعد جديد
appointment-which = ما هي المعاملة؟
appointment-tick = اختيار أوراق
appointment-tick-more = تختارونها واحدة واحدة.
appointment-questions = أجيبوا مع الشخص. إذا كنتم لا تعرفون، اتركوها فارغة.
appointment-for = لأي معاملة؟
appointment-shelf-identity = الهوية
appointment-shelf-family = العائلة
appointment-shelf-health = الصحة
appointment-shelf-income = المال والعمل
appointment-shelf-bank = البنك
appointment-shelf-home = السكن
appointment-shelf-other = أخرى
appointment-lasting = لأي مدة؟
appointment-make = صنع الرمز
appointment-purpose = اختاروا معاملة.
appointment-kinds = ضعوا علامة على ورقة واحدة على الأقل، و20 على الأكثر.
appointment-many = عندكم 12 موعدا مفتوحا. أنهوا واحدا منها أولا.

# Waiting for the answer.
appointment-code-title = رمز الموعد
appointment-code-until = هذا الرمز يعمل مرة واحدة، حتى الساعة { $time }.
appointment-code-scan = يمسح الشخص هذا المربع بالكاميرا.
appointment-code-or = أو يكتب الرمز على هذا العنوان:
appointment-window = يدخل الشخص هنا
appointment-window-more = تفتح نافذة أخرى، للشخص وحده. لا تنظرون إليها.
appointment-asked = تطلبون
appointment-call-back = إلغاء
appointment-read-title = الشخص يقرأ طلبكم.
appointment-read = يختار الشخص ما يعرضه.
appointment-read-until = يمكنه الجواب حتى الساعة { $time }.
appointment-refused-title = قال الشخص لا.
appointment-refused = هذا حقه. تحدثوا معه: يمكن عرض الأوراق بطريقة أخرى.
appointment-late-title = انتهى هذا الرمز.
appointment-late = لم يجب أحد في الوقت. لم يعرض شيء.
appointment-called-back-title = تم الإلغاء.
appointment-called-back = هذا الرمز لا يعمل بعد الآن. لم يعرض شيء.
appointment-again = صنع رمز جديد
appointment-yes-title = موافقة من { $name }.
appointment-yes = يمكنكم النظر إلى { $papers }.

# What is shown.
appointment-with = موعد مع { $name }
appointment-until = موافقة حتى الساعة { $time }.
appointment-count = { $have ->
    [zero] لا ورقة من { $all }
    [one] ورقة واحدة من { $all }
    [two] ورقتان من { $all }
    [few] { $have } أوراق من { $all }
    [many] { $have } ورقة من { $all }
   *[other] { $have } ورقة من { $all }
  }
appointment-not-shown = لم تعرض بعد
appointment-incomplete = ينقص جزء
appointment-ask-missing = { $count ->
    [zero] طلب الأوراق الناقصة
    [one] طلب الورقة الناقصة
    [two] طلب الورقتين
    [few] طلب { $count } أوراق
    [many] طلب { $count } ورقة
   *[other] طلب { $count } ورقة
  }
appointment-chooses = يظهر رمز جديد. الاختيار لـ { $name }.
appointment-finish = إنهاء الموعد
appointment-back = العودة إلى الموعد

# A copy.
appointment-copy = طلب نسخة
appointment-copy-how = بأي شكل؟
appointment-copy-zip = كل الأوراق، في ملف ZIP
appointment-copy-zip-more = كل ورقة كما أضيفت.
appointment-copy-pdf = ملف PDF واحد، { $size } على الأكثر
appointment-copy-answers = الجواب على هاتف { $name }.
appointment-copy-wait = طلبت نسخة.
appointment-copy-phone = الجواب على هاتف { $name }.
appointment-copy-look = رؤية هل وصل جواب
appointment-copy-refused = لا نسخة من { $name }.
appointment-copy-refused-do = يمكنكم دائما النظر إلى الأوراق.
appointment-copy-yes = موافقة من { $name } على نسخة.
appointment-copy-keep = الاحتفاظ بالنسخة
appointment-copy-name = أوراق { $name }

# In the list of today.
appointment-is-offered = الرمز ينتظر، حتى الساعة { $time }.
appointment-is-read = الشخص يقرأ الطلب.
appointment-is-given = موافقة حتى الساعة { $time }.
appointment-is-refused = قال الشخص لا.
appointment-is-over = انتهى.
appointment-is-called-back = ألغي.
appointment-is-late = طلب في الساعة { $time }. بدون جواب.

# The receipt.
appointment-over-title = انتهى الموعد.
appointment-over = لا ترون بعد الآن أوراق { $name }.
appointment-receipt = وصل الموعد
appointment-receipt-ready = وصل هذا الموعد
appointment-receipt-see = رؤية الوصل
appointment-receipt-by = من عرض
appointment-receipt-to = على من
appointment-receipt-for = لماذا
appointment-receipt-papers = الأوراق
appointment-receipt-from = منذ
appointment-receipt-until = على الأكثر حتى
appointment-receipt-how = كيف
appointment-receipt-seen = النظر، دون الاحتفاظ بنسخة
appointment-receipt-copied = النظر، مع الاحتفاظ بنسخة
appointment-receipt-number = رقم الموافقة
appointment-receipt-stop = الإيقاف ممكن لـ { $name } في أي وقت، من الخزنة.
appointment-receipt-today = يبقى هذا الوصل هنا حتى المساء. بعد ذلك يختفي.
