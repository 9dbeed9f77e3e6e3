"""Material comes in: interviews, sources, speaker turns."""
