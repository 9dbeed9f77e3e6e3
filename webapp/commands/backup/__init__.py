"""Commands that keep a copy of everything, and bring it back."""
