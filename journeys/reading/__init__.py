"""The advisory council reads along: by a link, without an account."""
