"""Whose coding: what counts, who may see it and who may change it. Every screen, count, list and file asks here.

The researchers of a study make one coding together: it counts in every figure and is the material of journeys. A
second coder codes the same texts to compare, so their codings count nowhere. Until both were done with an interview
neither sees what the other did there; from that moment on both look, and still each changes only their own.
All answers are conditions for a WHERE clause, so that no list is longer in the database than on the screen.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, literal, not_, or_, tuple_
from sqlmodel import Session, col, select

from coding.models import CodingDone, Draft, Memo, Segment, Suggestion
from foundation.dutch import _
from foundation.errors import Refused
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.models import Source
from studies.access import Role
from studies.models import ChangeRecord, Person
from studies.people.models import StudyRole
from studies.people.roles import is_second_coder, second_coders


@dataclass(frozen=True)
class Coders:
    """Who codes beside `me`: names by number, and who of them are second coders."""

    me: int | None
    names: dict[int, str]
    second: frozenset[int]

    @property
    def works_blind(self) -> bool:
        """Whether `me` is a second coder."""
        return self.me in self.second

    @property
    def apart(self) -> list[int]:
        """Whose codings `me` sees only to compare, and never changes: they are not in `me`'s figures."""
        return sorted(set(self.names) - {self.me} if self.works_blind else self.second)


class CodedToCompare(Refused):
    """It is seen because both are done; it stays the other's."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "Dit fragment is van %(name)s. Jullie coderen los van elkaar, om te vergelijken. Er is niets "
                "gewijzigd.",
                name=name,
            )
        )


class MemoOfAnother(Refused):
    """A memo says what its writer thought."""

    def __init__(self, name: str) -> None:
        super().__init__(_("Deze memo is van %(name)s. Schrijf er zelf een bij. Er is niets gewijzigd.", name=name))


class FeelingOfAnother(Refused):
    """How it was told is part of the coding: what this coder heard."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "Dit fragment is van %(name)s, en daar hoort het gevoel bij. Hoor jij het anders? Schrijf dan een "
                "memo. Er is niets gewijzigd.",
                name=name,
            )
        )


class CodebookOfResearchers(Refused):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Een tweede codeur gebruikt codes en maakt nieuwe. Wijzigen, samenvoegen en verwijderen doet een "
                "onderzoeker, want dat raakt ook het werk van anderen. Er is niets gewijzigd."
            )
        )


def counts() -> ColumnElement[bool]:
    """Which segments count for the study and may carry a journey: those of researchers. A condition on Segment."""
    # As a list that is made once, not a question for each of 100,000 segments.
    return tuple_(col(Segment.coder_id), col(Segment.study_id)).not_in(second_coders())


def in_figures(session: Session) -> ColumnElement[bool]:
    """Which segments are in the lists and figures of whoever works in this session. A condition on Segment.

    For a second coder their own, for everybody else what counts.
    """
    me = session.info.get("person_id")
    if me is None:
        return counts()
    i_am_second = tuple_(literal(me), col(Segment.study_id)).in_(second_coders())
    return or_(col(Segment.coder_id) == me, and_(counts(), not_(i_am_second)))


def told(session: Session, study_id: int) -> ColumnElement[bool]:
    """Which segments say in figures and lists what people tell: `in_figures`, without what somebody took back."""
    return and_(in_figures(session), col(Segment.source_id).not_in(texts_taken_back(session, study_id)))


def texts_taken_back(session: Session, study_id: int) -> set[int]:
    """The sources that may not be used any more: nothing is learnt from them and nothing proposed in them."""
    interviews = withdrawn_interviews(session, study_id)
    if not interviews:
        return set()
    return set(session.exec(select(Source.id).where(col(Source.interview_id).in_(interviews))).all())


def seen(session: Session) -> ColumnElement[bool]:
    """Which segments whoever works in this session may see in their text. A condition on Segment."""
    return _seen(session, col(Segment.coder_id))


def seen_changes(session: Session, source: Source) -> ColumnElement[bool]:
    """Which changes in this text show to whoever works in this session. A condition on ChangeRecord."""
    by_the_program = col(ChangeRecord.person_id).is_(None)
    return or_(by_the_program, _seen_in(session, source.id, source.study_id, col(ChangeRecord.person_id)))


def seen_ends(session: Session, source: Source) -> ColumnElement[bool]:
    """Whose being done with this text shows to whoever works in this session. A condition on CodingDone or Interview.

    Researchers read it by name; a second coder has to do with others only once they are done themselves.
    """
    me = session.info.get("person_id")
    mine = select(CodingDone.id).where(CodingDone.interview_id == source.interview_id, CodingDone.person_id == me)
    i_am_done = mine.correlate(None).exists()
    return or_(not_(is_second_coder(me, source.study_id)), i_am_done)


def seen_drafts(session: Session, source: Source) -> ColumnElement[bool]:
    """Of which texts that are typed with this text, and not saved, it may be told that they are there and whose.

    What they say is for their writer only. A condition on Draft.
    """
    return _seen_in(session, source.id, source.study_id, col(Draft.person_id))


def seen_memos(session: Session) -> ColumnElement[bool]:
    """Which memos on segments may be seen: both the segment and the memo. A condition on Memo joined with Segment."""
    return and_(_seen(session, col(Segment.coder_id)), _seen(session, col(Memo.person_id)))


def shown_suggestions(session: Session, study_id: int) -> ColumnElement[bool]:
    """Which suggestions may be seen: all of what may be used, or for a second coder none. A condition on Suggestion.

    They are learnt from the researchers' codings and skip what those coded: each tells a blind coder something.
    """
    by_person = not_(is_second_coder(session.info.get("person_id"), study_id))
    return and_(by_person, col(Suggestion.source_id).not_in(texts_taken_back(session, study_id)))


def seen_numbers(session: Session, study_id: int, source_id: Any, whose: Any) -> ColumnElement[bool]:
    """Of whose coding (a person) of which text (a source) figures beside the program's may be told. A condition.

    As `seen`; to a second coder none, as of suggestions, and of what was taken back nothing.
    """
    by_person = not_(is_second_coder(session.info.get("person_id"), study_id))
    may_use = source_id.not_in(texts_taken_back(session, study_id))
    return and_(by_person, may_use, _seen_in(session, source_id, study_id, whose))


def coders_of(session: Session, study_id: int) -> Coders:
    """Everybody who has or had a role in the study, as whoever works in this session codes beside them."""
    query = select(Person.id, Person.name, StudyRole.role).join(StudyRole, col(StudyRole.person_id) == Person.id)
    rows = session.exec(query.where(StudyRole.study_id == study_id).order_by(col(Person.id))).all()
    return Coders(
        session.info.get("person_id"),
        {number: name for number, name, _role in rows},
        frozenset(number for number, _name, role in rows if role == Role.SECOND_CODER),
    )


def check_may_change(session: Session, segment: Segment) -> None:
    """A coder changes their own; researchers also each other's. Raises CodedToCompare."""
    coders = coders_of(session, segment.study_id)
    if segment.coder_id in coders.apart:
        raise CodedToCompare(coders.names[segment.coder_id])


def check_own_segment(session: Session, segment: Segment) -> None:
    """Only the coder says how it was told. Raises FeelingOfAnother."""
    if segment.coder_id != session.info.get("person_id"):
        raise FeelingOfAnother(coders_of(session, segment.study_id).names.get(segment.coder_id, _("iemand anders")))


def check_own_memo(session: Session, memo: Memo) -> None:
    """Only who wrote a memo rewrites it or throws it away. Raises MemoOfAnother."""
    if memo.person_id != session.info.get("person_id"):
        raise MemoOfAnother(coders_of(session, memo.study_id).names.get(memo.person_id, _("iemand anders")))


def check_may_edit_codebook(session: Session, study_id: int) -> None:
    """Changing a code changes what everybody coded with it. Raises CodebookOfResearchers."""
    if coders_of(session, study_id).works_blind:
        raise CodebookOfResearchers


def _seen(session: Session, whose: Any) -> ColumnElement[bool]:
    return _seen_in(session, col(Segment.source_id), col(Segment.study_id), whose)


def _seen_in(session: Session, source_id: Any, study: Any, whose: Any) -> ColumnElement[bool]:
    me = session.info.get("person_id")
    i_am_second, they_are_second = is_second_coder(me, study), is_second_coder(whose, study)
    return or_(
        whose == me,
        and_(
            or_(not_(i_am_second), _was_opened(source_id, me)),
            or_(not_(they_are_second), _was_opened(source_id, whose)),
        ),
    )


def _was_opened(source_id: Any, second_coder: Any) -> ColumnElement[bool]:
    """Whether a second coder and the researchers once were both done with the interview that a text is of."""
    of_text = select(CodingDone.id).join(Source, col(Source.interview_id) == CodingDone.interview_id)
    return exists(
        of_text.where(
            col(Source.id) == source_id,
            col(CodingDone.person_id) == second_coder,
            col(CodingDone.seen_at).is_not(None),
        )
    )
