# Discreet mode: pages that name nothing until asked.
discreet-title = Discreet mode
discreet-lead = Does somebody look at your screen sometimes? Your pages will give no names.
discreet-on = Discreet mode is on.
discreet-pages = Your papers have no names any more.
discreet-pages-more = They are called “Paper 1”, “Paper 2”… Their pictures are not shown.
discreet-once = A button shows the names, once.
discreet-once-more = The next page hides them again.
discreet-messages = We send no more messages.
discreet-still = You can still stop an access.
discreet-still-more = A request to get into your safe is always shown.
discreet-limit = This does not lock your safe.
discreet-limit-do = Does somebody have your code or your card?
discreet-begin = Switch to discreet mode
discreet-end = Stop discreet mode
discreet-show = Show the names
discreet-hide = Hide the names
discreet-covered = This page shows names
discreet-covered-do = Is nobody looking? Press to see it.
discreet-back = Back to my papers
discreet-paper = Paper { $number }
discreet-access = An access is open.
discreet-deposit = You can be sent papers.
discreet-asks = Somebody is waiting for your answer.

journal-setting-changed = You changed a setting.
