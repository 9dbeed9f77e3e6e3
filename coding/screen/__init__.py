"""The coding screen: what it knows, what is done there."""
