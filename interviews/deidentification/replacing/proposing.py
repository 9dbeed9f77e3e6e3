"""Names are looked for and proposed; or a person points at one."""

from collections.abc import Callable, Iterable

from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.deidentification.finding.proposals import Finding, NameKind, find_names
from interviews.deidentification.kinds import Clue
from interviews.deidentification.known.names import known_names
from interviews.deidentification.known.passed_over import in_disguise, standing_in
from interviews.deidentification.models import FindingState, NameFinding
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing.deciding import check_open, decide
from interviews.deidentification.replacing.names_in_source import NamesInSource, names_in
from interviews.deidentification.study_names import (
    OWN,
    as_compared,
    kept_before,
    pointed_at,
    study_rows,
)
from interviews.deidentification.words.whole_words import occurrences
from interviews.lines.speaker_labels import gives_nobody_away
from interviews.models import Interview

SPEAKER = "speaker"
"""The reason of a finding that is how the file called a speaker."""
KEPT_BEFORE = "kept_before"
"""The reason of a finding that was left standing in another interview of the study."""


class NotInText(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("‘%(name)s’ staat niet in dit gesprek, of is al een voorstel. Kijk hoe het gespeld is.", name=name)
        )


def propose_names(session: Session, vault: PseudonymVault, interview: Interview, also: Iterable[str] = ()) -> int:
    """Look for names and propose each place; how many there are. Names of earlier interviews are known.

    `also`: labels of speakers as the file had them; one that is a person's name is looked for too.
    """
    check_open(interview)
    names = names_in(session, vault, interview)
    rows = study_rows(session, interview.study_id)
    speakers = {label: NameKind.PERSON for label in also if not gives_nobody_away(label)}
    earlier = {vault.reveal(row): row.kind for row in rows.values()}
    marked = pointed_at(session, vault, interview.study_id)
    kept = kept_before(session, interview)

    def reason(one: Finding) -> str:
        written = names.text[one.start : one.end]
        if one.clue is Clue.KNOWN and written in speakers:
            return SPEAKER
        return KEPT_BEFORE if one.clue is not Clue.KNOWN and as_compared(written) in kept else one.clue

    found = find_names(names.text, known=speakers | earlier, marked=marked)
    again = in_disguise(names.text, found)
    standing = standing_in(names.text, known_names(session, vault, interview.study_id))
    interview.names_searched = True
    return _add_proposals(session, names, [*found, *again, *standing], reason)


def propose_standing(session: Session, vault: PseudonymVault, interview: Interview) -> int:
    """Propose each place where a name of the study stands, in any form, about which nothing was decided; how many.

    The study may have come to know it after this text was searched.
    """
    names = names_in(session, vault, interview)
    known = known_names(session, vault, interview.study_id)
    return _add_proposals(session, names, standing_in(names.text, known), lambda one: one.clue)


def _add_proposals(
    session: Session, names: NamesInSource, found: Iterable[Finding], reason: Callable[[Finding], str]
) -> int:
    """Those that lie within one turn, and on none that is there already; of two that overlap the longer. How many."""
    taken = {place for finding in names.findings for place in range(finding.start, finding.end)}
    new = []
    for one in sorted(found, key=lambda one: one.start - one.end):
        if one.end <= names.turn_at(one.start).end and taken.isdisjoint(range(one.start, one.end)):
            new.append(one)
            taken |= set(range(one.start, one.end))
    session.add_all(
        NameFinding(source_id=names.source.id, start=one.start, end=one.end, kind=one.kind, reason=reason(one))
        for one in sorted(new, key=lambda one: one.start)
    )
    session.flush()
    return len(new)


def mark_name(
    session: Session, vault: PseudonymVault, interview: Interview, name: str, kind: NameKind
) -> list[NameFinding]:
    """Propose every place where a name stands that a person pointed at. Raises NotInText."""
    name = " ".join(name.split())
    marked = mark_names(session, vault, interview, [(name, kind)])
    if not marked:
        raise NotInText(name)
    return marked


def mark_names(
    session: Session, vault: PseudonymVault, interview: Interview, wanted: Iterable[tuple[str, NameKind]]
) -> list[NameFinding]:
    """Propose every place of these names that is not a proposal yet; where two overlap, the one named first counts."""
    check_open(interview)
    names = names_in(session, vault, interview)
    decided = {(one.start, one.end): one for one in names.findings if one.state is FindingState.KEPT}
    taken = {place for one in names.findings for place in range(one.start, one.end)}
    marked = []
    for name, kind in wanted:
        for start, end in occurrences(names.text, name):
            if (start, end) in decided:
                decide(session, decided[start, end], FindingState.PROPOSED)
                marked.append(decided.pop((start, end)))
            elif taken.isdisjoint(range(start, end)):
                marked.append(NameFinding(source_id=names.source.id, start=start, end=end, kind=kind, reason=OWN))
                taken |= set(range(start, end))
    session.add_all(marked)
    session.flush()
    return marked
