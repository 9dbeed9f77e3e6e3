"""The codebook of a study as it stands: a tree of at most three levels, with how often each code was given."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from coding.models import Code, Segment
from coding.visibility import in_figures
from foundation.dutch import _
from foundation.errors import NotFound
from foundation.forms.written import name_key

LONGEST_NAME = 80
LEVELS = 3
COLOURS = range(1, 9)
PLAIN_COLOUR = 8
"""Of a code for which nobody chose a colour, nor for one above it."""


class CodeUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze code bestaat niet meer: die is verwijderd, of samengevoegd met een andere."))


@dataclass(frozen=True)
class CodeInBook:
    """A code as the codebook shows it. `level` 0 is a theme; `colour` is its own or inherited, 1 to 8.

    `segments` have this very code; `segments_below` have it or a code under it. Both as coding.visibility counts.
    """

    code: Code
    level: int
    colour: int
    segments: int
    segments_below: int


def codes_of(session: Session, study_id: int) -> list[Code]:
    """All codes of a study in the order of the codebook: each code is followed by those under it."""
    return [code for code, _level, _colour in _walk(_children(session, study_id))]


def codes_with_under(session: Session, study_id: int, code_id: int) -> set[int]:
    """A code and all that come under it, by number; none when there is no such code."""
    under: set[int] = set()
    for code in codes_of(session, study_id):
        if code.id == code_id or code.parent_id in under:
            under.add(code.id)
    return under


def colours_of(session: Session, study_id: int) -> dict[int, int]:
    """The colour of every code, its own or inherited."""
    return {code.id: colour for code, _level, colour in _walk(_children(session, study_id))}


def codebook_of(session: Session, study_id: int) -> list[CodeInBook]:
    """The codebook with counts, in its order; two queries, whatever its size."""
    own = _segments_per_code(session, study_id)
    children = _children(session, study_id)
    below: Counter[int] = Counter(own)
    walked = list(_walk(children))
    for code, _level, _colour in reversed(walked):
        if code.parent_id is not None:
            below[code.parent_id] += below[code.id]
    return [CodeInBook(code, level, colour, own[code.id], below[code.id]) for code, level, colour in walked]


def code_by_id(session: Session, study_id: int, code_id: int) -> Code:
    """A code of this study. Raises CodeUnknown."""
    code = session.get(Code, code_id)
    if code is None or code.study_id != study_id:
        raise CodeUnknown
    return code


def code_by_name(session: Session, study_id: int, name: str) -> Code | None:
    """The code with this name, however it is written."""
    return session.exec(select(Code).where(Code.study_id == study_id, Code.name_key == name_key(name))).first()


def _segments_per_code(session: Session, study_id: int) -> Counter[int]:
    query = select(Segment.code_id, func.count(col(Segment.id))).where(
        Segment.study_id == study_id, in_figures(session)
    )
    return Counter(dict(session.exec(query.group_by(col(Segment.code_id))).all()))


def _children(session: Session, study_id: int) -> dict[int | None, list[Code]]:
    query = select(Code).where(Code.study_id == study_id).order_by(col(Code.position), col(Code.id))
    children: dict[int | None, list[Code]] = defaultdict(list)
    for code in session.exec(query).all():
        children[code.parent_id].append(code)
    return children


def _walk(
    children: dict[int | None, list[Code]], parent_id: int | None = None, level: int = 0, colour: int = PLAIN_COLOUR
) -> Iterator[tuple[Code, int, int]]:
    for code in children.get(parent_id, []):
        own = code.colour or colour
        yield code, level, own
        yield from _walk(children, code.id, level + 1, own)


def directly_under(session: Session, code: Code) -> list[Code]:
    query = select(Code).where(Code.parent_id == code.id).order_by(col(Code.position), col(Code.id))
    return list(session.exec(query).all())


def all_under(session: Session, code: Code) -> list[tuple[Code, int]]:
    """The codes under this one, with how many levels lower they stand."""
    walked = _walk(_children(session, code.study_id), code.id, level=1)
    return [(one, level) for one, level, _colour in walked]


def depth_of(session: Session, code: Code) -> int:
    """0 for a theme."""
    depth, above = 0, code.parent_id
    while above is not None:
        depth, above = depth + 1, session.get_one(Code, above).parent_id
    return depth
