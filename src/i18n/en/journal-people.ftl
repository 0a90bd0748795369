# What happens to professionals and their structures. $role is what somebody may do there.
journal-colleague = a person
journal-person-joined = { $role ->
    [social_worker] You joined the organisation, for social work.
    [mediator] You joined the organisation, for digital help.
    [manager] You joined the organisation, as a manager.
   *[none] You joined the organisation.
  }
journal-person-invited = { $role ->
    [social_worker] You invited somebody for social work.
    [mediator] You invited somebody for digital help.
    [manager] You invited a manager.
   *[none] You invited somebody.
  }
journal-person-invitation-stopped = You removed an invitation.
journal-role-given = { $role ->
    [social_worker] You gave <b>{ $person }</b> a role: social work.
    [mediator] You gave <b>{ $person }</b> a role: digital help.
    [manager] You gave <b>{ $person }</b> a role: manager.
   *[none] You gave <b>{ $person }</b> a role.
  }
journal-role-changed = { $role ->
    [social_worker] <b>{ $whofirst }</b> gave you a role: social work.
    [mediator] <b>{ $whofirst }</b> gave you a role: digital help.
    [manager] <b>{ $whofirst }</b> gave you a role: manager.
   *[none] <b>{ $whofirst }</b> gave you a role.
  }
journal-colleague-closed = You closed the account of <b>{ $person }</b>.
journal-account-closed = <b>{ $whofirst }</b> closed this account.
journal-help-opened = <b>{ $whofirst }</b> wants to help <b>{ $person }</b> sign in again.
journal-help-stopped = <b>{ $whofirst }</b> stopped a request for help.
journal-help-confirmed = { $named ->
    [0] Whoever runs Abri said yes: a colleague can make their account again.
   *[1] <b>{ $who }</b> said yes: <b>{ $person }</b> can make their account again.
  }
journal-structure-invited = { $role ->
    [manager] Whoever runs Abri invited a manager.
   *[none] Whoever runs Abri invited somebody.
  }
journal-structure-verified = Whoever runs Abri checked your organisation.
journal-structure-suspended = Whoever runs Abri stopped your organisation for now.
journal-structure-resumed = Your organisation works again.
