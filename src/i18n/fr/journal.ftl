# "Qui a vu mes papiers ?": one plain sentence for each thing that can happen.
journal-title = Qui a vu mes papiers ?
journal-last-visit = Dernière visite : <b>{ $when }</b>, n° { $number }.
journal-first-visit = C’est votre première visite.
journal-nothing-missing = Rien ne manque dans cette liste. Personne ne peut la changer en cachette.
journal-broken = Cette liste a été changée, à partir du n° { $number }.
journal-broken-what = Vos papiers sont là. Gardez cette liste et montrez-la à quelqu’un de confiance.
journal-pages = Les autres jours
journal-older = Avant
journal-newest = Les plus récents
journal-keep-title = Garder cette liste
journal-keep-page = Garder une liste à lire
journal-keep-lines = Garder une liste à vérifier
journal-keep-what = La liste à vérifier se relit sans Abri. Un programme libre dit si une ligne a changé.
journal-mark = Notez ce repère : n° <b>{ $number }</b>, <b>{ $mark }</b>
journal-mark-what = Il prouve que la liste n’a pas perdu sa fin.
journal-number = n° { $number }
journal-made = Liste faite le { $when }.
journal-purpose = Pour : { $purpose }
journal-someone = une autre personne
journal-someone-first = Une autre personne
journal-who = { $name } ({ $structure })
journal-erased = Les noms de cette ligne ont été effacés.
journal-damaged = Les noms de cette ligne sont abîmés.

# What happened. $slot is the way in, $titled says whether the paper's title is known.
journal-vault-opened = Vous avez ouvert votre coffre pour la première fois.
journal-signed-in = { $slot ->
    [card] Vous avez ouvert votre coffre avec la carte d’accès.
    [device] Vous avez ouvert votre coffre avec votre appareil.
    [phrase] Vous avez ouvert votre coffre avec vos mots secrets.
    [rescue] Vous avez ouvert votre coffre avec le code de secours.
    [desk] Vous avez ouvert votre compte avec un ordinateur.
    [desk_card] Vous avez ouvert votre compte avec la carte.
    [passkey] Vous avez ouvert votre compte avec une clé de sécurité.
   *[none] Vous avez ouvert votre coffre.
  }
journal-tries-refused = { $count ->
    [one] Quelqu’un a tapé un mauvais code. Le coffre est resté fermé.
   *[other] Quelqu’un a tapé { $count } mauvais codes. Le coffre est resté fermé.
  }
journal-desk-refused = { $count ->
    [one] Quelqu’un a tapé de mauvais mots. Le compte est resté fermé.
   *[other] Quelqu’un a tapé { $count } fois de mauvais mots. Le compte est resté fermé.
  }
journal-words-refused = { $count ->
    [one] De { $from } à { $to }, quelqu’un a tapé une fois de mauvais mots. Le coffre est resté fermé.
   *[other] De { $from } à { $to }, quelqu’un a tapé { $count } fois de mauvais mots. Le coffre est resté fermé.
  }
journal-slot-erased = { $slot ->
    [card] Dix mauvais codes de suite. La carte d’accès ne marche plus. Vos papiers sont là.
    [device] Dix mauvais codes de suite. L’appareil n’ouvre plus. Vos papiers sont là.
    [desk] Dix fois de mauvais mots. Un ordinateur n’ouvre plus votre compte.
    [desk_card] Dix fois de mauvais mots. La carte n’ouvre plus votre compte.
    [passkey] Dix fois de mauvais mots. Une clé de sécurité n’ouvre plus votre compte.
   *[none] Dix mauvais codes de suite. Cette façon d’entrer ne marche plus. Vos papiers sont là.
  }
journal-slot-added = { $slot ->
    [card] Vous avez fait une carte d’accès.
    [device] Vous avez ajouté un appareil.
    [phrase] Vous avez choisi des mots secrets.
    [rescue] Vous avez fait un code de secours.
    [desk] Vous avez ajouté un ordinateur.
    [desk_card] Vous avez fait une carte professionnelle.
    [passkey] Vous avez ajouté une clé de sécurité.
   *[none] Vous avez ajouté une façon d’entrer.
  }
journal-slot-removed = { $slot ->
    [card] La carte d’accès d’avant ne marche plus.
    [device] Vous avez enlevé un appareil.
    [phrase] Les mots secrets d’avant ne marchent plus.
    [rescue] Le code de secours d’avant ne marche plus.
    [desk] Un ordinateur n’ouvre plus ce compte.
    [desk_card] Une carte n’ouvre plus ce compte.
    [passkey] Une clé de sécurité n’ouvre plus ce compte.
   *[none] Vous avez enlevé une façon d’entrer.
  }
journal-secret-changed = { $slot ->
    [card] Vous avez changé le code de la carte d’accès.
    [device] Vous avez changé le code d’un appareil.
    [phrase] Vous avez changé vos mots secrets.
   *[none] Vous avez changé un code.
  }
journal-signed-out-everywhere = Vous avez tout fermé, sur tous les écrans.
journal-screen-closed = Vous avez fermé un autre écran.
journal-paper-added = { $titled ->
    [0] Vous avez ajouté un papier.
   *[1] Vous avez ajouté « { $title } ».
  }
journal-paper-refiled = { $titled ->
    [0] Vous avez rangé un papier.
   *[1] Vous avez rangé « { $title } ».
  }
journal-paper-looked = { $titled ->
    [0] Vous avez regardé un papier.
   *[1] Vous avez regardé « { $title } ».
  }
journal-paper-removed = { $titled ->
    [0] Vous avez retiré un papier.
   *[1] Vous avez retiré « { $title } ».
  }
journal-paper-restored = { $titled ->
    [0] Vous avez remis un papier.
   *[1] Vous avez remis « { $title } ».
  }
journal-paper-destroyed = { $titled ->
    [0] Un papier est détruit. Personne ne peut plus l’ouvrir.
   *[1] « { $title } » est détruit. Personne ne peut plus l’ouvrir.
  }
journal-share-given = { $timed ->
    [span] Vous montrez { $papers } à <b>{ $who }</b>, pendant { $span }.
    [until] Vous montrez { $papers } à <b>{ $who }</b>, jusqu’à { $until }.
   *[never] Vous montrez { $papers } à <b>{ $who }</b>.
  }
journal-share-opened = <b>{ $whofirst }</b> a ouvert ce que vous montrez.
journal-share-looked = { $titled ->
    [0] <b>{ $whofirst }</b> a regardé un papier.
   *[1] <b>{ $whofirst }</b> a regardé « { $title } ».
  }
journal-share-copied = { $titled ->
    [0] <b>{ $whofirst }</b> a gardé une copie d’un papier.
   *[1] <b>{ $whofirst }</b> a gardé une copie de « { $title } ».
  }
journal-share-refused = { $named ->
    [0] Quelqu’un a tapé un mauvais code du partage. Rien n’a été montré.
   *[1] <b>{ $whofirst }</b> a tapé un mauvais code du partage. Rien n’a été montré.
  }
journal-share-stopped = { $named ->
    [0] Vous avez arrêté de montrer vos papiers.
   *[1] Vous avez arrêté de montrer à <b>{ $who }</b>.
  }
journal-share-stopped-by-tries = Quelqu’un a tapé cinq fois un mauvais code du partage. Tout est arrêté.
journal-share-declined = Vous avez dit non à <b>{ $who }</b>. Rien n’a été montré.
journal-damage-found = { $titled ->
    [0] Abri a vu qu’un papier est abîmé. Demandez de l’aide.
   *[1] Abri a vu que « { $title } » est abîmé. Demandez de l’aide.
  }
journal-restored = Abri a été remis en marche avec une copie de sauvegarde.
journal-went-back = Le coffre est revenu à un état plus ancien. Ce qui a été fait après manque peut-être.
journal-notice-read = Vous avez relu comment Abri garde vos papiers.
journal-unknown = Il s’est passé autre chose : { $code }.
