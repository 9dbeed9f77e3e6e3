"""The people who are asked to tell: calls, consent, contact data."""
