# Home.
papers-hello = Hello { $name }.
papers-title = My papers
papers-add = Add a paper
papers-show = Show
papers-print = Print
papers-no-end = no end date
papers-unnamed = Paper without a name
papers-lose = If you lose this phone, your papers are lost.
papers-lose-shared = Without a card or a rescue code, your papers are lost.
papers-lose-do = Make an access card or a rescue code.
papers-lose-button = Protect my papers
papers-empty-title = You do not have any papers here yet.
papers-empty = Start with a photo of your identity card.
papers-removed = Removed papers
papers-removed-now = The paper is in Removed papers.
papers-removed-now-do = You can put it back for 7 days.

# Adding.
papers-add-lead = Take a photo, or choose from this phone or this computer.
papers-add-camera = Take a photo
papers-add-choose = Choose a paper
papers-add-choose-hint = Photo or PDF. You can choose more than one.
papers-add-send = Add
papers-add-size = Each paper: { $size } at most.
papers-add-version = New version of: { $title }
papers-add-version-do = The old one is still kept.
papers-sending = Your paper is arriving…
papers-part = Arrived: { $part }%.
papers-waiting = There is no network. We continue by ourselves when it comes back.
papers-closed = Your safe has closed. Sign in again: what has arrived stays.
papers-enter = Sign in
papers-stop = Stop
papers-unfinished = One paper did not arrive completely.
papers-unfinished-do = Choose the same one again: we continue where it stopped.
papers-checking = The paper has arrived. We are checking it…
papers-lost = The paper did not arrive. Your other papers are there. Try again.
papers-refused-title = The paper is not kept
papers-refused-type = It is not a photo or a PDF. Choose another paper.
papers-refused-heic = It is a HEIC photo: we cannot read it. Take the photo here, with “Take a photo”. Or, on iPhone: Settings, Camera, Formats, “Most Compatible”. Then take a new photo.
papers-refused-virus = Our anti-virus found a danger in it. Take a photo of the paper instead.
papers-refused-unchecked = Our anti-virus does not answer. Try again in one hour.
papers-refused-broken = It is damaged: we cannot read it.
papers-refused-locked = It is locked with a secret word. Take the secret word off, then try again.
papers-refused-pages = It has too many pages.
papers-refused-pixels = The photo is too large. Take a smaller photo.
papers-refused-slow = It takes too long to read. Take a photo instead.
papers-refused-large = It is too heavy: { $size } at most.
papers-refused-full = Your safe is full. Remove a paper, then try again.
papers-refused-room = There is no more room in the service. Try tomorrow, or ask for help.
papers-refused-empty = It is empty.
papers-refused-cut = It did not arrive completely. Try again.
papers-refused-busy = Many people are here right now. Try again in one minute.
papers-refused-health = Health papers are not kept here. Choose another paper.
papers-refused-none = Choose a paper first.
papers-refused-safe = Your other papers are there.
papers-arrived-title = { $count ->
    [one] 1 paper has arrived
   *[other] { $count } papers have arrived
  }
papers-twice-title = You already have this paper.
papers-twice = Keep it twice?
papers-twice-yes = Keep it twice
papers-twice-no = Do not keep it
papers-receipt = Receipt
papers-receipt-print = Print the receipt
papers-receipt-paper = Paper
papers-receipt-kind = What it is
papers-receipt-size = Size
papers-receipt-when = Arrived
papers-receipt-digest = Start of the fingerprint (SHA-256)
papers-arrived-lead = Now say what it is.
papers-arrived-refused = { $count ->
    [one] 1 paper is not kept
   *[other] { $count } papers are not kept
  }

# What it is, when it ends, done.
papers-what-title = What is it?
papers-what-kept = Your paper is kept.
papers-what-more = { $count ->
    [one] There is 1 other paper left.
   *[other] There are { $count } other papers left.
  }
papers-what-all = See all the papers
papers-what-unsure = I do not know
papers-kind-unknown = Choose a box.
papers-kind-health = Health papers are not kept here.
papers-kind-health-do = Choose another box, or press “Remove this paper”.
papers-kind-warn = This paper is about your health.
papers-kind-warn-do = Show it only to a person who helps you with that.
papers-undo = Undo
papers-end-title = When does it end?
papers-end-lead = The date is written on the paper.
papers-end-day = Day
papers-end-month = Month
papers-end-year = Year
papers-end-example = Example: day 24, month 11, year 2026.
papers-end-none = No date
papers-end-wrong = This date does not exist. Look at the paper, then write it again.
papers-date-title = What date is on this paper?
papers-date-example = Example: day 24, month 8, year 2026.
papers-date-none = I do not know
papers-date-ahead = This date is still to come. Look at the paper, then write it again.
papers-month-title = Which month is it for?
papers-month-lead = The month is written on the paper.
papers-month-example = Example: month 10, year 2026.
papers-done-title = It is put away.
papers-done-lead = Your paper is in your safe.
papers-done-next = Next paper
papers-done-all = See my papers
papers-done-more = One more paper

# One paper.
papers-page-of = page { $page } of { $count }
papers-page-alt = { $title }, page { $page }
papers-page-before = Before
papers-page-next = After
papers-larger = Large
papers-smaller = Small
papers-added = Put away on { $date }
papers-keep = Keep a copy
papers-change = Change the name or the date
papers-name = Its name
papers-name-save = Keep this name
papers-name-wrong = Write a name, with 80 letters at most.
papers-name-nir = This name looks like a social security number.
papers-name-nir-do = It is better not to write it here.
papers-name-nir-anyway = Keep it anyway
papers-kind-change = Change what it is
papers-end-change = Change the end date
papers-date-change = Change the date of the paper
papers-version-add = Add a newer version
papers-version-earlier = Old version, put away on { $date }
papers-version-title = All versions
papers-doubt-found = An anti-virus found a danger in this paper.
papers-doubt-found-do = Look at it here. Do not keep a copy.
papers-doubt-unchecked = The anti-virus could not check this paper.
papers-doubt-unchecked-do = Look at it here. Be careful if you keep a copy.
papers-active = This PDF contains a program. Abri shows only its pictures.
papers-remove = Remove this paper
papers-remove-do = Nobody will be able to see it any more. You can put it back for 7 days.
papers-back = My papers

# Removed papers.
papers-removed-lead = A removed paper stays here for 7 days. Then it is destroyed.
papers-removed-none = There are no removed papers.
papers-removed-until = will be destroyed on { $date }
papers-restore = Put back in my papers
papers-destroy = Destroy now
papers-destroy-do = Nobody will be able to find it again, not even you.
papers-destroyed-title = The paper is destroyed
papers-destroyed-lead = You can print this proof.
papers-certificate = Destruction certificate
papers-certificate-says = This paper has been destroyed. Nobody can read it any more.
papers-certificate-paper = Paper
papers-certificate-when = When
papers-certificate-number = Number in the list
papers-certificate-digest = Fingerprint of the paper (SHA-256)
papers-certificate-hash = Fingerprint of the list (SHA-256)

# Printing.
papers-print-title = Print
papers-print-lead = Tick the papers to print.
papers-print-do = Get ready
papers-print-none = Tick at least one paper.
papers-print-ready = Ready to print
papers-print-pages = { $count ->
    [one] 1 sheet
   *[other] { $count } sheets
  }
papers-photocopy = Photocopy
papers-photocopy-what = A PDF to keep or to send. A card has its real size.
papers-photocopy-plain = Photocopy without a mark
papers-photocopy-marked = Photocopy with a mark
papers-mark-for = The mark: for whom, for what?
papers-mark-hint = For example: demande de logement (housing request). It is written across, with the date.
papers-mark-wrong = Write a few words. No more than one line.

papers-went-back = Your safe went back in time.
papers-went-back-what = It happened before {$at}. Recent papers may be missing.
papers-went-back-do = Check that what you stopped is still stopped. Ask whoever runs Abri why.
papers-went-back-button = See what happened
