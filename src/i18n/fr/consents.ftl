# The agreements of a person, each with its receipt; and what was refused because one is over.
journal-share-late = { $named ->
    [0] Quelqu’un a essayé d’ouvrir ce que vous ne montrez plus. Rien n’a été montré.
   *[1] <b>{ $who }</b> a essayé d’ouvrir ce que vous ne montrez plus. Rien n’a été montré.
  }
journal-invitation-late = Quelqu’un a essayé de déposer avec un lien fini. Rien n’est arrivé.
journal-proof-refused = Un mauvais code a été tapé pour changer une entrée. Rien n’a changé.
