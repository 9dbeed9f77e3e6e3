"""One field at a time, with what the person saw: nobody's words are overwritten unseen."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import clean
from foundation.tables import Scoped
from journeys.composing.field_rules import FieldRule, FieldUnknown
from journeys.composing.one_sitting import join_in_one_sitting
from studies.history.changes import recorded
from studies.history.undoing import undoable


class ChangedMeanwhile(ResearcherError):
    """Somebody else changed this field after the person saw it; nothing was stored. Show `current` and `yours`."""

    status = 409

    def __init__(self, field: str, name: str, current: str, yours: str) -> None:
        self.field, self.name, self.current, self.yours = field, name, current, yours
        super().__init__(
            _(
                "‘%(name)s’ is intussen ergens anders veranderd. Jouw tekst staat er nog: kies wat blijft.",
                name=name,
            )
        )


@dataclass(frozen=True)
class ChangePlace:
    """Where a change is recorded, and what it is about."""

    study_id: int
    area: str
    about: str = ""


def change_field(
    session: Session,
    row: Scoped,
    rules: dict[str, FieldRule],
    field: str,
    text: str,
    seen: str | None,
    place: ChangePlace,
    also: Callable[[], None] | None = None,
) -> None:
    """Store one field of `row`, recorded for undo; storing what is already there changes nothing.

    `seen` is the field's text when the person began; None means: whatever is there now. `also` is done and undone with
    it.
    Raises FieldUnknown, ChangedMeanwhile, and what the field's rule raises.
    """
    if field not in rules:
        raise FieldUnknown
    rule = rules[field]
    value, before = rule.value_of(clean(text)), getattr(row, field)
    current = rule.write(before)
    if value == before or (seen is not None and clean(text) == clean(seen)):
        return
    if seen is not None and clean(seen) != clean(current):
        raise ChangedMeanwhile(field, _(rule.name), current, text)
    earlier = undoable(session, place.area)
    with recorded(session, place.study_id, place.area, _label(rule, place)):
        setattr(row, field, value)
        session.add(row)
        if also is not None:
            also()
    join_in_one_sitting(session, earlier, undoable(session, place.area))


def _label(rule: FieldRule, place: ChangePlace) -> str:
    if not place.about:
        return _("‘%(name)s’ aangepast", name=_(rule.name))
    return _("‘%(name)s’ aangepast bij ‘%(about)s’", name=_(rule.name), about=place.about)
