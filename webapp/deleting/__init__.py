"""The pages on which a conversation or a whole study goes."""
