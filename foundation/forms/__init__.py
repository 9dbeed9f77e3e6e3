"""What people write in forms: dates, addresses, and forms that were opened before somebody stored them anew."""
