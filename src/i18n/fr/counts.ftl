# How much professionals do in a day: what is too much, what is unusual, and the numbers for their managers.
quota-title = C’est beaucoup
quota-asked = Vous avez demandé beaucoup de rendez-vous aujourd’hui. Parlez-en à la personne qui gère votre structure.
quota-opened = Vous avez ouvert les papiers de beaucoup de personnes aujourd’hui. Parlez-en à la personne qui gère votre structure.
quota-copied = Vous avez demandé beaucoup de copies aujourd’hui. Parlez-en à la personne qui gère votre structure.
quota-deposits = Vous avez déposé pour beaucoup de personnes aujourd’hui. Parlez-en à la personne qui gère votre structure.
quota-managed = Vous avez changé beaucoup de choses en une heure. Attendez un peu.

# The numbers of one colleague.
counts-title = Son travail, en chiffres
counts-more = Ce sont des nombres. Aucun papier, aucun nom de personne aidée.
counts-none = Rien en 30 jours.
counts-what = Quoi
counts-today = Aujourd’hui
counts-week = 7 jours
counts-month = 30 jours
counts-asked = Rendez-vous demandés
counts-opened = Rendez-vous ouverts
counts-copied = Copies demandées
counts-refused = Refus des personnes
counts-deposits = Dépôts pour quelqu’un
counts-helped = Coffres ouverts avec quelqu’un
counts-unusual = Nombre inhabituel
counts-unusual-when = Le { $day } : { $count }. C’est inhabituel.
counts-unusual-do = Parlez-en ensemble. Un jour chargé peut suffire à l’expliquer.

# What managers read of it, and of what other managers do.
journal-unusual-work = { $work ->
    [asked] Inhabituel : <b>{ $person }</b> a demandé { $count } rendez-vous, le { $day }.
    [opened] Inhabituel : <b>{ $person }</b> a ouvert { $count } rendez-vous, le { $day }.
    [copied] Inhabituel : <b>{ $person }</b> a demandé { $count } copies, le { $day }.
    [refused] Inhabituel : on a dit non { $count } fois à <b>{ $person }</b>, le { $day }.
    [deposits] Inhabituel : <b>{ $person }</b> a déposé { $count } fois pour quelqu’un, le { $day }.
    [helped] Inhabituel : <b>{ $person }</b> a ouvert { $count } coffres avec quelqu’un, le { $day }.
   *[none] Inhabituel : le travail de <b>{ $person }</b>, le { $day }.
  }
journal-colleague-joined = { $role ->
    [social_worker] <b>{ $person }</b> a rejoint la structure, pour le travail social.
    [mediator] <b>{ $person }</b> a rejoint la structure, pour la médiation numérique.
    [manager] <b>{ $person }</b> a rejoint la structure, comme responsable.
   *[none] <b>{ $person }</b> a rejoint la structure.
  }
journal-other-invited = { $role ->
    [social_worker] <b>{ $who }</b> a invité quelqu’un pour le travail social.
    [mediator] <b>{ $who }</b> a invité quelqu’un pour la médiation numérique.
    [manager] <b>{ $who }</b> a invité un responsable.
   *[none] <b>{ $who }</b> a invité quelqu’un.
  }
journal-other-invitation-stopped = <b>{ $who }</b> a retiré une invitation.
journal-other-role-given = { $role ->
    [social_worker] <b>{ $who }</b> a donné un rôle à <b>{ $person }</b> : travail social.
    [mediator] <b>{ $who }</b> a donné un rôle à <b>{ $person }</b> : médiation numérique.
    [manager] <b>{ $who }</b> a donné un rôle à <b>{ $person }</b> : responsable.
   *[none] <b>{ $who }</b> a donné un rôle à <b>{ $person }</b>.
  }
journal-other-closed = <b>{ $who }</b> a fermé le compte de <b>{ $person }</b>.
