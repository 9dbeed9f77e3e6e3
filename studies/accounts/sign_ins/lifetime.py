"""How long somebody stays signed in, and a link works.

Half a day without doing anything ends a sign-in: a working day with a meeting in it passes, a night does not, so that a
laptop that is lost opens nothing the next morning. Two weeks end it however much it is used, so that a cookie that was
copied does not work for ever. (OWASP ASVS 5.0, 7.3.1 and 7.3.2.) NIST SP 800-63B-4, 2.2.3, would rather see an hour and
a day where two factors are asked; then who codes for days signs in again after every interview by telephone.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, update
from sqlmodel import Session, col

from foundation.clock import now
from studies.accounts.models import EmailChange, HalfSignIn, PasskeyChallenge, ProviderVisit
from studies.models import Membership, SignIn, SignInLink

IDLE = timedelta(hours=12)
SIGN_IN_LASTS = timedelta(days=14)
LINK_LASTS = timedelta(hours=24)
SEEN_EVERY = timedelta(minutes=10)
"""As precisely as it is kept when somebody was there last: a page that is read need not wait for who writes."""


def still_lasts() -> ColumnElement[bool]:
    """Whether a SignIn can be used now."""
    moment = now()
    return lasts_beyond(moment, moment - IDLE)


def lasts_beyond(moment: Any, idle_since: Any) -> ColumnElement[bool]:
    """The same at a moment, `idle_since` of which somebody must have been there: datetimes, or places for them."""
    return and_(col(SignIn.expires_at) > moment, col(SignIn.last_seen_at) > idle_since)


def is_to_be_noted(sign_in: SignIn) -> bool:
    """Whether it was last noted so long ago that using it has to be noted again."""
    return now() - sign_in.last_seen_at >= SEEN_EVERY


def note_use(session: Session, sign_in_id: int, person_id: int, organisation_id: int) -> None:
    """It is used at this moment, for this organisation; one that was ended meanwhile stays so."""
    session.execute(update(SignIn).where(col(SignIn.id) == sign_in_id).values(last_seen_at=now()))
    note_presence(session, person_id, organisation_id)


def note_presence(session: Session, person_id: int, organisation_id: int) -> None:
    """They work here at this moment, for this organisation."""
    session.execute(
        update(Membership)
        .where(col(Membership.person_id) == person_id, col(Membership.organisation_id) == organisation_id)
        .values(seen_at=now())
    )


def forget_ended(session: Session) -> None:
    """Sign-ins that ended, links that were used or are too old, what stayed half-way: of no use to anybody."""
    session.execute(delete(SignIn).where(~still_lasts()))
    is_of_no_use = or_(col(SignInLink.used_at).is_not(None), col(SignInLink.expires_at) <= now())
    session.execute(delete(SignInLink).where(is_of_no_use))
    for table in (HalfSignIn, PasskeyChallenge, EmailChange, ProviderVisit):
        session.execute(delete(table).where(col(table.expires_at) <= now()))
