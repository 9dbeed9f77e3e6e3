"""Asking people by mail and letter: daily, reminded twice, never after an answer, and counted out in the open."""
