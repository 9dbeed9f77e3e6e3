"""A whole study that goes for good, with every row of it in every package."""

from sqlmodel import Session, col, delete, select

from foundation.database.leaving_files import names_erased
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.tables import WITHDRAWN_AT
from studies.models import DeletedStudy, Person, Study
from studies.retention.gone_addresses import addresses_of
from studies.retention.study_tables import children_first, is_of_study
from studies.trail.kinds import About, Kind
from studies.trail.noting import note


class NameDiffers(ResearcherError):
    """What was typed is not the name of the study: nothing goes by one wrong click."""

    def __init__(self, title: str) -> None:
        super().__init__(_("Dit is niet de naam van het onderzoek. Typ precies: %(title)s", title=title))


class StillPublic(ResearcherError):
    """Readers have a story of it now: that it goes from the website too must be said."""

    def __init__(self) -> None:
        super().__init__(_("Er staat nog een verhaal op de website. Vink aan dat het daar ook af gaat."))


def check_name(study: Study, typed: str) -> None:
    """Capitals and spaces do not count. Raises NameDiffers."""
    if " ".join(typed.split()).casefold() != " ".join(study.title.split()).casefold():
        raise NameDiffers(study.title)


def check_offline(session: Session, study: Study) -> None:
    """Raises StillPublic while readers have anything of a study, in whatever table that stands."""
    for _model, table in children_first():
        condition, withdrawn_at = is_of_study(table, study.id), table.info.get(WITHDRAWN_AT)
        if condition is None or withdrawn_at is None:
            continue
        if session.exec(select(table.c.id).where(condition, table.c[withdrawn_at].is_(None)).limit(1)).first():
            raise StillPublic


def delete_study(session: Session, study: Study, *, takes_offline: bool = False) -> DeletedStudy:
    """Remove everything of a study; what stays is that it was there, who removed it and when.

    Raises StillPublic while readers have a story of it, unless `takes_offline` says that it goes from the website too.
    """
    if not takes_offline:
        check_offline(session, study)
    number = study.id
    left = DeletedStudy(
        title=study.title,
        begun_at=study.created_at,
        person_id=session.info.get("person_id"),
        addresses=addresses_of(session, study),
    )
    for model, table in children_first():
        condition = is_of_study(table, study.id)
        if condition is not None:
            session.exec(delete(model).where(condition).execution_options(synchronize_session=False))
    session.expunge_all()
    session.add(left)
    names_erased(session)
    session.flush()
    note(session, Kind.STUDY_DELETED, study_id=number, about=(About.STUDY_GONE, left.id))
    return left


def deleted_studies(session: Session) -> list[tuple[DeletedStudy, str]]:
    """Every study that the organisation removed, with the name of who did; the last one first."""
    query = select(DeletedStudy, Person).outerjoin(Person, col(Person.id) == DeletedStudy.person_id)
    rows = session.exec(query.order_by(col(DeletedStudy.id).desc())).all()
    return [(gone, person.name if person else "") for gone, person in rows]
