"""Letters with a code as a tagged PDF, one sheet of A4 each."""
