"""What is left to compare texts by: without transcriber's notes, and with the kind of a name for its stand-in.

A pseudonym ties together the places where one person is named, '[lacht]' those where somebody laughs: neither is
what people experienced. That there was a school, or a place, is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, select

from interviews.deidentification.models import Pseudonym
from interviews.name_kinds import NameKind

_NOTE = re.compile(r"\[[^\]\n]{0,200}\]")
_SOMEBODY = "iemand"
_IN_THE_TEXT = {
    NameKind.PERSON: _SOMEBODY,
    NameKind.PLACE: "plaats",
    NameKind.SCHOOL: "school",
    NameKind.ORGANISATION: "organisatie",
    NameKind.ADDRESS: "adres",
    NameKind.DATE: "datum",
    NameKind.AGE: "leeftijd",
    NameKind.PHONE: "telefoonnummer",
    NameKind.NUMBER: "nummer",
}
"""Dutch, as the conversations are; other kinds leave nothing."""
STAND_IN_WORDS = frozenset(_IN_THE_TEXT.values()) - {_IN_THE_TEXT[NameKind.SCHOOL]}
"""Words that stand in a cleaned text for many different names: that they return, says nothing. A school is one."""


@dataclass(frozen=True)
class StandIns:
    """The stand-ins of a study in lower case: whole, with the word for their kind, and the words of people's names."""

    kinds: tuple[tuple[str, str], ...] = ()
    people: frozenset[str] = frozenset()


def stand_ins_of(session: Session, study_id: int) -> StandIns:
    rows = session.exec(select(Pseudonym).where(Pseudonym.study_id == study_id)).all()
    people = {word for one in rows if one.kind is NameKind.PERSON for word in re.findall(r"\w+", one.pseudonym)}
    kinds = {
        one.pseudonym.casefold(): _IN_THE_TEXT.get(one.kind, "")
        for one in rows
        if one.kind is not NameKind.PERSON or one.pseudonym.startswith("[")
    }
    return StandIns(tuple(sorted(kinds.items(), reverse=True)), frozenset(word.casefold() for word in people))


def cleaned_texts(texts: Iterable[str], stand_ins: StandIns) -> list[str]:
    """Each text without notes in square brackets; a stand-in becomes the word for its kind."""
    kinds = dict(stand_ins.kinds)
    whole = re.compile("|".join(_pattern(phrase) for phrase in kinds) or r"(?!)", re.IGNORECASE)

    def kept(word: re.Match[str]) -> str:
        found = word.group()
        return _SOMEBODY if found[0].isupper() and is_of_somebody(found.casefold()) else found

    def is_of_somebody(word: str) -> bool:
        return word in stand_ins.people or word.removesuffix("s") in stand_ins.people

    told = (whole.sub(lambda found: kinds.get(found.group().casefold(), ""), text) for text in texts)
    return [re.sub(r"\w+", kept, _NOTE.sub(" ", text)) for text in told]


def _pattern(phrase: str) -> str:
    return re.escape(phrase) if phrase.startswith("[") else rf"(?<!\w){re.escape(phrase)}(?!\w)"
