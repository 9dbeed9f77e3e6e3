"""What packages tell of themselves on the overview of a study, and what studies tell."""
