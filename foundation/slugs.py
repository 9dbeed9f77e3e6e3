"""Slugs: the words by which something is found in an address."""

import re
import unicodedata

from sqlalchemy import inspect
from sqlalchemy import select as core_select
from sqlmodel import Session

from foundation.database.postgresql import name_alone
from foundation.database.row_security import past_the_wall
from foundation.secrets.tokens import digest_of
from foundation.tables import Table

_LONGEST = 60


def slug_of(title: str) -> str:
    """'Jeugdhulp in Súdwest' -> 'jeugdhulp-in-sudwest'; at most 60 characters, never empty."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-") or "onderzoek"


def free_slug(
    session: Session,
    title: str,
    table: type[Table],
    reserved: frozenset[str] = frozenset(),
    gone: frozenset[str] = frozenset(),
) -> str:
    """The title's slug, numbered when it is taken in this table (by whatever organisation), reserved or `gone`: the
    digests of those that led to something once.

    Nobody else chooses one until this is stored.
    """
    base = slug_of(title)
    # Asked of the table itself, past both walls between organisations: only that a slug is taken shows.
    slugs = inspect(table).local_table.c.slug
    connection = session.connection()
    name_alone(connection)
    with past_the_wall(connection, session.info):
        taken = reserved | set(connection.execute(core_select(slugs).where(slugs.startswith(base))).scalars())
    possible = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + len(gone) + 2))
    return next(slug for slug in possible if slug not in taken and digest_of(slug) not in gone)
