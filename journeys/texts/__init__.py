"""Every text of a story that readers get."""
