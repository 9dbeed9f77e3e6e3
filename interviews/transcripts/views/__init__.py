"""Routes of conversations and of transcripts on their way in."""
