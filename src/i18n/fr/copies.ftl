# Copies of papers: what keeps one from being made.
copy-too-many-pages = Trop de pages pour cette taille. Choisissez une taille plus grande.
copy-too-many-at-all = Trop de pages pour une seule copie. Choisissez moins de papiers.
copy-too-heavy = Ces papiers sont trop lourds ensemble. Choisissez moins de papiers.
copy-kept-often = Vous avez enregistré cette copie beaucoup de fois. Attendez deux heures, puis essayez à nouveau.
copy-asked-often = Vous avez demandé cette copie beaucoup de fois. Parlez-en avec la personne.
