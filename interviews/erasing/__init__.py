"""A conversation that goes, and what goes when a promised day is over."""
