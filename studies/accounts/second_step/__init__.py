"""The second step of signing in: a code of an app, or one on paper, and what is half-way until it was given."""
