"""Topics: what respondents speak of, with or without a code, as groups of what they said. A person decides."""
