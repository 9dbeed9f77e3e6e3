"""Being signed in: whose cookie it is, until when, and signing out. Tokens are stored as digests only."""

from dataclasses import dataclass

from sqlalchemy import delete
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.secrets.tokens import digest_of, new_token
from studies.access import Role
from studies.accounts.sign_ins.browsers import Browser
from studies.accounts.sign_ins.lifetime import SIGN_IN_LASTS, still_lasts
from studies.models import CameBy, Membership, Organisation, Person, SignIn


@dataclass(frozen=True)
class Recognised:
    """A person in the organisation and role they work in now, and by which sign-in."""

    person: Person
    organisation: Organisation
    role: Role
    sign_in: SignIn

    @property
    def lacks_second_step(self) -> bool:
        """Whether this role must take one here, and has not."""
        return self.role.value in self.organisation.second_step_for and not self.sign_in.has_second_step


def recognise(session: Session, token: str) -> Recognised | None:
    """Who carries this cookie, or None when signed out, expired or no longer a member."""
    found = session.exec(
        select(Person, Organisation, Membership, SignIn)
        .join(SignIn, col(SignIn.person_id) == Person.id)
        .join(Organisation, col(Organisation.id) == SignIn.organisation_id)
        .join(
            Membership,
            (col(Membership.person_id) == Person.id) & (col(Membership.organisation_id) == Organisation.id),
        )
        .where(SignIn.token_digest == digest_of(token), still_lasts())
    ).first()
    return Recognised(found[0], found[1], found[2].role, found[3]) if found else None


def sign_out(session: Session, token: str) -> None:
    """End this sign-in; the token is worthless afterwards."""
    session.execute(delete(SignIn).where(col(SignIn.token_digest) == digest_of(token)))


def start_sign_in(
    session: Session,
    person_id: int,
    organisation_id: int,
    browser: Browser,
    came_by: CameBy,
    *,
    has_second_step: bool = False,
) -> str:
    """A token for the cookie of this browser."""
    token = new_token()
    session.add(
        SignIn(
            token_digest=digest_of(token),
            person_id=person_id,
            organisation_id=organisation_id,
            expires_at=now() + SIGN_IN_LASTS,
            browser=browser.name,
            system=browser.system,
            came_by=came_by,
            has_second_step=has_second_step,
        )
    )
    session.flush()
    return token
