"""What is found in a text by who knows the names of its study: plain data in, plain data out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from interviews.deidentification.finding.proposals import Finding, find_names
from interviews.deidentification.kinds import Clue
from interviews.deidentification.known.names import KnownNames
from interviews.deidentification.known.passed_over import in_disguise, standing_in
from interviews.deidentification.study_names import as_compared
from interviews.name_kinds import NameKind

SPEAKER = "speaker"
"""The reason of a finding that is how the file called a speaker."""
KEPT_BEFORE = "kept_before"
"""The reason of a finding that was left standing in another interview of the study."""


class Place(NamedTuple):
    """text[start:end], in code points, and why it is proposed: SPEAKER, KEPT_BEFORE or a Clue."""

    start: int
    end: int
    kind: NameKind
    reason: str


@dataclass(frozen=True)
class LookedThrough:
    """What was found in a text. Holds the text in clear: never keep it."""

    text: str
    found: tuple[Place, ...]


@dataclass(frozen=True)
class Known:
    """What is known before a text is looked through. Names in clear: never keep it.

    `speakers`: labels of the file that are names. `earlier`: names that were replaced in the study, `marked` those that
    a person pointed at. `kept`: what was left standing, as compared. `names`: all telling names of the study.
    """

    speakers: tuple[str, ...]
    earlier: Mapping[str, NameKind]
    marked: Mapping[str, NameKind]
    kept: frozenset[str]
    names: tuple[tuple[NameKind, str], ...]


def look_through(text: str, known: Known) -> Iterator[Place]:
    """Every place where a name may stand. Time is linear in the length of the text."""
    speakers = dict.fromkeys(known.speakers, NameKind.PERSON)
    found = find_names(text, known=speakers | dict(known.earlier), marked=known.marked)
    for one in (*found, *in_disguise(text, found), *standing_in(text, KnownNames(known.names))):
        yield Place(one.start, one.end, one.kind, _reason(text, one, known))


def _reason(text: str, one: Finding, known: Known) -> str:
    written = text[one.start : one.end]
    if one.clue is Clue.KNOWN and written in known.speakers:
        return SPEAKER
    return KEPT_BEFORE if one.clue is not Clue.KNOWN and as_compared(written) in known.kept else one.clue
