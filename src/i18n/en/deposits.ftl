# Somebody puts papers in for the person.
deposit-others = Other ways
deposit-let = Somebody drops off papers for me
deposit-new-title = Somebody drops off papers for me
deposit-new-lead = This person sends your papers. They see nothing of your safe.
deposit-new-who = Who drops off papers?
deposit-new-days = For how long?
deposit-new-papers = How many papers, at most?
deposit-said = I let { $who } drop off { $papers } at most in my safe, for { $span }.
deposit-agree-who = Who drops off papers?
deposit-agree-what = How many papers?
deposit-agree-most = { $papers } at most
deposit-agree-blind = This person sees nothing of your safe.
deposit-agree-after = For each paper, you will say whether you keep it.

# The link, once given.
deposit-code = Give a drop-off code
deposit-code-until = This drop-off code works once, until { $time }.
deposit-stop = Stop the drop-off
deposit-active-may = can drop off papers.
deposit-arrived = { $count ->
    [0] Nothing has arrived.
    [one] 1 paper has arrived.
   *[other] { $count } papers have arrived.
  }
deposit-left = { $count ->
    [0] There is no room left.
    [one] 1 more paper is possible.
   *[other] { $count } more papers are possible.
  }

# What was put in waits for a yes or a no.
deposit-waiting = { $count ->
    [one] A paper has been dropped off for you
   *[other] { $count } papers have been dropped off for you
  }
deposit-by = dropped off by { $who }
deposit-origin-unverified = not known who it is from
deposit-keep-title = Keep this paper?
deposit-keep = Keep
deposit-refuse = Do not keep

# On the side of whoever puts papers in.
deposit-enter-title = Drop off papers
deposit-enter-lead = For a person who asked you to.
deposit-enter-code = Drop-off code, or link
deposit-enter-hint = For example: KD4M-7RQ2.
deposit-change-title = For somebody else?
deposit-change-lead = You drop off papers for { $who }.
deposit-change-phone = This phone is linked to a computer.
deposit-change-do = This new link sends the papers somewhere else.
deposit-change-no = No, change nothing
deposit-change-yes = Yes, change
deposit-code-wrong = It is not the right drop-off code.
deposit-code-wrong-do = Try again, or ask for a new one.
deposit-send-title = Drop off a paper for { $name }
deposit-send = Drop off
deposit-blind = You see nothing of their safe.
deposit-lost = The paper did not arrive. Try again.
deposit-refused-title = The paper is not dropped off
deposit-refused-full = There is no room left. Tell the person.
deposit-refused-over = It is finished: nothing more can be dropped off here.
deposit-all = All the expected papers have arrived.
deposit-all-do = Keep the receipt.
deposit-none = Nothing is dropped off
deposit-receipt = Drop-off receipt
deposit-receipt-see = See the receipt
deposit-twice = You have already sent this paper. Send it again?
deposit-undo = Undo this drop-off
deposit-undo-hour = You can undo it for one hour, if the person has not said yes yet.
deposit-undone = This paper is cancelled.
deposit-undone-do = It is not kept.
deposit-ended-title = It is finished.
deposit-ended = You can close this page.

# A phone as the scanner of a computer.
phone-use = Use a phone
phone-wait = Scan this square with the phone.
phone-held = The phone is linked.
phone-joined = A phone is linked to this computer.
phone-joined-do = It sends papers. It sees nothing of your safe.
phone-step-1 = Open the camera of the phone.
phone-step-2 = Scan the square.
phone-step-3 = Take photos of your papers.
phone-here = Your papers arrive here
phone-kept = It is put away.
phone-ends = Leave this page open. If you close it, the phone stops.
phone-over-title = It is finished.
phone-over = The phone cannot send anything any more.
phone-over-safe = What has arrived is in your papers.
phone-again = Use a phone again
phone-title = Take photos of your papers
phone-lead = They arrive on the computer at once.
