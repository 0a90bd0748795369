# Showing papers: one question a page.
show-why-title = For which procedure?
show-why-words-title = What is it for?
show-why-words = Write it in a few words
show-why-words-hint = For example: my file at the town hall.
show-purpose-missing = Choose a procedure.
show-purpose-words-missing = Write a few words. No more than one line.
show-leave = Back to my papers
show-back = Back
show-what-title = Which papers to show?
show-what-hint = Tick only the papers that are useful.
show-what-none = There are no papers yet.
show-what-none-do = Add a paper. Then show it.
show-what-add = Add a paper
show-undue = nobody may ask you for it
show-undue-these = Nobody may ask you for: { $papers }.
show-undue-do = It is the law for renting a home. You can go back and change your choices.
show-papers-missing = Tick at least one paper.
show-papers-many = It is too much. Show 40 papers at most.
show-papers-unanswered = One of these papers was dropped off. First say whether you keep it.
show-papers-gone = One of these papers is not there any more. Choose again.
show-who-title = Show to whom?
show-who-name = The person’s name
show-who-name-hint = For example: Claire Morel.
show-who-structure = The person’s organisation
show-who-structure-hint = For example: Association Le Porche. You can leave it empty.
show-who-missing = Write the name of the person. No more than one line.
show-until-title = Until when?
show-until-appointment = During this appointment
show-until-day = Today
show-until-week = 7 days
show-until-date = Until a date
show-until-date-hint = 30 days at most.
show-until-which = Which date?
show-until-end = Until { $end }
show-until-missing = Choose until when.
show-until-refused = It is not possible. Choose a date in the next 30 days.
show-how-title = What can this person do?
show-how-mode = Look or keep?
show-how-view = Only look
show-how-view-hint = At the end, the person has nothing left.
show-how-marked = Keep a copy with their name
show-how-marked-hint = Their name and the date are written across. The copy stays with them, even after.
show-how-copy = Keep a copy without a mark
show-how-copy-hint = It is your paper, just as it is. The copy stays with them, even after.
show-how-openings = How many times?
show-how-often = As many times as needed
show-how-once = Only once
show-how-once-hint = The first person who opens it can look. Then the link does not work any more.
show-how-missing = Choose an answer.
show-code-title = With a code to say?
show-code-lead = The code protects the link. You say it aloud.
show-code-no = Without a code
show-code-no-hint = The person is in front of you.
show-code-yes = With a 4-digit code
show-code-yes-hint = You send the link in a message.
show-agree-title = Do you agree?
show-agree-who = To whom?
show-agree-what = What?
show-agree-why = What for?
show-agree-span = How long?
show-agree-how = How?
show-agree-stop = You can stop at any time.
show-agree-yes = I agree
show-agree-no = No, go back
show-span-appointment = for 2 hours
show-span-week = for 7 days
show-span-today = today, until { $time }
show-span-date = until the end of { $date }
# The sentence of the agreement, kept word for word.
show-said = I show { $papers } to { $who } { $span }. It is for: { $purpose }. { $mode ->
    [view] This person can look, but not keep.
    [marked] This person can also keep a copy with their name.
   *[copy] This person can also keep a copy without a mark.
  } Somebody can take a photo of a screen.

# The link, once given.
show-given-title = It is ready.
show-given-scan = { $who } can scan this square.
show-given-or = Or, on a computer, this person writes:
show-given-short = Give a short code
show-given-short-until = This short code works once, until { $time }.
show-given-spoken = Spoken code, to say aloud:
show-given-spoken-hint = Do not write it in the message.
show-given-sms = By SMS
show-given-paper = On paper
show-given-link = See the link
show-given-new = Change the link or the code
show-given-new-what = The link from before will not work any more. Whoever is looking must open the new one.
show-given-new-do = Make a new link
show-given-stop = Stop showing
show-given-back = Back to my papers
show-question = Is it { $name }?
show-question-what = This person asks to see your papers on their computer.
show-question-yes = Yes
show-question-no = No

# What is shown now.
show-active-sees = can see { $papers }.
show-active-opened = { $count ->
    [0] Not opened yet.
    [one] Opened { $count } time.
   *[other] Opened { $count } times.
  }
show-active-spent = Opened. The link does not work for anybody else.
show-active-link = See the square
show-list-title = What I show
show-list-none = You do not show anything.
show-list-none-safe = Your papers are safe.
show-list-show = Show
show-list-all = Stop everything
show-list-all-hint = Nobody will see anything any more.

# The sheet to hand over.
show-sheet-for = For: <b>{ $who }</b>
show-sheet-until = Possible until { $until }.

# What papers are shown for.
purpose-rsa = Basic income (RSA)
purpose-apl = Housing benefit (APL)
purpose-logement_social = Social housing (logement social)
purpose-location_privee = Rent a home
purpose-dalo = Right to housing (DALO)
purpose-daho = Right to shelter (DAHO)
purpose-domiciliation = Postal address (domiciliation)
purpose-ame = State medical aid (AME)
purpose-c2s = Health cover (C2S)
purpose-titre_sejour_renouv = Residence permit (titre de séjour)
purpose-cni_refaire = New identity card (carte d’identité)
purpose-ecole = School, nursery, canteen
purpose-mdph = Disability (MDPH)
purpose-aide_juridictionnelle = Help to pay a lawyer (aide juridictionnelle)
purpose-surendettement = Debts (surendettement)
purpose-fsl = Help with rent or energy (FSL)
purpose-compte_bancaire = Open a bank account
purpose-france_travail = Job search (France Travail)
purpose-autre = Something else
show-looked-often = These papers were opened many times today. They are safe. Try again tomorrow.
