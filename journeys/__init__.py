"""Meaning becomes a story: personas, journeys, steps, evidence, measures."""
