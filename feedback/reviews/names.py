"""What may give somebody away in what was written, and what could stand in its place: proposals for a person."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from foundation.dutch import _
from interviews.deidentification.finding.proposals import find_names
from interviews.deidentification.kinds import clue_label
from interviews.name_kinds import NameKind, kind_label

_AROUND = 40
"""Signs before and behind a name in which a word can tell what somebody is to the writer."""
_OLDEST_TENS = 20


@dataclass(frozen=True)
class Proposal:
    """text[start:end], in code points, with what it is, why it is proposed, and what could stand there instead."""

    start: int
    end: int
    text: str
    kind: str
    why: str
    stand_ins: tuple[str, ...]

    @property
    def place(self) -> str:
        """By which a form names it."""
        return f"{self.start}-{self.end}"


def proposed_names(text: str, also: Iterable[str] = ()) -> list[Proposal]:
    """In order, never overlapping; `also`: words that a person pointed at, found wherever they stand as they are."""
    found = [(one.start, one.end, one.kind, clue_label(one.clue)) for one in find_names(text)]
    pointed_at = [
        (start, end, NameKind.DETAIL, _("zelf aangewezen"))
        for words in also
        for start, end in _places(text, words)
        if not any(start < one[1] and one[0] < end for one in found)
    ]
    return [
        Proposal(start, end, text[start:end], kind_label(kind), why, stand_ins(text, start, end, kind))
        for start, end, kind, why in sorted(_apart([*found, *pointed_at]))
    ]


def _places(text: str, words: str) -> list[tuple[int, int]]:
    if not words:
        return []
    return [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE)]


def _apart(found: Sequence[tuple[int, int, NameKind, str]]) -> list[tuple[int, int, NameKind, str]]:
    """Without what stands within another."""
    kept: list[tuple[int, int, NameKind, str]] = []
    for one in sorted(found, key=lambda place: (place[0] - place[1], place[0])):
        if not any(one[0] < other[1] and other[0] < one[1] for other in kept):
            kept.append(one)
    return kept


def stand_ins(text: str, start: int, end: int, kind: NameKind) -> tuple[str, ...]:
    """What could stand for text[start:end], the likeliest first."""
    if kind is NameKind.PERSON or kind is NameKind.DETAIL:
        return _for_somebody(text, start, end, kind)
    if kind is NameKind.AGE:
        return _for_age(text[start:end])
    return (_OF_KIND[kind](),)


_OF_KIND = {
    NameKind.PLACE: lambda: _("[plaats]"),
    NameKind.SCHOOL: lambda: _("[school]"),
    NameKind.ORGANISATION: lambda: _("[organisatie]"),
    NameKind.ADDRESS: lambda: _("[adres]"),
    NameKind.DATE: lambda: _("[datum]"),
    NameKind.PHONE: lambda: _("[telefoonnummer]"),
    NameKind.NUMBER: lambda: _("[nummer]"),
    NameKind.EMAIL: lambda: _("[e-mailadres]"),
    NameKind.LINK: lambda: _("[link]"),
}

_TELLS = {
    "neighbour": re.compile(r"\bbuur(?:vrouw|man|t|tje|en)?\b", re.IGNORECASE),
    "doctor": re.compile(r"\b(?:huisarts|dokter|arts|specialist|verpleegkundige)\b", re.IGNORECASE),
    "family": re.compile(
        r"\b(?:zoon|dochter|man|vrouw|moeder|vader|kleinzoon|kleindochter|zus|zuster|broer|nicht|neef|oma|opa|"
        r"schoondochter|schoonzoon|kind|tante|oom|partner|mam|pap)\b",
        re.IGNORECASE,
    ),
    "staff": re.compile(
        r"\b(?:kantoor|loket|hulp|medewerk\w*|planning|consulent\w*|begeleid\w*|bel\w*|gebeld|gesproken|poets\w*|"
        r"schoonma\w*|komt|kwam|van de gemeente|sociaal team)\b",
        re.IGNORECASE,
    ),
}


def _for_somebody(text: str, start: int, end: int, kind: NameKind) -> tuple[str, ...]:
    words = {
        "staff": _("[medewerker]"),
        "family": _("[familielid]"),
        "neighbour": _("[buur]"),
        "doctor": _("[arts]"),
    }
    plain = _("[naam]") if kind is NameKind.PERSON else _("[weggehaald]")
    likely = _told(text, start, end) if kind is NameKind.PERSON else None
    first = words.pop(likely) if likely else plain
    return tuple(dict.fromkeys((first, plain, *words.values())))


def _told(text: str, start: int, end: int) -> str | None:
    """What the word nearest to the name makes of somebody."""
    before, behind = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    near = [
        (distance, what)
        for what, pattern in _TELLS.items()
        for distance in (
            *(len(before) - match.end() for match in pattern.finditer(before)),
            *(match.start() for match in pattern.finditer(behind)),
        )
    ]
    return min(near)[1] if near else None


def _for_age(written: str) -> tuple[str, ...]:
    plain = _("[leeftijd]")
    digits = re.search(r"\d+", written)
    if digits is None or int(digits[0]) <= _OLDEST_TENS:
        return (plain,)
    return (written.replace(digits[0], _("boven de %(tens)s", tens=(int(digits[0]) - 1) // 10 * 10), 1), plain)
