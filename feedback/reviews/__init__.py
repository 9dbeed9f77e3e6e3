"""What people wrote: read by a person, names replaced, and placed when everybody may read it."""
