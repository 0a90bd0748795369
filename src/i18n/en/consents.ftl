# The agreements of a person, each with its receipt; and what was refused because one is over.
journal-share-late = { $named ->
    [0] Somebody tried to open what you no longer show. Nothing was shown.
   *[1] <b>{ $who }</b> tried to open what you no longer show. Nothing was shown.
  }
journal-invitation-late = Somebody tried to drop papers off by a link that is over. Nothing arrived.
journal-proof-refused = Somebody wanted to change a way in without the right secret. Nothing changed.

# The list.
consent-title = My agreements
consent-lead = All that you agreed to, with a receipt for each agreement.
consent-link = My agreements and their receipts
consent-live = Going on
consent-live-none = No agreement is going on.
consent-ended = Ended
consent-ended-none = No agreement has ended.
consent-shown = Show { $papers }. What for: { $purpose }.
consent-put-in = Let somebody drop off { $papers } at most
consent-put-in-how = This person drops papers off. They see nothing of your safe.
consent-until = Until { $when }
consent-stopped = Stopped on { $when }
consent-over = Ended on { $when }
consent-receipt-see = See the receipt
consent-pages = The other agreements
consent-newer = More recent

# A receipt.
consent-receipt = Receipt of an agreement
consent-words = What you agreed to
consent-agreed-by = Agreement given by
consent-to = To whom
consent-why = What for
consent-how = How
consent-from = Since
consent-to-when = Until
consent-end = End
consent-by-itself = Ended by itself, on { $when }.
consent-by-you = Stopped by you, on { $when }.
consent-by-tries = Stopped after five wrong codes, on { $when }.
consent-by-professional = Ended by { $who }, on { $when }.
consent-by-another = Replaced by another agreement, on { $when }.
consent-by-restore = Stopped on { $when }, when Abri was set up again.
consent-by-unknown = Stopped on { $when }.
consent-stop-title = To stop
consent-stop-how = You can stop at any time: press “Stop”, on the page “My papers”.
consent-stop-after = Then nothing opens any more. A copy already kept stays with the person.
consent-stop-done = This agreement opens nothing any more.
consent-number = Agreement no. { $number }. This receipt opens nothing.
consent-back = Back to my agreements
