"""Subtitles (.vtt, .srt): cues gathered into turns."""
