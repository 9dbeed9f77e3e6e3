"""Searching in the database: what is kept of a text to find it by, and how each engine looks for it."""
