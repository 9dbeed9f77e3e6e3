"""Names are looked for and proposed; or a person points at one."""

from bisect import bisect_right
from collections.abc import Iterable

from sqlmodel import Session, col, select

from foundation.database.many import add_many
from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.deidentification.models import FindingState, NameFinding
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing.deciding import check_open, decide
from interviews.deidentification.replacing.looking import LookedThrough
from interviews.deidentification.replacing.names_in_source import names_in
from interviews.deidentification.replacing.searching import search_names, search_standing
from interviews.deidentification.study_names import OWN
from interviews.deidentification.words.whole_words import occurrences
from interviews.models import Interview
from interviews.name_kinds import NameKind
from interviews.texts.models import Turn
from interviews.texts.sources import source_of, text_of


class NotInText(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _("‘%(name)s’ staat niet in dit gesprek, of is al een voorstel. Kijk hoe het gespeld is.", name=name)
        )


def propose_names(
    session: Session,
    vault: PseudonymVault,
    interview: Interview,
    also: Iterable[str] = (),
    searched: LookedThrough | None = None,
) -> int:
    """Propose each place where a name may stand; how many there are.

    `also`: see `search_names`. `searched`: what that found in this text already, so that it need not be searched here.
    """
    check_open(interview)
    source_id = source_of(session, interview).id
    text = text_of(session, source_id)
    if searched is None or searched.text != text:
        searched = search_names(session, vault, interview.study_id, text, also=also, besides=interview.id)
    interview.names_searched = True
    return _add_proposals(session, source_id, searched)


def propose_standing(session: Session, vault: PseudonymVault, interview: Interview) -> int:
    """Propose each place where a name of the study stands, in any form, about which nothing was decided; how many.

    The study may have come to know it after this text was searched.
    """
    source_id = source_of(session, interview).id
    searched = search_standing(session, vault, interview.study_id, text_of(session, source_id))
    return _add_proposals(session, source_id, searched)


def _add_proposals(session: Session, source_id: int, searched: LookedThrough) -> int:
    """Those that lie within one turn, and on none that is there already; of two that overlap the longer. How many.

    A long text has thousands of turns and of names, and somebody waits to write: only their places are read.
    """
    turns = select(Turn.start, Turn.end).where(col(Turn.source_id) == source_id).order_by(col(Turn.position))
    there = select(NameFinding.start, NameFinding.end).where(col(NameFinding.source_id) == source_id)
    starts, ends = zip(*session.exec(turns).all(), strict=True)
    taken = {place for start, end in session.exec(there).all() for place in range(start, end)}
    new = []
    for one in sorted(searched.found, key=lambda found: found.start - found.end):
        places = range(one.start, one.end)
        if one.end <= ends[bisect_right(starts, one.start) - 1] and taken.isdisjoint(places):
            new.append(one)
            taken.update(places)
    row = {"source_id": source_id, "state": FindingState.PROPOSED, "digest": ""}
    return add_many(session, NameFinding, (row | one._asdict() for one in sorted(new, key=lambda found: found.start)))


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
