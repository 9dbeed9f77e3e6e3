"""Transcripts on their way in: read, looked at by a person, mended, taken in."""
