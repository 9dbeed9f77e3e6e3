"""What comes in the place of the names in a text: a replacement for every finding, in the order of the text."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interviews.deidentification.kinds import Finding
from interviews.deidentification.lists.word_lists import name_lists
from interviews.deidentification.pseudonyms import HiddenName, PseudonymVault, Rows
from interviews.deidentification.words.tokens import Word, words_of
from interviews.name_kinds import NameKind
from interviews.texts.offsets import Replacement


@dataclass(frozen=True, slots=True)
class StandIns:
    """Replacements in the order of the text, and the rows they need that the study did not have yet."""

    replacements: tuple[Replacement, ...]
    new: tuple[HiddenName, ...]


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
