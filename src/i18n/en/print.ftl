# Texts of this place.
