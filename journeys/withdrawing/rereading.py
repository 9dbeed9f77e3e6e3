"""What leaned on a conversation that was deleted, or withdrawn and untied: an open point until somebody read it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coding.erasing.coded_here import spoken_in
from foundation.dutch import _, enumerated
from foundation.errors import NotFound
from interviews.models import DeletedInterview, Interview
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.sources import source_of
from journeys.evidence.outline import Outline
from journeys.lookup import journey_area, journeys_of
from journeys.models import Journey, Step
from journeys.open_point import OpenPoint
from journeys.texts.text import StoryText
from journeys.withdrawing.models import ToReread
from studies.history.changes import recorded


class RereadBefore(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit is al nagelezen. Er is niets gewijzigd. Herlaad de pagina."))


@dataclass(frozen=True)
class Reread:
    """Something to read again: what is told of it, and the step (None: the texts around the steps)."""

    id: int
    sentence: str
    step_id: int | None


def note_to_reread(
    session: Session, journey: Journey, deleted: DeletedInterview, leaning: set[int], with_words: Iterable[StoryText]
) -> None:
    """Steps that rested on a conversation (`leaning`), and texts that hold words of it, wait for somebody's eyes."""
    keys: dict[int | None, list[str]] = defaultdict(list, {step_id: [] for step_id in leaning})
    for one in with_words:
        if not one.is_of_study:
            keys[one.step_id].append(one.key)
    for step_id in sorted(keys, key=lambda one: one or 0):
        row = ToReread(journey_id=journey.id, step_id=step_id, deleted_id=deleted.id, texts=keys[step_id])
        row.was_ground = step_id in leaning
        session.add(row)
    session.flush()


def to_reread(session: Session, journey: Journey, outline: Outline, texts: Sequence[StoryText]) -> list[Reread]:
    """What waits in a journey, steps in order and then the texts around them. One query when nothing does."""
    numbers = {of.step.id: of.number for of in outline.steps}
    names = {one.key: one.name or one.place for one in texts}
    waiting = [
        (numbers.get(row.step_id or 0), row, conversation)
        for row, conversation in _waiting(session, journey.study_id)
        if row.journey_id == journey.id
    ]
    waiting.sort(key=lambda one: (one[0] or len(numbers) + 1, one[1].id))
    found = []
    for number, row, conversation in waiting:
        sentences = (
            _of_untied(session, row, conversation, number, texts)
            if isinstance(conversation, Interview)
            else _of_deleted(row, conversation, number, names)
        )
        found.append(Reread(row.id, ". ".join(sentences), row.step_id))
    return found


def reread_points(waiting: Iterable[Reread]) -> Iterator[OpenPoint]:
    """One point for each, where it can be said that it was read."""
    for one in waiting:
        yield OpenPoint(one.sentence, f"nalezen-{one.id}", step_id=one.step_id)


def was_reread(session: Session, journey: Journey, row_id: int) -> None:
    """Somebody read it again; undo takes that back. Raises RereadBefore."""
    row = session.exec(select(ToReread).where(ToReread.id == row_id, ToReread.journey_id == journey.id)).first()
    if row is None:
        raise RereadBefore
    step = session.exec(select(Step).where(Step.id == row.step_id)).first() if row.step_id else None
    label = _("stap ‘%(title)s’ nagelezen", title=step.title) if step else _("teksten nagelezen")
    with recorded(session, journey.study_id, journey_area(journey), label):
        session.delete(row)


def journeys_to_reread(session: Session, study_id: int) -> list[tuple[Journey, int]]:
    """Each journey in which anything waits, with how much."""
    waiting = Counter(row.journey_id for row, _conversation in _waiting(session, study_id))
    return [(one, waiting[one.id]) for one in journeys_of(session, study_id) if one.id in waiting] if waiting else []


def steps_taken_back(session: Session, journey: Journey) -> set[int]:
    """The steps that wait because somebody took back what they told: the council does not get them either."""
    return {
        row.step_id
        for row, conversation in _waiting(session, journey.study_id)
        if row.journey_id == journey.id
        and row.step_id
        and (isinstance(conversation, Interview) or conversation.is_taken_back)
    }


def _waiting(session: Session, study_id: int) -> list[tuple[ToReread, DeletedInterview | Interview]]:
    """What waits in a study, and for which conversation. One that may be used again (consent came back) is let be."""
    query = (
        select(ToReread, DeletedInterview, Interview)
        .join(Journey, col(Journey.id) == ToReread.journey_id)
        .outerjoin(DeletedInterview, col(DeletedInterview.id) == ToReread.deleted_id)
        .outerjoin(Interview, col(Interview.id) == ToReread.interview_id)
        .where(Journey.study_id == study_id)
        .order_by(col(ToReread.id))
    )
    found = [(row, deleted or untied) for row, deleted, untied in session.exec(query).all()]
    is_untied = any(row.interview_id for row, _conversation in found)
    gone = withdrawn_interviews(session, study_id) if is_untied else frozenset()
    return [(row, one) for row, one in found if one and (row.interview_id is None or row.interview_id in gone)]


def _of_deleted(row: ToReread, deleted: DeletedInterview, number: int | None, names: dict[str, str]) -> Iterator[str]:
    """Without full stop, as points are. What was emptied since is named no more."""
    held = [_("‘%(text)s’", text=names[key]) for key in row.texts if key in names]
    about = {"conversation": deleted.title, "number": number, "texts": enumerated(held)}
    if row.was_ground:
        yield _("Stap %(number)s rustte op %(conversation)s, dat is gewist. Lees na of de stap nog klopt", **about)
        if held:
            yield _("Toen stonden er woorden uit dat gesprek in %(texts)s", **about)
    elif number and held:
        yield _(
            "In %(texts)s van stap %(number)s stonden woorden uit %(conversation)s, dat is gewist. Lees dat na", **about
        )
    elif held:
        yield _("In %(texts)s stonden woorden uit %(conversation)s, dat is gewist. Lees dat na", **about)
    else:
        yield _("Een tekst waarin woorden uit %(conversation)s stonden, is intussen leeg. Kijk of dat klopt", **about)


def _of_untied(
    session: Session, row: ToReread, told: Interview, number: int | None, texts: Sequence[StoryText]
) -> Iterator[str]:
    """The conversation is there still, so where its words stand is looked for each time."""
    yield _(
        "Stap %(number)s rustte op %(conversation)s, dat is ingetrokken. Lees na of de tekst en het citaat zonder dat "
        "gesprek kloppen",
        number=number,
        conversation=told.title,
    )
    spoken = spoken_in(session, source_of(session, told))
    held = [
        _("‘%(text)s’", text=one.name) for one in texts if one.step_id == row.step_id and spoken.stands_in(one.text)
    ]
    if held:
        yield _("Er staan nog woorden uit dat gesprek in %(texts)s", texts=enumerated(held))
