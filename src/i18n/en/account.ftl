# English, made from the French texts; not yet reviewed by a speaker.
# Plain words, short sentences, "you". One word per thing, the same in every file of this folder:
#   papier: paper                      coffre: safe
#   montrer: show                      arrêter: stop
#   déposer: drop off                  démarche: procedure
#   carte d’accès: access card         code de secours: rescue code
#   code (six digits): code            mots secrets: secret words
#   rendez-vous: appointment           code de rendez-vous: appointment code
#   code de dépôt: drop-off code       code court: short code
#   code du partage: spoken code       carré: square
#   structure: organisation            responsable: manager
# Papers and offices keep their French name in brackets where a person must know it again on paper.

# The account: ways in, codes, card, sheet.
account-title = My account
account-visit = Last visit: { $when }
account-unsafe-do = Print your access card. Then type its last 4 characters.
account-ways = Your ways to sign in
account-way-current = (now)
account-way-to-note = There is still a code to note down.
account-way-used = Last time: { $date }.
account-way-unused = No visit yet.
account-way-made = Since { $date }.
account-way-show-card = See my card
account-way-new-code = New code
account-way-new-code-more = You forgot your code, or somebody saw it.
account-way-new-card = New card
account-way-new-card-more = You lost your card, or somebody took it.
account-way-new-words = New words
account-way-remove-title = Remove this way in
account-way-remove-more = It will not open your safe any more. Your papers stay there.
account-way-remove = Remove
account-last-way-in = This is your last way in. Make another one before you remove it.
account-add-phone = Add this phone
account-add-words = Choose secret words
account-language = Language
account-leave = Leave
account-sign-out = Sign out
account-sign-out-everywhere = Sign out everywhere
account-sign-out-everywhere-more = Your safe is no longer open on any screen.
screens-link = See open screens
screens-title = Open screens
screens-lead = One screen is not yours? Sign out of it.
screens-this = The screen in front of you
screens-other = Another screen
screens-own = Used at { $time }. Somebody said: it is mine.
screens-shared = Used at { $time }. Somebody said: others use it too.
screens-answer = At a professional’s, to answer. Closes at { $time }.
screens-close = Sign out of this screen
screens-closed = The other screen is closed.
screens-none = Your safe is not open anywhere else.
screens-none-work = Your account is not open anywhere else.
screens-after-work = Somebody knows your words? Change them too.
account-notice = Read “Good to know first” again
account-notice-changed = This text has changed. Read it before you continue.
account-notice-given = You read it on { $date }.
account-back = Back to my account
account-later = Later
account-printed = Printed on { $date }
account-cut = Cut here
account-fold = Fold here
account-what-to-do = What to do?
account-code-phone-title = Your code
account-code-card-title = The code of your card
account-code-lead = Learn this code. It opens your safe.
account-code-card-not = The card has its own code. Do not write it on the card.
account-code-never = Nobody will ask you for it. Do not tell anybody.
account-code-back = Type it here
account-code-known = I know my code
account-code-wrong = It is not the same code. Look at it again.
account-code-gone = This code is already noted. We do not show it any more.
account-card-title = Your access card
account-card-lead = It opens your safe, even without a phone.
account-card-what = A paper card and a code. Together, they open your safe.
account-card-name = Access card
account-card-of = The safe of
account-card-made = Card made on
account-card-scan = Scan the square. Then type the code of the card.
account-card-number = No printer? Copy this number:
account-card-not = Do not write the code on it.
account-card-have = I have my card, continue
account-card-copied = I copied the number
account-card-make = Make my access card
account-card-replaces = Your old card will not open anything any more.
account-card-no-square = You cannot scan?
account-card-no-square-more = Go to { $address } and type:
account-card-forgotten = Code forgotten? Phone: { $phone }
account-card-do-cut = <b>Cut and fold.</b> The card fits in a wallet.
account-card-do-keep = <b>Put it in a safe place.</b> Or keep it with you.
account-card-do-not = <b>Never write the code on it.</b> Keep it in your head.
account-check-card-title = Is your card ready?
account-check-card = Look at the number on the back of the card.
account-check-rescue-title = Is your sheet ready?
account-check-rescue = Look at the code on the sheet.
account-check-label = Type the last 4 characters
account-check-wrong = These are not the last 4. Look again.
account-check-again = See again
account-rescue-title = Your rescue code
account-rescue-lead = It opens your safe again if you lose everything.
account-rescue-what = A code on a sheet. It opens your safe again if you lose everything.
account-rescue-print = You print it, or you copy it by hand.
account-rescue-apart = Keep it far from the card. For example, with a person you trust.
account-rescue-opens-once = It opens only once. After that, you make another one.
account-rescue-once = You see it only once.
account-rescue-save = You can also keep it: press Print, then choose PDF.
account-rescue-have = I have my sheet, continue
account-rescue-make = Make my rescue code
account-rescue-renew = Make a new rescue code
account-rescue-made = Your rescue code is already made. It is never printed twice.
account-rescue-replaces = If you make a new one, the old one opens nothing any more.
account-rescue-scan = Scan the square with a phone.
account-rescue-type = Or go to { $address } and type:
account-rescue-do-keep = <b>Put this sheet in a safe place.</b> For example, with a person you trust.
account-rescue-do-apart = <b>Never with the card.</b> Keep them in two places.
account-rescue-do-once = <b>This code opens only once.</b> After that, you get a new card.
account-words-title = Secret words, if you like
account-words-lead = A chosen name and five words open your safe, without card or phone.
account-words-replaces = Your old words will not open anything any more.
account-words-label = Choose a name
account-words-hint = A phone number, an e-mail address or a name you like.
account-words-no = No thank you, see my papers
account-words-yours = Your five words
account-words-note = Learn them, in this order.
account-words-never = Do not tell anybody. You see them only once.
account-words-last = Type the last word
account-words-noted = I know my words
account-words-gone = These words are already noted. We do not show them any more.
account-word-wrong = This is not the last word. Look again.
