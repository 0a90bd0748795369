# Being told by a message that something is new.
notices-link = Recevoir un message
notices-title = Recevoir un message
notices-lead = Recevez un message quand il y a du nouveau pour vous.
notices-label-mail = Votre adresse e-mail
notices-label-sms = Votre numéro de mobile
notices-label-both = Votre adresse e-mail ou votre numéro de mobile
notices-yours = Personne d’autre ne doit lire ces messages.
notices-ask = Recevoir un numéro
notices-sent = Un message est parti à :
notices-number-label = Le numéro reçu
notices-number-hint = Il a 6 chiffres. Il est bon pendant 10 minutes.
notices-number-do = C’est mon numéro
notices-other = Changer d’adresse
notices-on = Nous vous écrivons quand il y a du nouveau.
notices-where = Nous écrivons à
notices-paused = Le mode discret est en marche : nous n’envoyons rien.
notices-stop = Ne plus me prévenir
notices-says = Le message ne dit rien de vous.
notices-says-more = Il ne dit ni votre nom, ni Abri, ni vos papiers.
notices-reads = Pour vous écrire, Abri doit lire cette adresse.
notices-reads-why = Il la lit même quand votre coffre est fermé. Il ne lit rien d’autre.
notices-when = Pour une réponse qu’on attend, ou une nouvelle façon d’entrer.
notices-when-most = Un message toutes les 6 heures, au plus. Pour une demande d’entrer dans votre coffre, tout de suite.
notices-shape = Nous ne reconnaissons pas ce que vous avez écrit. Relisez, puis essayez encore.
notices-not-there = Nous ne pouvons pas écrire là. Essayez une autre adresse.
notices-away = Le message n’est pas parti. Essayez plus tard.
notices-refused = Le message n’est pas arrivé. Regardez ce que vous avez écrit.
notices-late = Ce numéro n’est plus bon. Demandez-en un autre.
notices-many = C’était la cinquième fois. Demandez un autre numéro.
notices-number-shape = Le numéro a 6 chiffres.
notices-number-wrong = Ce n’est pas le bon numéro. Regardez le message.

# The messages themselves: neither the service, nor papers, nor a link.
notices-message-subject = Un message pour vous
notices-message-text = Il y a du nouveau pour vous. Passez voir quand vous voulez.
notices-number-subject = Un numéro pour vous
notices-number-text = Voici votre numéro : { $code }. Ne le donnez à personne.

journal-notices-begun = Vous recevrez un message quand il y a du nouveau.
journal-notices-stopped = Vous ne recevez plus de message.
