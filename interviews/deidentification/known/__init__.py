"""Names that the study knows already, in every form they take."""
