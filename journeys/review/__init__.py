"""A reading round from the researcher's side."""
