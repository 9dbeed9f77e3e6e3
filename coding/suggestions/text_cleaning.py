"""What is left to group texts by: without transcriber's notes and without pseudonyms.

A pseudonym ties together the places where one person is named, '[lacht]' those where somebody laughs: neither is
what people experienced.
"""

import re
from collections.abc import Iterable

from sqlmodel import Session, select

from interviews.deidentification.models import Pseudonym

_NOTE = re.compile(r"\[[^\]\n]{0,200}\]")


def stand_ins_of(session: Session, study_id: int) -> frozenset[str]:
    """Every word of the study's pseudonyms, in lower case."""
    pseudonyms = session.exec(select(Pseudonym.pseudonym).where(Pseudonym.study_id == study_id)).all()
    return frozenset(word for pseudonym in pseudonyms for word in re.findall(r"\w+", pseudonym.casefold()))


def cleaned_texts(texts: Iterable[str], stand_ins: frozenset[str]) -> list[str]:
    """Each text without notes in square brackets and without capitalised stand-ins."""

    def kept(word: re.Match[str]) -> str:
        found = word.group()
        return "" if found[0].isupper() and _is_stand_in(found.casefold()) else found

    def _is_stand_in(word: str) -> bool:
        return word in stand_ins or word.removesuffix("s") in stand_ins

    return [re.sub(r"\w+", kept, _NOTE.sub(" ", text)) for text in texts]
