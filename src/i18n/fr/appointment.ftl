# The appointment, as the professional sees it.
appointment-today = Rendez-vous d’aujourd’hui
appointment-none = Aucun rendez-vous pour le moment.
appointment-new = Nouveau rendez-vous
appointment-which = Quelle est la démarche ?
appointment-tick = Cocher des papiers
appointment-tick-more = Vous les choisissez un par un.
appointment-questions = Répondez avec la personne. Si vous ne savez pas, laissez vide.
appointment-for = Pour quelle démarche ?
appointment-shelf-identity = Identité
appointment-shelf-family = Famille
appointment-shelf-health = Santé
appointment-shelf-income = Argent et travail
appointment-shelf-bank = Banque
appointment-shelf-home = Logement
appointment-shelf-other = Autres
appointment-lasting = Pendant combien de temps ?
appointment-make = Faire le code
appointment-purpose = Choisissez une démarche.
appointment-kinds = Cochez au moins un papier, et 20 au plus.
appointment-many = Vous avez déjà 12 rendez-vous ouverts. Terminez-en un avant.

# Waiting for the answer.
appointment-code-title = Code de rendez-vous
appointment-code-until = Ce code marche une fois, jusqu’à { $time }.
appointment-code-scan = La personne scanne ce carré.
appointment-code-or = Ou bien, elle écrit à cette adresse :
appointment-window = La personne entre ici
appointment-window-more = Une autre fenêtre s’ouvre, pour elle seule. Vous ne la regardez pas.
appointment-asked = Vous demandez
appointment-call-back = Annuler
appointment-read-title = La personne lit votre demande.
appointment-read = Elle choisit ce qu’elle montre.
appointment-read-until = Elle peut répondre jusqu’à { $time }.
appointment-refused-title = La personne a dit non.
appointment-refused = C’est son droit. Parlez avec elle : elle peut montrer ses papiers autrement.
appointment-late-title = Ce code est fini.
appointment-late = Personne n’a répondu à temps. Rien n’a été montré.
appointment-called-back-title = C’est annulé.
appointment-called-back = Ce code ne marche plus. Rien n’a été montré.
appointment-again = Faire un nouveau code
appointment-yes-title = { $name } a dit oui.
appointment-yes = Vous pouvez regarder { $papers }.

# What is shown.
appointment-with = Rendez-vous avec { $name }
appointment-until = Accord jusqu’à { $time }.
appointment-count = { $have ->
    [0] Aucun papier sur { $all }
    [one] { $have } papier sur { $all }
   *[other] { $have } papiers sur { $all }
  }
appointment-not-shown = pas encore montré
appointment-incomplete = il manque une partie
appointment-ask-missing = { $count ->
    [one] Demander le papier qui manque
   *[other] Demander les { $count } papiers
  }
appointment-chooses = Un nouveau code s’affiche. { $name } choisit.
appointment-finish = Terminer le rendez-vous
appointment-back = Revenir au rendez-vous

# A copy.
appointment-copy = Demander une copie
appointment-copy-how = Sous quelle forme ?
appointment-copy-zip = Tous les papiers, dans un dossier ZIP
appointment-copy-zip-more = Chaque papier comme il a été ajouté.
appointment-copy-pdf = Un seul PDF, { $size } au plus
appointment-copy-answers = { $name } répond sur son téléphone.
appointment-copy-wait = Copie demandée.
appointment-copy-phone = { $name } répond sur son téléphone.
appointment-copy-look = Regarder s’il y a une réponse
appointment-copy-refused = { $name } ne veut pas de copie.
appointment-copy-refused-do = Vous pouvez toujours regarder les papiers.
appointment-copy-yes = { $name } est d’accord pour une copie.
appointment-copy-keep = Garder la copie
appointment-copy-name = Papiers de { $name }

# In the list of today.
appointment-is-offered = Le code attend, jusqu’à { $time }.
appointment-is-read = La personne lit la demande.
appointment-is-given = Accord jusqu’à { $time }.
appointment-is-refused = La personne a dit non.
appointment-is-over = Terminé.
appointment-is-called-back = Annulé.
appointment-is-late = Demandé à { $time }. Sans réponse.

# The receipt.
appointment-over-title = Le rendez-vous est terminé.
appointment-over = Vous ne voyez plus les papiers de { $name }.
appointment-receipt = Reçu du rendez-vous
appointment-receipt-ready = Le reçu de ce rendez-vous
appointment-receipt-see = Voir le reçu
appointment-receipt-by = Qui a montré
appointment-receipt-to = À qui
appointment-receipt-for = Pourquoi
appointment-receipt-papers = Les papiers
appointment-receipt-from = Depuis
appointment-receipt-until = Au plus tard jusqu’à
appointment-receipt-how = Comment
appointment-receipt-seen = Regarder, sans garder de copie
appointment-receipt-copied = Regarder, et garder une copie
appointment-receipt-number = Numéro de l’accord
appointment-receipt-stop = { $name } peut arrêter à tout moment, dans son coffre.
appointment-receipt-today = Ce reçu reste ici jusqu’à ce soir. Ensuite, il disparaît.
