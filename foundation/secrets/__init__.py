"""What must stay secret: sealed content, the keys that open it, and tokens of which only a digest is kept."""
