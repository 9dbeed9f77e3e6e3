"""On the way to the service and back: once, in one browser, within ten minutes.

All that is asked by follows from one random word in a cookie: state, nonce and the verifier of the code (RFC 7636). The
database has a digest of the word alone, so that who reads it can answer for nobody.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.database.engine import unit_of_work
from foundation.secrets.sealing import keyed_digest
from foundation.secrets.tokens import digest_of, new_token
from studies.accounts.by_provider.refusals import VisitOver
from studies.accounts.models import ProviderVisit, VisitPurpose

VISIT_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class VisitWords:
    """`word`: for the cookie, and for nobody else."""

    word: str

    @property
    def state(self) -> str:
        return self._for("state")

    @property
    def nonce(self) -> str:
        return self._for("nonce")

    @property
    def verifier(self) -> str:
        return self._for("verifier")

    def _for(self, what: str) -> str:
        return keyed_digest(self.word.encode(), f"verhaallijn|by provider|{what}")


def begin_visit(
    session: Session,
    provider_id: int,
    purpose: VisitPurpose,
    address: str,
    *,
    sign_in_id: int | None = None,
    invitation: str = "",
) -> VisitWords:
    """`address`: where they were going; `invitation`: the digest of the one they answer."""
    words = VisitWords(new_token())
    session.add(
        ProviderVisit(
            browser_digest=digest_of(words.word),
            provider_id=provider_id,
            purpose=purpose,
            sign_in_id=sign_in_id,
            invitation=invitation,
            address=address,
            expires_at=now() + VISIT_LASTS,
        )
    )
    session.flush()
    return words


def spend_visit(engine: Engine, words: VisitWords, state: str, provider_id: int) -> ProviderVisit:
    """In a transaction of its own, before anything is asked or checked. Raises VisitOver.

    `state`: as it came back; who does not know it does not end somebody's visit.
    """
    this = (
        col(ProviderVisit.browser_digest) == digest_of(words.word),
        col(ProviderVisit.provider_id) == provider_id,
        col(ProviderVisit.expires_at) > now(),
    )
    if not words.word or state != words.state:
        raise VisitOver
    with unit_of_work(engine, across=True) as session:
        found = session.exec(select(ProviderVisit).where(*this)).first()
        if found is None or session.exec(delete(ProviderVisit).where(*this)).rowcount != 1:
            raise VisitOver
        session.expunge(found)
        return found
