"""What is measured continuously, of whom, and what was agreed about it."""
