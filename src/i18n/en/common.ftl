# Words that stand on every page.
page-title = Abri
skip = Go to the text
listen = Listen
listen-stop = Be quiet
leave-fast = Leave fast
leave-close = Close
nav-label = Menu
nav-papers = My papers
nav-seen = Who has seen my papers?
nav-seen-short = Who has seen?
nav-account = My account
next = Continue
print = Print
print-by-hand = To print, open the menu of the browser. Then choose Print.
step-of = { $step } of { $total }
step-label = Step { $step } of { $total }
stop = Stop
code-never-asked = Nobody else may ask you for this code.
time-left = Time left: <b>{ $left }</b>.
i-am-done = I have finished

# Above the help that the structure wrote in the settings.
help-title = Do you need help?

# Dates and times. Months and days of the week are chosen by number.
date-month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
  }
date-weekday-name = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
  }
date-day-number = { $day }
date-full = { date-weekday-name } { date-day-number } { date-month-name } { $year }
date-plain = { date-day-number } { date-month-name } { $year }
date-weekday = { date-weekday-name } { date-day-number } { date-month-name }
date-month = { date-month-name } { $year }
date-today = Today, { $date }
# The clock of 24 hours, as on every timetable and letter in France.
date-time = { $hour }:{ $minute }
date-and-time = { $date }, { $time }
date-until-today = { $time }, today
date-until-tomorrow = { $time }, tomorrow
ends-past = ended in { $date }
ends-today = ends today
ends-tomorrow = ends tomorrow
ends-days = ends in { $count } days
ends-weeks = ends in { $count } weeks
ends-months = ends in { $count } months
ends-month = ends in { $date }
ends-done = finished
ends-minutes = { $count } min left
ends-hours = { $count ->
    [one] { $count } hour left
   *[other] { $count } hours left
  }
ends-left-days = { $count ->
    [one] { $count } day left
   *[other] { $count } days left
  }
span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
  }
span-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
  }
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }
size-kilo = { $count ->
    [one] { $count } kilobyte
   *[other] { $count } kilobytes
  }
size-mega = { $count ->
    [one] { $count } megabyte
   *[other] { $count } megabytes
  }
size-mega-one = { $figure } megabytes
size-mega-many = { $figure } megabytes

# The clock: the unit under its number.
clock-minutes = min
clock-hours = { $count ->
    [one] hour
   *[other] hours
  }
clock-days = { $count ->
    [one] day
   *[other] days
  }
clock-done = finished
papers-count = { $count ->
    [0] no papers
    [one] { $count } paper
   *[other] { $count } papers
  }
