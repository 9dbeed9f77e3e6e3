"""Routes of following measures."""
