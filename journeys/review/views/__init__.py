"""Routes of a reading round for the researcher."""
