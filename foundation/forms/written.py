"""What people write, as it is stored: without what nobody can see."""

import re
import unicodedata

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Controls, signs that turn the reading direction of what follows, byte order marks, halves of characters."""

_SHOWS_NOTHING = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}
"""Categories of Unicode. A sign that this Python does not know yet is none of these: it may be an emoji."""


def clean(text: str) -> str:
    """The text as stored: line feeds only, nothing that cannot be seen, no white space at its ends."""
    return _or_nothing(_UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip())


def one_line(text: str) -> str:
    """The text on one line, with nothing that cannot be seen."""
    return _or_nothing(" ".join(_UNSEEN.sub("", " ".join(text.split())).split()))


def name_key(name: str) -> str:
    """What two writings of one name share: capitals, spaces and how accents are encoded don't count."""
    return unicodedata.normalize("NFC", one_line(name)).casefold()


def shows(text: str) -> bool:
    """Whether there is anything to see in it: joiners, soft hyphens and spaces without width do not show."""
    return any(unicodedata.category(sign) not in _SHOWS_NOTHING for sign in text)


def _or_nothing(text: str) -> str:
    return text if shows(text) else ""
