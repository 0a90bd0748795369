# The agreements of a person, each with its receipt; and what was refused because one is over.
journal-share-late = { $named ->
    [0] Quelqu’un a essayé d’ouvrir ce que vous ne montrez plus. Rien n’a été montré.
   *[1] <b>{ $who }</b> a essayé d’ouvrir ce que vous ne montrez plus. Rien n’a été montré.
  }
journal-invitation-late = Quelqu’un a essayé de déposer avec un lien fini. Rien n’est arrivé.
journal-proof-refused = Quelqu’un a voulu changer une entrée sans le bon secret. Rien n’a changé.

# The list.
consent-title = Mes accords
consent-lead = Tout ce que vous avez accepté, avec un reçu pour chaque accord.
consent-link = Mes accords et leurs reçus
consent-live = En cours
consent-live-none = Aucun accord en cours.
consent-ended = Finis
consent-ended-none = Aucun accord fini.
consent-shown = Montrer { $papers }. Pour : { $purpose }.
consent-put-in = Laisser déposer { $papers } au plus
consent-put-in-how = Cette personne dépose. Elle ne voit rien de votre coffre.
consent-until = Jusqu’à { $when }
consent-stopped = Arrêté le { $when }
consent-over = Fini le { $when }
consent-receipt-see = Voir le reçu
consent-pages = Les autres accords
consent-newer = Plus récents

# A receipt.
consent-receipt = Reçu d’un accord
consent-words = Ce que vous avez accepté
consent-agreed-by = Accord donné par
consent-to = À qui
consent-why = Pourquoi
consent-how = Comment
consent-from = Depuis le
consent-to-when = Jusqu’à
consent-end = Fin
consent-by-itself = Fini tout seul, le { $when }.
consent-by-you = Arrêté par vous, le { $when }.
consent-by-tries = Arrêté après cinq mauvais codes, le { $when }.
consent-by-professional = Terminé par { $who }, le { $when }.
consent-by-another = Remplacé par un autre accord, le { $when }.
consent-by-restore = Arrêté le { $when }, quand Abri a été remis en marche.
consent-by-unknown = Arrêté le { $when }.
consent-stop-title = Pour arrêter
consent-stop-how = Vous pouvez arrêter à tout moment : touchez « Arrêter », sur la page « Mes papiers ».
consent-stop-after = Ensuite, plus rien ne s’ouvre. Une copie déjà gardée reste chez la personne.
consent-stop-done = Cet accord n’ouvre plus rien.
consent-number = Accord n° { $number }. Ce reçu n’ouvre rien.
consent-back = Revenir à mes accords
