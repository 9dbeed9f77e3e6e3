"""What must go, and when: names, words, and whole studies."""
