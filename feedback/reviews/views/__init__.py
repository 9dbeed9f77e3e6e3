"""Routes of what people wrote."""
