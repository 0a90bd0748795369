# What a person has verified, and what certifies it.

papers-check = Check that this paper has not changed
papers-checked-title = The paper has not changed
papers-checked = Integrity certificate
papers-checked-says = Abri has read the whole paper again. It is as it was when it came.
papers-certificate-who = By whom
papers-certificate-you = You
papers-certificate-abri = Abri, after the paper was removed

journal-paper-checked = { $titled ->
    [0] You checked a paper. It has not changed.
   *[1] You checked “{ $title }”. It has not changed.
  }
journal-taken = You kept this list elsewhere.
journal-may-miss = Lines may be missing from this list too. The mark that you noted tells.
journal-proof = See the certificate
