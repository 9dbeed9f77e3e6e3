"""Typefaces, shaping, and the look on paper."""
