"""A code comes into the codebook, gets another name or colour, or another place. A name is used once.

ResearcherError
├── CodeNameMissing, CodeNameTooLong, ColourUnknown
├── CodeExists        the name is in the codebook already, however it is written
├── TooDeep           a code would come to stand on a fourth level
└── UnderItself       a code would come under itself, or be merged with a code under it
"""

import unicodedata
from collections import Counter
from dataclasses import asdict

from sqlmodel import Session, col, select

from coding.codebook.describing import Description, checked
from coding.codebook.lookup import code_by_name
from coding.codebook.tree import COLOURS, LEVELS, LONGEST_NAME, all_under, depth_of
from coding.models import Code
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import name_key, one_line
from foundation.numbering import next_number


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
    if parent is not None and depth_of(session, parent) >= LEVELS - 1:
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
    if parent is not None:
        _check_fits_under(session, code, parent)
    code.position = _next_position(session, code.study_id, parent_id)
    code.parent_id = parent_id
    session.add(code)
    session.flush()


def _check_fits_under(session: Session, code: Code, parent: Code) -> None:
    under = all_under(session, code)
    if parent.id == code.id or parent.id in {one.id for one, _level in under}:
        raise UnderItself
    height = max((level for _one, level in under), default=0)
    if depth_of(session, parent) + 1 + height > LEVELS - 1:
        raise TooDeep


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
