"""Seeing that a history is as it was written: each row by its own digest, its place, and the row before it.

Who can write in the database can write a whole chain anew. That shows by the end of it that was noted elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from sqlmodel import Session, col, select

from foundation.dutch import _, clock_time, long_date
from studies.models import Organisation
from studies.trail.chain.hashing import BEGINNING, hash_of
from studies.trail.kinds import Kind
from studies.trail.models import TrailEntry

_MOST_TOLD = 5
_AT_ONCE = 2000


@dataclass(frozen=True)
class Head:
    """The end of a history when it was noted: the number and the digest of the last row."""

    sequence: int
    hash: str
    noted_at: datetime


def faults(session: Session, noted: Mapping[int, Head]) -> Iterator[str]:
    """What is wrong with the histories, of each at most a few sentences; nothing when all is well.

    The session sees every organisation. `noted`: by organisation, what was noted outside the database.
    """
    for organisation in session.exec(select(Organisation).order_by(col(Organisation.id))).all():
        found = _of_one(_rows(session, organisation.id), noted.get(organisation.id), _trimmed(session, organisation.id))
        for sentence in islice(found, _MOST_TOLD):
            yield _("Geschiedenis van %(organisation)s: %(what)s", organisation=organisation.name, what=sentence)


def _rows(session: Session, organisation_id: int) -> Iterator[TrailEntry]:
    query = select(TrailEntry).where(TrailEntry.organisation_id == organisation_id)
    query = query.order_by(col(TrailEntry.sequence)).execution_options(yield_per=_AT_ONCE)
    for row in session.exec(query):
        yield row
        session.expunge(row)


def _trimmed(session: Session, organisation_id: int) -> set[int]:
    """Until which rows were taken because they were old; those rows of the history say so."""
    told = select(TrailEntry.about_id).where(
        TrailEntry.organisation_id == organisation_id, TrailEntry.kind == Kind.OLD_ROWS_REMOVED.value
    )
    return {number for number in session.exec(told).all() if number is not None}


def _of_one(rows: Iterable[TrailEntry], noted: Head | None, trimmed: set[int]) -> Iterator[str]:
    sequence, previous = 0, BEGINNING
    for row in rows:
        if sequence == 0 and row.sequence - 1 in trimmed:
            sequence, previous = row.sequence - 1, row.previous
        yield from _wrong_with(row, sequence, previous)
        if noted is not None and row.sequence == noted.sequence and row.hash != noted.hash:
            yield _(
                "regel %(n)s is een andere dan op %(moment)s was genoteerd. "
                "De regels tot hier zijn opnieuw geschreven.",
                n=row.sequence,
                moment=_moment(noted),
            )
        sequence, previous = row.sequence, row.hash
    if noted is not None and noted.sequence > sequence:
        yield _(
            "er zijn regels weg aan het eind. Op %(moment)s waren er %(then)s, nu %(now)s.",
            moment=_moment(noted),
            then=noted.sequence,
            now=sequence,
        )


def _wrong_with(row: TrailEntry, sequence: int, previous: str) -> Iterator[str]:
    if row.sequence == sequence + 2:
        yield _("regel %(n)s is weg.", n=sequence + 1)
    elif row.sequence != sequence + 1:
        yield _("regels %(first)s tot en met %(last)s zijn weg.", first=sequence + 1, last=row.sequence - 1)
    elif row.previous != previous:
        yield _("regel %(n)s sluit niet aan op de regel ervoor: een van beide is veranderd.", n=row.sequence)
    if hash_of(row) != row.hash:
        yield _("regel %(n)s is veranderd nadat hij werd geschreven.", n=row.sequence)


def _moment(noted: Head) -> str:
    return _("%(day)s, %(time)s", day=long_date(noted.noted_at), time=clock_time(noted.noted_at))
