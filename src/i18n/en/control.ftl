# Regaining control of the vault.
regain-account = Does somebody know my code? Take back control
regain-journal = Was it not you? Take back control
regain-title = Take back control
regain-lead = Does somebody know your code, or have your card? Put them out.
regain-stays = What stays
regain-stays-papers = Your papers stay.
regain-stays-journal = The list of what happened stays too.
regain-ends = What ends
regain-ends-ways = Your cards, codes, words and phones open nothing any more.
regain-ends-screens = Your safe closes on all other screens.
regain-ends-shares = Nobody sees your papers any more. Nobody adds any.
regain-code = You get a new card and a new code.
regain-code-do = Have something to note them with, in a quiet place.
regain-first = First, type your code.
regain-button = Take back control
regained-title = You are back in control
regained-lead = Your papers are there. Only you open your safe.
regained-ended = What has ended
regained-ways = { $count ->
    [one] 1 way in opens nothing any more.
   *[other] { $count } ways in open nothing any more.
  }
regained-screens = { $count ->
    [0] No other screen was open.
    [one] 1 other screen has closed.
   *[other] { $count } other screens have closed.
  }
regained-shares = { $count ->
    [0] You were showing nothing.
    [one] You show nothing to 1 person any more.
   *[other] You show nothing to { $count } people any more.
  }
regained-links = { $count ->
    [0] Nobody could add papers.
    [one] 1 person can no longer add papers.
   *[other] { $count } people can no longer add papers.
  }
regained-card = Now you need your new card.
regained-card-do = Do not close this page before you note your code.
regained-next = See my new card
journal-control-regained = You took back control. Nothing that opened before still opens.

# Closing the vault.
close-account = Erase my safe
close-title = Erase my safe
close-lead = All your papers are erased. Your safe is no more.
close-before = Before you erase it
close-before-more = Keep a copy of all your papers.
close-take = Take everything
close-for-good = Nobody will be able to find them again. Nor will we.
close-what = Nobody sees what you show any more.
close-when = When?
close-later = In 7 days
close-later-more = You can change your mind until then.
close-now = At once
close-now-more = You will not be able to change your mind.
close-keep = Keep my safe
close-button = Erase my safe
closing-day = Your safe will be erased on { $day }.
closing-more = All your papers with it.
closing-keep = Do not erase
closed-title = Your safe is erased
closed-lead = Nothing of it is left. Print this page if you want a proof.
closed-later-title = Your safe is going to be erased
closed-later-lead = It will be erased on { $day }. Until then, you can say no on the home page.
closed-certificate = Certificate of destruction
closed-later-certificate = Request to erase
closed-says = This safe was erased by the person it belongs to, with its papers and keys.
closed-later-says = The person this safe belongs to asked for it to be erased, with its papers and keys.
closed-papers = Number of papers
closed-day = Day
closed-leave = Finish
journal-closing-asked = You asked to erase your safe, in 7 days.
journal-closing-stopped = You keep your safe. It will not be erased.
journal-vault-closed = You erased your safe.
