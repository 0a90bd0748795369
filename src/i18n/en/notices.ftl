# Being told by a message that something is new.
notices-link = Get a message
notices-title = Get a message
notices-lead = Get a message when there is something new for you.
notices-label-mail = Your e-mail address
notices-label-sms = Your mobile number
notices-label-both = Your e-mail address or your mobile number
notices-yours = Nobody else should read these messages.
notices-ask = Get a number
notices-sent = A message has gone to:
notices-number-label = The number you got
notices-number-hint = It has 6 digits. It is good for 10 minutes.
notices-number-do = This is my number
notices-other = Change the address
notices-on = We write to you when there is something new.
notices-where = We write to
notices-paused = Discreet mode is on: we send nothing.
notices-stop = Do not tell me any more
notices-says = The message says nothing about you.
notices-says-more = It names neither you, nor Abri, nor your papers.
notices-reads = To write to you, Abri must be able to read this address.
notices-reads-why = It can read it even while your safe is closed. It reads nothing else.
notices-when = For an answer that somebody awaits, or a new way in.
notices-when-most = One message every 6 hours, at most. For a request to get into your safe, at once.
notices-shape = We do not recognise what you wrote. Read it again, then try again.
notices-not-there = We cannot write there. Try another address.
notices-away = The message was not sent. Try later.
notices-refused = The message did not arrive. Look at what you wrote.
notices-late = This number is no longer good. Ask for another one.
notices-many = That was the fifth time. Ask for another number.
notices-number-shape = The number has 6 digits.
notices-number-wrong = It is not the right number. Look at the message.

# The messages themselves: neither the service, nor papers, nor a link.
notices-message-subject = A message for you
notices-message-text = There is something new for you. Have a look whenever you like.
notices-number-subject = A number for you
notices-number-text = Here is your number: { $code }. Give it to nobody.

journal-notices-begun = You will get a message when there is something new.
journal-notices-stopped = You no longer get a message.
