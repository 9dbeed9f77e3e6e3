"""What stands before every route, and a request as it comes in."""
