# "Qui a vu mes papiers ?": what others put in. $named says whether a name is known, $titled whether a title is.
journal-invitation-given = { $named ->
    [0] Vous avez fait un lien pour déposer { $papers }.
   *[1] Vous avez fait un lien pour <b>{ $who }</b> : { $papers } à déposer.
  }
journal-invitation-stopped = { $named ->
    [0] Vous avez arrêté un lien pour déposer.
   *[1] Vous avez arrêté le lien pour déposer de <b>{ $who }</b>.
  }
journal-invitation-over = Un lien pour déposer est fini.
journal-phone-paired = Un téléphone peut ajouter des papiers pendant dix minutes.
journal-phone-ended = Le téléphone ne peut plus ajouter de papiers.
journal-paper-deposited = { $named ->
    [0] { $titled ->
        [0] Un papier est arrivé du téléphone.
       *[1] « { $title } » est arrivé du téléphone.
      }
   *[1] { $titled ->
        [0] <b>{ $whofirst }</b> a déposé un papier.
       *[1] <b>{ $whofirst }</b> a déposé « { $title } ».
      }
  }
journal-deposit-undone = { $named ->
    [0] Un papier déposé a été repris.
   *[1] <b>{ $whofirst }</b> a repris un papier déposé.
  }
journal-deposit-accepted = { $titled ->
    [0] Vous gardez un papier déposé par <b>{ $who }</b>.
   *[1] Vous gardez « { $title } », déposé par <b>{ $who }</b>.
  }
journal-deposit-refused = { $titled ->
    [0] Vous ne gardez pas un papier déposé par <b>{ $who }</b>.
   *[1] Vous ne gardez pas « { $title } », déposé par <b>{ $who }</b>.
  }
