# Regaining control of the vault.
regain-account = Quelqu’un connaît mon code ? Reprendre la main
regain-journal = Ce n’est pas vous ? Reprendre la main
regain-title = Reprendre la main
regain-lead = Quelqu’un connaît votre code, ou a votre carte ? Mettez-le dehors.
regain-stays = Ce qui reste
regain-stays-papers = Vos papiers restent.
regain-stays-journal = La liste de ce qui s’est passé reste aussi.
regain-ends = Ce qui s’arrête
regain-ends-ways = Vos cartes, vos codes, vos mots et vos téléphones n’ouvrent plus rien.
regain-ends-screens = Votre coffre se ferme sur tous les autres écrans.
regain-ends-shares = Plus personne ne voit vos papiers. Plus personne n’en dépose.
regain-code = Vous recevez une nouvelle carte et un nouveau code.
regain-code-do = Prenez de quoi les noter, dans un endroit calme.
regain-first = D’abord, tapez votre code.
regain-button = Reprendre la main
regained-title = Vous avez repris la main
regained-lead = Vos papiers sont là. Personne d’autre n’ouvre votre coffre.
regained-ended = Ce qui est arrêté
regained-ways = { $count ->
    [one] 1 façon d’entrer n’ouvre plus rien.
   *[other] { $count } façons d’entrer n’ouvrent plus rien.
  }
regained-screens = { $count ->
    [0] Aucun autre écran n’était ouvert.
    [one] 1 autre écran s’est fermé.
   *[other] { $count } autres écrans se sont fermés.
  }
regained-shares = { $count ->
    [0] Vous ne montriez rien.
    [one] Vous ne montrez plus à 1 personne.
   *[other] Vous ne montrez plus à { $count } personnes.
  }
regained-links = { $count ->
    [0] Personne ne pouvait déposer.
    [one] 1 personne ne peut plus déposer.
   *[other] { $count } personnes ne peuvent plus déposer.
  }
regained-card = Il vous faut maintenant votre nouvelle carte.
regained-card-do = Ne fermez pas cette page avant de noter votre code.
regained-next = Voir ma nouvelle carte
journal-control-regained = Vous avez repris la main. Rien de ce qui ouvrait avant n’ouvre encore.

# Closing the vault.
close-account = Effacer mon coffre
close-title = Effacer mon coffre
close-lead = Tous vos papiers sont effacés. Votre coffre n’existe plus.
close-before = Avant de l’effacer
close-before-more = Gardez une copie de tous vos papiers.
close-take = Tout prendre
close-for-good = Personne ne pourra les retrouver. Nous non plus.
close-what = Plus personne ne voit ce que vous montrez.
close-when = Quand ?
close-later = Dans 7 jours
close-later-more = Vous pouvez changer d’avis jusque-là.
close-now = Tout de suite
close-now-more = Vous ne pourrez pas changer d’avis.
close-keep = Garder mon coffre
close-button = Effacer mon coffre
closing-day = Votre coffre sera effacé le { $day }.
closing-more = Tous vos papiers le seront aussi.
closing-keep = Ne pas effacer
closed-title = Votre coffre est effacé
closed-lead = Il n’en reste rien. Imprimez cette page, si vous voulez une preuve.
closed-later-title = Votre coffre va être effacé
closed-later-lead = Il sera effacé le { $day }. Jusque-là, vous pouvez dire non sur l’accueil.
closed-certificate = Attestation de destruction
closed-later-certificate = Demande d’effacement
closed-says = Ce coffre a été effacé par la personne à qui il est. Ses papiers et ses clés le sont aussi.
closed-later-says = La personne à qui est ce coffre a demandé de l’effacer. Ses papiers et ses clés le seront aussi.
closed-papers = Nombre de papiers
closed-day = Jour
closed-leave = Terminer
journal-closing-asked = Vous avez demandé d’effacer votre coffre, dans 7 jours.
journal-closing-stopped = Vous gardez votre coffre. Il ne sera pas effacé.
journal-vault-closed = Vous avez effacé votre coffre.
