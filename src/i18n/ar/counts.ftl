# How much professionals do in a day: what is too much, what is unusual, and the numbers for their managers.
quota-title = هذا كثير
quota-asked = طلبتم مواعيد كثيرة اليوم. تحدثوا مع من يدير مؤسستكم.
quota-opened = فتحتم أوراق أشخاص كثيرين اليوم. تحدثوا مع من يدير مؤسستكم.
quota-copied = طلبتم نسخا كثيرة اليوم. تحدثوا مع من يدير مؤسستكم.
quota-deposits = أودعتم أوراقا لأشخاص كثيرين اليوم. تحدثوا مع من يدير مؤسستكم.
quota-managed = غيرتم أشياء كثيرة في ساعة واحدة. انتظروا قليلا.

# The numbers of one colleague.
counts-title = العمل بالأرقام
counts-more = هذه أرقام. لا ورقة، ولا اسم شخص تمت مساعدته.
counts-none = لا شيء خلال 30 يوما.
counts-what = ماذا
counts-today = اليوم
counts-week = 7 أيام
counts-month = 30 يوما
counts-asked = مواعيد مطلوبة
counts-opened = مواعيد مفتوحة
counts-copied = نسخ مطلوبة
counts-refused = أشخاص قالوا لا
counts-deposits = إيداع أوراق لشخص
counts-helped = خزنات فتحت مع شخص
counts-unusual = رقم غير معتاد
counts-unusual-when = في { $day }: { $count }. هذا غير معتاد.
counts-unusual-do = تحدثوا في ذلك معا. قد يكفي يوم مزدحم لتفسيره.

# What managers read of it, and of what other managers do.
journal-unusual-work = { $work ->
    [asked] غير معتاد: <b>{ $person }</b>، مواعيد مطلوبة: { $count }، في { $day }.
    [opened] غير معتاد: <b>{ $person }</b>، مواعيد مفتوحة: { $count }، في { $day }.
    [copied] غير معتاد: <b>{ $person }</b>، نسخ مطلوبة: { $count }، في { $day }.
    [refused] غير معتاد: <b>{ $person }</b>، مرات قال فيها الأشخاص لا: { $count }، في { $day }.
    [deposits] غير معتاد: <b>{ $person }</b>، مرات إيداع أوراق لشخص: { $count }، في { $day }.
    [helped] غير معتاد: <b>{ $person }</b>، خزنات فتحت مع شخص: { $count }، في { $day }.
   *[none] غير معتاد: عمل <b>{ $person }</b>، في { $day }.
  }
journal-colleague-joined = { $role ->
    [social_worker] عضو جديد في المؤسسة، للعمل الاجتماعي: <b>{ $person }</b>.
    [mediator] عضو جديد في المؤسسة، للمساعدة الرقمية: <b>{ $person }</b>.
    [manager] عضو جديد في المؤسسة، بدور مسؤول: <b>{ $person }</b>.
   *[none] عضو جديد في المؤسسة: <b>{ $person }</b>.
  }
journal-other-invited = { $role ->
    [social_worker] <b>{ $who }</b>: دعوة شخص للعمل الاجتماعي.
    [mediator] <b>{ $who }</b>: دعوة شخص للمساعدة الرقمية.
    [manager] <b>{ $who }</b>: دعوة مسؤول.
   *[none] <b>{ $who }</b>: دعوة شخص.
  }
journal-other-invitation-stopped = <b>{ $who }</b>: إزالة دعوة.
journal-other-role-given = { $role ->
    [social_worker] <b>{ $who }</b>: دور جديد لـ <b>{ $person }</b>، العمل الاجتماعي.
    [mediator] <b>{ $who }</b>: دور جديد لـ <b>{ $person }</b>، المساعدة الرقمية.
    [manager] <b>{ $who }</b>: دور جديد لـ <b>{ $person }</b>، مسؤول.
   *[none] <b>{ $who }</b>: دور جديد لـ <b>{ $person }</b>.
  }
journal-other-closed = <b>{ $who }</b>: إغلاق حساب <b>{ $person }</b>.
