"""Judging what was said: which code would fit a passage, and whether anybody would code it at all."""
