"""One field at a time, with what the person saw: nobody's words are overwritten unseen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.written import clean
from foundation.tables import Scoped
from studies.history.changes import recorded
from studies.history.undoing import undoable
from studies.models import ChangeRecord

SHORT, MIDDLE, LONG = 120, 400, 3000
"""Most characters in a name, in a sentence or two, and in a paragraph."""


ONE_SITTING = timedelta(minutes=1)
"""Saves of one field within this time of each other are one change."""


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


class FieldMissing(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(_("Vul ‘%(name)s’ in. De vorige tekst is bewaard gebleven.", name=name))


class FieldTooLong(ResearcherError):
    def __init__(self, name: str, longest: int) -> None:
        super().__init__(
            _(
                "‘%(name)s’ mag hooguit %(longest)s tekens zijn. Maak de tekst korter; de vorige is bewaard gebleven.",
                name=name,
                longest=longest,
            )
        )


class FieldUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit veld bestaat niet. Herlaad de pagina en probeer het nog een keer."))


class ChoiceUnknown(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(_("Kies bij ‘%(name)s’ iets uit de lijst. De vorige keuze is bewaard gebleven.", name=name))


@dataclass(frozen=True)
class FieldRule:
    """What a field is called on screen, how long it may be, and how it goes from screen to row and back."""

    name: str
    longest: int = MIDDLE
    is_required: bool = False
    read: Callable[[str], Any] = clean
    write: Callable[[Any], str] = str

    def value_of(self, text: str) -> Any:
        """The value to store. Raises FieldMissing, FieldTooLong, ChoiceUnknown and what `read` raises."""
        if self.is_required and not text.strip():
            raise FieldMissing(_(self.name))
        if len(text) > self.longest:
            raise FieldTooLong(_(self.name), self.longest)
        try:
            return self.read(text)
        except ValueError:
            raise ChoiceUnknown(_(self.name)) from None


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
    _join(session, earlier, undoable(session, place.area))


def _join(session: Session, earlier: ChangeRecord | None, latest: ChangeRecord | None) -> None:
    """A text that saves itself while somebody types is one change to them, so one step of undo."""
    if earlier is None or latest is None or latest.moment - earlier.moment > ONE_SITTING:
        return
    if _touched(earlier) != _touched(latest):
        return
    latest.operations = [{**latest.operations[0], "before": earlier.operations[0]["before"]}]
    session.delete(earlier)
    session.flush()


def _touched(record: ChangeRecord) -> list[tuple[str, int, list[str] | None]]:
    """Table, row and columns of each operation; columns are None for a row that came or went."""
    return [
        (one["table"], one["id"], sorted(one["before"]) if one["before"] and one["after"] else None)
        for one in record.operations
    ]


def _label(rule: FieldRule, place: ChangePlace) -> str:
    if not place.about:
        return _("‘%(name)s’ aangepast", name=_(rule.name))
    return _("‘%(name)s’ aangepast bij ‘%(about)s’", name=_(rule.name), about=place.about)
