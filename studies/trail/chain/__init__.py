"""How the rows of a history hang together: adding one, seeing that none was changed or taken, and the end of it."""
