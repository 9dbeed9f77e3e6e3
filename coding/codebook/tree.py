"""The codebook of a study as it stands: a tree of at most three levels."""

from collections import defaultdict
from collections.abc import Iterator

from sqlmodel import Session, col, select

from coding.models import Code

LONGEST_NAME = 80
LEVELS = 3
COLOURS = range(1, 9)
PLAIN_COLOUR = 8
"""Of a code for which nobody chose a colour, nor for one above it."""


def codes_of(session: Session, study_id: int) -> list[Code]:
    """All codes of a study in the order of the codebook: each code is followed by those under it."""
    return [code for code, _level, _colour in walk_codes(children_of(session, study_id))]


def codes_with_under(session: Session, study_id: int, code_id: int) -> set[int]:
    """A code and all that come under it, by number; none when there is no such code."""
    under: set[int] = set()
    for code in codes_of(session, study_id):
        if code.id == code_id or code.parent_id in under:
            under.add(code.id)
    return under


def colours_of(session: Session, study_id: int) -> dict[int, int]:
    """The colour of every code, its own or inherited."""
    return {code.id: colour for code, _level, colour in walk_codes(children_of(session, study_id))}


def children_of(session: Session, study_id: int) -> dict[int | None, list[Code]]:
    query = select(Code).where(Code.study_id == study_id).order_by(col(Code.position), col(Code.id))
    children: dict[int | None, list[Code]] = defaultdict(list)
    for code in session.exec(query).all():
        children[code.parent_id].append(code)
    return children


def walk_codes(
    children: dict[int | None, list[Code]], parent_id: int | None = None, level: int = 0, colour: int = PLAIN_COLOUR
) -> Iterator[tuple[Code, int, int]]:
    for code in children.get(parent_id, []):
        own = code.colour or colour
        yield code, level, own
        yield from walk_codes(children, code.id, level + 1, own)


def directly_under(session: Session, code: Code) -> list[Code]:
    query = select(Code).where(Code.parent_id == code.id).order_by(col(Code.position), col(Code.id))
    return list(session.exec(query).all())


def all_under(session: Session, code: Code) -> list[tuple[Code, int]]:
    """The codes under this one, with how many levels lower they stand."""
    walked = walk_codes(children_of(session, code.study_id), code.id, level=1)
    return [(one, level) for one, level, _colour in walked]


def depth_of(session: Session, code: Code) -> int:
    """0 for a theme."""
    depth, above = 0, code.parent_id
    while above is not None:
        depth, above = depth + 1, session.get_one(Code, above).parent_id
    return depth
