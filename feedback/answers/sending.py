"""Sending an answer, once: the code is spent in the statement that decides, and its answer counts with it."""

from sqlmodel import Session, col, delete, select, update

from feedback.answers.entering import Entered, check_open
from feedback.answers.filled_in import FilledIn
from feedback.answers.models import Given, Readers, Response, WrittenAnswer
from feedback.answers.unfinished import drop_unfinished, keep_unfinished
from feedback.calling.permissions import keep_permission, permission_of, wipe_permission
from feedback.cases.signals import close_with_answer, open_signal
from feedback.codes.keys import CodeKeys
from feedback.codes.models import EntryCode
from feedback.counts.counting import count_answer
from feedback.counts.months import month_of
from feedback.people.models import OpinionInvitation
from foundation.clock import today
from foundation.dutch import _
from foundation.errors import ResearcherError


class NothingFilledIn(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("U heeft nog niets ingevuld. Beantwoord minstens één vraag, dan kunt u uw antwoord versturen.")
        )


class CountedInPublic(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Uw cijfer telt al mee in een cijfer op de website. Aanpassen kan niet meer. Weghalen kan nog wel.")
        )


def send_answer(session: Session, keys: CodeKeys, entered: Entered, questionnaire_id: int, filled: FilledIn) -> bool:
    """Whether this was the first time: sent twice, it counts once. Raises NotOpen, NothingFilledIn."""
    check_open(entered)
    if filled.is_empty:
        raise NothingFilledIn
    unspent = (col(EntryCode.id) == entered.row.id, col(EntryCode.is_spent).is_(False))
    if session.exec(update(EntryCode).where(*unspent).values(is_spent=True)).rowcount != 1:
        return False
    response = Response(
        id=keys.answer_number(entered.code),
        measured_id=entered.measured.id,
        questionnaire_id=questionnaire_id,
        month=month_of(today()),
        readers=filled.readers or Readers.RESEARCHERS,
    )
    session.add(response)
    session.flush()
    session.add_all(Given(response_id=response.id, question=one, value=value) for one, value in filled.given.items())
    session.add_all(
        WrittenAnswer(response_id=response.id, question=one, text=text) for one, text in filled.written.items()
    )
    if filled.calling is not None:
        keep_permission(session, keys, response.id, filled.calling)
    count_answer(session, response.measured_id, response.month, filled.given)
    drop_unfinished(session, entered)
    open_signal(session, response.id, filled.written.values())
    return True


def sent_answer(session: Session, keys: CodeKeys, entered: Entered) -> Response | None:
    """What was sent with this code, as long as its code works."""
    return session.get(Response, keys.answer_number(entered.code)) if entered.is_spent else None


def answer_in(session: Session, keys: CodeKeys, response: Response) -> FilledIn:
    given = session.exec(select(Given).where(Given.response_id == response.id)).all()
    written = session.exec(select(WrittenAnswer).where(WrittenAnswer.response_id == response.id)).all()
    return FilledIn(
        {one.question: one.value for one in given},
        {one.question: one.text for one in written},
        response.readers,
        permission_of(session, keys, response.id),
    )


def may_be_changed(response: Response) -> bool:
    """Not once it is counted in public: sent anew it would count there twice."""
    return response.block_id is None


def open_again(session: Session, keys: CodeKeys, entered: Entered) -> None:
    """Let somebody change what they sent: it counts again once they send it anew. Raises CountedInPublic."""
    response = sent_answer(session, keys, entered)
    if response is None:
        return
    if not may_be_changed(response):
        raise CountedInPublic
    version_id = response.questionnaire_id
    answer = take_back(session, keys, entered)
    if answer is not None:
        keep_unfinished(session, keys, entered, version_id, answer)


def take_back(session: Session, keys: CodeKeys, entered: Entered) -> FilledIn | None:
    """Take out what was sent with this code, with every word of it; what it was. None when nothing is there any more.

    It is counted no longer. In a figure that was published it stays: correcting that would show what the answer was.
    """
    response = sent_answer(session, keys, entered)
    if response is None:
        return None
    answer = answer_in(session, keys, response)
    count_answer(session, response.measured_id, response.month, answer.given, by=-1)
    wipe_permission(session, response.id)
    close_with_answer(session, response.id)
    for table in (Given, WrittenAnswer):
        session.exec(delete(table).where(col(table.response_id) == response.id))
    # Who answered is not reminded, also after taking it back.
    session.exec(
        update(OpinionInvitation).where(col(OpinionInvitation.code_id) == entered.row.id).values(needs_no_reminder=True)
    )
    works_again = may_be_changed(response)
    session.delete(response)
    session.flush()
    if works_again:
        session.exec(update(EntryCode).where(col(EntryCode.id) == entered.row.id).values(is_spent=False))
    return answer
