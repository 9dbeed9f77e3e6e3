"""What a council member filled in and did not send: kept, so that leaving a page loses nothing."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.page_turns import comes_late
from journeys.reading.models import Comment, CouncilMember, CouncilPageSent, UnsentAnswer
from journeys.reading.opened_form import (
    BETTER,
    GOOD,
    OF_THE_WHOLE,
    FilledIn,
    OpenedForm,
    Sent,
    is_in,
    is_together,
    together,
)

LONGEST = 50_000
"""Far more than can be sent: what is too long to send is not lost for that."""


class TooLongToKeep(ResearcherError):
    """What was typed at this step."""

    def __init__(self, step_number: int) -> None:
        super().__init__(_("Dit is te lang om te bewaren. Maak het korter, of bel ons."))
        self.step_number = step_number


def keep(
    session: Session, member: CouncilMember, filled_in: Mapping[int, FilledIn], opened: OpenedForm | None = None
) -> bool:
    """Keep what differs from what this member sent; what does not differ (any more) is forgotten.

    What another page wrote, and `opened` never showed, is kept beside it. Without `opened` all of it was seen.
    What arrives after this page sent something later changes nothing, nor what was sent meanwhile as part of more.
    Says whether anything is kept beside what was filled in. Raises TooLongToKeep.
    """
    if opened and opened.name and _comes_late(session, member, opened):
        return False
    sent, kept = _sent(session, member), unsent_of(session, member)
    touched = []
    for number, answer in filled_in.items():
        if len(answer.text) > LONGEST:
            raise TooLongToKeep(number)
        was_sent, row = sent.get(number, Sent()), kept.get(number)
        if row is None and (_says_the_same(answer, was_sent) or was_sent.holds(answer, opened)):
            continue
        row = row or UnsentAnswer(member_id=member.id, step_number=number, form=opened.name if opened else "")
        if _is_of_another(row, opened) and _adds_nothing(answer, was_sent, row):
            _choose(row, answer, opened, is_changed=False)
            continue
        if number in kept and _stands(answer, row) and not _says_the_same(answer, was_sent):
            continue
        _put_beside(row, opened)
        if _says_the_same(answer, was_sent):
            _drop(session, row)
            continue
        _choose(row, answer, opened, is_changed=True)
        row.text, row.saved_at = answer.text, now()
        if was_sent.is_unseen(opened) and not is_in(was_sent.text, answer.text):
            row.elsewhere = {**row.elsewhere, was_sent.form: was_sent.text}
        if len(together(row)) > LONGEST:
            raise TooLongToKeep(number)
        session.add(row)
        touched.append(row)
    session.flush()
    return any(row.elsewhere for row in touched)


def forget(session: Session, member: CouncilMember, step_number: int, opened: OpenedForm | None = None) -> None:
    """It was sent, so nothing waits any more, but for what another page wrote, unless that was sent along."""
    if opened and opened.name:
        _comes_late(session, member, opened)
    row = unsent_of(session, member).get(step_number)
    if row is None:
        return
    _put_beside(row, opened)
    sent = _sent(session, member).get(step_number, Sent()).text
    row.elsewhere = {form: text for form, text in row.elsewhere.items() if not is_in(text, sent)}
    _drop(session, row)
    session.flush()


def with_unseen(words: str, sent: Sent, opened: OpenedForm | None) -> str:
    """What a page sends, under what another page sent that this one never showed, unless one holds the other."""
    if not sent.is_unseen(opened) or is_in(sent.text, words):
        return words
    return sent.text if not words or is_in(words, sent.text) else f"{sent.text}\n\n{words}"


def unsent_of(session: Session, member: CouncilMember) -> dict[int, UnsentAnswer]:
    """{step number: what waits to be sent}, in the order of the story."""
    query = select(UnsentAnswer).where(UnsentAnswer.member_id == member.id).order_by(col(UnsentAnswer.step_number))
    return {row.step_number: row for row in session.exec(query).all()}


def sent_answer(comment: Comment | None) -> FilledIn:
    """What was sent of a step, as a form shows it."""
    return FilledIn() if comment is None else FilledIn(GOOD if comment.is_good else BETTER, comment.text or "")


def sent_verdict(member: CouncilMember) -> FilledIn:
    """What was sent of the whole, as a form shows it."""
    return FilledIn(member.verdict.value if member.verdict else "", member.verdict_note)


def waiting_answer(row: UnsentAnswer, sent: FilledIn) -> FilledIn:
    """What waits, as a form shows it: where nothing was chosen since, the choice that was sent stands."""
    return FilledIn(row.choice or sent.choice, together(row), is_joined=is_together(row))


def _sent(session: Session, member: CouncilMember) -> dict[int, Sent]:
    comments = session.exec(
        select(Comment).where(Comment.member_id == member.id).order_by(col(Comment.step_number))
    ).all()
    given = sent_verdict(member)
    verdict = Sent(given.choice, given.text, member.judged_at, member.verdict_form)
    return {OF_THE_WHOLE: verdict} | {one.step_number: _sent_comment(one) for one in comments}


def _sent_comment(comment: Comment) -> Sent:
    answer = sent_answer(comment)
    return Sent(answer.choice, answer.text, comment.said_at, comment.form)


def _comes_late(session: Session, member: CouncilMember, opened: OpenedForm) -> bool:
    return comes_late(session, CouncilPageSent, {"member_id": member.id}, opened.name, opened.turn)


def _is_of_another(row: UnsentAnswer, opened: OpenedForm | None) -> bool:
    return opened is not None and not opened.wrote(row) and not opened.showed(row)


def _adds_nothing(answer: FilledIn, sent: FilledIn, row: UnsentAnswer) -> bool:
    """Whether the page was opened earlier, and nothing was typed in it since."""
    text = answer.text.strip()
    return text in ("", sent.text.strip()) or together(row).startswith(text)


def _stands(answer: FilledIn, row: UnsentAnswer) -> bool:
    """Whether all of it waits already, so that no page need take it for something new."""
    is_same = answer.text.splitlines() == row.text.splitlines() and answer.choice in ("", row.choice)
    return is_same and not row.elsewhere


def _choose(row: UnsentAnswer, answer: FilledIn, opened: OpenedForm | None, *, is_changed: bool) -> None:
    """The choice that was made last stands; a form brings along what it only shows.

    Without scripts nothing tells when it was made: then with what `is_changed`.
    """
    if opened is None or opened.chosen is None:
        at = now() if is_changed else None
    else:
        at = opened.chosen.get(row.step_number)
    if at is None:
        row.choice = row.choice or answer.choice[:20]
    elif row.chosen_at is None or at >= row.chosen_at:
        row.choice, row.chosen_at = answer.choice[:20], at


def _put_beside(row: UnsentAnswer, opened: OpenedForm | None) -> None:
    """Make `row` that of `opened`: what it never showed goes beside it, what it showed is in it."""
    if opened is None or (opened.showed(row) and not opened.wrote(row)):
        row.elsewhere = {}
    elif _is_of_another(row, opened):
        row.elsewhere = {
            form: text for form, text in {**row.elsewhere, row.form: row.text}.items() if form != opened.name
        }
    row.form = opened.name if opened else ""


def _drop(session: Session, row: UnsentAnswer) -> None:
    """Nothing waits of this page; what waits of another takes its place."""
    waiting = {form: text for form, text in row.elsewhere.items() if text.strip()}
    if not waiting:
        session.delete(row)
        return
    row.form, row.text = waiting.popitem()
    row.choice, row.chosen_at, row.elsewhere, row.saved_at = "", None, waiting, now()
    session.add(row)


def _says_the_same(answer: FilledIn, sent: FilledIn) -> bool:
    """Whether sending it would change nothing: 'better' without a word, unless that was refused, says nothing yet."""
    if answer.text.strip() != sent.text.strip():
        return False
    says_nothing = answer.choice == BETTER and not answer.text.strip() and not answer.is_refused
    return answer.choice in ("", sent.choice) or says_nothing
