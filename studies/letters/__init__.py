"""What people who work here get by mail."""
