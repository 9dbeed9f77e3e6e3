"""Publishing a story, and its editions."""
