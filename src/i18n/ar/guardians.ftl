# "Rescue people": two professionals who, together, can help a person back in.
guardians-title = أشخاص الطوارئ
guardians-lead = يمكن لمهنيين اثنين مساعدتكم على العودة، إن ضاع منكم كل شيء.
guardians-two = يجب أن يكون الاثنان معا.
guardians-two-more = واحد وحده لا يستطيع شيئا. لا يقرآن أوراقكم أبدا.
guardians-sure = يتحققان من أنكم أنتم، بورقة هويتكم.
guardians-free = لستم مجبرين. توقفون هذا متى أردتم.
guardians-risk = هذان الشخصان، إن اتفقا، يمكنهما فتح خزنتكم.
guardians-risk-more = اختاروا مؤسسة تثقون بها.
guardians-nobody = لا توجد بعد مؤسسة لديها شخصا طوارئ.
guardians-nobody-do = احتفظوا جيدا برمز الطوارئ. تحدثوا عن هذا مع مؤسستكم.
guardians-which = أي مؤسسة؟
guardians-structure = المؤسسة
guardians-structure-choose = اختاروا مؤسسة.
guardians-name = لقبكم واسمكم
guardians-name-hint = كما في ورقة هويتكم. مثلا: Morel Claire
guardians-name-short = اللقب والاسم
guardians-name-wrong = هذا الاسم لا يصلح. اكتبوا لقبكم واسمكم، بلا رقم.
guardians-born = تاريخ الميلاد
guardians-born-hint = كما في ورقة هويتكم. مثلا: 14 3 1982
guardians-born-on = تاريخ الميلاد: { $date }
guardians-born-wrong = هذا التاريخ غير موجود. اقرؤوه من جديد في ورقة هويتكم.
guardians-taken = أعطى شخص من قبل هذا الاسم وهذا التاريخ في هذه المؤسسة.
guardians-not-there = لم يعد لهذه المؤسسة شخصا طوارئ. اختاروا مؤسسة أخرى.
guardians-said = أوافق على أن يساعدني مهنيان من { $structure }، معا، على العودة إلى خزنتي. واحد وحده لا يستطيع شيئا.
guardians-same = تذكروا كيف كتبتم اسمكم. يجب أن تكتبوه بالطريقة نفسها.
guardians-stop-any = يمكنكم الإيقاف في أي وقت، بضغطة واحدة.
guardians-stands = سيساعدكم شخصا طوارئ: { $structure }.
guardians-stands-more = إن ضاع منكم كل شيء، اذهبوا إلى صفحة «الدخول إلى خزنتي». اضغطوا «ضاع مني كل شيء».
guardians-changed = تغير شخصا الطوارئ.
guardians-changed-do = لم يعد بإمكانهما مساعدتكم. قولوا نعم مرة أخرى، أو أوقفوا.
guardians-mine = ما وافقتم عليه
guardians-since = منذ
guardians-stop = إيقاف

# Who sits in the two places, for managers.
seats-lead = مكانان، وشخصان مختلفان. معا يساعدان من ضاع منه كل شيء.
seats-ready = المكانان جاهزان.
seats-missing = ينقص شخص. لا يمكن بعد مساعدة أحد هنا.
seats-place = المكان { $seat }
seats-empty = لا أحد في هذا المكان.
seats-waits = ينتظر المفتاح
seats-waits-more = يجب أن يقول شخص موجود في هذا المكان: «هذا زميلي.»
seats-one = شخص واحد فقط في هذا المكان: عينوا شخصا ثانيا.
seats-name = تعيين شخص في المكان { $seat }
seats-name-button = تعيين
seats-choose = اختاروا شخصا.
seats-nobody-left = لكل الزملاء مكان. ادعوا زملاء آخرين.
seats-remove = إزالة
seats-remove-who = إزالة { $name }
seats-remove-more = لن يستطيع هذا الشخص المساعدة. يبقى الآخرون.
seats-remove-last = بعده لا أحد لديه المفتاح. من قالوا نعم يجب أن يبدؤوا من جديد.
seats-never = المفاتيح ليست عندكم.
seats-never-more = أنتم تقولون من له مكان. أشخاص المكان يعطون المفتاح بعضهم لبعض.
seats-team-more = مكانان لمساعدة من ضاع منه كل شيء.
guardians-both-places = لهذا الشخص مكان من قبل. لا يمكن لأحد أن يكون في المكانين.
guardians-full = هذا المكان ممتلئ: خمسة أشخاص. أزيلوا شخصا قبل ذلك.
guardians-no-name = لم يصل اسم هذا الشخص بعد. حاولوا غدا.

# One of the two, at work.
guardian-title = شخص الطوارئ
guardian-home-more = تساعدون من فقد كل شيء. مكانكم: { $seat }.
guardian-home-newcomer = شخص ينتظر المفتاح
guardian-lead = أنتم في المكان { $seat }، { $structure }.
guardian-alone = شخص واحد لا يستطيع فتح شيء.
guardian-alone-more = يجب أن يكون شخص من المكان الآخر أيضا. لا ترون الأوراق أبدا.
guardian-no-key = ليس لديكم بعد مفتاح مكانكم.
guardian-no-key-do = اطلبوه من شخص في هذا المكان. هو يقول إنكم أنتم.
guardian-newcomer = { $name }: شخص جديد في مكانكم
guardian-newcomer-more = هل تعرفون هذا الشخص؟ تحدثوا معه قبل ذلك. بعدها يمكنه أن يساعد مثلكم.
guardian-newcomer-yes = نعم، هذا زميلي أو زميلتي
guardian-somebody = هل ضاع من شخص كل شيء؟
guardian-ask-paper = اطلبوا ورقة هويته. النسخة لا تكفي.
guardian-ask-words = اطلبوا منه أن يقرأ الكلمات الأربع في قسيمته.
guardian-words = اكتبوا الكلمات الأربع
guardian-words-hint = الحركات والحروف الكبيرة لا تحسب. لا تطلبوا الرمز أبدا.
guardian-back = العودة إلى البداية
guardian-case-title = هل هو هذا الشخص؟
guardian-case-who = يقول الشخص إنه
guardian-case-how = كيف
guardian-case-presence = هو معكم.
guardian-case-afar = لا يستطيع الحضور.
guardian-case-until = حتى
guardian-case-today = يراه شخصا الطوارئ في اليوم نفسه.
guardian-case-wait = بعدكما ينتظر 3 أيام. خزنته تعلن ذلك على كل شاشاتها.
guardian-confirmed-me = قلتم نعم من قبل. ينقص المكان الآخر.
guardian-confirmed-same = قال مكانكم نعم من قبل. ينقص المكان الآخر.
guardian-confirmed-other = قال المكان الآخر نعم من قبل.
guardian-confirmed-both = قال المكانان نعم.
guardian-tick = أشروا على ما فعلتم
guardian-tick-paper = أمسكت ورقة هويته. الاسم والتاريخ نفسهما.
guardian-tick-face = هذا هو الوجه الذي في الصورة.
guardian-tick-known = أعرف هذا الشخص. الاسم والتاريخ له.
guardian-tick-spoken = تكلمت معه بالصوت.
guardian-tick-words = قرأ لي الشخص بنفسه الكلمات الأربع.
guardian-tick-all = أشروا على الأسطر الثلاثة. إن نقص واحد، اضغطوا «إيقاف هذا الطلب».
guardian-yes = نعم، رأيت هذا الشخص
guardian-yes-afar = نعم، إنه هذا الشخص
guardian-doubt = لديكم شك؟ أوقفوا. يمكن للشخص أن يطلب من جديد.
guardian-no = إيقاف هذا الطلب
guardian-case-back = العودة
guardian-passed = تم ذلك. لدى زميلكم مفتاح هذا المكان.
guardian-done-one = سجل ذلك. ينقص الآن شخص من المكان الآخر.
guardian-done-delayed = سجل ذلك. ينتظر الشخص 3 أيام، ثم يصنع بطاقته.
guardian-done-ready = سجل ذلك. يمكن للشخص أن يصنع بطاقته الجديدة الآن.
guardian-done-refused = أوقف الطلب.
recovery-words = لا يوجد هنا طلب بهذه الكلمات الأربع. اقرؤوها من جديد مع الشخص.
recovery-both = قال المكانان نعم من قبل.
recovery-same-person = قلتم نعم من قبل. يجب أن يكون شخصا آخر.
recovery-no-agreement = لم يوافق أحد هنا بهذا الاسم وهذا التاريخ. تحققوا من كتابته.

journal-guardians-agreed = وافقتم على أن يساعدكم شخصا طوارئ: <b>{ $whofirst }</b>.
journal-guardians-stopped = لم يعد شخصا الطوارئ يستطيعان مساعدتكم: <b>{ $whofirst }</b>.
journal-guardian-named = { $named ->
    [0] عينتم <b>{ $person }</b> في مكان الطوارئ { $count }.
   *[1] <b>{ $who }</b>: تعيين <b>{ $person }</b> في مكان الطوارئ { $count }.
  }
journal-guardian-named-me = <b>{ $whofirst }</b>: تعيينكم في مكان الطوارئ { $count }.
journal-guardian-removed = { $named ->
    [0] أزلتم <b>{ $person }</b> من مكان الطوارئ { $count }.
   *[1] <b>{ $who }</b>: إزالة <b>{ $person }</b> من مكان الطوارئ { $count }.
  }
journal-guardian-removed-me = <b>{ $whofirst }</b>: إزالتكم من مكان الطوارئ { $count }.
journal-seat-made = لمكان الطوارئ { $count } مفتاح جديد.
journal-seat-passed = { $named ->
    [0] أعطيتم مفتاح مكان الطوارئ { $count } لـ <b>{ $person }</b>.
   *[1] <b>{ $who }</b>: إعطاء مفتاح المكان { $count } لـ <b>{ $person }</b>.
  }
