# Somebody puts papers in for the person.
deposit-others = Autres façons
deposit-let = Quelqu’un dépose pour moi
deposit-new-title = Quelqu’un dépose pour moi
deposit-new-lead = Cette personne envoie vos papiers. Elle ne voit rien de votre coffre.
deposit-new-who = Qui dépose ?
deposit-new-days = Pendant combien de temps ?
deposit-new-papers = Combien de papiers, au plus ?
deposit-said = Je laisse { $who } déposer { $papers } au plus dans mon coffre, pendant { $span }.
deposit-agree-who = Qui dépose ?
deposit-agree-what = Combien de papiers ?
deposit-agree-most = { $papers } au plus
deposit-agree-blind = Cette personne ne voit rien de votre coffre.
deposit-agree-after = Vous direz pour chaque papier si vous le gardez.

# The link, once given.
deposit-message = Bonjour. Voici le lien pour déposer mes papiers, jusqu’à { $until } : { $link }
deposit-code = Donner un code de dépôt
deposit-code-until = Ce code de dépôt marche une fois, jusqu’à { $time }.
deposit-stop = Arrêter le dépôt
deposit-active-may = peut déposer des papiers.
deposit-arrived = { $count ->
    [0] Rien n’est arrivé.
    [one] 1 papier est arrivé.
   *[other] { $count } papiers sont arrivés.
  }
deposit-left = { $count ->
    [0] Il ne reste plus de place.
    [one] Encore 1 papier possible.
   *[other] Encore { $count } papiers possibles.
  }
deposit-sheet-title = Déposer des papiers pour { $name }
deposit-sheet-photo = Prenez les papiers en photo.
deposit-sheet-receipt = Gardez le reçu.
deposit-sheet-foot = { $name } peut arrêter à tout moment. Ce lien envoie des papiers. Il n’en montre aucun.

# What was put in waits for a yes or a no.
deposit-waiting = { $count ->
    [one] Un papier est déposé pour vous
   *[other] { $count } papiers sont déposés pour vous
  }
deposit-by = déposé par { $who }
deposit-origin-unverified = origine non vérifiée
deposit-keep-title = Garder ce papier ?
deposit-keep = Garder
deposit-refuse = Refuser

# On the side of whoever puts papers in.
deposit-enter-title = Déposer des papiers
deposit-enter-lead = Pour une personne qui vous l’a demandé.
deposit-enter-code = Code de dépôt, ou lien
deposit-enter-hint = Par exemple : KD4M-7RQ2.
deposit-change-title = Pour quelqu’un d’autre ?
deposit-change-lead = Vous déposez des papiers pour { $who }.
deposit-change-phone = Ce téléphone est relié à un ordinateur.
deposit-change-do = Ce nouveau lien envoie les papiers ailleurs.
deposit-change-no = Non, ne rien changer
deposit-change-yes = Oui, changer
deposit-code-wrong = Ce n’est pas le bon code de dépôt.
deposit-code-wrong-do = Essayez encore, ou demandez-en un nouveau.
deposit-send-title = Déposer un papier pour { $name }
deposit-send = Déposer
deposit-blind = Vous ne voyez rien de son coffre.
deposit-lost = Le papier n’est pas arrivé. Essayez encore.
deposit-refused-title = Le papier n’est pas déposé
deposit-refused-full = Il n’y a plus de place. Dites-le à la personne.
deposit-refused-over = C’est fini : plus rien ne peut être déposé ici.
deposit-all = Tous les papiers prévus sont arrivés.
deposit-all-do = Gardez le reçu.
deposit-none = Rien n’est déposé
deposit-receipt = Reçu de dépôt
deposit-receipt-see = Voir le reçu
deposit-twice = Vous avez déjà envoyé ce papier. L’envoyer encore ?
deposit-undo = Annuler ce dépôt
deposit-undo-hour = Vous pouvez annuler pendant une heure, si la personne n’a pas encore dit oui.
deposit-undone = Ce papier est annulé.
deposit-undone-do = Il n’est pas gardé.
deposit-ended-title = C’est fini.
deposit-ended = Vous pouvez fermer cette page.

# A phone as the scanner of a computer.
phone-use = Utiliser un téléphone
phone-wait = Scannez ce carré avec le téléphone.
phone-held = Le téléphone est relié.
phone-joined = Un téléphone est relié à cet ordinateur.
phone-joined-do = Il envoie des papiers. Il ne voit rien de votre coffre.
phone-step-1 = Ouvrez l’appareil photo du téléphone.
phone-step-2 = Scannez le carré.
phone-step-3 = Prenez vos papiers en photo.
phone-here = Vos papiers arrivent ici
phone-kept = C’est rangé.
phone-ends = Laissez cette page ouverte. Si vous la fermez, le téléphone s’arrête.
phone-over-title = C’est fini.
phone-over = Le téléphone ne peut plus rien envoyer.
phone-over-safe = Ce qui est arrivé est dans vos papiers.
phone-again = Utiliser encore un téléphone
phone-title = Prenez vos papiers en photo
phone-lead = Ils arrivent tout de suite sur l’ordinateur.
