"""What people typed, and what of a page they did not type and no catalogue holds."""

import json
import re
from collections.abc import Iterable, Iterator

from sqlalchemy import Engine, inspect, text

from journeys.wording import people_of
from tests.webapp.language.seen import strings

_LETTER = re.compile(r"[^\W\d_]")
_EDGE = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_NO_WORDS = re.compile(
    r"""(?<!\w)\.[a-z]{2,4}\b|%\(\w+\)s|\b[0-9a-f]{64}\b|</?\w+[^>\n]*>?|\b\w+="[^"\n]*">?|https?://[^\s"<]+"""
)
"""How a file's name ends, places that a script fills in, digests, tags of HTML to copy, and addresses."""
_JOINTS = re.compile(r"[,:;()]|[.?!] | [–-] ")
_DAYS = (
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)
_KNOWN = {"verhaallijn", "pdf", *_DAYS.lower().split()}
_LONG_ENOUGH = 12
"""Letters of a piece of something typed, such as a quotation that was cut short."""


class Typed:
    """What people typed: no sentence of the interface, whole or, when it is long, in part."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._whole, self._initials, self._all = set(_KNOWN), set[str](), ""
        self.add(texts)

    def add(self, texts: Iterable[str]) -> None:
        lines = {line for text in texts for line in (text, *text.splitlines()) if line.strip()}
        self._whole |= {_bare(line) for line in lines}
        self._initials |= {(line.strip()[:1] + line.split()[-1][:1]).upper() for line in lines}
        self._all += "\n" + "\n".join(sorted(map(_spaced, lines))).casefold()

    def holds(self, piece: str) -> bool:
        """Whether it is one thing that was typed, or several with commas and the like between them."""
        if not _LETTER.search(piece) or self._is_one(piece):
            return True
        return any(
            self._is_one(piece[: joint.start()]) and self.holds(piece[joint.end() :])
            for joint in _JOINTS.finditer(piece)
        )

    def _is_one(self, piece: str) -> bool:
        bare = _bare(piece)
        return (
            not bare
            or bare in self._whole
            or piece.strip() in self._initials
            or (len(bare) >= _LONG_ENOUGH and bare in self._all)
        )


def everything_in(engine: Engine) -> Typed:
    """All texts in the database, also those within JSON, and roles as a story counts them: 'twee ouders'."""
    typed = Typed(_texts_in(engine))
    with engine.connect() as connection:
        roles = connection.execute(text("SELECT DISTINCT role FROM interview")).scalars()
        typed.add([people_of(role, 2).partition(" ")[2] for role in roles])
    return typed


def _texts_in(engine: Engine) -> Iterator[str]:
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608  our own tables
                for value in row:
                    yield from _within(value)


def _within(value: object) -> Iterator[str]:
    if isinstance(value, dict | list):  # PostgreSQL reads JSON itself
        yield from strings(value)
    if not isinstance(value, str):
        return
    yield value
    if value.startswith(("[", "{")):
        try:
            yield from strings(json.loads(value))
        except ValueError:
            return


def unmarked(text: str, typed: Typed) -> list[str]:
    """The pieces of a text that stand outside ⟦brackets⟧ and were not typed."""
    outside = _NO_WORDS.sub("", re.sub(r"⟦[^⟦⟧]*⟧", "\n", text))
    pieces = (_spaced(piece) for piece in re.split(r"\n|…", outside))
    return [piece for piece in pieces if _LETTER.search(piece) and not typed.holds(piece)]


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _bare(text: str) -> str:
    return _EDGE.sub("", _spaced(text)).casefold()
