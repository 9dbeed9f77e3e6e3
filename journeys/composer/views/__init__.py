"""Routes of the composer."""
