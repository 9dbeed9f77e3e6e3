"""Following measures: how each stands, what waits for a look, and what readers are told of it."""
