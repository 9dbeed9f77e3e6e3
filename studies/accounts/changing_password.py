"""Choosing a password: a first one, another, or one in place of what was forgotten."""

from datetime import timedelta

from sqlmodel import Session, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from studies.accounts.noted_changes import note_account
from studies.accounts.passwords import fits
from studies.accounts.sign_ins.own import end_other_sign_ins
from studies.models import CameBy, Person, SignIn
from studies.trail.kinds import Kind

ANEW_WITHIN = timedelta(minutes=15)
"""Since somebody came in by a link: so long it stands for the password that they forgot."""


class PresentPasswordWrong(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Dit is niet je wachtwoord van nu. Er is niets veranderd."))


def needs_present(person: Person, sign_in: SignIn) -> bool:
    """Whether it takes the password of now to choose another."""
    came_by_link = sign_in.came_by is CameBy.LINK and now() - sign_in.started_at < ANEW_WITHIN
    return person.password_hash is not None and not came_by_link


def check_present(person: Person, present: str) -> None:
    """Only computes. Raises PresentPasswordWrong."""
    if not fits(person.password_hash, present):
        raise PresentPasswordWrong


def change_password(session: Session, before: Person, stored: str, sign_in_id: int) -> None:
    """Everybody who is signed in as this person elsewhere has to come in with the new one.

    `before`: the person as read when the present password was checked; `stored`: what `hashed` made of the new one.
    Raises PresentPasswordWrong when it was changed meanwhile.
    """
    locked = select(Person).where(Person.id == before.id).with_for_update()
    person = session.exec(locked.execution_options(populate_existing=True)).one()
    if person.password_hash != before.password_hash:
        raise PresentPasswordWrong
    person.password_hash = stored
    sign_in = session.get_one(SignIn, sign_in_id)
    sign_in.proved_at, sign_in.came_by = now(), CameBy.PASSWORD  # a link stands for a forgotten one once
    end_other_sign_ins(session, person.id, sign_in_id)
    note_account(session, Kind.ACCOUNT_CHANGED, person.id, "password")
    session.flush()
