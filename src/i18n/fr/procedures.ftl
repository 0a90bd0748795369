# Checklists: choosing a procedure, its questions.
list-home = Ma démarche
list-home-what = Ce qu’il faut, et ce qui manque.
list-choose = Quelle est votre démarche ?
list-choose-lead = Vous verrez les papiers qu’il faut.
list-yes = Oui
list-no = Non
list-back = Revenir
list-other = Choisir une autre démarche
list-again = Changer mes réponses
ask-famille = Vivez-vous avec des enfants ?
ask-revenus = Avez-vous eu un salaire ou du chômage depuis 3 mois ?
ask-salaire = Recevez-vous un salaire ?
ask-caf = Recevez-vous de l’argent de la CAF ?
ask-heberge = Habitez-vous chez quelqu’un ?
ask-sans-domicile = Êtes-vous sans domicile ?
ask-etudes = Faites-vous des études ?
ask-separation = Y a-t-il eu un divorce ou une séparation ?
ask-protection = Avez-vous un tuteur ou un curateur ?
ask-minimum = Recevez-vous le RSA ou le minimum vieillesse (Aspa) ?
ask-change = Vos revenus ont-ils changé depuis un an ?
ask-perte = Votre carte est-elle perdue ou volée ?
ask-contrat = Votre contrat de travail vient-il de finir ?

# The list.
list-have = { $have ->
    [0] Vous n’avez encore aucun papier sur { $all }.
    [one] Vous avez { $have } papier sur { $all }.
   *[other] Vous avez { $have } papiers sur { $all }.
  }
list-have-all = Vous avez tout ce qu’il faut.
list-none-needed = Aucun papier n’est obligatoire.
list-here = Ce que vous avez
list-look = À regarder, ou à refaire
list-missing = Ce qui manque
list-useful = Utile, si vous l’avez
list-add = Ajouter un papier
list-show = Montrer ces papiers
list-print = Imprimer la liste
list-date = Dire sa date
list-one-of = Un seul suffit : { $list }.
list-or = { $list } ou { $last }
list-no-date = date inconnue
list-unsure = Nous ne savons pas de quand il est.
list-too-old = Trop ancien pour cette démarche.
list-too-recent = Trop récent : il doit avoir plus de { $months } mois.
list-few = { $have } mois sur { $want }. Il faut { $want } mois qui se suivent.
list-absent = Il manque : { $list }.
list-pages = Il manque des pages. La première page seule ne suffit pas.
list-ended = Il est fini. Il en faut un nouveau.
list-extended = Carte faite après vos 18 ans : valable 5 ans de plus.
list-others = Papier d’une autre personne : cochez-le vous-même, avec son accord.
list-never = On ne peut pas vous demander
list-never-have = Gardez pour vous : { $papers }.
list-unchecked = Liste indicative, à vérifier.
list-unchecked-do = Demandez à qui vous aide, ou lisez service-public.gouv.fr.
list-checked = Liste vérifiée le { $date }.
list-source = D’après : { $source }

# What a line asks for.
wish-identite = Un papier d’identité
wish-domicile = Une preuve de domicile
wish-ressources = Une preuve de revenus
wish-famille = Un papier de famille
wish-travail = Un papier sur votre travail ou vos études
wish-loyer = Un papier sur votre loyer
wish-sejour = Votre titre de séjour actuel
wish-enfant = L’identité de l’enfant
wish-parent = Votre identité
wish-lien = Un lien avec la commune

# What is said beside a list.
note-originaux = Au guichet, il faut les originaux. Le coffre ne les remplace pas.
note-perte = Déclarez la perte ou le vol. Il y a un timbre de 25 € à payer.
note-ofpra = Avec une décision de l’Ofpra, la carte de séjour n’est pas nécessaire.
note-chacun = Il faut un papier d’identité pour chaque personne à loger.
note-location = La loi ferme cette liste. Ne montrez rien de plus.
note-ecole = La mairie ne peut rien demander d’autre. Les vaccins, c’est l’école qui les demande.
note-sans-sejour = Pour un hébergement, le droit au séjour n’est pas demandé.
note-sans-carte = Une carte d’identité n’est pas obligatoire. Il y a un entretien.
note-chaque-annee = Une domiciliation dure un an. Sans elle, le courrier du RSA et de l’AME ne vient plus.
note-plus-de-trois-mois = La preuve de domicile doit avoir plus de 3 mois, et moins d’un an.
note-un-seul = Un seul papier suffit : l’avis d’impôt.
note-departement = Chaque département a sa liste. Demandez-la.
note-renouvellement = Demandez le nouveau titre entre 4 et 2 mois avant la fin.

# Where a paper is got.
where-mairie = À la mairie.
where-prefecture = À la préfecture.
where-naissance = À la mairie du lieu de naissance.
where-tribunal = Au tribunal.
where-photo = Chez un photographe, ou dans une cabine.
where-sante = À l’Assurance maladie, ou sur ameli.fr.
where-medecin = Chez un médecin.
where-mdph = À la MDPH (maison du handicap).
where-employeur = Chez votre employeur.
where-france-travail = À France Travail, ou sur francetravail.fr.
where-caf = À la CAF, ou sur caf.fr.
where-retraite = À votre caisse de retraite.
where-impots = Au centre des impôts, ou sur impots.gouv.fr.
where-banque = À votre banque.
where-bailleur = Chez votre propriétaire.
where-fournisseur = Chez votre fournisseur, ou sur son site.
where-hebergeant = Chez la personne qui vous héberge.
where-domiciliation = Au CCAS de la mairie, ou dans une association.
where-logement = Sur demande-logement-social.gouv.fr.
where-visale = Sur visale.fr.
where-ecole = À l’école.
where-police = Au commissariat, ou à la gendarmerie.
where-ofpra = À l’Ofpra.
where-soi-meme = Écrivez-la et signez-la vous-même.
where-assureur = Chez votre assureur.

# What is printed.
list-sheet-title = Mes papiers pour : { $purpose }
list-sheet-ready = La liste est prête
list-sheet-missing = Il manque
list-sheet-nothing = Il ne manque rien.
list-sheet-back = Revenir à la liste

# The rights beside a list.
law-title = Ce qu’on n’a pas le droit de vous demander
law-copy = Une photocopie lisible suffit.
law-certified = On ne peut pas exiger une copie certifiée.
law-doubt = En cas de doute, on doit vous écrire une lettre recommandée qui dit pourquoi.
law-civil = Un acte d’état civil compte quelle que soit sa date, sauf texte contraire.
law-address = Une preuve de domicile n’est demandée que dans les cas prévus.
law-once = « Dites-le-nous une fois » : les administrations se transmettent ce qu’elles savent déjà.
law-school = Pour l’école, trois pièces suffisent. Une attestation sur l’honneur est acceptée.
law-renting = Un propriétaire ne peut demander que les papiers d’une liste fermée.
law-crpa = CRPA { $articles }
law-decree = décret { $articles }
law-foot = À relire sur Légifrance.
law-foot-crpa = CRPA : Code des relations entre le public et l’administration.

# Reminders on the home page.
remind-title = À ne pas oublier
remind-ends = Pensez à en demander un nouveau.
remind-fades = Ce papier parle d’une autre personne. Retirez-le s’il ne sert plus.
remind-permit-early = Vous pourrez demander le nouveau à partir du { $date }.
remind-permit-now = C’est le moment de demander le nouveau.
remind-permit-late = Demandez le nouveau tout de suite. Gardez la preuve de votre demande.
remind-domiciliation = Demandez-la encore. Sans elle, le courrier du RSA et de l’AME ne vient plus.
remind-lost = Votre carte est perdue ou volée ?
remind-lost-do = Pour la refaire : une déclaration, un timbre de 25 € et des originaux au guichet.
remind-lost-safe = Le coffre ne remplace pas les originaux.

# How long a paper is worth keeping.
keep-always = À garder toujours.
keep-retirement = À garder jusqu’à la retraite.
keep-three-years = À garder 3 ans.
keep-after-lease = À garder 3 ans après la fin du bail.
