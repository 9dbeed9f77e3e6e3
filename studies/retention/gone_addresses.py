"""Addresses of studies and stories that were deleted: none of them leads to something else one day."""

from sqlalchemy import inspect
from sqlalchemy import select as core_select
from sqlmodel import Session, select

from foundation.database.row_security import past_the_wall
from foundation.secrets.tokens import digest_of
from studies.models import DeletedStudy, Study
from studies.retention.study_tables import children_first, is_of_study


def gone_addresses(session: Session) -> frozenset[str]:
    """Digests of the slugs that went, of whatever organisation: only that one was in use shows."""
    addresses = inspect(DeletedStudy).local_table.c.addresses
    connection = session.connection()
    with past_the_wall(connection, session.info):
        rows = connection.execute(core_select(addresses)).scalars().all()
    return frozenset(digest for one in rows for digest in one)


def addresses_of(session: Session, study: Study) -> list[str]:
    """Digests of the slugs by which a study, and whatever it holds, is found."""
    found: list[str] = []
    for _model, table in children_first():
        condition = is_of_study(table, study.id)
        if condition is not None and "slug" in table.c:
            found += session.exec(select(table.c.slug).where(condition)).all()
    return sorted(digest_of(slug) for slug in found)
