# Discreet mode: pages that name nothing until asked.
discreet-title = Mode discret
discreet-lead = Quelqu’un regarde parfois votre écran ? Vos pages ne disent plus de noms.
discreet-on = Le mode discret est en marche.
discreet-pages = Vos papiers n’ont plus de nom.
discreet-pages-more = Ils s’appellent « Papier 1 », « Papier 2 »… Leurs images ne se voient plus.
discreet-once = Un bouton montre les noms, une seule fois.
discreet-once-more = La page d’après les cache de nouveau.
discreet-messages = Nous n’envoyons plus de messages.
discreet-still = Vous pouvez toujours arrêter un accès.
discreet-still-more = Une demande pour entrer dans votre coffre se voit toujours.
discreet-limit = Cela ne ferme pas votre coffre.
discreet-limit-do = Quelqu’un a votre code ou votre carte ?
discreet-begin = Passer en mode discret
discreet-end = Arrêter le mode discret
discreet-show = Montrer les noms
discreet-hide = Cacher les noms
discreet-covered = Cette page montre des noms
discreet-covered-do = Personne ne regarde ? Appuyez pour la voir.
discreet-back = Revenir à mes papiers
discreet-paper = Papier { $number }
discreet-access = Un accès est ouvert.
discreet-deposit = On peut vous envoyer des papiers.
discreet-asks = Quelqu’un attend votre réponse.

journal-setting-changed = Vous avez changé un réglage.
