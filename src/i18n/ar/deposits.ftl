# Somebody puts papers in for the person.
deposit-others = طرق أخرى
deposit-let = شخص يودع أوراقا لي
deposit-new-title = شخص يودع أوراقا لي
deposit-new-lead = هذا الشخص يرسل أوراقكم. لا يرى شيئا من خزنتكم.
deposit-new-who = من يودع؟
deposit-new-days = لأي مدة؟
deposit-new-papers = كم ورقة على الأكثر؟
deposit-said = أسمح لـ { $who } بإيداع { $papers } على الأكثر في خزنتي، لمدة { $span }.
deposit-agree-who = من يودع؟
deposit-agree-what = كم ورقة؟
deposit-agree-most = { $papers } على الأكثر
deposit-agree-blind = هذا الشخص لا يرى شيئا من خزنتكم.
deposit-agree-after = ستقولون لكل ورقة هل تحفظونها.

# The link, once given.
deposit-code = إعطاء رمز إيداع
deposit-code-until = رمز الإيداع هذا يعمل مرة واحدة، حتى الساعة { $time }.
deposit-stop = إيقاف الإيداع
deposit-active-may = يمكنه إيداع أوراق.
deposit-arrived = { $count ->
    [zero] لم يصل شيء.
    [one] وصلت ورقة واحدة.
    [two] وصلت ورقتان.
    [few] وصلت { $count } أوراق.
    [many] وصلت { $count } ورقة.
   *[other] وصلت { $count } ورقة.
  }
deposit-left = { $count ->
    [zero] لم يبق مكان.
    [one] بقي مكان لورقة واحدة.
    [two] بقي مكان لورقتين.
    [few] بقي مكان لـ { $count } أوراق.
    [many] بقي مكان لـ { $count } ورقة.
   *[other] بقي مكان لـ { $count } ورقة.
  }

# What was put in waits for a yes or a no.
deposit-waiting = { $count ->
    [zero] لم تودع أي ورقة لكم
    [one] أودعت ورقة لكم
    [two] أودعت ورقتان لكم
    [few] أودعت { $count } أوراق لكم
    [many] أودعت { $count } ورقة لكم
   *[other] أودعت { $count } ورقة لكم
  }
deposit-by = إيداع من { $who }
deposit-origin-unverified = المصدر غير مؤكد
deposit-keep-title = هل تحفظون هذه الورقة؟
deposit-keep = حفظ
deposit-refuse = رفض

# On the side of whoever puts papers in.
deposit-enter-title = إيداع أوراق
deposit-enter-lead = لشخص طلب منكم ذلك.
deposit-enter-code = رمز الإيداع، أو الرابط
deposit-enter-hint = مثلا: KD4M-7RQ2.
deposit-change-title = لشخص آخر؟
deposit-change-lead = أنتم تودعون أوراقا لـ { $who }.
deposit-change-phone = هذا الهاتف مربوط بحاسوب.
deposit-change-do = هذا الرابط الجديد يرسل الأوراق إلى مكان آخر.
deposit-change-no = لا، دون تغيير شيء
deposit-change-yes = نعم، تغيير
deposit-code-wrong = ليس رمز الإيداع الصحيح.
deposit-code-wrong-do = حاولوا من جديد، أو اطلبوا رمزا جديدا.
deposit-send-title = إيداع ورقة لـ { $name }
deposit-send = إيداع
deposit-blind = لا ترون شيئا من خزنته.
deposit-lost = لم تصل الورقة. حاولوا من جديد.
deposit-refused-title = لم تودع الورقة
deposit-refused-full = لم يبق مكان. قولوا ذلك للشخص.
deposit-refused-over = انتهى: لا يمكن إيداع شيء هنا بعد الآن.
deposit-all = وصلت كل الأوراق المتوقعة.
deposit-all-do = احتفظوا بالوصل.
deposit-none = لم يودع شيء
deposit-receipt = وصل الإيداع
deposit-receipt-see = رؤية الوصل
deposit-twice = أرسلتم هذه الورقة من قبل. هل ترسلونها من جديد؟
deposit-undo = إلغاء هذا الإيداع
deposit-undo-hour = يمكنكم الإلغاء خلال ساعة، إذا لم يقل الشخص نعم بعد.
deposit-undone = ألغيت هذه الورقة.
deposit-undone-do = هي غير محفوظة.
deposit-ended-title = انتهى.
deposit-ended = يمكنكم إغلاق هذه الصفحة.

# A phone as the scanner of a computer.
phone-use = استعمال هاتف
phone-wait = امسحوا هذا المربع بكاميرا الهاتف.
phone-held = الهاتف مربوط.
phone-joined = هاتف مربوط بهذا الحاسوب.
phone-joined-do = هو يرسل أوراقا. لا يرى شيئا من خزنتكم.
phone-step-1 = افتحوا كاميرا الهاتف.
phone-step-2 = امسحوا المربع بالكاميرا.
phone-step-3 = صوروا أوراقكم.
phone-here = أوراقكم تصل هنا
phone-kept = تم الحفظ.
phone-ends = اتركوا هذه الصفحة مفتوحة. إذا أغلقتموها، يتوقف الهاتف.
phone-over-title = انتهى.
phone-over = لم يعد الهاتف يستطيع إرسال شيء.
phone-over-safe = ما وصل موجود في أوراقكم.
phone-again = استعمال هاتف من جديد
phone-title = صوروا أوراقكم
phone-lead = تصل فورا إلى الحاسوب.
