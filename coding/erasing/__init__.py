"""What coding holds of words that go."""
