"""Topics and code suggestions: the program proposes, a person decides."""
