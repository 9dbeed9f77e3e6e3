"""The codebook of a study: a tree of at most three levels, in which a name is used once.

ResearcherError
├── CodeNameMissing, CodeNameTooLong, ColourUnknown
├── CodeExists        the name is in the codebook already, however it is written
├── TooDeep           a code would come to stand on a fourth level
├── UnderItself       a code would come under itself, or be merged with a code under it
├── CodeHasSegments   removing it would take fragments along, and nobody said that is meant
└── CodeUnknown       404
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sqlmodel import Session, col, func, select

from coding.attachments import hand_over, remove_with_attachments
from coding.codebook.describing import Description, checked
from coding.codebook.texts import take_over_description
from coding.extents import clusters, unite
from coding.models import Code, Segment, Suggestion, Topic
from coding.visibility import in_figures
from foundation.dutch import _, ngettext
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import one_line
from foundation.numbering import next_number

LONGEST_NAME = 80
LEVELS = 3
COLOURS = range(1, 9)
PLAIN_COLOUR = 8
"""Of a code for which nobody chose a colour, nor for one above it."""


class CodeNameMissing(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Geef de code een naam, bijvoorbeeld ‘Geen bericht’."))


class CodeNameTooLong(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Deze naam is te lang. Houd het bij %(n)s tekens; meer past in de omschrijving.", n=LONGEST_NAME)
        )


class ColourUnknown(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Kies een van de acht kleuren."))


class CodeExists(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("De code ‘%(name)s’ bestaat al in dit codeboek. Gebruik die, of kies een andere naam.", name=name)
        )


class TooDeep(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Een codeboek heeft hooguit drie niveaus. Kies een code die hoger staat."))


class UnderItself(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Een code kan niet onder zichzelf staan. Kies een andere code."))


class CodeHasSegments(ResearcherError):
    def __init__(self, name: str, count: int) -> None:
        fragments = ngettext("%(num)d fragment heeft", "%(num)d fragmenten hebben", count)
        super().__init__(
            _(
                "%(fragments)s de code ‘%(name)s’. Er is niets verwijderd. Voeg de code samen met een andere, of "
                "zeg dat de fragmenten mee weg mogen.",
                fragments=fragments,
                name=name,
            )
        )


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


def add_code(
    session: Session,
    study_id: int,
    name: str,
    parent: Code | None = None,
    *,
    colour: int | None = None,
    **said: str,
) -> Code:
    """Add a code, last among its siblings. A theme without a colour gets the one least used. `said`: its Description.

    Raises CodeExists, CodeNameMissing, CodeNameTooLong, ColourUnknown, TooDeep, and as coding.describing.checked does.
    """
    name = _free_name(session, study_id, name)
    description = checked(session, study_id, Description(**said))
    if parent is not None and _depth(session, parent) >= LEVELS - 1:
        raise TooDeep
    if colour is None and parent is None:
        colour = _least_used_colour(session, study_id)
    code = Code(
        study_id=study_id,
        parent_id=parent.id if parent else None,
        name=name,
        name_key=name_key(name),
        colour=_known_colour(colour),
        **asdict(description),
        position=_next_position(session, study_id, parent.id if parent else None),
    )
    session.add(code)
    session.flush()
    return code


def rename_code(session: Session, code: Code, name: str) -> None:
    """Raises CodeExists, CodeNameMissing, CodeNameTooLong."""
    code.name = _free_name(session, code.study_id, name, besides=code.id)
    code.name_key = name_key(code.name)
    session.add(code)
    session.flush()


def recolour_code(session: Session, code: Code, colour: int | None) -> None:
    """Give a code its own colour, 1 to 8; None inherits. Raises ColourUnknown."""
    code.colour = _known_colour(colour)
    session.add(code)
    session.flush()


def move_code(session: Session, code: Code, parent: Code | None) -> None:
    """Put a code, with those under it, last under another; None makes it a theme. Raises TooDeep, UnderItself."""
    parent_id = parent.id if parent else None
    if code.parent_id == parent_id:
        return
    under = _under(session, code)
    if parent_id == code.id or parent_id in {one.id for one, _level in under}:
        raise UnderItself
    height = max((level for _one, level in under), default=0)
    if parent is not None and _depth(session, parent) + 1 + height > LEVELS - 1:
        raise TooDeep
    code.position = _next_position(session, code.study_id, parent_id)
    code.parent_id = parent_id
    session.add(code)
    session.flush()


def merge_codes(session: Session, absorbed: Code, kept: Code) -> None:
    """Everything that had the code `absorbed` has `kept` from now on, memos and citations included.

    Where somebody gave both to one passage, their segments become one, with the memos of both. Codes under `absorbed`
    come under `kept`, and `kept` says from now on what `absorbed` said of itself.
    Raises UnderItself when the two are one, or when `kept` stands under `absorbed`; TooDeep.
    """
    if absorbed.id == kept.id or kept.id in {one.id for one, _level in _under(session, absorbed)}:
        raise UnderItself
    for child in _directly_under(session, absorbed):
        move_code(session, child, kept)
    take_over_description(session, absorbed, kept)
    _recode_segments(session, absorbed, kept)
    _leave_topics(session, absorbed, kept)
    hand_over(session, absorbed, kept)
    remove_with_attachments(session, absorbed)


def delete_code(session: Session, code: Code, *, with_segments: bool = False) -> None:
    """Remove a code; codes under it move up. Undo brings back all of it. Raises CodeHasSegments."""
    segments = segments_with(session, code)
    if segments and not with_segments:
        raise CodeHasSegments(code.name, len(segments))
    above = session.get(Code, code.parent_id) if code.parent_id else None
    for child in _directly_under(session, code):
        move_code(session, child, above)
    for segment in segments:
        remove_with_attachments(session, segment)
    _leave_topics(session, code, None)
    remove_with_attachments(session, code)


def segments_with(session: Session, code: Code) -> list[Segment]:
    """All segments with this very code, whoever coded: what a change to the code touches."""
    return list(session.exec(select(Segment).where(Segment.code_id == code.id).order_by(col(Segment.id))).all())


def name_key(name: str) -> str:
    """What two spellings of one name have in common."""
    return unicodedata.normalize("NFC", one_line(name)).casefold()


def _free_name(session: Session, study_id: int, name: str, besides: int | None = None) -> str:
    name = unicodedata.normalize("NFC", one_line(name))
    if not name:
        raise CodeNameMissing
    if len(name) > LONGEST_NAME:
        raise CodeNameTooLong
    same = code_by_name(session, study_id, name)
    if same is not None and same.id != besides:
        raise CodeExists(same.name)
    return name


def _known_colour(colour: int | None) -> int | None:
    if colour is not None and colour not in COLOURS:
        raise ColourUnknown
    return colour


def _least_used_colour(session: Session, study_id: int) -> int:
    query = select(Code.colour).where(Code.study_id == study_id, col(Code.parent_id).is_(None))
    used = Counter(session.exec(query).all())
    return min(COLOURS, key=lambda colour: (used[colour], colour))


def _next_position(session: Session, study_id: int, parent_id: int | None) -> int:
    return next_number(session, Code.position, Code.study_id == study_id, Code.parent_id == parent_id, first=0)


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


def _directly_under(session: Session, code: Code) -> list[Code]:
    query = select(Code).where(Code.parent_id == code.id).order_by(col(Code.position), col(Code.id))
    return list(session.exec(query).all())


def _under(session: Session, code: Code) -> list[tuple[Code, int]]:
    """The codes under this one, with how many levels lower they stand."""
    walked = _walk(_children(session, code.study_id), code.id, level=1)
    return [(one, level) for one, level, _colour in walked]


def _depth(session: Session, code: Code) -> int:
    """0 for a theme."""
    depth, above = 0, code.parent_id
    while above is not None:
        depth, above = depth + 1, session.get_one(Code, above).parent_id
    return depth


def _recode_segments(session: Session, absorbed: Code, kept: Code) -> None:
    both = select(Segment).where(col(Segment.code_id).in_([absorbed.id, kept.id])).order_by(col(Segment.id))
    for together in clusters(session.exec(both).all()):
        if all(one.code_id == kept.id for one in together):
            continue
        first = min(together, key=lambda one: (one.code_id != kept.id, one.start, one.id))
        others = [one for one in together if one is not first]
        start, end = min(one.start for one in together), max(one.end for one in together)
        unite(session, first, others, kept.id, start, end)


def _leave_topics(session: Session, code: Code, instead: Code | None) -> None:
    for topic in session.exec(select(Topic).where(Topic.code_id == code.id)).all():
        topic.code_id = instead.id if instead else None
        session.add(topic)
    for suggestion in session.exec(select(Suggestion).where(Suggestion.code_id == code.id)).all():
        session.delete(suggestion)
    session.flush()
