# How much professionals do in a day: what is too much, what is unusual, and the numbers for their managers.
quota-title = That is a lot
quota-asked = You asked for many appointments today. Talk to whoever manages your organisation.
quota-opened = You opened the papers of many people today. Talk to whoever manages your organisation.
quota-copied = You asked for many copies today. Talk to whoever manages your organisation.
quota-deposits = You dropped papers off for many people today. Talk to whoever manages your organisation.
quota-managed = You changed many things in one hour. Wait a little.

# The numbers of one colleague.
counts-title = Their work, in numbers
counts-more = These are numbers. No paper, and no name of a person they help.
counts-none = Nothing in 30 days.
counts-what = What
counts-today = Today
counts-week = 7 days
counts-month = 30 days
counts-asked = Appointments asked for
counts-opened = Appointments opened
counts-copied = Copies asked for
counts-refused = People who said no
counts-deposits = Papers dropped off for somebody
counts-helped = Safes opened with somebody
counts-unusual = Unusual number
counts-unusual-when = On { $day }: { $count }. This is unusual.
counts-unusual-do = Talk about it together. A busy day can be the whole reason.

# What managers read of it, and of what other managers do.
journal-unusual-work = { $work ->
    [asked] Unusual: <b>{ $person }</b> asked for { $count } appointments, on { $day }.
    [opened] Unusual: <b>{ $person }</b> opened { $count } appointments, on { $day }.
    [copied] Unusual: <b>{ $person }</b> asked for { $count } copies, on { $day }.
    [refused] Unusual: people said no { $count } times to <b>{ $person }</b>, on { $day }.
    [deposits] Unusual: <b>{ $person }</b> dropped papers off { $count } times for somebody, on { $day }.
    [helped] Unusual: <b>{ $person }</b> opened { $count } safes with somebody, on { $day }.
   *[none] Unusual: the work of <b>{ $person }</b>, on { $day }.
  }
journal-colleague-joined = { $role ->
    [social_worker] <b>{ $person }</b> joined the organisation, for social work.
    [mediator] <b>{ $person }</b> joined the organisation, for digital help.
    [manager] <b>{ $person }</b> joined the organisation, as a manager.
   *[none] <b>{ $person }</b> joined the organisation.
  }
journal-other-invited = { $role ->
    [social_worker] <b>{ $who }</b> invited somebody for social work.
    [mediator] <b>{ $who }</b> invited somebody for digital help.
    [manager] <b>{ $who }</b> invited a manager.
   *[none] <b>{ $who }</b> invited somebody.
  }
journal-other-invitation-stopped = <b>{ $who }</b> removed an invitation.
journal-other-role-given = { $role ->
    [social_worker] <b>{ $who }</b> gave <b>{ $person }</b> a role: social work.
    [mediator] <b>{ $who }</b> gave <b>{ $person }</b> a role: digital help.
    [manager] <b>{ $who }</b> gave <b>{ $person }</b> a role: manager.
   *[none] <b>{ $who }</b> gave <b>{ $person }</b> a role.
  }
journal-other-closed = <b>{ $who }</b> closed the account of <b>{ $person }</b>.
