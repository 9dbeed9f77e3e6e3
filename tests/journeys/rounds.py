"""Reading rounds for tests, made plainly."""

from datetime import timedelta

from sqlmodel import Session

from foundation.clock import today
from journeys.models import Journey
from journeys.reading.invitations import Invitation
from journeys.reading.invited import Invited
from journeys.review.starting import StartedRound, start_round

MEMBERS = (Invited("Piet Jansen", "piet@voorbeeld.nl"), Invited("Annie de Wit"))


def make_round(
    session: Session, journey: Journey, members: tuple[Invited, ...] = MEMBERS, days: int = 14
) -> StartedRound:
    """A round that closes `days` from now; its members read the journey as it stands."""
    return start_round(session, journey, members, today() + timedelta(days=days), "Lotte Veldman", "085 000 12 34")


def piet(started: StartedRound) -> Invitation:
    """The first who was invited."""
    return started.invitations[0]
