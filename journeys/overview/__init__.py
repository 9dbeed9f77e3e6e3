"""What journeys tell on the overview of a study: stories, reading rounds and measures."""
