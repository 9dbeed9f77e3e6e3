"""One-time codes: one is on each card, and opens the questions until it is spent."""
