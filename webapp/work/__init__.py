"""The worker, its bell, and the hourly tidying."""
