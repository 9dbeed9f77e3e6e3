"""Making a journey: persona, phases, steps, one field at a time."""
