"""What somebody tied since to a row that undo or redo would take away: no record of that change remembers it."""

from sqlmodel import Session, col, select

from foundation.database.pointing import pointing_at
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.tables import Scoped
from studies.models import ChangeRecord, Person


class TiedSince(ResearcherError):
    def __init__(self, label: str, since: str) -> None:
        super().__init__(
            _(
                "Dit kan niet meer terug: %(label)s. %(since)s Er is niets gewijzigd. Mag dat mee weg, "
                "verwijder het dan zelf.",
                label=label,
                since=since,
            )
        )


def check_free(session: Session, record: ChangeRecord, row: Scoped) -> None:
    """Nothing would go with this row, or lose where it belongs, that the record does not bring back. Raises TiedSince.

    What a step of undo made itself is taken away before, so whatever still points at the row came there since.
    """
    for table, key in pointing_at(type(row), "CASCADE", "SET NULL"):
        if not table.is_made_anew:
            query = select(table).where(getattr(table, key) == row.id).order_by(col(table.id))
            if tied := session.exec(query.limit(1)).first():
                raise TiedSince(record.label, _what_happened(session, record, tied))


def _what_happened(session: Session, record: ChangeRecord, tied: Scoped) -> str:
    """Who did what, as far as the history knows."""
    query = (
        select(ChangeRecord, Person.name)
        .join(Person, col(Person.id) == ChangeRecord.person_id)
        .where(ChangeRecord.area == record.area, col(ChangeRecord.id) > record.id, col(ChangeRecord.undone).is_(False))
        .order_by(col(ChangeRecord.id).desc())
    )
    for later, who in session.exec(query).all():
        if any((one["table"], one["id"]) == (tied.__tablename__, tied.id) for one in later.operations):
            return _("%(who)s deed daarna: %(what)s.", who=who, what=later.label)
    return _("Daarna kwam er iets bij dat mee weg zou gaan.")
