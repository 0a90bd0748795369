# Being told by a message that something is new.
notices-link = تلقي رسالة
notices-title = تلقي رسالة
notices-lead = تصلكم رسالة عندما يكون هناك جديد لكم.
notices-label-mail = عنوان بريدكم الإلكتروني
notices-label-sms = رقم هاتفكم المحمول
notices-label-both = عنوان بريدكم الإلكتروني أو رقم هاتفكم المحمول
notices-yours = يجب ألا يقرأ أحد غيركم هذه الرسائل.
notices-ask = الحصول على رقم
notices-sent = أرسلت رسالة إلى:
notices-number-label = الرقم الذي وصلكم
notices-number-hint = فيه 6 أرقام. وهو صالح لمدة 10 دقائق.
notices-number-do = هذا هو رقمي
notices-other = تغيير العنوان
notices-on = نكتب إليكم عندما يكون هناك جديد.
notices-where = نكتب إلى
notices-paused = الوضع الكتوم يعمل: لا نرسل شيئا.
notices-stop = لا أريد تنبيها بعد الآن
notices-says = الرسالة لا تقول شيئا عنكم.
notices-says-more = لا تذكر اسمكم ولا Abri ولا أوراقكم.
notices-reads = لنكتب إليكم، يجب أن يقرأ Abri هذا العنوان.
notices-reads-why = يقرؤه حتى عندما تكون خزنتكم مغلقة. ولا يقرأ شيئا آخر.
notices-when = من أجل جواب ينتظره أحد، أو طريقة دخول جديدة.
notices-when-most = رسالة واحدة كل 6 ساعات على الأكثر. وعند طلب الدخول إلى خزنتكم، على الفور.
notices-shape = لم نتعرف على ما كتبتم. أعيدوا القراءة ثم حاولوا من جديد.
notices-not-there = لا يمكننا الكتابة إلى هناك. جربوا عنوانا آخر.
notices-away = لم ترسل الرسالة. حاولوا لاحقا.
notices-refused = لم تصل الرسالة. انظروا إلى ما كتبتم.
notices-late = هذا الرقم لم يعد صالحا. اطلبوا رقما آخر.
notices-many = كانت هذه المرة الخامسة. اطلبوا رقما آخر.
notices-number-shape = الرقم فيه 6 أرقام.
notices-number-wrong = ليس هذا هو الرقم الصحيح. انظروا إلى الرسالة.

# The messages themselves: neither the service, nor papers, nor a link.
notices-message-subject = رسالة لكم
notices-message-text = هناك جديد لكم. ألقوا نظرة متى شئتم.
notices-number-subject = رقم لكم
notices-number-text = هذا رقمكم: { $code }. لا تعطوه لأحد.

journal-notices-begun = ستصلكم رسالة عندما يكون هناك جديد.
journal-notices-stopped = لم تعد تصلكم رسالة تنبيه.
