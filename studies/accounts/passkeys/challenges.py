"""What a passkey is asked to sign: once, in one browser, within five minutes."""

from datetime import timedelta
from enum import StrEnum

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.database.engine import unit_of_work
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.tokens import digest_of, new_secret
from studies.accounts.models import PasskeyChallenge

CHALLENGE_LASTS = timedelta(minutes=5)


class Purpose(StrEnum):
    """What is signed for one opens no other door."""

    REGISTER = "register"
    SIGN_IN = "sign_in"
    SECOND_STEP = "second_step"
    CONFIRM = "confirm"


class ChallengeOver(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Dit duurde te lang. Probeer het nog een keer."))


def new_challenge(session: Session, browser: str, purpose: Purpose) -> bytes:
    """`browser`: a word that it alone carries. What it was asked before is not asked any more."""
    challenge = new_secret()
    session.execute(delete(PasskeyChallenge).where(col(PasskeyChallenge.browser_digest) == digest_of(browser)))
    session.add(
        PasskeyChallenge(
            browser_digest=digest_of(browser), purpose=purpose, challenge=challenge, expires_at=now() + CHALLENGE_LASTS
        )
    )
    session.flush()
    return challenge


def spend_challenge(engine: Engine, browser: str, purpose: Purpose) -> bytes:
    """In a transaction of its own, before anything is checked: whatever comes of it. Raises ChallengeOver."""
    asked = (
        col(PasskeyChallenge.browser_digest) == digest_of(browser),
        col(PasskeyChallenge.purpose) == purpose,
        col(PasskeyChallenge.expires_at) > now(),
    )
    with unit_of_work(engine, across=True) as session:
        found = session.exec(select(PasskeyChallenge).where(*asked)).first()
        if found is None or session.exec(delete(PasskeyChallenge).where(*asked)).rowcount != 1:
            raise ChallengeOver
        return found.challenge
