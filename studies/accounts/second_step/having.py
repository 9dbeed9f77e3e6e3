"""Which second steps somebody has, who must have one, and taking all of them away."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from studies.accounts.models import AuthenticatorApp, Passkey, RecoveryCode
from studies.accounts.noted_changes import note_account
from studies.accounts.second_step.recovery_codes import FEW, codes_left
from studies.accounts.sign_ins.own import end_every_sign_in
from studies.models import Membership, Organisation, SignIn
from studies.people.models import StudyRole
from studies.trail.kinds import Kind


class LastSecondStep(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Dit is je enige tweede stap, en die is bij jouw rol verplicht. Voeg eerst een andere toe. "
                "Er is niets veranderd."
            )
        )


@dataclass(frozen=True)
class SecondSteps:
    """What somebody can take a second step with."""

    has_app: bool
    passkeys: int
    codes_left: int

    def __bool__(self) -> bool:
        """Whether one is asked for. Codes on paper alone are none: they stand in for what was lost."""
        return self.has_app or self.passkeys > 0

    @property
    def few_codes(self) -> bool:
        return bool(self) and self.codes_left <= FEW


def second_steps_of(session: Session, person_id: int) -> SecondSteps:
    app = select(AuthenticatorApp.id).where(
        AuthenticatorApp.person_id == person_id, col(AuthenticatorApp.sealed).is_not(None)
    )
    passkeys = select(func.count()).where(Passkey.person_id == person_id, col(Passkey.suspect_since).is_(None))
    return SecondSteps(
        session.exec(app).first() is not None, session.exec(passkeys).one(), codes_left(session, person_id)
    )


def is_obligatory(session: Session, organisation_id: int, person_id: int) -> bool:
    """Whether what they are there, or what they are in a study of it, may do nothing without a second step."""
    return bool(obliged_of(session, organisation_id, [person_id]))


def obliged_of(session: Session, organisation_id: int, person_ids: Collection[int]) -> set[int]:
    """Those of them of whom `is_obligatory` says so; asked of all at once."""
    asked = session.get_one(Organisation, organisation_id).second_step_for
    held = [
        select(kind.person_id, kind.role).where(
            kind.organisation_id == organisation_id,
            col(kind.person_id).in_(person_ids),
            col(kind.ended_at).is_(None),
        )
        for kind in (Membership, StudyRole)
    ]
    return {person_id for query in held for person_id, role in session.exec(query).all() if role in asked}


def remove_app(session: Session, person_id: int, *, must_stay: bool) -> None:
    """Raises LastSecondStep."""
    session.execute(delete(AuthenticatorApp).where(col(AuthenticatorApp.person_id) == person_id))
    note_account(session, Kind.SECOND_STEP_REMOVED, person_id, "app")
    check_one_is_left(session, person_id, must_stay=must_stay)


def check_one_is_left(session: Session, person_id: int, *, must_stay: bool) -> None:
    """After something was taken away; the codes on paper go with the last of it. Raises LastSecondStep.

    `must_stay`: one is obligatory.
    """
    if second_steps_of(session, person_id):
        return
    if must_stay:
        raise LastSecondStep
    session.execute(delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))


def note_second_step(session: Session, sign_in_id: int) -> None:
    """Whoever is signed in here set one up just now."""
    session.get_one(SignIn, sign_in_id).has_second_step = True
    session.flush()


def reset_second_steps(session: Session, person_id: int) -> bool:
    """Of somebody who lost everything, who is signed out as well. Whether there was any."""
    had = bool(second_steps_of(session, person_id))
    for table in (AuthenticatorApp, Passkey, RecoveryCode):
        session.execute(delete(table).where(col(table.person_id) == person_id))
    note_account(session, Kind.SECOND_STEP_REMOVED, person_id, "all")
    end_every_sign_in(session, person_id)
    return had
