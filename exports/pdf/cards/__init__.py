"""Cards with one-time codes as a tagged PDF, eight on a sheet of A4."""
