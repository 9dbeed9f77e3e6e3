"""Files that come in: what may be in them, and what they hold before anyone knows who speaks."""
