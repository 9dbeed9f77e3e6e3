"""What there is to look at for who minds the people of an organisation or a study."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from foundation.clock import now
from studies.access import Role
from studies.people.members import Member
from studies.people.models import Invitation

LONG_AWAY = timedelta(days=90)
ENDS_SOON = timedelta(days=2)


class Why(StrEnum):
    NO_SECOND_STEP = "no_second_step"
    """It is obligatory for them."""
    AWAY = "away"
    """They were not here for `LONG_AWAY`: do they still need what they may see?"""
    ENDED = "ended"
    ENDS = "ends"
    """An invitation whose link works no more, or for `ENDS_SOON` at most."""


@dataclass(frozen=True)
class Attention:
    """`who`: a person's name, or the address that was invited. `number`: of the person or the invitation."""

    why: Why
    who: str
    number: int
    moment: datetime | None = None
    """Since when, or until when."""


def attention(members: Iterable[Member], lacking: Collection[int], invited: Iterable[Invitation]) -> list[Attention]:
    """In the order in which it is pressing; within that as the lists have them.

    `lacking`: who must have a second step and has none.
    """
    found = [*_about_people(members, lacking), *_about_invitations(invited)]
    return sorted(found, key=lambda one: list(Why).index(one.why))


def _about_people(members: Iterable[Member], lacking: Collection[int]) -> Iterator[Attention]:
    for one in members:
        if one.ended_at is not None:
            continue
        if one.person_id in lacking:
            yield Attention(Why.NO_SECOND_STEP, one.name, one.person_id)
        if one.role is not Role.GUEST and one.seen_at is not None and now() - one.seen_at >= LONG_AWAY:
            yield Attention(Why.AWAY, one.name, one.person_id, one.seen_at)


def _about_invitations(invited: Iterable[Invitation]) -> Iterator[Attention]:
    for one in invited:
        if one.is_late:
            yield Attention(Why.ENDED, one.email, one.id, one.expires_at)
        elif one.expires_at - now() <= ENDS_SOON:
            yield Attention(Why.ENDS, one.email, one.id, one.expires_at)
