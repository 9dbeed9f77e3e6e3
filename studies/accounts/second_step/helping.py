"""Which second step everybody has, for whoever sees to it; and taking it away for who lost it.

An account that works for another organisation too is not opened by the administrator of one of them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import Refused, ResearcherError
from studies.accounts.models import AuthenticatorApp, Passkey
from studies.accounts.second_step.having import reset_second_steps
from studies.models import Membership
from studies.people.granting import OwnRole


class WorksElsewhere(Refused):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Deze persoon werkt ook voor een andere organisatie. Wie de server beheert, haalt de tweede stap weg. "
                "Er is niets veranderd."
            )
        )


class NoSecondStep(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(_("%(name)s heeft geen tweede stap. Er is niets veranderd.", name=name))


@dataclass(frozen=True)
class SecondStepOf:
    """With what somebody takes a second step. `words`: '' when with nothing."""

    words: str

    def __bool__(self) -> bool:
        return bool(self.words)


def second_steps_by_person(session: Session, person_ids: Collection[int]) -> dict[int, SecondStepOf]:
    """Of each of them; asked of all at once."""
    apps = select(AuthenticatorApp.person_id).where(
        col(AuthenticatorApp.person_id).in_(person_ids), col(AuthenticatorApp.sealed).is_not(None)
    )
    passkeys = select(Passkey.person_id).where(
        col(Passkey.person_id).in_(person_ids), col(Passkey.suspect_since).is_(None)
    )
    with_app, with_passkey = set(session.exec(apps).all()), set(session.exec(passkeys).all())
    return {one: SecondStepOf(_words(one in with_app, one in with_passkey)) for one in person_ids}


def works_elsewhere(across: Session, person_id: int, organisation_id: int) -> bool:
    """`across`: a session that sees every organisation."""
    query = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.organisation_id != organisation_id,
        col(Membership.ended_at).is_(None),
    )
    return across.exec(query).first() is not None


def take_second_step_away(session: Session, person_id: int, name: str, *, elsewhere: bool) -> None:
    """They are signed out everywhere. `elsewhere`: they work for another organisation as well.

    Raises OwnRole, WorksElsewhere, NoSecondStep.
    """
    if person_id == session.info.get("person_id"):
        raise OwnRole
    if elsewhere:
        raise WorksElsewhere
    if not reset_second_steps(session, person_id):
        raise NoSecondStep(name)


def _words(has_app: bool, has_passkey: bool) -> str:
    if has_app and has_passkey:
        return _("Passkey en code uit app")
    if has_passkey:
        return _("Passkey")
    return _("Code uit app") if has_app else ""
