"""A text as words: their form, their ending, their language."""
