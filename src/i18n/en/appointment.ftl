# The appointment, as the professional sees it.
appointment-today = Appointments of today
appointment-none = No appointment for the moment.
appointment-new = New appointment
appointment-which = What is the procedure?
appointment-tick = Tick papers
appointment-tick-more = You choose them one by one.
appointment-questions = Answer with the person. If you do not know, leave it empty.
appointment-for = For which procedure?
appointment-shelf-identity = Identity
appointment-shelf-family = Family
appointment-shelf-health = Health
appointment-shelf-income = Money and work
appointment-shelf-bank = Bank
appointment-shelf-home = Home
appointment-shelf-other = Others
appointment-lasting = For how long?
appointment-make = Make the code
appointment-purpose = Choose a procedure.
appointment-kinds = Tick one paper at least, and 20 at most.
appointment-many = You already have 12 appointments open. End one of them first.

# Waiting for the answer.
appointment-code-title = Appointment code
appointment-code-until = This code works once, until { $time }.
appointment-code-scan = The person scans this square.
appointment-code-or = Or the person writes, at this address:
appointment-window = The person comes in here
appointment-window-more = Another window opens, for the person alone. You do not look at it.
appointment-asked = You ask for
appointment-call-back = Cancel
appointment-read-title = The person is reading your request.
appointment-read = The person chooses what to show.
appointment-read-until = The person can answer until { $time }.
appointment-refused-title = The person said no.
appointment-refused = It is their right. Talk together: papers can be shown in another way.
appointment-late-title = This code has ended.
appointment-late = Nobody answered in time. Nothing was shown.
appointment-called-back-title = It is cancelled.
appointment-called-back = This code does not work any more. Nothing was shown.
appointment-again = Make a new code
appointment-yes-title = { $name } said yes.
appointment-yes = You can look at { $papers }.

# What is shown.
appointment-with = Appointment with { $name }
appointment-until = Agreed until { $time }.
appointment-count = { $have ->
    [0] No paper out of { $all }
    [one] { $have } paper out of { $all }
   *[other] { $have } papers out of { $all }
  }
appointment-not-shown = not shown yet
appointment-incomplete = a part is missing
appointment-ask-missing = { $count ->
    [one] Ask for the missing paper
   *[other] Ask for the { $count } papers
  }
appointment-chooses = A new code appears. { $name } chooses.
appointment-finish = End the appointment
appointment-back = Back to the appointment

# A copy.
appointment-copy = Ask for a copy
appointment-copy-how = In which form?
appointment-copy-zip = All the papers, in a ZIP folder
appointment-copy-zip-more = Each paper as it was added.
appointment-copy-pdf = One PDF, { $size } at most
appointment-copy-answers = { $name } answers on their phone.
appointment-copy-wait = A copy is asked for.
appointment-copy-phone = { $name } answers on their phone.
appointment-copy-look = See whether there is an answer
appointment-copy-refused = { $name } does not want a copy.
appointment-copy-refused-do = You can still look at the papers.
appointment-copy-yes = { $name } agrees to a copy.
appointment-copy-keep = Keep the copy
appointment-copy-name = Papers of { $name }

# In the list of today.
appointment-is-offered = The code waits, until { $time }.
appointment-is-read = The person is reading the request.
appointment-is-given = Agreed until { $time }.
appointment-is-refused = The person said no.
appointment-is-over = Ended.
appointment-is-called-back = Cancelled.
appointment-is-late = Asked at { $time }. No answer.

# The receipt.
appointment-over-title = The appointment has ended.
appointment-over = You do not see the papers of { $name } any more.
appointment-receipt = Receipt of the appointment
appointment-receipt-ready = The receipt of this appointment
appointment-receipt-see = See the receipt
appointment-receipt-by = Who showed
appointment-receipt-to = To whom
appointment-receipt-for = What for
appointment-receipt-papers = The papers
appointment-receipt-from = Since
appointment-receipt-until = At the latest until
appointment-receipt-how = How
appointment-receipt-seen = Look, without keeping a copy
appointment-receipt-copied = Look, and keep a copy
appointment-receipt-number = Number of the agreement
appointment-receipt-stop = { $name } can stop at any time, in their safe.
appointment-receipt-today = This receipt stays here until this evening. Then it disappears.
