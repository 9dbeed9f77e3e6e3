"""The overview of a study: stations, what waits for a person, tabs."""
