# A mediator is with the person: the person's side.
mediator-with-me = Un médiateur est avec moi
mediator-with-me-more = Vous lui dites un code. Il photographie vos papiers.
mediator-said = Je laisse un médiateur déposer { $papers } au plus dans mon coffre, pendant { $span }. Je garde ces papiers.
mediator-agree-who = Un médiateur qui est avec vous
mediator-agree-named = Son nom sera écrit dans « Qui a vu mes papiers ? ».
mediator-agree-blind = Ce médiateur ne voit rien de votre coffre.
mediator-agree-after = Ses papiers sont gardés tout de suite. Vous pourrez les enlever.
mediator-agree-no = Ne rien donner
mediator-one = Un médiateur
mediator-see = Voir ce dépôt
mediator-given-title = Un médiateur est avec vous
mediator-given-say = Dites ce code au médiateur.
mediator-given-came = { $who } dépose vos papiers.
mediator-given-used = Le code a servi, ou il est fini.
mediator-given-code = Code de dépôt
mediator-given-look = Voir ce qui est arrivé
mediator-given-again = Donner un autre code

# The deposit number.
number-title = Numéro de dépôt
number-link = Numéro de dépôt
number-lead = Avec ce numéro, un médiateur dépose des papiers pour vous.
number-mine = Votre numéro de dépôt
number-accepted = Les médiateurs peuvent s’en servir.
number-printed = Il marchera quand vous aurez votre carte en main.
number-refused = Il ne marche pas.
number-blind = Le médiateur ne voit rien de votre coffre.
number-who = Seul un médiateur d’une structure vérifiée peut s’en servir.
number-yes = Vous dites oui ou non pour chaque papier.
number-told = Chaque dépôt est écrit dans « Qui a vu mes papiers ? ».
number-accept = Accepter
number-refuse = Ne plus accepter
number-have = Avoir un numéro de dépôt
number-new = Nouveau numéro
number-new-why = L’ancien ne marchera plus. Imprimez ensuite votre carte à nouveau.
number-new-do = Changer de numéro
number-card = Numéro de dépôt
number-card-more = La carte porte aussi votre numéro de dépôt, pour un médiateur :
number-card-see = À quoi sert-il ?

# The mediator's side.
mediator-home-more = La personne est avec vous. Elle vous donne un code ou un numéro.
mediator-title = Déposer pour quelqu’un
mediator-lead = La personne est avec vous. Elle vous donne un code ou un numéro.
mediator-field = Code de dépôt ou numéro de dépôt
mediator-hint = Par exemple : KD4M‑7RQ2, ou 7RQ2K‑D4M9T.
mediator-begin = Commencer
mediator-where = Où le trouver ?
mediator-where-code = Le code
mediator-where-code-do = Dans son coffre : « Ajouter un papier », puis « Un médiateur est avec moi ».
mediator-where-number = Le numéro
mediator-where-number-do = Sur sa carte d’accès.
mediator-wrong = Ce code ou ce numéro ne marche pas.
mediator-wrong-do = Un code sert une seule fois. Demandez-en un nouveau à la personne.
mediator-over = Le dépôt est fini.
mediator-over-do = Il ne reste aucun papier sur cet appareil.
mediator-for-them = Vous déposez pour la personne devant vous
mediator-for = Vous déposez pour { $name }
mediator-blind = Prenez chaque papier en photo. Vous ne verrez rien de son coffre.
mediator-count = { $count ->
    [one] 1 papier est déposé.
   *[other] { $count } papiers sont déposés.
  }
mediator-until = Fin du dépôt : { $until }.
mediator-closed = Votre compte s’est fermé. Le dépôt est fini.
mediator-receipts = Voir les reçus
mediator-next = Papier suivant
mediator-paper = Papier { $number }
mediator-undo-hour = Vous pouvez annuler un papier tant que ce dépôt dure.

# "Qui a vu mes papiers ?"
journal-mediator-invited = Vous avez donné un code à un médiateur : { $papers } à déposer.
journal-mediator-code-stopped = Vous avez arrêté le code donné à un médiateur.
journal-mediation-begun = <b>{ $whofirst }</b> commence à déposer, avec votre code.
journal-mediation-by-number = <b>{ $whofirst }</b> commence à déposer, avec votre numéro de dépôt.
journal-mediation-ended = Le dépôt d’un médiateur est fini.
journal-mediation-stopped = { $named ->
    [0] Vous avez arrêté un médiateur qui déposait.
   *[1] Vous avez arrêté <b>{ $who }</b>, qui déposait.
  }
journal-number-accepted = Votre numéro de dépôt marche.
journal-number-refused = Votre numéro de dépôt ne marche plus.
journal-number-drawn = Vous avez changé de numéro de dépôt.
