"""Word lists: first names, surnames, places, schools, ordinary words."""
