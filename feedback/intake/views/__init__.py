"""The pages on which researchers read in lists of people to ask."""
