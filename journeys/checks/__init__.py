"""What stands between a journey and its readers."""
