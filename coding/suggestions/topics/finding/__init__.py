"""Finding topics, in the worker: what is grouped, where groups begin, and what they are called."""
