"""Cases of answers that somebody must follow up: what they hold, and those that are opened as an answer comes in."""
