# What happens to professionals and their structures. $role is what somebody may do there.
journal-colleague = une personne
journal-person-joined = { $role ->
    [social_worker] Vous avez rejoint la structure, pour le travail social.
    [mediator] Vous avez rejoint la structure, pour la médiation numérique.
    [manager] Vous avez rejoint la structure, comme responsable.
   *[none] Vous avez rejoint la structure.
  }
journal-person-invited = { $role ->
    [social_worker] Vous avez invité quelqu’un pour le travail social.
    [mediator] Vous avez invité quelqu’un pour la médiation numérique.
    [manager] Vous avez invité un responsable.
   *[none] Vous avez invité quelqu’un.
  }
journal-person-invitation-stopped = Vous avez retiré une invitation.
journal-role-given = { $role ->
    [social_worker] Vous avez donné un rôle à <b>{ $person }</b> : travail social.
    [mediator] Vous avez donné un rôle à <b>{ $person }</b> : médiation numérique.
    [manager] Vous avez donné un rôle à <b>{ $person }</b> : responsable.
   *[none] Vous avez donné un rôle à <b>{ $person }</b>.
  }
journal-role-changed = { $role ->
    [social_worker] <b>{ $whofirst }</b> vous a donné un rôle : travail social.
    [mediator] <b>{ $whofirst }</b> vous a donné un rôle : médiation numérique.
    [manager] <b>{ $whofirst }</b> vous a donné un rôle : responsable.
   *[none] <b>{ $whofirst }</b> vous a donné un rôle.
  }
journal-colleague-closed = Vous avez fermé le compte de <b>{ $person }</b>.
journal-account-closed = <b>{ $whofirst }</b> a fermé ce compte.
journal-help-opened = <b>{ $whofirst }</b> veut aider <b>{ $person }</b> à rentrer.
journal-help-stopped = <b>{ $whofirst }</b> a arrêté une demande d’aide.
journal-help-confirmed = { $named ->
    [0] Qui gère Abri a dit oui : un collègue peut refaire son compte.
   *[1] <b>{ $who }</b> a dit oui : <b>{ $person }</b> peut refaire son compte.
  }
journal-structure-invited = { $role ->
    [manager] Qui gère Abri a invité un responsable.
   *[none] Qui gère Abri a invité quelqu’un.
  }
journal-structure-verified = Qui gère Abri a vérifié votre structure.
journal-structure-suspended = Qui gère Abri a arrêté votre structure pour le moment.
journal-structure-resumed = Votre structure marche de nouveau.
