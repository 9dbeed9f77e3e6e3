"""From an uploaded file to speaker turns: one reader per format."""
