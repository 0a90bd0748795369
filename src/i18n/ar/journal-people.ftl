# What happens to professionals and their structures. $role is what somebody may do there.
journal-colleague = شخص
journal-person-joined = { $role ->
    [social_worker] انضممتم إلى المؤسسة، للعمل الاجتماعي.
    [mediator] انضممتم إلى المؤسسة، للمساعدة الرقمية.
    [manager] انضممتم إلى المؤسسة، بدور مسؤول.
   *[none] انضممتم إلى المؤسسة.
  }
journal-person-invited = { $role ->
    [social_worker] دعوتم شخصا للعمل الاجتماعي.
    [mediator] دعوتم شخصا للمساعدة الرقمية.
    [manager] دعوتم مسؤولا.
   *[none] دعوتم شخصا.
  }
journal-person-invitation-stopped = أزلتم دعوة.
journal-role-given = { $role ->
    [social_worker] أعطيتم دورا لـ <b>{ $person }</b>: العمل الاجتماعي.
    [mediator] أعطيتم دورا لـ <b>{ $person }</b>: المساعدة الرقمية.
    [manager] أعطيتم دورا لـ <b>{ $person }</b>: مسؤول.
   *[none] أعطيتم دورا لـ <b>{ $person }</b>.
  }
journal-role-changed = { $role ->
    [social_worker] دوركم الجديد من <b>{ $whofirst }</b>: العمل الاجتماعي.
    [mediator] دوركم الجديد من <b>{ $whofirst }</b>: المساعدة الرقمية.
    [manager] دوركم الجديد من <b>{ $whofirst }</b>: مسؤول.
   *[none] دوركم جديد، من <b>{ $whofirst }</b>.
  }
journal-colleague-closed = أغلقتم حساب <b>{ $person }</b>.
journal-account-closed = <b>{ $whofirst }</b>: إغلاق هذا الحساب.
journal-help-opened = <b>{ $whofirst }</b>: طلب مساعدة <b>{ $person }</b> على الدخول من جديد.
journal-help-stopped = <b>{ $whofirst }</b>: إيقاف طلب مساعدة.
journal-help-confirmed = { $named ->
    [0] قال من يدير Abri نعم: يمكن لزميل صنع حسابه من جديد.
   *[1] <b>{ $who }</b>: الجواب نعم. يمكن لـ <b>{ $person }</b> صنع الحساب من جديد.
  }
journal-structure-invited = { $role ->
    [manager] دعا من يدير Abri مسؤولا.
   *[none] دعا من يدير Abri شخصا.
  }
journal-structure-verified = تحقق من يدير Abri من مؤسستكم.
journal-structure-suspended = أوقف من يدير Abri مؤسستكم مؤقتا.
journal-structure-resumed = مؤسستكم تعمل من جديد.
