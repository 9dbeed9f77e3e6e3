"""What the grades of many say, and how sure that is."""
