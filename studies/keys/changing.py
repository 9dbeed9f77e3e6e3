"""Wrapping the keys of all studies anew, and seeing that each opens."""

from collections.abc import Iterator

from sqlmodel import Session, col, func, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.secrets.sealing import KeyDoesNotFit
from studies.keys.models import WrappedKey
from studies.keys.secret import secret_from_before, unwrap, unwrapped, wrap
from studies.models import Study


class StudyStaysClosed(ResearcherError):
    def __init__(self, title: str) -> None:
        super().__init__(
            _(
                "De sleutel van ‘%(title)s’ gaat niet open. Er is niets veranderd. Draai `verhaallijn check`: daar "
                "staat wat je kunt doen.",
                title=title,
            )
        )


def wrap_anew(session: Session, old: bytes, new: bytes) -> int:
    """Let every key of a study open with another master key; how many those are. Raises StudyStaysClosed.

    A study from before there were such keys gets one: what it was sealed with no longer follows from any master key.
    """
    rows = session.exec(select(WrappedKey).order_by(col(WrappedKey.id))).all()
    for row in rows:
        try:
            row.wrapped = wrap(new, row.study_id, _secret(old, row))
        except KeyDoesNotFit:
            raise StudyStaysClosed(session.get_one(Study, row.study_id).title) from None
    session.flush()
    return len(rows)


def _secret(master_key: bytes, row: WrappedKey) -> bytes:
    if row.wrapped is None:
        return secret_from_before(master_key, row.study_id)
    return unwrapped(master_key, row.study_id, row.wrapped)


def studies_without_own_key(session: Session) -> int:
    """How many are from before there were such keys, and go on with what follows from the master key."""
    return session.exec(select(func.count()).where(col(WrappedKey.wrapped).is_(None))).one()


def closed_studies(session: Session, master_key: bytes) -> Iterator[str]:
    """A sentence about every study that has no key, or one that does not open."""
    query = select(Study, WrappedKey).outerjoin(WrappedKey, col(WrappedKey.study_id) == Study.id)
    for study, row in session.exec(query.order_by(col(Study.id))).all():
        if row is None:
            yield _(
                "onderzoek ‘%(title)s’ (%(slug)s) heeft geen sleutel. Echte namen en contactgegevens gaan niet open. "
                "De sleutel staat alleen nog in een reservekopie. Zet die terug in een lege map",
                title=study.title,
                slug=study.slug,
            )
        elif not _opens(master_key, row):
            yield _(
                "de sleutel van onderzoek ‘%(title)s’ (%(slug)s) gaat niet open. Hij is beschadigd, of hoort bij een "
                "andere hoofdsleutel. Zet in een lege map een reservekopie terug van toen dit nog goed was",
                title=study.title,
                slug=study.slug,
            )


def _opens(master_key: bytes, row: WrappedKey) -> bool:
    try:
        unwrap(master_key, row)
    except KeyDoesNotFit:
        return False
    return True
