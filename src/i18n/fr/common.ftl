# Words that stand on every page.
page-title = Abri
skip = Aller au texte
listen = Écouter
listen-stop = Se taire
leave-fast = Quitter vite
leave-close = Fermer
nav-label = Menu
nav-papers = Mes papiers
nav-seen = Qui a vu mes papiers ?
nav-seen-short = Qui a vu ?
nav-account = Mon compte
next = Continuer
print = Imprimer
print-by-hand = Pour imprimer, ouvrez le menu du navigateur. Puis choisissez Imprimer.
step-of = { $step } sur { $total }
step-label = Étape { $step } sur { $total }
stop = Arrêter
code-never-asked = Personne d’autre ne doit vous demander ce code.
time-left = Il reste <b>{ $left }</b>.
i-am-done = J’ai fini

# Above the help that the structure wrote in the settings.
help-title = Besoin d’aide ?

# Dates and times. Months and days of the week are chosen by number.
date-month-name = { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
  }
date-weekday-name = { $weekday ->
    [1] lundi
    [2] mardi
    [3] mercredi
    [4] jeudi
    [5] vendredi
    [6] samedi
   *[7] dimanche
  }
date-day-number = { $day ->
    [1] 1er
   *[2] { $day }
  }
date-full = { date-weekday-name } { date-day-number } { date-month-name } { $year }
date-plain = { date-day-number } { date-month-name } { $year }
date-weekday = { date-weekday-name } { date-day-number } { date-month-name }
date-month = { date-month-name } { $year }
date-today = Aujourd’hui, { $date }
date-time = { $hour } h { $minute }
date-and-time = { $date }, { $time }
date-until-today = { $time }, aujourd’hui
date-until-tomorrow = { $time }, demain
ends-past = fini depuis { $date }
ends-today = finit aujourd’hui
ends-tomorrow = finit demain
ends-days = finit dans { $count } jours
ends-weeks = finit dans { $count } semaines
ends-months = finit dans { $count } mois
ends-month = finit en { $date }
ends-done = fini
ends-minutes = encore { $count } min
ends-hours = { $count ->
    [one] encore { $count } heure
   *[other] encore { $count } heures
  }
ends-left-days = { $count ->
    [one] encore { $count } jour
   *[other] encore { $count } jours
  }
span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
span-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
  }
span-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
  }
size-kilo = { $count ->
    [one] { $count } kilooctet
   *[other] { $count } kilooctets
  }
size-mega = { $count ->
    [one] { $count } mégaoctet
   *[other] { $count } mégaoctets
  }
size-mega-one = { $figure } mégaoctet
size-mega-many = { $figure } mégaoctets

# The clock: the unit under its number.
clock-minutes = min
clock-hours = { $count ->
    [one] heure
   *[other] heures
  }
clock-days = { $count ->
    [one] jour
   *[other] jours
  }
clock-done = fini
papers-count = { $count ->
    [0] aucun papier
    [one] { $count } papier
   *[other] { $count } papiers
  }
