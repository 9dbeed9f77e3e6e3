"""What is in no topic and has no code: read, and given a code."""
