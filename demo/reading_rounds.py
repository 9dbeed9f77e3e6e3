"""The reading rounds of the demonstration: what the advisory council said of the stories, and what was answered."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

from sqlmodel import Session, col, select

from demo import material
from demo.demonstration import Demonstration, Tell, moment
from foundation.clock import pretend_it_is, today
from foundation.dutch import counted
from journeys.models import Journey
from journeys.reading.council import judge, say
from journeys.reading.invitations import Invitation, renew
from journeys.reading.invited import Invited
from journeys.reading.models import CouncilMember, Outcome, ReviewRound, Verdict
from journeys.reading.progress import is_open
from journeys.review.rounds import answer, close_round
from journeys.review.starting import start_round

_IN_THE_EVENING = time(19, 40)

Written = dict[str, Any]


def hold_rounds(demo: Demonstration, tell: Tell) -> str:
    """The rounds that are over: everybody read, every comment was answered."""
    written = material.finished_rounds()
    with demo.at_work() as (session, study):
        said = [_hold(session, study.id, one, with_end=True) for one in written]
    adopted = sum(comment.get("outcome") == Outcome.ADOPTED for comments in said for comment in comments)
    comments = counted(sum(map(len, said)), "opmerking", "opmerkingen")
    return f"{counted(len(written), 'leesronde', 'leesrondes')}, {comments}, waarvan {adopted} overgenomen"


def open_rounds(demo: Demonstration, tell: Tell) -> str:
    """The rounds that go on today."""
    written = [_dated(one, today()) for one in material.rounds_to_open()]
    with demo.at_work() as (session, study):
        said = [_hold(session, study.id, one, with_end=False) for one in written]
    waiting = counted(sum("outcome" not in comment for comments in said for comment in comments), "wacht", "wachten")
    return f"{counted(len(written), 'leesronde', 'leesrondes')} bezig, {waiting} op antwoord"


def invitation_for_next_reader(session: Session, study_id: int) -> Invitation | None:
    """A new link for somebody of the council who did not begin to read; None when no round is open (any more)."""
    query = (
        select(CouncilMember, ReviewRound)
        .join(ReviewRound, col(ReviewRound.id) == CouncilMember.round_id)
        .join(Journey, col(Journey.id) == ReviewRound.journey_id)
        .where(Journey.study_id == study_id, col(CouncilMember.verdict).is_(None))
        .order_by(col(CouncilMember.id).desc())
    )
    waiting = (member for member, review_round in session.exec(query).all() if is_open(review_round))
    member = next(waiting, None)
    return renew(session, member) if member else None


def _dated(written: Written, built_on: date) -> Written:
    """A round of which the days are counted from the day of building, with the days filled in."""

    def day(days_ago: int) -> date:
        return built_on - timedelta(days=days_ago)

    members = [
        {**member, "read_on": day(member["read_days_ago"])} if "read_days_ago" in member else member
        for member in written["members"]
    ]
    begins_and_ends = {"started_on": day(written["started_days_ago"]), "closes_on": day(-written["closes_in_days"])}
    return {**written, **begins_and_ends, "members": members}


def _hold(session: Session, study_id: int, written: Written, *, with_end: bool) -> list[Written]:
    """The round from its first invitation; the comments that were made."""
    query = select(Journey).where(Journey.study_id == study_id, Journey.slug == written["journey"])
    journey = session.exec(query).one()
    people = [Invited(member["name"], member["email"]) for member in written["members"]]
    with pretend_it_is(moment(written["started_on"])):
        started = start_round(session, journey, people, written["closes_on"], written["contact"], written["telephone"])
    for invitation, member in zip(started.invitations, written["members"], strict=True):
        if "read_on" in member:
            _read(session, invitation.member, member, len(started.round.step_ids))
    if with_end:
        with pretend_it_is(moment(written["closes_on"] + timedelta(days=1))):
            close_round(session, started.round)
    return [comment for member in written["members"] for comment in member.get("comments", [])]


def _read(session: Session, member: CouncilMember, written: Written, steps: int) -> None:
    """One evening of reading, and the answers a day later."""
    good = written.get("good", range(1, steps + 1))
    with pretend_it_is(moment(written["read_on"], _IN_THE_EVENING)):
        for number in good:
            say(session, member, number, None)
        made = [(say(session, member, one["step"], one["text"]), one) for one in written.get("comments", [])]
        if "verdict" in written:
            judge(session, member, Verdict(written["verdict"]), written["verdict_note"])
    with pretend_it_is(moment(written["read_on"] + timedelta(days=1))):
        for comment, one in _answered(made):
            answer(session, comment, Outcome(one["outcome"]), one["answer"])


def _answered(made: list[tuple[Any, Written]]) -> Iterator[tuple[Any, Written]]:
    return ((comment, one) for comment, one in made if "outcome" in one)
