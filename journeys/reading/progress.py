"""How far reading rounds are: who read what, what they said of it, and which comments wait for an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.clock import today
from foundation.database.full_text.words import by_letter
from foundation.dutch import _
from foundation.errors import NotFound
from journeys.models import Journey
from journeys.reading.models import Comment, CouncilMember, Outcome, ReviewRound, Verdict
from journeys.story import Story, from_json


class RoundUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Deze leesronde is er niet, of niet meer. Kijk of het adres klopt."))


@dataclass(frozen=True)
class MemberProgress:
    """One member with what they said, in the order of the steps."""

    member: CouncilMember
    said: tuple[Comment, ...]

    @property
    def remarks(self) -> tuple[Comment, ...]:
        """What was said in words; 'good as it is' without a word is not among them."""
        return tuple(comment for comment in self.said if comment.text is not None)

    @property
    def outcomes(self) -> tuple[Outcome | None, ...]:
        """What was done with each remark, None while it waits.

        Words that were answered stay a remark when other words, or none, take their place.
        """
        before = (Outcome(one["outcome"]) for comment in self.said for one in comment.answered_before)
        return (*before, *(comment.outcome for comment in self.remarks))

    @property
    def answered_before(self) -> int:
        """How many of `outcomes` are of words that stand no more."""
        return len(self.outcomes) - len(self.remarks)

    @property
    def has_read(self) -> bool:
        """Whether anything came from this member."""
        return bool(self.said) or self.member.verdict is not None

    @property
    def counts(self) -> bool:
        """Whether this member is one of the council: a link taken back before anything was said does not count."""
        return self.has_read or self.member.revoked_at is None

    def of_step(self, number: int) -> Comment | None:
        """What this member said of a step."""
        return next((comment for comment in self.said if comment.step_number == number), None)


@dataclass(frozen=True)
class RoundProgress:
    """A round with its members by name."""

    round: ReviewRound
    journey: Journey
    everybody: tuple[MemberProgress, ...]

    @property
    def story(self) -> Story:
        """What the council reads."""
        return from_json(self.round.content)

    @property
    def is_open(self) -> bool:
        """Whether can still be read."""
        return is_open(self.round)

    @property
    def ended_by_itself(self) -> bool:
        """Whether the last day went by, and nobody closed it."""
        return not self.is_open and self.round.closed_at is None

    @property
    def members(self) -> tuple[MemberProgress, ...]:
        """Who counts as the council of this round."""
        return tuple(one for one in self.everybody if one.counts)

    @property
    def readers(self) -> tuple[MemberProgress, ...]:
        """Who said anything at all."""
        return tuple(one for one in self.members if one.has_read)

    @property
    def silent(self) -> tuple[MemberProgress, ...]:
        """Who said nothing yet."""
        return tuple(one for one in self.members if not one.has_read)

    @property
    def undecided(self) -> tuple[MemberProgress, ...]:
        """Who said something and may still give a verdict."""
        return tuple(one for one in self.readers if one.member.verdict is None and one.member.revoked_at is None)

    @property
    def judged(self) -> tuple[MemberProgress, ...]:
        """Who gave a verdict."""
        return tuple(one for one in self.members if one.member.verdict is not None)

    @property
    def agreed(self) -> tuple[MemberProgress, ...]:
        """Who agrees without conditions."""
        return tuple(one for one in self.members if one.member.verdict is Verdict.AGREED)

    @property
    def said(self) -> tuple[tuple[CouncilMember, Comment], ...]:
        """All that was said of steps, also without words."""
        return tuple((one.member, comment) for one in self.everybody for comment in one.said)

    @property
    def remarks(self) -> tuple[Comment, ...]:
        """All comments in words: each gets an answer."""
        return tuple(comment for one in self.everybody for comment in one.remarks)

    @property
    def outcomes(self) -> tuple[Outcome | None, ...]:
        """What was done with each remark that was ever answered or still stands, None while it waits."""
        return tuple(outcome for one in self.everybody for outcome in one.outcomes)

    @property
    def unanswered(self) -> tuple[Comment, ...]:
        """Comments that wait for an answer."""
        return tuple(comment for comment in self.remarks if comment.outcome is None)

    @property
    def adopted(self) -> int:
        """How many remarks changed the story."""
        return self.outcomes.count(Outcome.ADOPTED)

    def of_step(self, number: int) -> list[tuple[CouncilMember, Comment]]:
        """What was said of one step, by whom."""
        found = [(one.member, one.of_step(number)) for one in self.everybody]
        return [(member, comment) for member, comment in found if comment is not None]


def is_open(review_round: ReviewRound) -> bool:
    """Whether the council can still read and say something: up to the end of the last day."""
    return review_round.closed_at is None and today() <= review_round.closes_on


def round_of(session: Session, study_id: int, round_id: int) -> RoundProgress:
    """A round of this study. Raises RoundUnknown."""
    found = session.exec(
        select(ReviewRound)
        .join(Journey, col(Journey.id) == ReviewRound.journey_id)
        .where(ReviewRound.id == round_id, Journey.study_id == study_id)
    ).first()
    if found is None:
        raise RoundUnknown
    return rounds_progress(session, [found])[0]


def rounds_of_study(session: Session, study_id: int) -> list[RoundProgress]:
    """All rounds of a study, the newest first."""
    found = session.exec(
        select(ReviewRound)
        .join(Journey, col(Journey.id) == ReviewRound.journey_id)
        .where(Journey.study_id == study_id)
        .order_by(col(ReviewRound.id).desc())
    ).all()
    return rounds_progress(session, found)


def rounds_of_journey(session: Session, journey: Journey) -> list[RoundProgress]:
    """All rounds of a journey, the newest first."""
    query = select(ReviewRound).where(ReviewRound.journey_id == journey.id).order_by(col(ReviewRound.number).desc())
    return rounds_progress(session, session.exec(query).all())


def rounds_progress(session: Session, rounds: Sequence[ReviewRound]) -> list[RoundProgress]:
    """The rounds with members and comments, in three queries however many there are."""
    ids = [one.id for one in rounds]
    if not ids:
        return []
    journeys = session.exec(select(Journey).where(col(Journey.id).in_({one.journey_id for one in rounds}))).all()
    invited = session.exec(select(CouncilMember).where(col(CouncilMember.round_id).in_(ids))).all()
    members = sorted(invited, key=lambda one: by_letter(one.name, one.id))
    said: dict[int, list[Comment]] = {}
    comments = (
        select(Comment)
        .join(CouncilMember, col(CouncilMember.id) == Comment.member_id)
        .where(col(CouncilMember.round_id).in_(ids))
        .order_by(col(Comment.step_number), col(Comment.id))
    )
    for comment in session.exec(comments).all():
        said.setdefault(comment.member_id, []).append(comment)
    by_id = {journey.id: journey for journey in journeys}
    return [
        RoundProgress(
            one,
            by_id[one.journey_id],
            tuple(
                MemberProgress(member, tuple(said.get(member.id, ())))
                for member in members
                if member.round_id == one.id
            ),
        )
        for one in rounds
    ]
