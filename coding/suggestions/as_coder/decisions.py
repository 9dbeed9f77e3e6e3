"""How often proposals were taken: from what people decided, which is kept for as long as the text is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coding.models import Code, Segment, Suggestion, SuggestionState
from coding.suggestions.as_coder.comparing import codes_at
from coding.suggestions.judging.material import Coding
from coding.visibility import in_figures, shown_suggestions


@dataclass
class Decided:
    """Of proposals that somebody decided on: taken, another code chosen there, or no code at all."""

    accepted: int = 0
    other: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        return self.accepted + self.other + self.refused


@dataclass(frozen=True)
class DecidedPerCode:
    code: Code
    decided: Decided


@dataclass(frozen=True)
class Decisions:
    """Each piece of text counts once. In `passages` it was taken when any of its guesses was; in `codes` it stands with
    the code that the program named first there, and was taken when that is what was given. By most decided."""

    passages: Decided
    codes: list[DecidedPerCode]

    @property
    def taken_later(self) -> int:
        """Of `passages`: where a guess after the first was taken."""
        return self.passages.accepted - sum(one.decided.accepted for one in self.codes)


def decisions_of(session: Session, study_id: int) -> Decisions:
    """Everybody's together, as far as proposals may be seen: to a second coder none."""
    codings = _codings(session, study_id)
    passages, per_code = Decided(), defaultdict[int, Decided](Decided)
    for proposed in _decided_passages(session, study_id):
        first = proposed[0]
        here = Coding(first.source_id, first.start, first.end, first.code_id, "")
        given = codes_at(here, codings.get(first.source_id, ()))
        given |= {one.code_id for one in proposed if one.state == SuggestionState.ACCEPTED}
        _count(passages, given, {one.code_id for one in proposed})
        _count(per_code[first.code_id], given, {first.code_id})
    codes = session.exec(select(Code).where(Code.study_id == study_id).order_by(col(Code.position), col(Code.id))).all()
    found = [DecidedPerCode(code, per_code[code.id]) for code in codes if code.id in per_code]
    return Decisions(passages, sorted(found, key=lambda one: -one.decided.total))


def _count(decided: Decided, given: set[int], proposed: set[int]) -> None:
    """One passage: the codes that it got, beside those that were proposed for it."""
    if given & proposed:
        decided.accepted += 1
    elif given:
        decided.other += 1
    else:
        decided.refused += 1


def _decided_passages(session: Session, study_id: int) -> Iterable[Sequence[Suggestion]]:
    """What was proposed for one piece of text, together, the first guess first."""
    query = select(Suggestion).where(
        Suggestion.study_id == study_id,
        col(Suggestion.state) != SuggestionState.PROPOSED,
        shown_suggestions(session, study_id),
    )
    found: dict[tuple[int, int, int], list[Suggestion]] = defaultdict(list)
    for one in session.exec(query.order_by(col(Suggestion.rank), col(Suggestion.id))).all():
        found[one.source_id, one.start, one.end].append(one)
    return found.values()


def _codings(session: Session, study_id: int) -> dict[int, list[Coding]]:
    found: dict[int, list[Coding]] = defaultdict(list)
    query = select(Segment.source_id, Segment.start, Segment.end, Segment.code_id)
    for row in session.exec(query.where(Segment.study_id == study_id, in_figures(session))).all():
        found[row[0]].append(Coding(*row, ""))
    return found
