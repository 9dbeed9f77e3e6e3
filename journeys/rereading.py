"""What leaned on a conversation that was deleted: an open point until somebody has read it again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from foundation.dutch import _, enumerated
from foundation.errors import NotFound
from interviews.models import DeletedInterview
from journeys.finding import area_of
from journeys.models import Journey, Step, ToReread
from journeys.open_point import OpenPoint
from journeys.outline import Outline
from journeys.story_text import StoryText
from studies.history import recorded


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


def to_reread(session: Session, journey: Journey, outline: Outline, texts: Iterable[StoryText]) -> list[Reread]:
    """What waits in a journey, steps in order and then the texts around them. One query."""
    query = select(ToReread, DeletedInterview).join(DeletedInterview, col(DeletedInterview.id) == ToReread.deleted_id)
    rows = session.exec(query.where(ToReread.journey_id == journey.id).order_by(col(ToReread.id))).all()
    if not rows:
        return []
    numbers = {of.step.id: of.number for of in outline.steps}
    names = {one.key: one.name or one.place for one in texts}
    waiting = [(numbers.get(row.step_id or 0), row, deleted) for row, deleted in rows]
    waiting.sort(key=lambda one: (one[0] or len(numbers) + 1, one[1].id))
    return [
        Reread(row.id, ". ".join(_sentences(row, deleted, number, names)), row.step_id)
        for number, row, deleted in waiting
    ]


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
    with recorded(session, journey.study_id, area_of(journey), label):
        session.delete(row)


def journeys_to_reread(session: Session, study_id: int) -> list[tuple[Journey, int]]:
    """Each journey in which anything waits, with how much. One query."""
    query = select(Journey, func.count(col(ToReread.id))).join(ToReread, col(ToReread.journey_id) == Journey.id)
    rows = session.exec(query.where(Journey.study_id == study_id).group_by(col(Journey.id)).order_by(col(Journey.id)))
    return [(journey, number) for journey, number in rows.all()]


def _sentences(row: ToReread, deleted: DeletedInterview, number: int | None, names: dict[str, str]) -> Iterator[str]:
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
