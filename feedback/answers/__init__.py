"""What people answer: kept while they are at it, and counted once they are done."""
