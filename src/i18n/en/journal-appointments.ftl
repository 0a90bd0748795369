# What the list tells of appointments: to the person, with the name of the professional.
journal-request-read = You read the request of <b>{ $who }</b>.
journal-request-refused = You said no to <b>{ $who }</b>. Nothing was shown.
journal-share-extended = { $timed ->
    [span] You show for longer to <b>{ $who }</b>: { $span } more.
    [until] You show for longer to <b>{ $who }</b>, until { $until }.
   *[never] You show for longer to <b>{ $who }</b>.
  }
journal-copy-asked = <b>{ $whofirst }</b> asked for a copy of what you show.
journal-copy-given = You said yes: <b>{ $who }</b> can keep a copy.
journal-copy-refused = You said no: <b>{ $who }</b> cannot keep a copy.
journal-appointment-ended = The appointment with <b>{ $who }</b> has ended.

# To the professional themselves, without the name of anybody.
journal-request-made = You asked a person for papers.
journal-request-answered = You opened the papers that a person shows you.
journal-appointment-closed = You ended an appointment.
