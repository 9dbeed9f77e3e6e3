"""Routes of the advisory council: read a draft and say what should be better, by a link, without an account."""
