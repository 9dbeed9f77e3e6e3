"""Calling people back: what for, on which number, and no longer than was promised."""
