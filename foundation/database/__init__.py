"""The database: the engine, the wall between organisations, and what leaves the files."""
