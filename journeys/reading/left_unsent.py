"""Who filled in something and did not send it: told by name and number, never what. That is the member's own."""

from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session, col, select

from foundation.dutch import ngettext
from journeys.reading.models import CouncilMember, UnsentAnswer
from journeys.reading.not_sent import not_sent
from journeys.reading.opened_form import OF_THE_WHOLE
from journeys.reading.progress import MemberProgress, RoundProgress, rounds_of_study
from journeys.reading.unsent_answers import sent_answer, sent_verdict, waiting_answer


def left_unsent(session: Session, rounds: Sequence[RoundProgress]) -> dict[int, tuple[CouncilMember, ...]]:
    """{round: its members with such answers, by name}; rounds without any fall away. One query."""
    ids = [one.round.id for one in rounds]
    query = (
        select(UnsentAnswer)
        .join(CouncilMember, col(CouncilMember.id) == UnsentAnswer.member_id)
        .where(col(CouncilMember.round_id).in_(ids))
        .order_by(col(UnsentAnswer.id))
    )
    kept: dict[int, list[UnsentAnswer]] = defaultdict(list)
    for row in session.exec(query).all() if ids else ():
        kept[row.member_id].append(row)
    found = {
        progress.round.id: tuple(
            one.member for one in progress.everybody if any(_says_more(one, row) for row in kept[one.member.id])
        )
        for progress in rounds
    }
    return {round_id: members for round_id, members in found.items() if members}


def with_link(members: Sequence[CouncilMember]) -> tuple[CouncilMember, ...]:
    """Who can still read their own words: a link that was taken back shows nothing."""
    return tuple(one for one in members if one.revoked_at is None)


def ended_with_words(session: Session, study_id: int) -> list[tuple[RoundProgress, tuple[CouncilMember, ...]]]:
    """Rounds of which the last day went by while such answers waited, and of which nobody said since what to do.

    Only the newest of a journey: a newer one takes its place. The newest first.
    """
    newest: dict[int, RoundProgress] = {}
    for progress in rounds_of_study(session, study_id):
        newest.setdefault(progress.journey.id, progress)
    ended = [one for one in newest.values() if one.ended_by_itself]
    left = left_unsent(session, ended)
    found = [(one, with_link(left.get(one.round.id, ()))) for one in ended]
    return [(one, members) for one, members in found if members]


def had_unsent(number: int) -> str:
    """'1 lid had nog iets niet verstuurd', '2 leden hadden nog iets niet verstuurd'."""
    return ngettext("%(num)s lid had nog iets niet verstuurd", "%(num)s leden hadden nog iets niet verstuurd", number)


def _says_more(mine: MemberProgress, row: UnsentAnswer) -> bool:
    """Whether there is a choice or a word in it that this member did not send."""
    is_verdict = row.step_number == OF_THE_WHOLE
    sent = sent_verdict(mine.member) if is_verdict else sent_answer(mine.of_step(row.step_number))
    return bool(not_sent(waiting_answer(row, sent), sent))
