# Discreet mode: pages that name nothing until asked.
discreet-title = الوضع الكتوم
discreet-lead = هل ينظر أحد أحيانا إلى شاشتكم؟ لن تعرض صفحاتكم أسماء بعد الآن.
discreet-on = الوضع الكتوم يعمل.
discreet-pages = لم تعد لأوراقكم أسماء.
discreet-pages-more = تسمى « الورقة 1 » و« الورقة 2 »… ولا تظهر صورها.
discreet-once = زر واحد يظهر الأسماء، مرة واحدة.
discreet-once-more = الصفحة التالية تخفيها من جديد.
discreet-messages = لن نرسل رسائل بعد الآن.
discreet-still = يمكنكم دائما إيقاف أي وصول.
discreet-still-more = كل طلب للدخول إلى خزنتكم يظهر دائما.
discreet-limit = هذا لا يغلق خزنتكم.
discreet-limit-do = هل لدى أحد رمزكم أو بطاقتكم؟
discreet-begin = الانتقال إلى الوضع الكتوم
discreet-end = إيقاف الوضع الكتوم
discreet-show = إظهار الأسماء
discreet-hide = إخفاء الأسماء
discreet-covered = هذه الصفحة تعرض أسماء
discreet-covered-do = لا أحد ينظر؟ اضغطوا لرؤيتها.
discreet-back = العودة إلى أوراقي
discreet-paper = الورقة { $number }
discreet-access = هناك وصول مفتوح.
discreet-deposit = يمكن إرسال أوراق إليكم.
discreet-asks = هناك من ينتظر جوابكم.

journal-setting-changed = غيرتم إعدادا.
