# What a person has verified, and what certifies it.

papers-check = Vérifier que ce papier n’a pas changé
papers-checked-title = Le papier n’a pas changé
papers-checked = Attestation de contrôle
papers-checked-says = Abri a relu tout le papier. Il est comme à son arrivée.
papers-certificate-who = Par qui
papers-certificate-you = Vous
papers-certificate-abri = Abri, après le retrait

journal-paper-checked = { $titled ->
    [0] Vous avez vérifié un papier. Il n’a pas changé.
   *[1] Vous avez vérifié « { $title } ». Il n’a pas changé.
  }
journal-taken = Vous avez gardé cette liste ailleurs.
journal-may-miss = Des lignes peuvent manquer dans cette liste aussi. Votre repère noté le dit.
journal-proof = Voir l’attestation
