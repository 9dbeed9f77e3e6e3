"""What comes back of mail that left."""
