"""What parties agree before a study starts."""
