"""Routes of figures: for those who work on a measurement, and for everybody."""
