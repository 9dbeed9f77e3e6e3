"""How much an uploaded transcript may hold: far above a long interview, far below what would hurt the server.

Every hostile file must be read or refused within 2 seconds and 256 MB; an hour of speech is about 9,000 words,
55,000 characters and 1.5 MB of Word XML.
"""

MAX_UPLOAD_BYTES = 25_000_000
"""A transcript without pictures is under 1 MB; with a few photos it still fits."""

MAX_PACKAGE_MEMBERS = 3_000
"""Word writes 10 to 30 parts, plus one per picture; reading a longer directory costs seconds by itself."""

MAX_MEMBER_BYTES = 60_000_000
"""Unpacked size of one part, as stated in the directory: the largest picture anyone pastes."""

MAX_PACKAGE_BYTES = 120_000_000
"""Unpacked size of all parts together, as stated in the directory."""

MAX_TEXT_PART_BYTES = 20_000_000
"""Really unpacked bytes of the main text: the directory may lie. About thirteen hours of speech."""

MAX_SIDE_PART_BYTES = 4_000_000
"""Really unpacked bytes of styles, comments, notes, headers and footers."""

MAX_MARKUP = 500_000
"""Weight of tags and attributes in one part (see package.parsed): each costs 100 to 200 bytes and a microsecond.
Two and a half hours of speech with a separate run for every word, as some programs write it."""

MAX_DEPTH = 200
"""Nested elements; Word itself stays under 60."""

MAX_PARAGRAPHS = 15_000
"""A four-hour focus group has about 3,000."""

MAX_LINES = 15_000
"""In a text file, blank lines not counted; six hours of speech broken at 70 characters is about 5,000."""

MAX_CUE_LINES = 60_000
"""In a subtitle file, blank lines included; ten hours of subtitles is about 40,000."""

MAX_LINE_CHARACTERS = 200_000
"""An hour of speech as one paragraph is about 55,000; a whole long interview pasted as one still fits."""

MAX_CHARACTERS = 2_000_000
"""About 35 hours of speech in one file."""

CHILD_MEMORY_BYTES = 512 * 1024 * 1024
CHILD_SECONDS = 20
"""For the separate process that opens Word files: many times what the largest allowed file needs."""
