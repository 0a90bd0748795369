# "Qui a vu mes papiers ?": one plain sentence for each thing that can happen.
journal-title = Who has seen my papers?
journal-last-visit = Last visit: <b>{ $when }</b>, no. { $number }.
journal-first-visit = This is your first visit.
journal-nothing-missing = Nothing is missing in this list. Nobody can change it in secret.
journal-broken = This list has been changed, from no. { $number } on.
journal-broken-what = Your papers are there. Keep this list and show it to somebody you trust.
journal-pages = The other days
journal-older = Before
journal-newest = The newest
journal-keep-title = Keep this list
journal-keep-page = Keep a list to read
journal-keep-lines = Keep a list to check
journal-keep-what = You can read the list to check without Abri. A free program says whether a line has changed.
journal-mark = Note this mark: no. <b>{ $number }</b>, <b>{ $mark }</b>
journal-mark-what = It proves that the list has not lost its end.
journal-number = no. { $number }
journal-made = List made on { $when }.
journal-purpose = For: { $purpose }
journal-someone = another person
journal-someone-first = Another person
journal-who = { $name } ({ $structure })
journal-erased = The names on this line have been deleted.
journal-damaged = The names on this line are damaged.

# What happened. $slot is the way in, $titled says whether the paper's title is known.
journal-vault-opened = You opened your safe for the first time.
journal-signed-in = { $slot ->
    [card] You opened your safe with the access card.
    [device] You opened your safe with your device.
    [phrase] You opened your safe with your secret words.
    [rescue] You opened your safe with the rescue code.
    [desk] You opened your account with a computer.
    [desk_card] You opened your account with the card.
   *[none] You opened your safe.
  }
journal-tries-refused = { $count ->
    [one] Somebody typed a wrong code. The safe stayed closed.
   *[other] Somebody typed { $count } wrong codes. The safe stayed closed.
  }
journal-desk-refused = { $count ->
    [one] Somebody typed wrong words. The account stayed closed.
   *[other] Somebody typed wrong words { $count } times. The account stayed closed.
  }
journal-words-refused = { $count ->
    [one] From { $from } to { $to }, somebody typed wrong words once. The safe stayed closed.
   *[other] From { $from } to { $to }, somebody typed wrong words { $count } times. The safe stayed closed.
  }
journal-slot-erased = { $slot ->
    [card] Ten wrong codes in a row. The access card does not work any more. Your papers are there.
    [device] Ten wrong codes in a row. The device does not open any more. Your papers are there.
    [desk] Wrong words ten times. A computer does not open your account any more.
    [desk_card] Wrong words ten times. The card does not open your account any more.
   *[none] Ten wrong codes in a row. This way in does not work any more. Your papers are there.
  }
journal-slot-added = { $slot ->
    [card] You made an access card.
    [device] You added a device.
    [phrase] You chose secret words.
    [rescue] You made a rescue code.
    [desk] You added a computer.
    [desk_card] You made a work card.
   *[none] You added a way in.
  }
journal-slot-removed = { $slot ->
    [card] The access card from before does not work any more.
    [device] You removed a device.
    [phrase] The secret words from before do not work any more.
    [rescue] The rescue code from before does not work any more.
    [desk] A computer does not open this account any more.
    [desk_card] A card does not open this account any more.
   *[none] You removed a way in.
  }
journal-secret-changed = { $slot ->
    [card] You changed the code of the access card.
    [device] You changed the code of a device.
    [phrase] You changed your secret words.
   *[none] You changed a code.
  }
journal-signed-out-everywhere = You closed everything, on all screens.
journal-screen-closed = You closed another screen.
journal-paper-added = { $titled ->
    [0] You added a paper.
   *[1] You added “{ $title }”.
  }
journal-paper-refiled = { $titled ->
    [0] You put a paper away.
   *[1] You put “{ $title }” away.
  }
journal-paper-looked = { $titled ->
    [0] You looked at a paper.
   *[1] You looked at “{ $title }”.
  }
journal-paper-removed = { $titled ->
    [0] You removed a paper.
   *[1] You removed “{ $title }”.
  }
journal-paper-restored = { $titled ->
    [0] You put a paper back.
   *[1] You put “{ $title }” back.
  }
journal-paper-destroyed = { $titled ->
    [0] A paper is destroyed. Nobody can open it any more.
   *[1] “{ $title }” is destroyed. Nobody can open it any more.
  }
journal-share-given = { $timed ->
    [span] You show { $papers } to <b>{ $who }</b>, for { $span }.
    [until] You show { $papers } to <b>{ $who }</b>, until { $until }.
   *[never] You show { $papers } to <b>{ $who }</b>.
  }
journal-share-opened = <b>{ $whofirst }</b> opened what you show.
journal-share-looked = { $titled ->
    [0] <b>{ $whofirst }</b> looked at a paper.
   *[1] <b>{ $whofirst }</b> looked at “{ $title }”.
  }
journal-share-copied = { $titled ->
    [0] <b>{ $whofirst }</b> kept a copy of a paper.
   *[1] <b>{ $whofirst }</b> kept a copy of “{ $title }”.
  }
journal-share-refused = { $named ->
    [0] Somebody typed a wrong spoken code. Nothing was shown.
   *[1] <b>{ $whofirst }</b> typed a wrong spoken code. Nothing was shown.
  }
journal-share-stopped = { $named ->
    [0] You stopped showing your papers.
   *[1] You stopped showing to <b>{ $who }</b>.
  }
journal-share-stopped-by-tries = Somebody typed a wrong spoken code five times. Everything is stopped.
journal-share-declined = You said no to <b>{ $who }</b>. Nothing was shown.
journal-damage-found = { $titled ->
    [0] Abri saw that a paper is damaged. Ask for help.
   *[1] Abri saw that “{ $title }” is damaged. Ask for help.
  }
journal-restored = Abri was started again with a backup copy.
journal-went-back = The safe is at an earlier state. What was done afterwards may be missing.
journal-notice-read = You read again how Abri keeps your papers.
journal-unknown = Something else happened: { $code }.
