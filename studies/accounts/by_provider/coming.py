"""Coming in through the service of one's organisation, and showing there once more who one is."""

from datetime import UTC, datetime

from sqlmodel import Session

from foundation.clock import now
from studies.accounts.by_provider.binding import identity_of
from studies.accounts.by_provider.checking import CLOCKS_DIFFER, Shown
from studies.accounts.by_provider.refusals import NotShownAnew, SomebodyElse
from studies.accounts.models import IdentityProvider, SecondStepThere
from studies.accounts.second_step.half_way import HalfWay
from studies.accounts.sign_ins.browsers import Browser
from studies.accounts.signed_in import Vouched
from studies.accounts.signing_in import NewSignIn, begin_sign_in
from studies.models import CameBy, Person

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
"""When somebody showed who they are at a service that does not say when."""


def come_by_provider(
    session: Session, provider: IdentityProvider, person: Person, shown: Shown, browser: Browser, address: str
) -> NewSignIn | HalfWay:
    """Who has a second step here takes it, unless the one there counts. The sign-in opens this organisation alone."""
    return begin_sign_in(
        session,
        person,
        provider.organisation_id,
        browser,
        CameBy.PROVIDER,
        address,
        Vouched(provider.id, min(shown.at or LONG_AGO, now()), counts_as_second_step(provider, shown)),
    )


def counts_as_second_step(provider: IdentityProvider, shown: Shown) -> bool:
    if provider.second_step is SecondStepThere.WHEN_SAID:
        return bool(shown.words & set(provider.second_step_words.split()))
    return provider.second_step is SecondStepThere.ALWAYS


def check_shown_anew(
    session: Session, provider: IdentityProvider, person_id: int, shown: Shown, begun_at: datetime
) -> None:
    """That it is the same person, who showed it since `begun_at`. Raises SomebodyElse, NotShownAnew."""
    found = identity_of(session, provider, shown.subject)
    if found is None or found.person_id != person_id:
        raise SomebodyElse
    if shown.at is None or shown.at < begun_at - CLOCKS_DIFFER:
        raise NotShownAnew
