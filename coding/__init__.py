"""Material becomes meaning: codes, segments, memos, suggestions."""
