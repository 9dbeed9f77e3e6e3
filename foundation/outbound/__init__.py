"""Asking another machine something: one host, over a secure line, for so long and so much."""
