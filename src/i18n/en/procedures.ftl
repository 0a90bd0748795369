# Checklists: choosing a procedure, its questions.
list-home = My procedure
list-home-what = What you need, and what is missing.
list-choose = Which procedure is it?
list-choose-lead = You will see which papers you need.
list-yes = Yes
list-no = No
list-back = Back
list-other = Choose another procedure
list-again = Change my answers
ask-famille = Do you live with children?
ask-revenus = Have you had a salary or unemployment money in the last 3 months?
ask-salaire = Do you get a salary?
ask-caf = Do you get money from the CAF?
ask-heberge = Do you live at somebody’s home?
ask-sans-domicile = Are you without a home?
ask-etudes = Are you studying?
ask-separation = Has there been a divorce or a separation?
ask-protection = Do you have a legal guardian (tuteur or curateur)?
ask-minimum = Do you get the RSA or the old-age minimum (Aspa)?
ask-change = Has your income changed in the last year?
ask-perte = Is your card lost or stolen?
ask-contrat = Has your work contract just ended?

# The list.
list-have = { $have ->
    [0] You have none of the { $all } papers yet.
    [one] You have { $have } paper of { $all }.
   *[other] You have { $have } papers of { $all }.
  }
list-have-all = You have everything you need.
list-none-needed = No paper is required.
list-here = What you have
list-look = To look at, or to make again
list-missing = What is missing
list-useful = Useful, if you have it
list-add = Add a paper
list-show = Show these papers
list-print = Print the list
list-date = Say its date
list-one-of = One is enough: { $list }.
list-or = { $list } or { $last }
list-no-date = date not known
list-unsure = We do not know what date is on it.
list-too-old = Too old for this procedure.
list-too-recent = Too new: it must be more than { $months } months old.
list-few = { $have } months of { $want }. You need { $want } months in a row.
list-absent = Missing: { $list }.
list-pages = Some pages are missing. The first page alone is not enough.
list-ended = It has ended. You need a new one.
list-extended = Card made after you were 18: good for 5 more years.
list-others = Paper of another person: tick it yourself, if they agree.
list-never = Nobody may ask you for
list-never-have = Keep for yourself: { $papers }.
list-unchecked = This list is a guide, to be checked.
list-unchecked-do = Ask the people who help you, or read service-public.gouv.fr.
list-checked = List checked on { $date }.
list-source = From: { $source }

# What a line asks for.
wish-identite = A proof of identity
wish-domicile = A proof of address (justificatif de domicile)
wish-ressources = A proof of income
wish-famille = A family paper
wish-travail = A paper about your work or your studies
wish-loyer = A paper about your rent
wish-sejour = Your present residence permit (titre de séjour)
wish-enfant = The child’s identity
wish-parent = Your identity
wish-lien = A link with the town (commune)

# What is said beside a list.
note-originaux = At the counter, you need the original papers. The safe does not replace them.
note-perte = Report the loss or theft. There is a stamp of €25 to pay (timbre).
note-ofpra = With an Ofpra decision, the residence permit is not needed.
note-chacun = You need a proof of identity for each person to house.
note-location = The law closes this list. Show nothing more.
note-ecole = The town hall may not ask for anything else. The school asks for the vaccines.
note-sans-sejour = For a place to stay, nobody asks for the right to stay in France.
note-sans-carte = You do not have to have an identity card. There is an interview.
note-chaque-annee = A postal address (domiciliation) lasts one year. Without it, letters about RSA and AME stop coming.
note-plus-de-trois-mois = The proof of address must be more than 3 months old, and less than one year.
note-un-seul = One paper is enough: the tax notice (avis d’impôt).
note-departement = Each French department (département) has its own list. Ask for it.
note-renouvellement = Ask for the new permit between 4 and 2 months before the end.

# Where a paper is got.
where-mairie = At the town hall (mairie).
where-prefecture = At the prefecture (préfecture).
where-naissance = At the town hall of the place of birth (mairie).
where-tribunal = At the court (tribunal).
where-photo = At a photographer’s, or in a photo booth.
where-sante = At the health insurance (Assurance maladie), or on ameli.fr.
where-medecin = At a doctor’s.
where-mdph = At the MDPH (house for people with disabilities).
where-employeur = From your employer.
where-france-travail = At France Travail, or on francetravail.fr.
where-caf = At the CAF, or on caf.fr.
where-retraite = From your pension fund (caisse de retraite).
where-impots = At the tax office (centre des impôts), or on impots.gouv.fr.
where-banque = At your bank.
where-bailleur = From your landlord.
where-fournisseur = From your energy company, or on its site.
where-hebergeant = From the person you live with.
where-domiciliation = At the CCAS of the town hall, or at a charity (association).
where-logement = On demande-logement-social.gouv.fr.
where-visale = On visale.fr.
where-ecole = At the school.
where-police = At the police station (commissariat), or at the gendarmerie.
where-ofpra = At the Ofpra.
where-soi-meme = Write it and sign it yourself.
where-assureur = From your insurance company.

# What is printed.
list-sheet-title = My papers for: { $purpose }
list-sheet-ready = The list is ready
list-sheet-missing = Missing
list-sheet-nothing = Nothing is missing.
list-sheet-back = Back to the list

# The rights beside a list.
law-title = What nobody has the right to ask you
law-copy = A photocopy that can be read is enough.
law-certified = Nobody may demand a certified copy.
law-doubt = If there is a doubt, they must send you a registered letter that says why.
law-civil = A civil status record counts whatever its date, unless a text says otherwise.
law-address = A proof of address is asked for only where the law says so.
law-once = “Tell us once” (Dites-le-nous une fois): offices send each other what they already know.
law-school = For school, three papers are enough. A signed statement (attestation sur l’honneur) is accepted.
law-renting = A landlord may ask only for the papers on a closed list.
law-crpa = CRPA { $articles }
law-decree = decree { $articles }
law-foot = To read again on Légifrance.
law-foot-crpa = CRPA: French code of relations between the public and offices.

# Reminders on the home page.
remind-title = Not to forget
remind-ends = Remember to ask for a new one.
remind-fades = This paper is about another person. Remove it if you do not need it.
remind-permit-early = You can ask for the new one from { $date }.
remind-permit-now = It is time to ask for the new one.
remind-permit-late = Ask for the new one at once. Keep the proof that you asked.
remind-domiciliation = Ask for it again. Without it, letters about RSA and AME stop coming.
remind-lost = Is your card lost or stolen?
remind-lost-do = For a new one: a report, a stamp of €25 and original papers at the counter.
remind-lost-safe = The safe does not replace the original papers.

# How long a paper is worth keeping.
keep-always = Keep it always.
keep-retirement = Keep it until you retire.
keep-three-years = Keep it for 3 years.
keep-after-lease = Keep it for 3 years after the lease (bail) ends.
