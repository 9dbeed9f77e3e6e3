"""What is done about pain points, and how that stands."""
