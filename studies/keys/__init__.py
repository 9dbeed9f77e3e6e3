"""The key of a study: its own, so that what is sealed and digested of that study alone can be shut for good."""
