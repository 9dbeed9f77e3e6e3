"""Finding back what was said."""
