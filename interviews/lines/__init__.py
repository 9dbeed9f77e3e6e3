"""What one line of a transcript tells: who speaks, when, and what is no speech at all."""
