"""Names taken out of a text: replacements made all at once, and a map from the old places to the new ones."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviews.name_kinds import Finding, NameKind
from interviews.name_lists import name_lists
from interviews.name_words import Word, words_of
from interviews.pseudonyms import HiddenName, PseudonymVault, Rows

__all__ = ["Finding", "NameKind", "OffsetMap", "Replacement", "StandIns", "replace", "stand_ins"]


@dataclass(frozen=True, slots=True)
class Replacement:
    """text[start:end] becomes `new`. Code points, end excluded."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class StandIns:
    """Replacements in the order of the text, and the rows they need that the study did not have yet."""

    replacements: tuple[Replacement, ...]
    new: tuple[HiddenName, ...]


class OffsetMap:
    """Where an offset of the old text is in the new one. Inside a replacement only its edges exist."""

    def __init__(self, replacements: Sequence[Replacement]) -> None:
        """`replacements`: in order, not overlapping."""
        self._old_starts = [replacement.start for replacement in replacements]
        self._old_ends = [replacement.end for replacement in replacements]
        self._new_starts: list[int] = []
        self._new_ends: list[int] = []
        shift = 0
        for replacement in replacements:
            self._new_starts.append(replacement.start + shift)
            shift += len(replacement.new) - (replacement.end - replacement.start)
            self._new_ends.append(replacement.end + shift)

    def start(self, old: int) -> int:
        """The new place of a stretch's start; inside a replacement: where the replacement starts."""
        at = self._last_before(old)
        return self._new_starts[at] if at >= 0 and old < self._old_ends[at] else self._shifted(at, old)

    def end(self, old: int) -> int:
        """The new place of a stretch's end; inside a replacement: where the replacement ends."""
        at = self._last_before(old - 1)
        return self._new_ends[at] if at >= 0 and old <= self._old_ends[at] else self._shifted(at, old)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The new (start, end) of text[start:end]: a replacement it touches lies wholly within it."""
        new_start = self.start(start)
        return new_start, max(new_start, self.end(end))

    def _last_before(self, old: int) -> int:
        return bisect_right(self._old_starts, old) - 1

    def _shifted(self, at: int, old: int) -> int:
        return old if at < 0 else old - self._old_ends[at] + self._new_ends[at]


def replace(text: str, replacements: Iterable[Replacement]) -> tuple[str, OffsetMap]:
    """The text with all replacements made. Raises ValueError when one is empty, overlaps another or leaves the text."""
    ordered = sorted(replacements, key=lambda replacement: replacement.start)
    pieces: list[str] = []
    at = 0
    for replacement in ordered:
        if not at <= replacement.start < replacement.end <= len(text):
            raise ValueError(
                f"{replacement.start}:{replacement.end} is empty, overlaps another or lies outside the text"
            )
        pieces += (text[at : replacement.start], replacement.new)
        at = replacement.end
    return "".join([*pieces, text[at:]]), OffsetMap(ordered)


def stand_ins(
    vault: PseudonymVault, text: str, findings: Iterable[Finding], rows: Rows, *, avoid: Iterable[str] = ()
) -> StandIns:
    """A replacement for every finding; no pseudonym occurs in the text already. `rows`: those of the study, by digest;
    `avoid`: words in lower case that no new pseudonym may be either.

    Raises nothing, keeps nothing: storing the new rows and making the replacements is up to the caller.
    """
    known = dict(rows)
    words = words_of(text)
    avoided, told = {word.lower for word in words}.union(avoid), _genders_told(words)
    replacements = []
    for finding in sorted(findings, key=lambda found: _order(text, found)):
        written = text[finding.start : finding.end]
        titled = has_title(text, finding.start)
        given = vault.stand_in(finding.kind, written, known, titled=titled, avoid=avoided, told=told)
        known |= {row.digest: row for row in given.new}
        replacements.append(Replacement(finding.start, finding.end, given.text))
    replacements.sort(key=lambda replacement: replacement.start)
    return StandIns(tuple(replacements), tuple(row for digest, row in known.items() if digest not in rows))


def _genders_told(words: Sequence[Word]) -> dict[str, str]:
    """First name -> m or v, by the family word or title right before it; not where the text tells both."""
    cues = name_lists().cues
    genders: dict[str, set[str]] = defaultdict(set)
    for before, word in pairwise(words):
        for gender in ("m", "v") if word.close else ():
            if before.lower in cues[f"called_{gender}"]:
                genders[word.lower].add(gender)
    return {name: next(iter(told)) for name, told in genders.items() if len(told) == 1}


def _order(text: str, finding: Finding) -> tuple[int, bool, int]:
    """Full names first: 'Daan de Vries' settles who 'Daan' is, and 'Daan' settles who 'Daans' and 'Daantje' are."""
    if finding.kind is not NameKind.PERSON:
        return 0, False, finding.start
    written = text[finding.start : finding.end]
    return -len(written.split()), written.endswith(_ENDINGS), finding.start


_ENDINGS = ("s", "'", "’", "je")


def has_title(text: str, start: int) -> bool:
    """'meneer', 'dr.' or the like stands right before `start`, perhaps with an 'eh' between."""
    before = [word for word in _NO_LETTERS.split(text[max(0, start - 25) : start].lower()) if word not in _FILLERS]
    return bool(before) and before[-1] in name_lists().cues["titles"] - _WITH_FIRST_NAME


_NO_LETTERS = re.compile(r"[\s.,]+")
_FILLERS = frozenset({"", "eh", "ehm", "uh", "uhm", "hm"})
_WITH_FIRST_NAME = frozenset({"juf", "juffrouw", "opa", "oma", "tante", "oom", "zuster", "broeder"})
