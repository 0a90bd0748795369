# A person who lost everything comes back in, with two professionals.
enter-by-people = J’ai tout perdu
enter-by-people-more = Mes deux personnes de secours m’aident.
lost-title = J’ai tout perdu
lost-lead = Deux personnes de secours peuvent vous aider. Il faut les deux.
lost-before = Vous aviez dit oui avant, dans « Mon compte ».
lost-before-more = Sans ce oui, personne ne peut rouvrir votre coffre.
lost-nobody = Aucune structure ne peut vous aider de cette façon.
lost-which = Qui vous aide ?
lost-manner = Comment rencontrez-vous ces deux personnes ?
lost-presence = Je suis avec elles aujourd’hui
lost-presence-more = Les deux vous voient le même jour. Vous n’attendez pas.
lost-afar = Je ne peux pas venir
lost-afar-more = Après leur accord, vous attendez 3 jours.
lost-manner-choose = Dites si vous pouvez venir.
lost-have-slip = J’ai déjà un bon
lost-stopped = Votre demande est arrêtée. Rien n’est ouvert.
lost-code-over = Ce bon ne marche plus. Demandez-en un autre, ou relisez le code.
slip-title = Votre bon
slip-lead = Imprimez ce bon, ou recopiez-le. Vous en aurez besoin pour la suite.
slip-words = Les quatre mots
slip-words-more = Lisez ces quatre mots aux deux personnes de secours :
slip-code = Le code du bon
slip-code-more = Gardez-le pour vous. Il sert pour finir, sur n’importe quel écran.
slip-secret = Ne montrez le code à personne, pas même aux personnes de secours.
slip-secret-more = Elles ont besoin des quatre mots seulement.
slip-have = J’ai mon bon. Continuer
slip-until = Ce bon marche jusqu’au { $when }.
slip-printed = Imprimé le { $date }
slip-scan = Scannez ce carré pour voir la suite.
slip-do-see = <b>Voyez les deux personnes.</b> Prenez votre pièce d’identité.
slip-do-read = <b>Lisez les quatre mots.</b> Cachez le code.
slip-do-back = <b>Revenez avec ce bon.</b> Vous faites votre nouvelle carte.
slip-take = Prenez votre bon. Scannez le carré, ou écrivez le code.
slip-none = Je n’ai pas de bon
stage-title = Votre demande
stage-none = 0 sur 2. Allez voir vos deux personnes de secours : { $structure }.
stage-one = 1 sur 2. Il manque l’autre personne de secours.
stage-delayed = 2 sur 2. Attendez jusqu’au { $when }.
stage-delayed-more = Puis revenez ici avec votre bon. Vous ferez votre nouvelle carte.
stage-ready = 2 sur 2. C’est prêt.
stage-ready-more = Vos papiers vous attendent. Faites maintenant votre nouvelle carte.
stage-see = Montrez-leur votre pièce d’identité.
stage-same-day = Les deux personnes vous voient le même jour.
stage-call = Appelez-les, ou écrivez-leur pour qu’elles vous appellent.
stage-ends = Vos anciennes cartes, vos codes et vos téléphones n’ouvriront plus rien.
stage-card = Faire ma nouvelle carte
stage-again = Voir si c’est prêt
stage-slip = Revoir mon bon
stage-leave = J’ai fini sur cet écran
stage-leave-more = Il marche aussi sur un autre écran.
stage-stop = Arrêter ma demande
stage-stop-more = Le bon ne marchera plus. Vous pourrez en demander un autre.
recovery-not-ready = Ce n’est pas encore prêt. Attendez un peu.

# What the person's own screens say meanwhile.
veto-title = Quelqu’un demande à revenir dans votre coffre
veto-by-afar = <b>{ $who } ({ $structure })</b> a dit oui, sans vous voir.
veto-by-presence = <b>{ $who } ({ $structure })</b> a dit oui, et dit vous avoir vu.
veto-ready = Sans réponse de vous, le coffre s’ouvrira le <b>{ $when }</b>.
veto-button = Ce n’est pas moi
veto-mine = C’est vous ? Ne faites rien.
veto-presence-do = Ce n’est pas vous ? Reprenez la main tout de suite. Puis allez voir cette structure.
vetoed-title = C’est arrêté
vetoed-lead = Personne ne revient dans votre coffre. Vos papiers sont à l’abri.
vetoed-tell = Prévenez votre structure.
vetoed-tell-do = Quelqu’un connaît votre nom et votre date de naissance.

journal-recovery-confirmed = { $how ->
    [afar] <b>{ $whofirst }</b> dit que quelqu’un qui a tout perdu est vous. Personne n’a été vu.
   *[presence] <b>{ $whofirst }</b> dit avoir vu quelqu’un qui a tout perdu : vous.
  }
journal-recovery-ready = { $how ->
    [afar] <b>{ $whofirst }</b> a dit oui aussi. Le coffre s’ouvre le { $until }.
   *[presence] <b>{ $whofirst }</b> a dit oui aussi. Une nouvelle carte peut être faite.
  }
journal-recovery-refused = <b>{ $whofirst }</b> a arrêté une demande de retour dans votre coffre.
journal-recovery-vetoed = Vous avez dit « Ce n’est pas moi ». La demande est arrêtée.
journal-recovered = Deux personnes de secours ont rouvert votre coffre avec vous. Ce qui l’ouvrait avant ne l’ouvre plus.
journal-recovery-helped = Vous avez dit oui pour une personne qui a tout perdu.
journal-recovery-told = <b>{ $whofirst }</b> a dit oui pour quelqu’un qui ne peut pas venir.
