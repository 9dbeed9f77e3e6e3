"""Names in a conversation: proposed, decided about, and replaced by stand-ins."""
