# Somebody is shown papers.
reader-hello = Hello
reader-press = Somebody shows you their papers. Press Continue.
reader-link = The link, or what comes after the sign #
reader-link-hint = Copy all of it.
reader-have-code = I have a short code
reader-who-title = Who are you?
reader-who-lead = The person will see your name.
reader-who-missing = Write your name. No more than one line.
reader-name = Your name
reader-structure = Your organisation
reader-structure-hint = You can leave it empty.
reader-spoken = Spoken code
reader-spoken-hint = 4 digits. The person says them to you aloud.
reader-spoken-missing = Write the 4 digits of the spoken code.
reader-spoken-wrong = It is not the right code. { $left ->
    [one] { $left } try left.
   *[other] { $left } tries left.
  }
reader-told = Each look is written in the person’s safe.
reader-look = Look at the papers
reader-you = You are
reader-title = { $name } shows you their papers
reader-until = You can look until { $until }.
reader-view = You can look, but not keep.
reader-marked = You can keep a copy. Your name is written across it.
reader-copy = You can keep a copy.
reader-choose = Choose a paper.
reader-pages = { $count ->
    [one] { $count } page in all
   *[other] { $count } pages in all
  }
reader-page-alt = { $title }, page { $number }
reader-small = Small
reader-large = Large
reader-before = Before
reader-after = After
reader-keep = Keep
reader-over-title = It is finished.
reader-over = These papers are not shown any more.
reader-closed-title = It is closed.
reader-closed = You do not see these papers any more.
reader-short-title = Do you have a short code?
reader-short-lead = The person reads it on their phone.
reader-short = Short code
reader-short-hint = 8 letters and digits, for example KD4M-7RQ2.
reader-short-wrong = It is not the right short code. Ask for a new one.
reader-wait-title = The person must say yes.
reader-wait = On their phone, they see your name.
reader-wait-until = This short code works until { $time }.
reader-wait-page = This page moves on by itself.
reader-yes-title = It is a yes.
reader-no-title = It is a no.
reader-no = The person did not say yes. Talk with them.
