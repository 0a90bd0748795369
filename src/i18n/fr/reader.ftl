# Somebody is shown papers.
reader-hello = Bonjour
reader-press = Quelqu’un vous montre ses papiers. Appuyez sur Continuer.
reader-link = Le lien, ou ce qui suit le signe #
reader-link-hint = Copiez-le en entier.
reader-have-code = J’ai un code court
reader-who-title = Qui êtes-vous ?
reader-who-lead = La personne verra votre nom.
reader-who-missing = Écrivez votre nom. Pas plus d’une ligne.
reader-name = Votre nom
reader-structure = Votre structure
reader-structure-hint = Vous pouvez laisser vide.
reader-spoken = Code du partage
reader-spoken-hint = 4 chiffres. La personne vous les dit de vive voix.
reader-spoken-missing = Écrivez les 4 chiffres du code du partage.
reader-spoken-wrong = Ce n’est pas le bon code. { $left ->
    [one] Encore { $left } essai.
   *[other] Encore { $left } essais.
  }
reader-told = Chaque regard est écrit dans le coffre de la personne.
reader-look = Regarder les papiers
reader-you = Vous êtes
reader-title = { $name } vous montre ses papiers
reader-until = Vous pouvez regarder jusqu’à { $until }.
reader-view = Vous pouvez regarder, mais pas garder.
reader-marked = Vous pouvez garder une copie. Votre nom est écrit en travers.
reader-copy = Vous pouvez garder une copie.
# Across every page.
reader-mark-until = jusqu’à { $until }
reader-mark-number = numéro { $number }
reader-choose = Choisissez un papier.
reader-pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
  }
reader-page-alt = { $title }, page { $number }
reader-small = Petit
reader-large = Grand
reader-before = Avant
reader-after = Après
reader-keep = Garder
reader-over-title = C’est fini.
reader-over = Ces papiers ne sont plus montrés.
reader-closed-title = C’est fermé.
reader-closed = Vous ne voyez plus ces papiers.
reader-short-title = Vous avez un code court ?
reader-short-lead = La personne le lit sur son téléphone.
reader-short = Code court
reader-short-hint = 8 lettres et chiffres, par exemple KD4M-7RQ2.
reader-short-wrong = Ce n’est pas le bon code court. Demandez-en un nouveau.
reader-wait-title = La personne doit dire oui.
reader-wait = Sur son téléphone, elle voit votre nom.
reader-wait-until = Ce code court marche jusqu’à { $time }.
reader-wait-page = Cette page avance toute seule.
reader-yes-title = C’est oui.
reader-no-title = C’est non.
reader-no = La personne n’a pas dit oui. Parlez avec elle.
