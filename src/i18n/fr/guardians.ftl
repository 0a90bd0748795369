# "Personnes de secours": two professionals who, together, can help a person back in.
guardians-title = Personnes de secours
guardians-lead = Deux professionnels peuvent vous aider à revenir, si vous perdez tout.
guardians-two = Il faut les deux, ensemble.
guardians-two-more = Un seul ne peut rien. Ils ne lisent jamais vos papiers.
guardians-sure = Ils vérifient que c’est bien vous, avec votre pièce d’identité.
guardians-free = Rien ne vous oblige. Vous arrêtez quand vous voulez.
guardians-risk = Ces deux personnes, d’accord entre elles, pourraient ouvrir votre coffre.
guardians-risk-more = Choisissez une structure en qui vous avez confiance.
guardians-nobody = Aucune structure n’a encore deux personnes de secours.
guardians-nobody-do = Gardez bien votre code de secours. Parlez-en à votre structure.
guardians-which = Quelle structure ?
guardians-structure = Structure
guardians-structure-choose = Choisissez une structure.
guardians-name = Vos nom et prénom
guardians-name-hint = Comme sur votre pièce d’identité. Par exemple : Morel Claire
guardians-name-short = Nom et prénom
guardians-name-wrong = Ce nom ne va pas. Écrivez votre nom et votre prénom, sans numéro.
guardians-born = Date de naissance
guardians-born-hint = Comme sur votre pièce d’identité. Par exemple : 14 3 1982
guardians-born-on = Date de naissance : { $date }
guardians-born-wrong = Cette date n’existe pas. Relisez-la sur votre pièce d’identité.
guardians-taken = Quelqu’un a déjà donné ce nom et cette date dans cette structure.
guardians-not-there = Cette structure n’a plus deux personnes de secours. Choisissez-en une autre.
guardians-said = J’accepte que deux professionnels de { $structure }, ensemble, m’aident à revenir dans mon coffre. Un seul ne peut rien.
guardians-same = Retenez comment vous avez écrit votre nom. Il faudra l’écrire de la même façon.
guardians-stop-any = Vous pouvez arrêter à tout moment, en appuyant une seule fois.
guardians-stands = Deux personnes de secours vous aideront : { $structure }.
guardians-stands-more = Si vous perdez tout, allez à la page « Entrer dans mon coffre ». Touchez « J’ai tout perdu ».
guardians-changed = Vos personnes de secours ont changé.
guardians-changed-do = Elles ne peuvent plus vous aider. Dites oui encore une fois, ou arrêtez.
guardians-mine = Ce que vous avez accepté
guardians-since = Depuis le
guardians-stop = Arrêter

# Who sits in the two places, for managers.
seats-lead = Deux places, deux personnes différentes. Ensemble, elles aident qui a tout perdu.
seats-ready = Les deux places sont prêtes.
seats-missing = Il manque une personne. Personne ne peut encore être aidé ici.
seats-place = Place { $seat }
seats-empty = Personne n’est à cette place.
seats-waits = Attend la clé
seats-waits-more = Une personne déjà à cette place doit toucher « C’est bien ma collègue ou mon collègue ».
seats-one = Une seule personne à cette place : nommez-en une deuxième.
seats-name = Nommer quelqu’un à la place { $seat }
seats-name-button = Nommer
seats-choose = Choisissez une personne.
seats-nobody-left = Tout le monde a déjà une place. Invitez d’autres collègues.
seats-remove = Retirer
seats-remove-who = Retirer { $name }
seats-remove-more = Cette personne ne pourra plus aider. Les autres restent.
seats-remove-last = Après elle, personne n’a la clé. Ceux qui ont dit oui devront recommencer.
seats-never = Vous ne tenez pas les clés.
seats-never-more = Vous dites qui a une place. Les personnes de la place se donnent la clé.
seats-team-more = Deux places pour aider qui a tout perdu.
guardians-both-places = Cette personne a déjà une place. Personne ne peut avoir les deux.
guardians-full = Cette place est pleine : cinq personnes. Retirez-en une avant.
guardians-no-name = Le nom de cette personne n’est pas encore arrivé. Essayez demain.

# One of the two, at work.
guardian-title = Personne de secours
guardian-home-more = Vous aidez qui a tout perdu. Votre place : { $seat }.
guardian-home-newcomer = Une personne attend la clé
guardian-lead = Vous êtes à la place { $seat }, { $structure }.
guardian-alone = Une seule personne ne peut rien ouvrir.
guardian-alone-more = Il faut aussi une personne de l’autre place. Vous ne voyez jamais les papiers.
guardian-no-key = Vous n’avez pas encore la clé de votre place.
guardian-no-key-do = Demandez à une personne de cette place. Elle dit que c’est bien vous.
guardian-newcomer = { $name } arrive à votre place
guardian-newcomer-more = Connaissez-vous cette personne ? Parlez-lui avant. Après, elle pourra aider comme vous.
guardian-newcomer-yes = C’est bien ma collègue ou mon collègue
guardian-somebody = Quelqu’un a tout perdu ?
guardian-ask-paper = Demandez sa pièce d’identité. Une photocopie ne suffit pas.
guardian-ask-words = Demandez-lui de lire les quatre mots de son bon.
guardian-words = Tapez les quatre mots
guardian-words-hint = Les accents et les majuscules ne comptent pas. Ne demandez jamais le code.
guardian-back = Revenir à l’accueil
guardian-case-title = Est-ce bien cette personne ?
guardian-case-who = La personne dit être
guardian-case-how = Comment
guardian-case-presence = Elle est avec vous.
guardian-case-afar = Elle ne peut pas venir.
guardian-case-until = Jusqu’au
guardian-case-today = Les deux personnes de secours la voient le même jour.
guardian-case-wait = Après vous deux, elle attend 3 jours. Son coffre l’annonce sur tous ses écrans.
guardian-confirmed-me = Vous avez déjà dit oui. Il manque l’autre place.
guardian-confirmed-same = Votre place a déjà dit oui. Il manque l’autre place.
guardian-confirmed-other = L’autre place a déjà dit oui.
guardian-confirmed-both = Les deux places ont dit oui.
guardian-tick = Cochez ce que vous avez fait
guardian-tick-paper = J’ai tenu sa pièce d’identité. Le nom et la date sont les mêmes.
guardian-tick-face = C’est le visage de la photo.
guardian-tick-known = Je connais cette personne. Le nom et la date sont les siens.
guardian-tick-spoken = Je lui ai parlé, de vive voix.
guardian-tick-words = La personne m’a lu elle-même les quatre mots.
guardian-tick-all = Cochez les trois lignes. S’il en manque une, touchez « Arrêter cette demande ».
guardian-yes = Oui, j’ai vu cette personne
guardian-yes-afar = Oui, c’est bien cette personne
guardian-doubt = Un doute ? Arrêtez. La personne pourra demander à nouveau.
guardian-no = Arrêter cette demande
guardian-case-back = Revenir
guardian-passed = C’est fait. Votre collègue a la clé de cette place.
guardian-done-one = C’est noté. Il manque maintenant une personne de l’autre place.
guardian-done-delayed = C’est noté. La personne attend 3 jours, puis elle fait sa carte.
guardian-done-ready = C’est noté. La personne peut faire sa nouvelle carte maintenant.
guardian-done-refused = La demande est arrêtée.
recovery-words = Aucune demande n’a ces quatre mots ici. Relisez-les avec la personne.
recovery-both = Les deux places ont déjà dit oui.
recovery-same-person = Vous avez déjà dit oui. Il faut une autre personne.
recovery-no-agreement = Personne n’a accepté ici sous ce nom et cette date. Vérifiez comment c’est écrit.

journal-guardians-agreed = Vous avez accepté que deux personnes de secours vous aident : <b>{ $whofirst }</b>.
journal-guardians-stopped = Vos personnes de secours ne peuvent plus vous aider : <b>{ $whofirst }</b>.
journal-guardian-named = { $named ->
    [0] Vous avez nommé <b>{ $person }</b> à la place de secours { $count }.
   *[1] <b>{ $who }</b> a nommé <b>{ $person }</b> à la place de secours { $count }.
  }
journal-guardian-named-me = <b>{ $whofirst }</b> vous nomme à la place de secours { $count }.
journal-guardian-removed = { $named ->
    [0] Vous avez retiré <b>{ $person }</b> de la place de secours { $count }.
   *[1] <b>{ $who }</b> a retiré <b>{ $person }</b> de la place de secours { $count }.
  }
journal-guardian-removed-me = <b>{ $whofirst }</b> vous enlève de la place de secours { $count }.
journal-seat-made = La place de secours { $count } a une nouvelle clé.
journal-seat-passed = { $named ->
    [0] Vous avez donné la clé de la place de secours { $count } à <b>{ $person }</b>.
   *[1] <b>{ $who }</b> a donné la clé de la place { $count } à <b>{ $person }</b>.
  }
