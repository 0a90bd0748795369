# "Qui a vu mes papiers ?": one plain sentence for each thing that can happen.
journal-title = من رأى أوراقي؟
journal-last-visit = آخر زيارة: <b>{ $when }</b>، رقم { $number }.
journal-first-visit = هذه أول زيارة لكم.
journal-nothing-missing = لا ينقص شيء في هذه القائمة. لا أحد يستطيع تغييرها في الخفاء.
journal-broken = تغيرت هذه القائمة، ابتداء من رقم { $number }.
journal-broken-what = أوراقكم موجودة. احتفظوا بهذه القائمة واجعلوا شخصا تثقون به يراها.
journal-pages = الأيام الأخرى
journal-older = السابق
journal-newest = الأحدث
journal-keep-title = الاحتفاظ بهذه القائمة
journal-keep-page = الاحتفاظ بقائمة للقراءة
journal-keep-lines = الاحتفاظ بقائمة للفحص
journal-keep-what = قائمة الفحص تقرأ بدون Abri. برنامج حر يقول هل تغير سطر.
journal-mark = سجلوا هذه العلامة: رقم <b>{ $number }</b>، <b>{ $mark }</b>
journal-mark-what = هي تثبت أن القائمة لم تفقد آخرها.
journal-number = رقم { $number }
journal-made = قائمة صنعت يوم { $when }.
journal-purpose = الغرض: { $purpose }
journal-someone = شخص آخر
journal-someone-first = شخص آخر
journal-who = {"\u200f"}{ $name } ({ $structure })
journal-erased = حذفت الأسماء من هذا السطر.
journal-damaged = الأسماء في هذا السطر تالفة.

# What happened. $slot is the way in, $titled says whether the paper's title is known.
# The verb is of the form that leaves open whether a woman or a man did it (فتح: opening by …).
journal-vault-opened = فتحتم خزنتكم لأول مرة.
journal-signed-in = { $slot ->
    [card] فتحتم خزنتكم ببطاقة الدخول.
    [device] فتحتم خزنتكم بجهازكم.
    [phrase] فتحتم خزنتكم بكلماتكم السرية.
    [rescue] فتحتم خزنتكم برمز الطوارئ.
    [desk] فتحتم حسابكم بحاسوب.
    [desk_card] فتحتم حسابكم بالبطاقة.
   *[none] فتحتم خزنتكم.
  }
journal-tries-refused = { $count ->
    [zero] كتب شخص رمزا غير صحيح. بقيت الخزنة مغلقة.
    [one] كتب شخص رمزا غير صحيح. بقيت الخزنة مغلقة.
    [two] كتب شخص رمزين غير صحيحين. بقيت الخزنة مغلقة.
    [few] كتب شخص { $count } رموز غير صحيحة. بقيت الخزنة مغلقة.
    [many] كتب شخص { $count } رمزا غير صحيح. بقيت الخزنة مغلقة.
   *[other] كتب شخص { $count } رمز غير صحيح. بقيت الخزنة مغلقة.
  }
journal-desk-refused = { $count ->
    [zero] كتب شخص كلمات غير صحيحة. بقي الحساب مغلقا.
    [one] كتب شخص كلمات غير صحيحة. بقي الحساب مغلقا.
    [two] كتب شخص مرتين كلمات غير صحيحة. بقي الحساب مغلقا.
    [few] كتب شخص { $count } مرات كلمات غير صحيحة. بقي الحساب مغلقا.
    [many] كتب شخص { $count } مرة كلمات غير صحيحة. بقي الحساب مغلقا.
   *[other] كتب شخص { $count } مرة كلمات غير صحيحة. بقي الحساب مغلقا.
  }
journal-words-refused = { $count ->
    [zero] بين { $from } و { $to }، كتب شخص كلمات غير صحيحة. بقيت الخزنة مغلقة.
    [one] بين { $from } و { $to }، كتب شخص مرة كلمات غير صحيحة. بقيت الخزنة مغلقة.
    [two] بين { $from } و { $to }، كتب شخص مرتين كلمات غير صحيحة. بقيت الخزنة مغلقة.
    [few] بين { $from } و { $to }، كتب شخص { $count } مرات كلمات غير صحيحة. بقيت الخزنة مغلقة.
    [many] بين { $from } و { $to }، كتب شخص { $count } مرة كلمات غير صحيحة. بقيت الخزنة مغلقة.
   *[other] بين { $from } و { $to }، كتب شخص { $count } مرة كلمات غير صحيحة. بقيت الخزنة مغلقة.
  }
journal-slot-erased = { $slot ->
    [card] عشرة رموز غير صحيحة متتالية. بطاقة الدخول لا تعمل بعد الآن. أوراقكم موجودة.
    [device] عشرة رموز غير صحيحة متتالية. الجهاز لا يفتح بعد الآن. أوراقكم موجودة.
    [desk] كلمات غير صحيحة عشر مرات. حاسوب لا يفتح حسابكم بعد الآن.
    [desk_card] كلمات غير صحيحة عشر مرات. البطاقة لا تفتح حسابكم بعد الآن.
   *[none] عشرة رموز غير صحيحة متتالية. طريقة الدخول هذه لا تعمل بعد الآن. أوراقكم موجودة.
  }
journal-slot-added = { $slot ->
    [card] صنعتم بطاقة دخول.
    [device] أضفتم جهازا.
    [phrase] اخترتم كلمات سرية.
    [rescue] صنعتم رمز طوارئ.
    [desk] أضفتم حاسوبا.
    [desk_card] صنعتم بطاقة مهنية.
   *[none] أضفتم طريقة دخول.
  }
journal-slot-removed = { $slot ->
    [card] بطاقة الدخول السابقة لا تعمل بعد الآن.
    [device] أزلتم جهازا.
    [phrase] الكلمات السرية السابقة لا تعمل بعد الآن.
    [rescue] رمز الطوارئ السابق لا يعمل بعد الآن.
    [desk] حاسوب لا يفتح هذا الحساب بعد الآن.
    [desk_card] بطاقة لا تفتح هذا الحساب بعد الآن.
   *[none] أزلتم طريقة دخول.
  }
journal-secret-changed = { $slot ->
    [card] غيرتم رمز بطاقة الدخول.
    [device] غيرتم رمز جهاز.
    [phrase] غيرتم كلماتكم السرية.
   *[none] غيرتم رمزا.
  }
journal-signed-out-everywhere = أغلقتم كل شيء، على كل الشاشات.
journal-screen-closed = أغلقتم شاشة أخرى.
journal-paper-added = { $titled ->
    [0] أضفتم ورقة.
   *[1] أضفتم «{ $title }».
  }
journal-paper-refiled = { $titled ->
    [0] رتبتم ورقة.
   *[1] رتبتم «{ $title }».
  }
journal-paper-looked = { $titled ->
    [0] نظرتم إلى ورقة.
   *[1] نظرتم إلى «{ $title }».
  }
journal-paper-removed = { $titled ->
    [0] أزلتم ورقة.
   *[1] أزلتم «{ $title }».
  }
journal-paper-restored = { $titled ->
    [0] أعدتم ورقة.
   *[1] أعدتم «{ $title }».
  }
journal-paper-destroyed = { $titled ->
    [0] أتلفت ورقة. لا أحد يستطيع فتحها بعد الآن.
   *[1] أتلفت «{ $title }». لا أحد يستطيع فتحها بعد الآن.
  }
journal-share-given = { $timed ->
    [span] تعرضون { $papers } على <b>{ $who }</b>، لمدة { $span }.
    [until] تعرضون { $papers } على <b>{ $who }</b>، حتى { $until }.
   *[never] تعرضون { $papers } على <b>{ $who }</b>.
  }
journal-share-opened = <b>{ $whofirst }</b>: فتح ما تعرضونه.
journal-share-looked = { $titled ->
    [0] <b>{ $whofirst }</b>: رؤية ورقة.
   *[1] <b>{ $whofirst }</b>: رؤية «{ $title }».
  }
journal-share-copied = { $titled ->
    [0] <b>{ $whofirst }</b>: الاحتفاظ بنسخة من ورقة.
   *[1] <b>{ $whofirst }</b>: الاحتفاظ بنسخة من «{ $title }».
  }
journal-share-refused = { $named ->
    [0] كتب شخص رمز عرض غير صحيح. لم يعرض شيء.
   *[1] <b>{ $whofirst }</b>: كتابة رمز عرض غير صحيح. لم يعرض شيء.
  }
journal-share-stopped = { $named ->
    [0] أوقفتم عرض أوراقكم.
   *[1] أوقفتم العرض على <b>{ $who }</b>.
  }
journal-share-stopped-by-tries = كتب شخص خمس مرات رمز عرض غير صحيح. أوقف كل شيء.
journal-share-declined = قلتم لا لـ <b>{ $who }</b>. لم يعرض شيء.
journal-damage-found = { $titled ->
    [0] رأى Abri أن ورقة تالفة. اطلبوا المساعدة.
   *[1] رأى Abri أن «{ $title }» تالفة. اطلبوا المساعدة.
  }
journal-restored = أعيد تشغيل Abri بنسخة احتياطية.
journal-went-back = عادت الخزنة إلى حالة أقدم. قد ينقص ما جرى بعدها.
journal-notice-read = قرأتم من جديد كيف يحفظ Abri أوراقكم.
journal-unknown = حدث شيء آخر: { $code }.
