"""How many chose what: kept up with every answer, and closed in blocks for the public."""
