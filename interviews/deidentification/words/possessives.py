"""Where a name's possessive ends: "Wilma's jas", "Bas' jas"."""

import re

from interviews.deidentification.words.accents import APOSTROPHES

_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s(?!\w)")
_BARE = re.compile(rf"(?<=[sxzSXZ])[{APOSTROPHES}](?= \w)")
_OPENED = re.compile(rf"(?<!\w)[{APOSTROPHES}](?!(?:t|s|n|k|m|r|ns)\b)(?=\w)")
_AS_FAR_BACK = 200


def end_of_possessive(text: str, end: int) -> int:
    """The end of text[:end] with the possessive that belongs to it. A quotation mark that closes is none."""
    if possessive := _POSSESSIVE.match(text, end):
        return possessive.end()
    if (bare := _BARE.match(text, end)) and not _OPENED.search(text, max(0, end - _AS_FAR_BACK), end):
        return bare.end()
    return end
