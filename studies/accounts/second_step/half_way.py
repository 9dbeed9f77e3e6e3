"""Between password and second step: known to the database, in one browser, for minutes. Nobody is signed in by it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.tokens import digest_of, new_token
from studies.accounts.models import HalfSignIn
from studies.accounts.sign_ins.browsers import Browser
from studies.accounts.signed_in import Vouched, start_sign_in
from studies.models import CameBy, Person

HALF_LASTS = timedelta(minutes=10)


class HalfWayOver(ResearcherError):
    """It took too long, was finished, or never began in this browser."""

    def __init__(self) -> None:
        super().__init__(_("Dit duurde te lang. Begin opnieuw met aanmelden."))


@dataclass(frozen=True)
class HalfWay:
    """Who still has to take the second step, and the token for the cookie of that."""

    person: Person
    token: str


def go_half_way(
    session: Session,
    person: Person,
    organisation_id: int,
    browser: Browser,
    came_by: CameBy,
    address: str,
    vouched: Vouched | None = None,
) -> HalfWay:
    """`address`: where they were going."""
    token = new_token()
    half = HalfSignIn(
        token_digest=digest_of(token),
        person_id=person.id,
        organisation_id=organisation_id,
        came_by=came_by,
        browser=browser.name,
        system=browser.system,
        address=address,
        provider_id=vouched.provider_id if vouched else None,
        expires_at=now() + HALF_LASTS,
    )
    session.add(half)
    session.flush()
    return HalfWay(person, token)


def half_way(session: Session, token: str) -> HalfSignIn:
    """Of the browser with this cookie. Raises HalfWayOver."""
    found = select(HalfSignIn).where(HalfSignIn.token_digest == digest_of(token), col(HalfSignIn.expires_at) > now())
    half = session.exec(found).first()
    if half is None:
        raise HalfWayOver
    return half


def finish(session: Session, half: HalfSignIn) -> str:
    """The second step was taken: a token for the cookie of whoever is signed in. Raises HalfWayOver the second time."""
    if session.exec(delete(HalfSignIn).where(col(HalfSignIn.id) == half.id)).rowcount != 1:
        raise HalfWayOver
    browser = Browser(half.browser, half.system)
    vouched = Vouched(half.provider_id, now()) if half.provider_id else None
    return start_sign_in(
        session,
        half.person_id,
        half.organisation_id,
        browser,
        half.came_by,
        has_second_step=True,
        vouched=vouched,
    )
