"""Making a copy of a whole installation and putting one back: the database, its files, and the keys apart."""
