"""Commands for whoever keeps the program running."""
