"""Texts as vectors of meaning, by a sentence encoder inside this program: the only door to encoders."""
