# A person who lost everything comes back in, with two professionals.
enter-by-people = ضاع مني كل شيء
enter-by-people-more = يساعدني شخصا الطوارئ.
lost-title = ضاع مني كل شيء
lost-lead = يمكن لشخصي طوارئ مساعدتكم. يجب أن يكون الاثنان.
lost-before = قلتم نعم قبل ذلك، في «حسابي».
lost-before-more = بدون هذا لا يستطيع أحد فتح خزنتكم من جديد.
lost-nobody = لا توجد مؤسسة تستطيع مساعدتكم بهذه الطريقة.
lost-which = من يساعدكم؟
lost-manner = كيف تلتقون بهذين الشخصين؟
lost-presence = أنا معهما اليوم
lost-presence-more = يراكم الاثنان في اليوم نفسه. لا تنتظرون.
lost-afar = لا أستطيع الحضور
lost-afar-more = بعد موافقتهما تنتظرون 3 أيام.
lost-manner-choose = قولوا إن كنتم تستطيعون الحضور.
lost-have-slip = لدي قسيمة من قبل
lost-stopped = أوقف طلبكم. لم يفتح شيء.
lost-code-over = لم تعد هذه القسيمة صالحة. اطلبوا غيرها، أو اقرؤوا الرمز من جديد.
slip-title = قسيمتكم
slip-lead = اطبعوا هذه القسيمة، أو انسخوها. ستحتاجون إليها فيما بعد.
slip-words = الكلمات الأربع
slip-words-more = اقرؤوا هذه الكلمات الأربع لشخصي الطوارئ:
slip-code = رمز القسيمة
slip-code-more = احتفظوا به لأنفسكم. ينفع في النهاية، على أي شاشة.
slip-secret = لا تعرضوا الرمز على أحد، حتى على شخصي الطوارئ.
slip-secret-more = يحتاجان إلى الكلمات الأربع فقط.
slip-have = لدي قسيمتي. متابعة
slip-until = هذه القسيمة صالحة حتى { $when }.
slip-printed = طبعت يوم { $date }
slip-scan = امسحوا هذا المربع لرؤية ما يأتي بعد.
slip-do-see = <b>قابلوا الشخصين.</b> خذوا ورقة هويتكم.
slip-do-read = <b>اقرؤوا الكلمات الأربع.</b> أخفوا الرمز.
slip-do-back = <b>عودوا بهذه القسيمة.</b> تصنعون بطاقتكم الجديدة.
slip-take = خذوا قسيمتكم. امسحوا المربع، أو اكتبوا الرمز.
slip-none = ليست لدي قسيمة
stage-title = طلبكم
stage-none = 0 من 2. اذهبوا لمقابلة شخصي الطوارئ: { $structure }.
stage-one = 1 من 2. ينقص شخص الطوارئ الآخر.
stage-delayed = 2 من 2. انتظروا حتى { $when }.
stage-delayed-more = ثم عودوا إلى هنا بقسيمتكم. ستصنعون بطاقتكم الجديدة.
stage-ready = 2 من 2. كل شيء جاهز.
stage-ready-more = أوراقكم تنتظركم. اصنعوا الآن بطاقتكم الجديدة.
stage-see = اعرضوا عليهما ورقة هويتكم.
stage-same-day = يراكم الشخصان في اليوم نفسه.
stage-call = اتصلوا بهما، أو اكتبوا لهما ليتصلا بكم.
stage-ends = بطاقاتكم ورموزكم وهواتفكم القديمة لن تفتح شيئا بعد الآن.
stage-card = صنع بطاقتي الجديدة
stage-again = هل أصبح جاهزا؟
stage-slip = رؤية قسيمتي من جديد
stage-leave = انتهيت على هذه الشاشة
stage-leave-more = تصلح على شاشة أخرى أيضا.
stage-stop = إيقاف طلبي
stage-stop-more = لن تعود القسيمة صالحة. يمكنكم طلب غيرها.
recovery-not-ready = ليس جاهزا بعد. انتظروا قليلا.

# What the person's own screens say meanwhile.
veto-title = يطلب شخص العودة إلى خزنتكم
veto-by-afar = <b>{ $who } ({ $structure })</b>: الجواب نعم، دون رؤيتكم.
veto-by-presence = <b>{ $who } ({ $structure })</b>: الجواب نعم، مع القول إنه رآكم.
veto-ready = بدون جواب منكم، تفتح الخزنة في <b>{ $when }</b>.
veto-button = لست أنا
veto-mine = هل هو أنتم؟ لا تفعلوا شيئا.
veto-presence-do = لستم أنتم؟ استعيدوا السيطرة فورا. ثم اذهبوا إلى هذه المؤسسة.
vetoed-title = توقف ذلك
vetoed-lead = لن يعود أحد إلى خزنتكم. أوراقكم في أمان.
vetoed-tell = أخبروا مؤسستكم.
vetoed-tell-do = هناك من يعرف اسمكم وتاريخ ميلادكم.

journal-recovery-confirmed = { $how ->
    [afar] <b>{ $whofirst }</b>: القول إن شخصا ضاع منه كل شيء هو أنتم. لم ير أحد.
   *[presence] <b>{ $whofirst }</b>: القول إنه رأى شخصا ضاع منه كل شيء، هو أنتم.
  }
journal-recovery-ready = { $how ->
    [afar] <b>{ $whofirst }</b>: الجواب نعم أيضا. تفتح الخزنة في { $until }.
   *[presence] <b>{ $whofirst }</b>: الجواب نعم أيضا. يمكن صنع بطاقة جديدة.
  }
journal-recovery-refused = <b>{ $whofirst }</b>: إيقاف طلب عودة إلى خزنتكم.
journal-recovery-vetoed = قلتم «لست أنا». أوقف الطلب.
journal-recovered = فتح شخصا الطوارئ خزنتكم معكم من جديد. ما كان يفتحها لم يعد يفتحها.
journal-recovery-helped = قلتم نعم لشخص ضاع منه كل شيء.
journal-recovery-told = <b>{ $whofirst }</b>: الجواب نعم لشخص لا يستطيع الحضور.
