"""Names and what else gives somebody away: found, replaced, and kept out of what is published."""
