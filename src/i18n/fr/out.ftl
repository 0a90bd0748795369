# Everything out, and into another vault.
out-heading = Emporter mes papiers
out-link = Récupérer tous mes papiers
out-title = Récupérer tous mes papiers
out-count = { $count ->
    [0] Il n’y a aucun papier dans votre coffre.
    [one] 1 papier part avec vous : { $size }.
   *[other] { $count } papiers partent avec vous : { $size }.
  }
out-holds = Vous recevez un seul dossier. Vos papiers y sont, avec une liste et votre journal.
out-left-title = Ces papiers ne peuvent pas partir
out-left-do = Ils sont abîmés chez nous. Parlez-en à la personne qui vous aide.
out-take = Garder mes papiers
out-take-more = C’est gratuit. Vous pouvez le faire aussi souvent que vous voulez.
out-shared = D’autres personnes utilisent cet ordinateur.
out-shared-more = Le dossier reste ici après votre départ. Mettez-le sur une clé, puis effacez-le.
out-closed = Un dossier fermé par cinq mots
out-closed-more = Sans les cinq mots, personne ne peut le lire. C’est le plus sûr.
out-open = Un dossier ouvert
out-open-more = Toute personne sur cet ordinateur peut le lire.
out-words-title = Vos cinq mots
out-words-lead = Ces mots ouvrent le dossier. Notez-les sur un papier, avec les tirets.
out-words-once = Ces mots ne seront plus jamais montrés.
out-words-lost = Si vous les perdez, le dossier ne s’ouvre plus. Vos papiers restent dans votre coffre.
out-words-take = J’ai noté, je garde
out-words-how = Pour ouvrir le dossier : un programme gratuit, « age ».
out-words-wrong = Ces mots ne sont pas les bons. Recommencez.
out-file = Mes papiers { $day }
out-index-title = Mes papiers
out-index-made = Récupérés le { $when }.
out-index-none = Il n’y avait aucun papier.
out-index-facts = mis dans le coffre le { $date }, { $size }
out-index-journal = Mon journal, avec sa preuve
out-index-programs = La liste index.json dit la même chose aux programmes.
back-link = Remettre des papiers
back-title = Remettre des papiers
back-lead = Choisissez le dossier que vous avez récupéré d’un coffre Abri.
back-more = Vos papiers gardent leur nom, leur type et leurs dates.
back-file = Le dossier (il finit par .zip)
back-send = Remettre ces papiers
back-closed = Un dossier fermé par cinq mots ? Demandez de l’aide pour l’ouvrir avant.
back-count = { $count ->
    [one] 1 papier dans ce dossier.
   *[other] { $count } papiers dans ce dossier.
  }
back-wait = Chaque papier est vérifié. Gardez cette page ouverte jusqu’à la fin.
back-kept = C’est rangé
back-already = Il est déjà dans votre coffre
back-end-kept = { $count ->
    [0] Aucun nouveau papier.
    [one] C’est fini : 1 papier rangé.
   *[other] C’est fini : { $count } papiers rangés.
  }
back-end-already = { $count ->
    [one] 1 papier était déjà là. Il n’est pas gardé deux fois.
   *[other] { $count } papiers étaient déjà là. Ils ne sont pas gardés deux fois.
  }
back-end-refused = { $count ->
    [one] 1 papier n’est pas gardé. La liste dit pourquoi.
   *[other] { $count } papiers ne sont pas gardés. La liste dit pourquoi.
  }
back-broken = Nous avons dû arrêter avant la fin. Recommencez : rien n’est gardé deux fois.
back-see = Voir mes papiers
back-refused-title = Nous n’avons rien gardé
back-refused-archive = Ce n’est pas un dossier d’Abri, ou il a été changé.
back-refused-many = Ce dossier contient trop de papiers.
back-refused-large = Ce dossier est trop lourd pour votre coffre.
back-refused-altered = Ce papier a été changé dans le dossier
journal-taken-out = { $count ->
    [one] Vous avez récupéré votre papier.
   *[other] Vous avez récupéré tous vos papiers ({ $count }).
  }
journal-paper-brought = { $titled ->
    [0] Vous avez rapporté un papier d’un autre coffre.
   *[1] Vous avez rapporté « { $title } » d’un autre coffre.
  }
papers-brought = Rapporté d’un autre coffre
