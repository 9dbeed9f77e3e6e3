"""Copies to fall back on: the database as it was at one moment, sealed with a passphrase, and what was in it."""
