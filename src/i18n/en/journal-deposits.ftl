# "Qui a vu mes papiers ?": what others put in. $named says whether a name is known, $titled whether a title is.
journal-invitation-given = { $named ->
    [0] You made a link to drop off { $papers }.
   *[1] You made a link for <b>{ $who }</b>: { $papers } to drop off.
  }
journal-invitation-stopped = { $named ->
    [0] You stopped a drop-off link.
   *[1] You stopped the drop-off link of <b>{ $who }</b>.
  }
journal-invitation-over = A drop-off link is finished.
journal-phone-paired = A phone can add papers for ten minutes.
journal-phone-ended = The phone cannot add papers any more.
journal-paper-deposited = { $named ->
    [0] { $titled ->
        [0] A paper arrived from the phone.
       *[1] “{ $title }” arrived from the phone.
      }
   *[1] { $titled ->
        [0] <b>{ $whofirst }</b> dropped off a paper.
       *[1] <b>{ $whofirst }</b> dropped off “{ $title }”.
      }
  }
journal-deposit-undone = { $named ->
    [0] A dropped-off paper was taken back.
   *[1] <b>{ $whofirst }</b> took back a dropped-off paper.
  }
journal-deposit-accepted = { $titled ->
    [0] You keep a paper that <b>{ $who }</b> dropped off.
   *[1] You keep “{ $title }”, dropped off by <b>{ $who }</b>.
  }
journal-deposit-refused = { $titled ->
    [0] You do not keep a paper that <b>{ $who }</b> dropped off.
   *[1] You do not keep “{ $title }”, dropped off by <b>{ $who }</b>.
  }
