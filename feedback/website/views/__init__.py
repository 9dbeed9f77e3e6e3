"""Routes of the public pages of a measurement, and of what staff copy from there."""
