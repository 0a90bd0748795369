# A mediator is with the person: the person's side.
mediator-with-me = A mediator is with me
mediator-with-me-more = You tell them a code. They take photos of your papers.
mediator-said = I let a mediator drop off { $papers } at most in my safe, for { $span }. I keep these papers.
mediator-agree-who = A mediator who is with you
mediator-agree-named = Their name will be written in “Who saw my papers?”.
mediator-agree-blind = This mediator sees nothing in your safe.
mediator-agree-after = Their papers are kept at once. You can remove them.
mediator-agree-no = Give nothing
mediator-one = A mediator
mediator-see = See this drop-off
mediator-given-title = A mediator is with you
mediator-given-say = Tell the mediator this code.
mediator-given-came = { $who } is dropping off your papers.
mediator-given-used = The code was used, or it is over.
mediator-given-code = Drop-off code
mediator-given-look = See what arrived
mediator-given-again = Give another code

# The deposit number.
number-title = Drop-off number
number-link = Drop-off number
number-lead = With this number, a mediator drops off papers for you.
number-mine = Your drop-off number
number-accepted = Mediators can use it.
number-printed = It will work once you have your card in hand.
number-refused = It does not work.
number-blind = The mediator sees nothing in your safe.
number-who = Only a mediator of a verified organisation can use it.
number-yes = You say yes or no for each paper.
number-told = Each drop-off is written in “Who saw my papers?”.
number-accept = Accept
number-refuse = Stop accepting
number-have = Get a drop-off number
number-new = New number
number-new-why = The old one will stop working. Then print your card again.
number-new-do = Change the number
number-card = Drop-off number
number-card-more = The card also carries your drop-off number, for a mediator:
number-card-see = What is it for?

# The mediator's side.
mediator-home-more = The person is with you. They give you a code or a number.
mediator-title = Drop off for somebody
mediator-lead = The person is with you. They give you a code or a number.
mediator-field = Drop-off code or drop-off number
mediator-hint = For example: KD4M‑7RQ2, or 7RQ2K‑D4M9T.
mediator-begin = Begin
mediator-where = Where is it?
mediator-where-code = The code
mediator-where-code-do = In their safe: “Add a paper”, then “A mediator is with me”.
mediator-where-number = The number
mediator-where-number-do = On their access card.
mediator-wrong = This code or number does not work.
mediator-wrong-do = A code works only once. Ask the person for a new one.
mediator-over = The drop-off is over.
mediator-over-do = No paper is left on this device.
mediator-for-them = You are dropping off for the person in front of you
mediator-for = You are dropping off for { $name }
mediator-blind = Take a photo of each paper. You will see nothing in their safe.
mediator-count = { $count ->
    [one] 1 paper is dropped off.
   *[other] { $count } papers are dropped off.
  }
mediator-until = End of the drop-off: { $until }.
mediator-closed = Your account was closed. The drop-off is over.
mediator-receipts = See the receipts
mediator-next = Next paper
mediator-paper = Paper { $number }
mediator-undo-hour = You can take a paper back as long as this drop-off lasts.

# "Who saw my papers?"
journal-mediator-invited = You gave a mediator a code: { $papers } to drop off.
journal-mediator-code-stopped = You stopped the code given to a mediator.
journal-mediation-begun = <b>{ $whofirst }</b> begins to drop off, with your code.
journal-mediation-by-number = <b>{ $whofirst }</b> begins to drop off, with your drop-off number.
journal-mediation-ended = A mediator’s drop-off is over.
journal-mediation-stopped = { $named ->
    [0] You stopped a mediator who was dropping off.
   *[1] You stopped <b>{ $who }</b>, who was dropping off.
  }
journal-number-accepted = Your drop-off number works.
journal-number-refused = Your drop-off number does not work any more.
journal-number-drawn = You changed your drop-off number.
