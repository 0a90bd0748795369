# What the list tells of appointments: to the person, with the name of the professional.
journal-request-read = قرأتم طلبا من <b>{ $who }</b>.
journal-request-refused = قلتم لا لـ <b>{ $who }</b>. لم يعرض شيء.
journal-share-extended = { $timed ->
    [span] تعرضون لمدة أطول على <b>{ $who }</b>: { $span } أخرى.
    [until] تعرضون لمدة أطول على <b>{ $who }</b>، حتى { $until }.
   *[never] تعرضون لمدة أطول على <b>{ $who }</b>.
  }
journal-copy-asked = <b>{ $whofirst }</b>: طلب نسخة مما تعرضونه.
journal-copy-given = قلتم نعم: يمكن لـ <b>{ $who }</b> الاحتفاظ بنسخة.
journal-copy-refused = قلتم لا: لا يمكن لـ <b>{ $who }</b> الاحتفاظ بنسخة.
journal-appointment-ended = انتهى الموعد مع <b>{ $who }</b>.

# To the professional themselves, without the name of anybody.
journal-request-made = طلبتم أوراقا من شخص.
journal-request-answered = فتحتم الأوراق التي يعرضها عليكم شخص.
journal-appointment-closed = أنهيتم موعدا.
