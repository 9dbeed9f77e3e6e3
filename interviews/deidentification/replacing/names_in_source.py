"""The names in one text: where they stand, what stood there, and what was decided."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import NotFound
from interviews.deidentification.finding.proposals import NameKind
from interviews.deidentification.models import FindingState, NameFinding
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.study_names import (
    as_compared,
    original_of,
)
from interviews.models import Interview
from interviews.texts.models import Source, Turn
from interviews.texts.sources import source_of, turns_of


class FindingUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit voorstel is er niet meer. Herlaad de pagina om de stand van nu te zien."))


@dataclass(frozen=True)
class NamesInSource:
    """One source with its turns and findings. Holds names in clear: never keep one longer than a request."""

    source: Source
    turns: list[Turn]
    text: str
    findings: list[NameFinding]
    originals: dict[int, str]
    """Finding -> what stood there, also where it is replaced."""

    def alike(self, finding: NameFinding) -> list[NameFinding]:
        """All places of the same name on which the same was decided, in the order of the text."""
        key = self.key(finding)
        return [other for other in self.findings if self.key(other) == key]

    def key(self, finding: NameFinding) -> tuple[str, FindingState, str]:
        """What makes two findings one row on the screen."""
        stands = self.text[finding.start : finding.end] if finding.state is FindingState.REPLACED else ""
        return as_compared(self.originals[finding.id]), finding.state, as_compared(stands)

    @property
    def people(self) -> set[str]:
        """The names of people in the text, replaced ones too."""
        return {self.originals[one.id] for one in self.findings if one.kind == NameKind.PERSON}

    def turn_at(self, offset: int) -> Turn:
        """The turn that holds this offset."""
        return self.turns[bisect_right(self.turns, offset, key=lambda turn: turn.start) - 1]


def names_in(session: Session, vault: PseudonymVault, interview: Interview) -> NamesInSource:
    """Everything about the names in an interview."""
    source = source_of(session, interview)
    turns = turns_of(session, source.id)
    text = "\n".join(turn.text for turn in turns)
    query = select(NameFinding).where(NameFinding.source_id == source.id)
    findings = list(session.exec(query.order_by(col(NameFinding.start), col(NameFinding.id))).all())
    originals = {finding.id: original_of(vault, finding, text) for finding in findings}
    return NamesInSource(source, turns, text, findings, originals)


def finding_by_id(names: NamesInSource, finding_id: int) -> NameFinding:
    """Raises FindingUnknown."""
    found = next((finding for finding in names.findings if finding.id == finding_id), None)
    if found is None:
        raise FindingUnknown
    return found


def shortest_of(names: NamesInSource, findings: Sequence[NameFinding]) -> NameFinding:
    """The place where the name stands without a possessive, if there is one: what its row shows."""
    return min(findings, key=lambda one: (one.end - one.start, one.start))
