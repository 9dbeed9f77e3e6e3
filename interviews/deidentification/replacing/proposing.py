"""Names are looked for and proposed; or a person points at one."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from foundation.database.many import add_many
from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.deidentification.models import FindingState, NameFinding
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing.deciding import check_open, decide
from interviews.deidentification.replacing.looking import LookedThrough, Place
from interviews.deidentification.replacing.names_in_source import names_in
from interviews.deidentification.replacing.searching import search_names, search_standing
from interviews.deidentification.study_names import OWN
from interviews.deidentification.words.whole_words import occurrences
from interviews.models import Interview, InterviewState
from interviews.name_kinds import NameKind
from interviews.texts.models import Source, Turn
from interviews.texts.sources import source_of, text_of

AT_ONCE = 1_000
"""Proposals that are stored before others may write: some hundredths of a second."""
_TAKEN = b"\x01"


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
    return _add(session, source_id, _fitting(session, source_id, searched))


def propose_in_turns(
    session: Session,
    vault: PseudonymVault,
    interview: Interview,
    searched: LookedThrough | None,
    also: Iterable[str] = (),
) -> None:
    """As propose_names. Of very many it stores so many at a time and commits, so that others can write in between.

    Broken off half-way, or when the text changed meanwhile, its names are still to be searched for; what stands there
    by then is not proposed a second time.
    """
    source = source_of(session, interview)
    if searched is None or searched.text != text_of(session, source.id):
        propose_names(session, vault, interview, also)
        return
    check_open(interview)
    revision, fitting = source.revision, _fitting(session, source.id, searched)
    for first in range(0, len(fitting), AT_ONCE):
        if first:
            session.commit()
            if not _is_still(session, interview, source, revision):
                return
        _add(session, source.id, _free(session, source.id, fitting[first : first + AT_ONCE]))
    interview.names_searched = True


def propose_standing(session: Session, vault: PseudonymVault, interview: Interview) -> int:
    """Propose each place where a name of the study stands, in any form, about which nothing was decided; how many.

    The study may have come to know it after this text was searched.
    """
    source_id = source_of(session, interview).id
    searched = search_standing(session, vault, interview.study_id, text_of(session, source_id))
    return _add(session, source_id, _fitting(session, source_id, searched))


def _fitting(session: Session, source_id: int, searched: LookedThrough) -> list[Place]:
    """Those that lie within one turn, and on none that is there already; of two that overlap the longer. By place.

    A long text has thousands of turns and of names, and somebody waits to write: only their places are read, and a
    byte for each sign says whether it is taken.
    """
    turns = select(Turn.start, Turn.end).where(col(Turn.source_id) == source_id).order_by(col(Turn.position))
    starts, ends = zip(*session.exec(turns).all(), strict=True)
    taken = bytearray(ends[-1])
    for start, end in session.exec(_places(source_id)).all():
        taken[start:end] = _TAKEN * (end - start)
    new = []
    for one in sorted(searched.found, key=_longest_first):
        start, end = one.start, one.end
        if end <= ends[bisect_right(starts, start) - 1] and taken.find(_TAKEN, start, end) < 0:
            new.append(one)
            taken[start:end] = _TAKEN * (end - start)
    return sorted(new, key=_by_place)


def _free(session: Session, source_id: int, places: Sequence[Place]) -> list[Place]:
    """Those, by place and apart, where nothing was proposed since they were chosen."""
    meanwhile = _places(source_id).where(
        col(NameFinding.start) < places[-1].end, col(NameFinding.end) > places[0].start
    )
    there = session.exec(meanwhile).all()
    return [one for one in places if not any(one.start < end and start < one.end for start, end in there)]


def _is_still(session: Session, interview: Interview, source: Source, revision: int) -> bool:
    """Whether the interview is there, with the same text, and its names are not done."""
    query = select(Source.revision).join(Interview, col(Interview.id) == Source.interview_id)
    still = query.where(Source.id == source.id, Interview.state == InterviewState.NAMES)
    return session.exec(still).first() == revision


def _places(source_id: int) -> Select[int, int]:
    return select(NameFinding.start, NameFinding.end).where(col(NameFinding.source_id) == source_id)


def _add(session: Session, source_id: int, places: Iterable[Place]) -> int:
    return add_many(session, NameFinding, (_row(source_id, one) for one in places))


def _longest_first(found: Place) -> int:
    return found.start - found.end


def _by_place(found: Place) -> int:
    return found.start


def _row(source_id: int, found: Place) -> dict[str, Any]:
    return {"source_id": source_id, "state": FindingState.PROPOSED, "digest": "", **found._asdict()}


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
