"""One's own name, and the address one signs in with: another one counts once a link that was sent there is opened."""

from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.email_address import needed_email_of
from foundation.secrets.tokens import digest_of, new_token
from studies.accounts.models import EmailChange
from studies.accounts.persons import shown_name
from studies.accounts.sign_ins.own import end_other_sign_ins
from studies.models import Person

CHANGE_LASTS = timedelta(hours=24)


class EmailLinkSpent(ResearcherError):
    """It was used, is too old, is somebody else's, or the address is somebody's by now: these look the same."""

    def __init__(self) -> None:
        super().__init__(_("Deze link is al gebruikt of te oud. Vraag de verandering van je e-mailadres opnieuw aan."))


def change_name(session: Session, person_id: int, written: str) -> None:
    """Raises NameMissing."""
    session.get_one(Person, person_id).name = shown_name(written)
    session.flush()


def ask_other_email(session: Session, person_id: int, written: str) -> tuple[EmailChange, str]:
    """What is asked, and the token for the link to the new address; an earlier one is worthless. Raises EmailNeeded."""
    email, token = needed_email_of(written), new_token()
    session.execute(delete(EmailChange).where(col(EmailChange.person_id) == person_id))
    change = EmailChange(
        person_id=person_id, email=email, token_digest=digest_of(token), expires_at=now() + CHANGE_LASTS
    )
    session.add(change)
    session.flush()
    return change, token


def is_anybodys(session: Session, email: str) -> bool:
    """Whether somebody signs in with it; nobody who asks for an address is told."""
    return session.exec(select(Person.id).where(Person.email == email)).first() is not None


def asked_email(session: Session, person_id: int, token: str) -> EmailChange:
    """Raises EmailLinkSpent."""
    asked = (
        EmailChange.token_digest == digest_of(token),
        EmailChange.person_id == person_id,
        col(EmailChange.expires_at) > now(),
    )
    change = session.exec(select(EmailChange).where(*asked)).first()
    if change is None or is_anybodys(session, change.email):
        raise EmailLinkSpent
    return change


def take_other_email(session: Session, person_id: int, token: str, sign_in_id: int) -> str:
    """The address from before; other devices come in with the new one. Raises EmailLinkSpent."""
    change, person = asked_email(session, person_id, token), session.get_one(Person, person_id)
    before, person.email = person.email, change.email
    session.delete(change)
    end_other_sign_ins(session, person_id, sign_in_id)
    session.flush()
    return before
