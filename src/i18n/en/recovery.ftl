# A person who lost everything comes back in, with two professionals.
enter-by-people = I have lost everything
enter-by-people-more = My two rescue people help me.
lost-title = I have lost everything
lost-lead = Two rescue people can help you. It takes both.
lost-before = You had said yes before, in “My account”.
lost-before-more = Without that yes, nobody can open your safe again.
lost-nobody = No structure can help you in this way.
lost-which = Who helps you?
lost-manner = How do you meet these two people?
lost-presence = I am with them today
lost-presence-more = Both see you on the same day. You do not wait.
lost-afar = I cannot come
lost-afar-more = After they agree, you wait for 3 days.
lost-manner-choose = Say whether you can come.
lost-have-slip = I have a slip already
lost-stopped = Your request is stopped. Nothing is open.
lost-code-over = This slip no longer works. Ask for another one, or read the code again.
slip-title = Your slip
slip-lead = Print this slip, or copy it. You will need it to go on.
slip-words = The four words
slip-words-more = Read these four words to both rescue people:
slip-code = The code of the slip
slip-code-more = Keep it for yourself. It serves to finish, on any screen.
slip-secret = Show the code to nobody, not even to the rescue people.
slip-secret-more = They need the four words only.
slip-have = I have my slip. Continue
slip-until = This slip works until { $when }.
slip-printed = Printed on { $date }
slip-scan = Scan this square to see what comes next.
slip-do-see = <b>See both people.</b> Take your identity paper.
slip-do-read = <b>Read the four words.</b> Hide the code.
slip-do-back = <b>Come back with this slip.</b> You make your new card.
slip-take = Take your slip. Scan the square, or write the code.
slip-none = I have no slip
stage-title = Your request
stage-none = 0 of 2. Go and see your two rescue people: { $structure }.
stage-one = 1 of 2. The other rescue person is missing.
stage-delayed = 2 of 2. Wait until { $when }.
stage-delayed-more = Then come back here with your slip. You will make your new card.
stage-ready = 2 of 2. It is ready.
stage-ready-more = Your papers wait for you. Make your new card now.
stage-see = Show them your identity paper.
stage-same-day = Both people see you on the same day.
stage-call = Call them, or write to them so that they call you.
stage-ends = Your old cards, codes and phones will open nothing any more.
stage-card = Make my new card
stage-again = See whether it is ready
stage-slip = See my slip again
stage-leave = I have finished on this screen
stage-leave-more = It works on another screen too.
stage-stop = Stop my request
stage-stop-more = The slip will no longer work. You can ask for another one.
recovery-not-ready = It is not ready yet. Wait a little.

# What the person's own screens say meanwhile.
veto-title = Somebody asks to come back into your safe
veto-by-afar = <b>{ $who } ({ $structure })</b> said yes, without seeing you.
veto-by-presence = <b>{ $who } ({ $structure })</b> said yes, and says that they saw you.
veto-ready = Without an answer from you, the safe will open on <b>{ $when }</b>.
veto-button = This is not me
veto-mine = Is it you? Do nothing.
veto-presence-do = Is it not you? Take back control at once. Then go and see this structure.
vetoed-title = It is stopped
vetoed-lead = Nobody comes back into your safe. Your papers are sheltered.
vetoed-tell = Tell your structure.
vetoed-tell-do = Somebody knows your name and your date of birth.

journal-recovery-confirmed = { $how ->
    [afar] <b>{ $whofirst }</b> says that somebody who lost everything is you. Nobody was seen.
   *[presence] <b>{ $whofirst }</b> says they saw somebody who lost everything: you.
  }
journal-recovery-ready = { $how ->
    [afar] <b>{ $whofirst }</b> said yes too. The safe opens on { $until }.
   *[presence] <b>{ $whofirst }</b> said yes too. A new card can be made.
  }
journal-recovery-refused = <b>{ $whofirst }</b> stopped a request to come back into your safe.
journal-recovery-vetoed = You said “This is not me”. The request is stopped.
journal-recovered = Two rescue people opened your safe again with you. What opened it before no longer does.
journal-recovery-helped = You said yes for a person who lost everything.
journal-recovery-told = <b>{ $whofirst }</b> said yes for somebody who cannot come.
