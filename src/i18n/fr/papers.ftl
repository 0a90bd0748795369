# Home.
papers-hello = Bonjour { $name }.
papers-title = Mes papiers
papers-add = Ajouter un papier
papers-show = Montrer
papers-print = Imprimer
papers-no-end = sans date de fin
papers-unnamed = Papier sans nom
papers-lose = Si vous perdez ce téléphone, vos papiers sont perdus.
papers-lose-shared = Sans carte ni code de secours, vos papiers sont perdus.
papers-lose-do = Faites une carte d’accès ou un code de secours.
papers-lose-button = Protéger mes papiers
papers-empty-title = Vous n’avez pas encore de papier ici.
papers-empty = Commencez par une photo de votre carte d’identité.
papers-removed = Papiers retirés
papers-removed-now = Le papier est dans Papiers retirés.
papers-removed-now-do = Vous pouvez le remettre pendant 7 jours.

# Adding.
papers-add-lead = Prenez en photo, ou choisissez dans ce téléphone ou cet ordinateur.
papers-add-camera = Prendre une photo
papers-add-choose = Choisir un papier
papers-add-choose-hint = Photo ou PDF. Vous pouvez en choisir plusieurs.
papers-add-send = Ajouter
papers-add-size = Chaque papier : { $size } au plus.
papers-add-version = Nouvelle version de : { $title }
papers-add-version-do = L’ancienne reste gardée.
papers-sending = Votre papier arrive…
papers-part = Arrivé : { $part } %.
papers-waiting = Le réseau manque. Nous continuons seuls dès qu’il revient.
papers-closed = Votre coffre s’est fermé. Entrez de nouveau : ce qui est arrivé reste.
papers-enter = Entrer
papers-stop = Arrêter
papers-unfinished = Un papier n’est pas arrivé en entier.
papers-unfinished-do = Choisissez encore le même : nous continuons où il s’est arrêté.
papers-checking = Le papier est arrivé. Nous le vérifions…
papers-lost = Le papier n’est pas arrivé. Vos autres papiers sont là. Essayez encore.
papers-refused-title = Le papier n’est pas gardé
papers-refused-type = Ce n’est pas une photo ni un PDF. Choisissez un autre papier.
papers-refused-heic = C’est une photo au format HEIC : nous ne savons pas la lire. Prenez la photo ici, avec « Prendre une photo ». Ou, sur iPhone : Réglages, Appareil photo, Formats, « Le plus compatible ». Puis prenez une nouvelle photo.
papers-refused-virus = Notre anti-virus y a trouvé un danger. Prenez plutôt une photo du papier.
papers-refused-unchecked = Notre anti-virus ne répond pas. Essayez encore dans une heure.
papers-refused-broken = Il est abîmé : nous ne pouvons pas le lire.
papers-refused-locked = Il est fermé par un mot secret. Enlevez le mot secret, puis essayez encore.
papers-refused-pages = Il a trop de pages.
papers-refused-pixels = La photo est trop grande. Prenez une photo plus petite.
papers-refused-slow = Il est trop long à lire. Prenez plutôt une photo.
papers-refused-large = Il est trop lourd : { $size } au plus.
papers-refused-full = Votre coffre est plein. Retirez un papier, puis essayez encore.
papers-refused-room = Le service n’a plus de place. Essayez demain, ou demandez de l’aide.
papers-refused-empty = Il est vide.
papers-refused-cut = Il n’est pas arrivé en entier. Essayez encore.
papers-refused-busy = Beaucoup de monde en ce moment. Essayez encore dans une minute.
papers-refused-health = Ici, on ne garde pas les papiers de santé. Choisissez un autre papier.
papers-refused-none = Choisissez d’abord un papier.
papers-refused-safe = Vos autres papiers sont là.
papers-arrived-title = { $count ->
    [one] 1 papier est arrivé
   *[other] { $count } papiers sont arrivés
  }
papers-twice-title = Vous avez déjà ce papier.
papers-twice = Le garder deux fois ?
papers-twice-yes = Le garder deux fois
papers-twice-no = Ne pas le garder
papers-receipt = Reçu
papers-receipt-print = Imprimer le reçu
papers-receipt-paper = Papier
papers-receipt-kind = Ce que c’est
papers-receipt-size = Taille
papers-receipt-when = Arrivé
papers-receipt-digest = Début de l’empreinte (SHA-256)
papers-arrived-lead = Dites maintenant ce que c’est.
papers-arrived-refused = { $count ->
    [one] 1 papier n’est pas gardé
   *[other] { $count } papiers ne sont pas gardés
  }

# What it is, when it ends, done.
papers-what-title = Qu’est-ce que c’est ?
papers-what-kept = Votre papier est gardé.
papers-what-more = { $count ->
    [one] Il reste 1 autre papier.
   *[other] Il reste { $count } autres papiers.
  }
papers-what-all = Voir tous les papiers
papers-what-unsure = Je ne sais pas
papers-kind-unknown = Choisissez une case.
papers-kind-health = Ici, on ne garde pas les papiers de santé.
papers-kind-health-do = Choisissez une autre case, ou appuyez sur « Retirer ce papier ».
papers-kind-warn = Ce papier parle de votre santé.
papers-kind-warn-do = Ne le montrez qu’à une personne qui vous aide pour cela.
papers-undo = Annuler
papers-end-title = Quand finit-il ?
papers-end-lead = La date est écrite sur le papier.
papers-end-day = Jour
papers-end-month = Mois
papers-end-year = Année
papers-end-example = Exemple : jour 24, mois 11, année 2026.
papers-end-none = Pas de date
papers-end-wrong = Cette date n’existe pas. Regardez le papier, puis écrivez encore.
papers-date-title = De quand est ce papier ?
papers-date-example = Exemple : jour 24, mois 8, année 2026.
papers-date-none = Je ne sais pas
papers-date-ahead = Cette date n’est pas encore passée. Regardez le papier, puis écrivez encore.
papers-month-title = De quel mois est-il ?
papers-month-lead = Le mois est écrit sur le papier.
papers-month-example = Exemple : mois 10, année 2026.
papers-done-title = C’est rangé.
papers-done-lead = Votre papier est dans votre coffre.
papers-done-next = Papier suivant
papers-done-all = Voir mes papiers
papers-done-more = Encore un papier

# One paper.
papers-page-of = page { $page } sur { $count }
papers-page-alt = { $title }, page { $page }
papers-page-before = Avant
papers-page-next = Après
papers-larger = Grand
papers-smaller = Petit
papers-added = Rangé le { $date }
papers-keep = Garder une copie
papers-change = Changer le nom ou la date
papers-name = Son nom
papers-name-save = Garder ce nom
papers-name-wrong = Écrivez un nom, de 80 lettres au plus.
papers-name-nir = Ce nom ressemble à un numéro de sécurité sociale.
papers-name-nir-do = Mieux vaut ne pas l’écrire ici.
papers-name-nir-anyway = Garder quand même
papers-kind-change = Changer ce que c’est
papers-end-change = Changer la date de fin
papers-date-change = Changer la date du papier
papers-version-add = Ajouter une version plus récente
papers-version-earlier = Ancienne version, rangée le { $date }
papers-version-title = Versions
papers-doubt-found = Un anti-virus a trouvé un danger dans ce papier.
papers-doubt-found-do = Regardez-le ici. N’en gardez pas de copie.
papers-doubt-unchecked = L’anti-virus n’a pas pu vérifier ce papier.
papers-doubt-unchecked-do = Regardez-le ici. Attention si vous en gardez une copie.
papers-active = Ce PDF contient un programme. Abri n’en montre que les images.
papers-remove = Retirer ce papier
papers-remove-do = Plus personne ne pourra le voir. Vous pourrez le remettre pendant 7 jours.
papers-back = Mes papiers

# Removed papers.
papers-removed-lead = Un papier retiré reste ici 7 jours. Puis il est détruit.
papers-removed-none = Il n’y a pas de papier retiré.
papers-removed-until = sera détruit le { $date }
papers-restore = Remettre dans mes papiers
papers-destroy = Détruire maintenant
papers-destroy-do = Personne ne pourra le retrouver, pas même vous.
papers-destroyed-title = Le papier est détruit
papers-destroyed-lead = Vous pouvez imprimer cette preuve.
papers-certificate = Certificat de destruction
papers-certificate-says = Ce papier a été détruit. Personne ne peut plus le lire.
papers-certificate-paper = Papier
papers-certificate-when = Quand
papers-certificate-number = Numéro dans le journal
papers-certificate-digest = Empreinte du papier (SHA-256)
papers-certificate-hash = Empreinte du journal (SHA-256)

# Printing.
papers-print-title = Imprimer
papers-print-lead = Cochez les papiers à imprimer.
papers-print-do = Préparer
papers-print-none = Cochez au moins un papier.
papers-print-ready = Prêt à imprimer
papers-print-pages = { $count ->
    [one] 1 feuille
   *[other] { $count } feuilles
  }
papers-photocopy = Photocopie
papers-photocopy-what = Un PDF à garder ou à envoyer. Une carte a sa taille réelle.
papers-photocopy-plain = Photocopie sans marque
papers-photocopy-marked = Photocopie avec une marque
papers-mark-for = La marque : pour qui, pour quoi ?
papers-mark-hint = Par exemple : demande de logement. C’est écrit en travers, avec la date.
papers-mark-date = copie du { $date }
papers-mark = copie
papers-mark-wrong = Écrivez quelques mots. Pas plus d’une ligne.
papers-print-copy = Copie faite avec Abri le { $date }

papers-went-back = Votre coffre est revenu en arrière.
papers-went-back-what = C’est arrivé avant le {$at}. Des papiers récents peuvent manquer.
papers-went-back-do = Regardez si ce que vous avez arrêté est toujours arrêté. Demandez pourquoi à qui s’occupe d’Abri.
papers-went-back-button = Voir ce qui s’est passé
