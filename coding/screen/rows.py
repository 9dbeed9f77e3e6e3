"""The rows in which the coding screen gets its material: lists instead of objects, so 3,000 segments take about 100 kB.

What stands where is said here alone: SHAPE goes along with the rows, and static/js/coding/rows.js reads them by it.
Moments are minutes since 1970.
"""

from typing import NamedTuple


class CodeRow(NamedTuple):
    """A code of the codebook. `own_colour` None: the colour above it; `coded` segments have this very code."""

    id: int
    parent: int | None
    name: str
    colour: int
    own_colour: int | None
    level: int
    coded: int
    definition: str
    when_to_use: str
    when_not: str
    example: str
    dimension: str
    theme: str


class SegmentRow(NamedTuple):
    """A segment. `feeling` is a place in the list of feelings that goes along; 0 is none."""

    id: int
    start: int
    end: int
    code: int
    coder: int
    minute: int
    feeling: int


class MemoRow(NamedTuple):
    """A memo on a segment."""

    id: int
    segment: int | None
    text: str
    person: int
    minute: int


class SuggestionRow(NamedTuple):
    """A code that may fit [start, end) in code points. `rank` 1 is the best guess.

    `words` drove it; `like` is the fragment with this code that is most like it: its words, where it stands in words,
    the interview's number and the turn's from 1.
    """

    id: int
    start: int
    end: int
    code: int
    rank: int
    certainty: str
    words: list[str]
    like: tuple[str, str, int, int] | None
    by_definition: bool


class DraftRow(NamedTuple):
    """What was typed and not saved about a segment or a code, `over` what, on which slip, and its version."""

    segment: int | None
    code: int | None
    typed: dict[str, str]
    over: dict[str, str]
    slip: str
    version: str


SHAPE: dict[str, tuple[str, ...]] = {
    "code": CodeRow._fields,
    "segment": SegmentRow._fields,
    "memo": MemoRow._fields,
    "suggestion": SuggestionRow._fields,
    "draft": DraftRow._fields,
}
"""{kind of row: its fields in order}."""
