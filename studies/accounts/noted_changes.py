"""What the history tells of signing in, and of an account: that is of every organisation they work for."""

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from studies.accounts.models import IdentityProvider
from studies.models import Membership, Person, SignIn
from studies.trail.kinds import About, Kind
from studies.trail.noting import note
from studies.trail.watching import Fate, RowChange, tells_of

_SHOWN = ("name", "email")


@tells_of(SignIn)
def note_sign_in(session: Session, change: RowChange[SignIn]) -> None:
    row = change.row
    if change.fate is Fate.NEW:
        detail = ",".join([row.came_by.value, *(["second_step"] if row.has_second_step else [])])
        note(session, Kind.SIGNED_IN, detail=detail, person_id=row.person_id, organisation_id=row.organisation_id)


@tells_of(IdentityProvider)
def note_provider(session: Session, change: RowChange[IdentityProvider]) -> None:
    """Who can sign in there, can be anybody here."""
    note(session, Kind.ORGANISATION_CHANGED, detail="provider", organisation_id=change.row.organisation_id)


@tells_of(Person)
def note_person(session: Session, change: RowChange[Person]) -> None:
    """A password is noted where somebody chose it: a stored one also changes by itself, to a dearer hash."""
    fields = [field for field in _SHOWN if change.fate is Fate.CHANGED and change.changes(field)]
    if fields:
        note_account(session, Kind.ACCOUNT_CHANGED, change.row.id, ",".join(fields))


def note_account(session: Session, kind: Kind, person_id: int, detail: str = "") -> None:
    """In the history of each organisation that they work for, whichever this session is of."""
    table = inspect(Membership).local_table
    mine = select(table.c.organisation_id).where(table.c.person_id == person_id, table.c.ended_at.is_(None))
    for organisation_id in session.connection().scalars(mine.order_by(table.c.organisation_id)).all():
        note(session, kind, about=(About.PERSON, person_id), detail=detail, organisation_id=organisation_id)
