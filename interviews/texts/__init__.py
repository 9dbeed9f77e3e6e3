"""The texts of interviews: offsets, corrections, and what remembers a text."""
