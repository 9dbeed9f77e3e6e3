"""What is done about pain points, and why some of it is not."""
