"""Routes of the coding screen."""
