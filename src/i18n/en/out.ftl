# Everything out, and into another vault.
out-heading = Take my papers with me
out-link = Take out all my papers
out-title = Take out all my papers
out-count = { $count ->
    [0] There is no paper in your safe.
    [one] 1 paper leaves with you: { $size }.
   *[other] { $count } papers leave with you: { $size }.
  }
out-holds = You get one single file. Your papers are in it, with a list and your journal.
out-left-title = These papers cannot leave
out-left-do = They are damaged on our side. Talk to the person who helps you.
out-take = Keep my papers
out-take-more = It is free. You can do it as often as you want.
out-shared = Other people use this computer.
out-shared-more = The file stays here after you leave. Put it on a key, then erase it.
out-closed = A file closed by five words
out-closed-more = Without the five words, nobody can read it. This is the safest.
out-open = An open file
out-open-more = Anybody on this computer can read it.
out-words-title = Your five words
out-words-lead = These words open the file. Write them on paper, with the hyphens.
out-words-once = These words will never be shown again.
out-words-lost = If you lose them, the file does not open any more. Your papers stay in your safe.
out-words-take = I wrote them down, keep the file
out-words-how = To open the file: a free program, “age”.
out-words-wrong = These are not the right words. Start again.
out-file = My papers { $day }
out-index-title = My papers
out-index-made = Taken out on { $when }.
out-index-none = There was no paper.
out-index-facts = put into the safe on { $date }, { $size }
out-index-journal = My journal, with its proof
out-index-programs = The file index.json says the same to programs.
back-link = Put papers back
back-title = Put papers back
back-lead = Choose the file that you took out of an Abri safe.
back-more = Your papers keep their name, their kind and their dates.
back-file = The file (it ends with .zip)
back-send = Put these papers back
back-closed = A file closed by five words? Ask for help to open it first.
back-count = { $count ->
    [one] 1 paper in this file.
   *[other] { $count } papers in this file.
  }
back-wait = Each paper is checked. Keep this page open until the end.
back-kept = It is stored
back-already = It is in your safe already
back-end-kept = { $count ->
    [0] No new paper.
    [one] Done: 1 paper stored.
   *[other] Done: { $count } papers stored.
  }
back-end-already = { $count ->
    [one] 1 paper was there already. It is not kept twice.
   *[other] { $count } papers were there already. They are not kept twice.
  }
back-end-refused = { $count ->
    [one] 1 paper is not kept. The list says why.
   *[other] { $count } papers are not kept. The list says why.
  }
back-broken = We had to stop before the end. Start again: nothing is kept twice.
back-see = See my papers
back-refused-title = We kept nothing
back-refused-archive = This is not a file of Abri, or it was changed.
back-refused-many = This file holds too many papers.
back-refused-large = This file is too heavy for your safe.
back-refused-altered = This paper was changed in the file
journal-taken-out = { $count ->
    [one] You took out your paper.
   *[other] You took out all your papers ({ $count }).
  }
journal-paper-brought = { $titled ->
    [0] You brought a paper from another safe.
   *[1] You brought “{ $title }” from another safe.
  }
papers-brought = Brought from another safe
