"""What an invitation says: sentences that nobody can change, and words of a measurement's own."""
