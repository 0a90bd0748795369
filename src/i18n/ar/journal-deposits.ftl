# "Qui a vu mes papiers ?": what others put in. $named says whether a name is known, $titled whether a title is.
journal-invitation-given = { $named ->
    [0] صنعتم رابطا لإيداع { $papers }.
   *[1] صنعتم رابطا لـ <b>{ $who }</b>: إيداع { $papers }.
  }
journal-invitation-stopped = { $named ->
    [0] أوقفتم رابط إيداع.
   *[1] أوقفتم رابط الإيداع لـ <b>{ $who }</b>.
  }
journal-invitation-over = انتهى رابط إيداع.
journal-phone-paired = يمكن لهاتف إضافة أوراق لمدة عشر دقائق.
journal-phone-ended = لم يعد الهاتف يستطيع إضافة أوراق.
journal-paper-deposited = { $named ->
    [0] { $titled ->
        [0] وصلت ورقة من الهاتف.
       *[1] وصلت «{ $title }» من الهاتف.
      }
   *[1] { $titled ->
        [0] <b>{ $whofirst }</b>: إيداع ورقة.
       *[1] <b>{ $whofirst }</b>: إيداع «{ $title }».
      }
  }
journal-deposit-undone = { $named ->
    [0] استرجعت ورقة مودعة.
   *[1] <b>{ $whofirst }</b>: استرجاع ورقة مودعة.
  }
journal-deposit-accepted = { $titled ->
    [0] حفظتم ورقة أودعت من <b>{ $who }</b>.
   *[1] حفظتم «{ $title }»، أودعت من <b>{ $who }</b>.
  }
journal-deposit-refused = { $titled ->
    [0] لم تحفظوا ورقة أودعت من <b>{ $who }</b>.
   *[1] لم تحفظوا «{ $title }»، أودعت من <b>{ $who }</b>.
  }
