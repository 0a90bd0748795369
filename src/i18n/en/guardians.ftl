# "Rescue people": two professionals who, together, can help a person back in.
guardians-title = Rescue people
guardians-lead = Two professionals can help you come back, if you lose everything.
guardians-two = It takes both, together.
guardians-two-more = One alone can do nothing. They never read your papers.
guardians-sure = They make sure that it is you, with your identity paper.
guardians-free = You do not have to. You stop when you want.
guardians-risk = These two people, if they agreed to, could open your safe.
guardians-risk-more = Choose a structure that you trust.
guardians-nobody = No structure has two rescue people yet.
guardians-nobody-do = Keep your rescue code well. Talk about it with your structure.
guardians-which = Which structure?
guardians-structure = Structure
guardians-structure-choose = Choose a structure.
guardians-name = Your last name and first name
guardians-name-hint = As on your identity paper. For example: Morel Claire
guardians-name-short = Name
guardians-name-wrong = This name does not fit. Write your last and first names, without a number.
guardians-born = Date of birth
guardians-born-hint = As on your identity paper. For example: 14 3 1982
guardians-born-on = Date of birth: { $date }
guardians-born-wrong = This date does not exist. Read it again on your identity paper.
guardians-taken = Somebody has already given this name and date at this structure.
guardians-not-there = This structure no longer has two rescue people. Choose another one.
guardians-said = I accept that two professionals of { $structure }, together, help me come back into my safe. One alone can do nothing.
guardians-same = Remember how you wrote your name. You will have to write it the same way.
guardians-stop-any = You can stop at any time, with one press.
guardians-stands = Two rescue people will help you: { $structure }.
guardians-stands-more = If you lose everything, go to the page “Sign in to my safe”. Touch “I have lost everything”.
guardians-changed = Your rescue people have changed.
guardians-changed-do = They can no longer help you. Say yes once more, or stop.
guardians-mine = What you accepted
guardians-since = Since
guardians-stop = Stop

# Who sits in the two places, for managers.
seats-lead = Two places, two different people. Together, they help whoever has lost everything.
seats-ready = Both places are ready.
seats-missing = Somebody is missing. Nobody can be helped here yet.
seats-place = Place { $seat }
seats-empty = Nobody is in this place.
seats-waits = Waits for the key
seats-waits-more = Somebody already in this place has to say: “This is my colleague.”
seats-one = Only one person in this place: name a second one.
seats-name = Name somebody to place { $seat }
seats-name-button = Name
seats-choose = Choose a person.
seats-nobody-left = Everybody has a place already. Invite other colleagues.
seats-remove = Take out
seats-remove-who = Take out { $name }
seats-remove-more = This person can no longer help. The others stay.
seats-remove-last = After them, nobody has the key. Those who said yes will have to start again.
seats-never = You do not hold the keys.
seats-never-more = You say who has a place. The people of the place give each other the key.
seats-team-more = Two places to help whoever has lost everything.
guardians-both-places = This person has a place already. Nobody can have both.
guardians-full = This place is full: five people. Take one out first.
guardians-no-name = The name of this person has not arrived yet. Try tomorrow.

# One of the two, at work.
guardian-title = Rescue person
guardian-home-more = You help whoever lost everything. Your place: { $seat }.
guardian-home-newcomer = Somebody waits for the key
guardian-lead = You are in place { $seat }, { $structure }.
guardian-alone = One person alone can open nothing.
guardian-alone-more = It takes a person of the other place too. You never see the papers.
guardian-no-key = You do not have the key of your place yet.
guardian-no-key-do = Ask a person of this place. They say that it is you.
guardian-newcomer = { $name } comes to your place
guardian-newcomer-more = Do you know this person? Talk to them first. Afterwards, they can help as you do.
guardian-newcomer-yes = This is my colleague
guardian-somebody = Has somebody lost everything?
guardian-ask-paper = Ask for their identity paper. A photocopy is not enough.
guardian-ask-words = Ask them to read the four words of their slip.
guardian-words = Type the four words
guardian-words-hint = Accents and capital letters do not count. Never ask for the code.
guardian-back = Back to the start
guardian-case-title = Is it this person?
guardian-case-who = The person says they are
guardian-case-how = How
guardian-case-presence = They are with you.
guardian-case-afar = They cannot come.
guardian-case-until = Until
guardian-case-today = Both rescue people see them on the same day.
guardian-case-wait = After you both, they wait for 3 days. Their safe says so on all its screens.
guardian-confirmed-me = You have already said yes. The other place is missing.
guardian-confirmed-same = Your place has already said yes. The other place is missing.
guardian-confirmed-other = The other place has already said yes.
guardian-confirmed-both = Both places have said yes.
guardian-tick = Tick what you have done
guardian-tick-paper = I held their identity paper. The name and the date are the same.
guardian-tick-face = It is the face of the photograph.
guardian-tick-known = I know this person. The name and the date are theirs.
guardian-tick-spoken = I have spoken with them, by voice.
guardian-tick-words = The person read the four words to me themselves.
guardian-tick-all = Tick the three lines. If one is missing, touch “Stop this request”.
guardian-yes = Yes, I have seen this person
guardian-yes-afar = Yes, it is this person
guardian-doubt = A doubt? Stop. The person can ask again.
guardian-no = Stop this request
guardian-case-back = Back
guardian-passed = Done. Your colleague has the key of this place.
guardian-done-one = Noted. Now a person of the other place is missing.
guardian-done-delayed = Noted. The person waits for 3 days, then makes their card.
guardian-done-ready = Noted. The person can make their new card now.
guardian-done-refused = The request is stopped.
recovery-words = No request has these four words here. Read them again with the person.
recovery-both = Both places have already said yes.
recovery-same-person = You have already said yes. It takes another person.
recovery-no-agreement = Nobody accepted here under this name and date. Check how it is written.

journal-guardians-agreed = You accepted that two rescue people help you: <b>{ $whofirst }</b>.
journal-guardians-stopped = Your rescue people can no longer help you: <b>{ $whofirst }</b>.
journal-guardian-named = { $named ->
    [0] You named <b>{ $person }</b> to rescue place { $count }.
   *[1] <b>{ $who }</b> named <b>{ $person }</b> to rescue place { $count }.
  }
journal-guardian-named-me = <b>{ $whofirst }</b> named you to rescue place { $count }.
journal-guardian-removed = { $named ->
    [0] You took <b>{ $person }</b> out of rescue place { $count }.
   *[1] <b>{ $who }</b> took <b>{ $person }</b> out of rescue place { $count }.
  }
journal-guardian-removed-me = <b>{ $whofirst }</b> took you out of rescue place { $count }.
journal-seat-made = Rescue place { $count } has a new key.
journal-seat-passed = { $named ->
    [0] You gave the key of rescue place { $count } to <b>{ $person }</b>.
   *[1] <b>{ $who }</b> gave the key of place { $count } to <b>{ $person }</b>.
  }
