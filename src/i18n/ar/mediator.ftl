# A mediator is with the person: the person's side.
mediator-with-me = معي وسيط
mediator-with-me-more = تقولون له رمزا. ويصور أوراقكم.
mediator-said = أسمح لوسيط بإيداع { $papers } على الأكثر في خزنتي، لمدة { $span }. وأحتفظ بهذه الأوراق.
mediator-agree-who = وسيط موجود معكم
mediator-agree-named = سيكتب اسمه في «من رأى أوراقي؟».
mediator-agree-blind = هذا الوسيط لا يرى شيئا من خزنتكم.
mediator-agree-after = أوراقه تحفظ فورا. يمكنكم إزالتها.
mediator-agree-no = عدم إعطاء شيء
mediator-one = وسيط
mediator-see = رؤية هذا الإيداع
mediator-given-title = معكم وسيط
mediator-given-say = قولوا هذا الرمز للوسيط.
mediator-given-came = { $who } يودع أوراقكم.
mediator-given-used = استعمل الرمز، أو انتهى.
mediator-given-code = رمز الإيداع
mediator-given-look = رؤية ما وصل
mediator-given-again = إعطاء رمز آخر

# The deposit number.
number-title = رقم الإيداع
number-link = رقم الإيداع
number-lead = بهذا الرقم يودع وسيط أوراقا لكم.
number-mine = رقم الإيداع الخاص بكم
number-accepted = يمكن للوسطاء استعماله.
number-printed = سيعمل عندما تكون بطاقتكم في يدكم.
number-refused = هو لا يعمل.
number-blind = الوسيط لا يرى شيئا من خزنتكم.
number-who = لا يستعمله إلا وسيط من مؤسسة تم التحقق منها.
number-yes = تقولون نعم أو لا لكل ورقة.
number-told = كل إيداع يكتب في «من رأى أوراقي؟».
number-accept = قبول
number-refuse = عدم القبول بعد الآن
number-have = الحصول على رقم إيداع
number-new = رقم جديد
number-new-why = لن يعمل الرقم القديم. اطبعوا بعد ذلك بطاقتكم من جديد.
number-new-do = تغيير الرقم
number-card = رقم الإيداع
number-card-more = على البطاقة أيضا رقم الإيداع، للوسيط:
number-card-see = لماذا يستعمل؟

# The mediator's side.
mediator-home-more = الشخص معكم. يعطيكم رمزا أو رقما.
mediator-title = إيداع لشخص آخر
mediator-lead = الشخص معكم. يعطيكم رمزا أو رقما.
mediator-field = رمز الإيداع أو رقم الإيداع
mediator-hint = مثلا: KD4M‑7RQ2 أو 7RQ2K‑D4M9T.
mediator-begin = البدء
mediator-where = أين نجده؟
mediator-where-code = الرمز
mediator-where-code-do = في خزنته: «إضافة ورقة»، ثم «معي وسيط».
mediator-where-number = الرقم
mediator-where-number-do = على بطاقة الدخول.
mediator-wrong = هذا الرمز أو هذا الرقم لا يعمل.
mediator-wrong-do = الرمز يعمل مرة واحدة فقط. اطلبوا من الشخص رمزا جديدا.
mediator-over = انتهى الإيداع.
mediator-over-do = لم تبق أي ورقة على هذا الجهاز.
mediator-for-them = تودعون للشخص الموجود أمامكم
mediator-for = تودعون لـ { $name }
mediator-blind = صوروا كل ورقة. لن تروا شيئا من خزنته.
mediator-count = { $count ->
    [zero] لم تودع أي ورقة.
    [one] أودعت ورقة واحدة.
    [two] أودعت ورقتان.
    [few] أودعت { $count } أوراق.
    [many] أودعت { $count } ورقة.
   *[other] أودعت { $count } ورقة.
  }
mediator-until = نهاية الإيداع: { $until }.
mediator-closed = أغلق حسابكم. انتهى الإيداع.
mediator-receipts = رؤية الإيصالات
mediator-next = الورقة التالية
mediator-paper = الورقة { $number }
mediator-undo-hour = يمكنكم إلغاء ورقة ما دام هذا الإيداع مستمرا.

# "Who saw my papers?"
journal-mediator-invited = أعطيتم وسيطا رمزا: { $papers } للإيداع.
journal-mediator-code-stopped = أوقفتم الرمز الذي أعطي لوسيط.
journal-mediation-begun = <b>{ $whofirst }</b> يبدأ الإيداع برمزكم.
journal-mediation-by-number = <b>{ $whofirst }</b> يبدأ الإيداع برقم الإيداع الخاص بكم.
journal-mediation-ended = انتهى إيداع وسيط.
journal-mediation-stopped = { $named ->
    [0] أوقفتم وسيطا كان يودع.
   *[1] أوقفتم <b>{ $who }</b> الذي كان يودع.
  }
journal-number-accepted = رقم الإيداع الخاص بكم يعمل.
journal-number-refused = رقم الإيداع الخاص بكم لم يعد يعمل.
journal-number-drawn = غيرتم رقم الإيداع.
