# Showing papers: one question a page.
show-why-title = Pour quelle démarche ?
show-why-words-title = C’est pour quoi ?
show-why-words = Écrivez-le en quelques mots
show-why-words-hint = Par exemple : mon dossier à la mairie.
show-purpose-missing = Choisissez une démarche.
show-purpose-words-missing = Écrivez quelques mots. Pas plus d’une ligne.
show-leave = Revenir à mes papiers
show-back = Revenir
show-what-title = Quels papiers montrer ?
show-what-hint = Cochez seulement les papiers utiles.
show-what-none = Il n’y a pas encore de papier.
show-what-none-do = Ajoutez un papier. Puis montrez-le.
show-what-add = Ajouter un papier
show-undue = on ne peut pas vous le demander
show-undue-these = On ne peut pas vous demander : { $papers }.
show-undue-do = C’est la loi pour louer un logement. Vous pouvez revenir et changer vos choix.
show-papers-missing = Cochez au moins un papier.
show-papers-many = C’est trop. Montrez 40 papiers au plus.
show-papers-unanswered = Un de ces papiers a été déposé. Dites d’abord si vous le gardez.
show-papers-gone = Un de ces papiers n’est plus là. Choisissez à nouveau.
show-who-title = À qui montrer ?
show-who-name = Son nom
show-who-name-hint = Par exemple : Claire Morel.
show-who-structure = Sa structure
show-who-structure-hint = Par exemple : Association Le Porche. Vous pouvez laisser vide.
show-who-missing = Écrivez le nom de la personne. Pas plus d’une ligne.
show-until-title = Jusqu’à quand ?
show-until-appointment = Pendant ce rendez-vous
show-until-day = Aujourd’hui
show-until-week = 7 jours
show-until-date = Jusqu’à une date
show-until-date-hint = 30 jours au plus.
show-until-which = Quelle date ?
show-until-end = Jusqu’à { $end }
show-until-missing = Choisissez jusqu’à quand.
show-until-refused = Ce n’est pas possible. Choisissez une date dans les 30 jours.
show-how-title = Que peut faire cette personne ?
show-how-mode = Regarder ou garder ?
show-how-view = Regarder seulement
show-how-view-hint = À la fin, elle n’a plus rien.
show-how-marked = Garder une copie à son nom
show-how-marked-hint = Son nom et la date sont écrits en travers. La copie reste chez elle, même après.
show-how-copy = Garder une copie sans marque
show-how-copy-hint = C’est votre papier, tel qu’il est. La copie reste chez elle, même après.
show-how-openings = Combien de fois ?
show-how-often = Autant de fois qu’il faut
show-how-once = Une seule fois
show-how-once-hint = La première personne qui ouvre regarde. Ensuite le lien ne marche plus.
show-how-missing = Choisissez une réponse.
show-code-title = Avec un code à dire ?
show-code-lead = Le code protège le lien. Vous le dites de vive voix.
show-code-no = Sans code
show-code-no-hint = La personne est devant vous.
show-code-yes = Avec un code de 4 chiffres
show-code-yes-hint = Vous envoyez le lien par message.
show-agree-title = Êtes-vous d’accord ?
show-agree-who = À qui ?
show-agree-what = Quoi ?
show-agree-why = Pourquoi ?
show-agree-span = Combien de temps ?
show-agree-how = Comment ?
show-agree-stop = Vous pouvez arrêter à tout moment.
show-agree-yes = Je suis d’accord
show-agree-no = Non, revenir
show-span-appointment = pendant 2 heures
show-span-week = pendant 7 jours
show-span-today = aujourd’hui, jusqu’à { $time }
show-span-date = jusqu’à la fin du { $date }
# The sentence of the agreement, kept word for word.
show-said = Je montre { $papers } à { $who } { $span }. C’est pour : { $purpose }. { $mode ->
    [view] Cette personne peut regarder, mais pas garder.
    [marked] Cette personne peut aussi garder une copie à son nom.
   *[copy] Cette personne peut aussi garder une copie sans marque.
  } Un écran peut être pris en photo.

# The link, once given.
show-given-title = C’est prêt.
show-given-scan = { $who } peut scanner ce carré.
show-given-or = Ou bien, sur un ordinateur, cette personne écrit :
show-given-short = Donner un code court
show-given-short-until = Ce code court marche une fois, jusqu’à { $time }.
show-given-spoken = Code du partage, à dire de vive voix :
show-given-spoken-hint = Ne l’écrivez pas dans le message.
show-given-sms = Par SMS
show-given-paper = Sur papier
show-given-link = Voir le lien
show-given-new = Changer le lien ou le code
show-given-new-what = Le lien d’avant ne marchera plus. Qui regarde devra ouvrir le nouveau.
show-given-new-do = Faire un nouveau lien
show-given-stop = Arrêter de montrer
show-given-back = Revenir à mes papiers
show-message = Bonjour. Voici mes papiers, jusqu’à { $until } : { $link }
show-question = Est-ce bien { $name } ?
show-question-what = Cette personne demande à voir vos papiers sur son ordinateur.
show-question-yes = Oui
show-question-no = Non

# What is shown now.
show-active-sees = peut voir { $papers }.
show-active-opened = { $count ->
    [0] Pas encore ouvert.
    [one] Ouvert { $count } fois.
   *[other] Ouvert { $count } fois.
  }
show-active-spent = Ouvert. Le lien ne marche plus pour les autres.
show-active-link = Voir le carré
show-list-title = Ce que je montre
show-list-none = Vous ne montrez rien.
show-list-none-safe = Vos papiers sont à l’abri.
show-list-show = Montrer
show-list-all = Tout arrêter
show-list-all-hint = Personne ne verra plus rien.

# The sheet to hand over.
show-sheet-title = { $name } vous montre { $papers }
show-sheet-for = Pour : <b>{ $who }</b>
show-sheet-why = Pourquoi : <b>{ $purpose }</b>
show-sheet-scan = Scannez le carré.
show-sheet-spoken = Écrivez le code que la personne vous dit.
show-sheet-look = Regardez les papiers.
show-sheet-or = Ou bien, écrivez cette adresse :
show-sheet-until = Possible jusqu’à { $until }.
show-sheet-after = Après, cette feuille n’ouvre plus rien.
show-sheet-papers = Les papiers
show-sheet-view = Vous pouvez regarder ces papiers, mais pas les garder.
show-sheet-foot = { $name } peut arrêter à tout moment. Chaque regard est écrit dans son coffre.

# What papers are shown for.
purpose-rsa = Revenu de solidarité active (RSA)
purpose-apl = Aide au logement (APL)
purpose-logement_social = Logement social
purpose-location_privee = Louer un logement
purpose-dalo = Droit au logement (DALO)
purpose-daho = Hébergement (DAHO)
purpose-domiciliation = Domiciliation
purpose-ame = Aide médicale de l’État (AME)
purpose-c2s = Santé solidaire (C2S)
purpose-titre_sejour_renouv = Titre de séjour
purpose-cni_refaire = Refaire ma carte d’identité
purpose-ecole = École, crèche, cantine
purpose-mdph = Handicap (MDPH)
purpose-aide_juridictionnelle = Aide pour l’avocat
purpose-surendettement = Dettes
purpose-fsl = Aide pour le loyer ou l’énergie (FSL)
purpose-compte_bancaire = Ouvrir un compte en banque
purpose-france_travail = France Travail
purpose-autre = Autre chose
show-looked-often = Ces papiers ont été ouverts beaucoup de fois aujourd’hui. Ils sont à l’abri. Essayez à nouveau demain.
