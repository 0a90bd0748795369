# Copies of papers: what keeps one from being made.
copy-too-many-pages = Too many pages for this size. Choose a larger size.
copy-too-many-at-all = Too many pages for one copy. Choose fewer papers.
copy-too-heavy = These papers are too heavy together. Choose fewer papers.
copy-kept-often = You saved this copy many times. Wait two hours, then try again.
copy-asked-often = You asked for this copy many times. Talk about it with the person.
