# What the list tells of appointments: to the person, with the name of the professional.
journal-request-read = Vous avez lu la demande de <b>{ $who }</b>.
journal-request-refused = Vous avez dit non à <b>{ $who }</b>. Rien n’a été montré.
journal-share-extended = { $timed ->
    [span] Vous montrez plus longtemps à <b>{ $who }</b> : encore { $span }.
    [until] Vous montrez plus longtemps à <b>{ $who }</b>, jusqu’à { $until }.
   *[never] Vous montrez plus longtemps à <b>{ $who }</b>.
  }
journal-copy-asked = <b>{ $whofirst }</b> a demandé une copie de ce que vous montrez.
journal-copy-given = Vous avez dit oui : <b>{ $who }</b> peut garder une copie.
journal-copy-refused = Vous avez dit non : <b>{ $who }</b> ne peut pas garder de copie.
journal-appointment-ended = Le rendez-vous avec <b>{ $who }</b> est terminé.

# To the professional themselves, without the name of anybody.
journal-request-made = Vous avez demandé des papiers à une personne.
journal-request-answered = Vous avez ouvert les papiers qu’une personne vous montre.
journal-appointment-closed = Vous avez terminé un rendez-vous.
