"""Names that somebody knows already and that stand in a text in a form that a first look passes over."""

from collections.abc import Iterable

from interviews.deidentification.kinds import Clue, Finding
from interviews.deidentification.known.names import FoundName, KnownNames
from interviews.deidentification.words.languages import other_language
from interviews.name_kinds import NameKind

_SURE = {Clue.KNOWN, Clue.NAME_LIST, Clue.PLACE_LIST, Clue.ORGANISATION_LIST, Clue.TITLE, Clue.NAMING}
_KINDS = {NameKind.PERSON, NameKind.PLACE, NameKind.SCHOOL, NameKind.ORGANISATION}


def standing_in(text: str, known: KnownNames) -> list[Finding]:
    """Where one stands for certain; what may be an ordinary word is passed over. In order."""
    return _findings(text, known.found_in(text))


def in_disguise(text: str, findings: Iterable[Finding]) -> list[Finding]:
    """Where one of these stands again, spelled or in pieces: 'Hendrikx, H-e-n-d-r-i-k-x'."""
    names = {(one.kind, text[one.start : one.end]) for one in findings if one.clue in _SURE and one.kind in _KINDS}
    return _findings(text, KnownNames(sorted(names)).disguised_in(text)) if names else []


def _findings(text: str, found: Iterable[FoundName]) -> list[Finding]:
    other = other_language(text)

    def is_sure(one: FoundName) -> bool:
        return one.is_certain and (text[one.start].isupper() or not other.covers(one.start))

    return [Finding(one.start, one.end, one.kind, Clue.KNOWN) for one in found if is_sure(one)]
