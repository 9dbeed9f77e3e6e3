"""A whole study that goes for good, with every row of it in every package.

What is of a study is read from the tables themselves: a row that points at the study, or at a row that does. A new
table of a study goes along by itself; a test names those that are of none.
"""

from typing import Any

from sqlalchemy import ColumnElement, Table, inspect, or_
from sqlalchemy import select as core_select
from sqlmodel import Session, SQLModel, col, delete, select

from foundation.database.leaving_files import names_erased
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.tables import WITHDRAWN_AT
from studies.models import DeletedStudy, Person, Study


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
    for _model, table in _children_first():
        condition, withdrawn_at = _is_of(table, study.id), table.info.get(WITHDRAWN_AT)
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
    left = DeletedStudy(title=study.title, begun_at=study.created_at, person_id=session.info.get("person_id"))
    for model, table in _children_first():
        condition = _is_of(table, study.id)
        if condition is not None:
            session.exec(delete(model).where(condition).execution_options(synchronize_session=False))
    session.expunge_all()
    session.add(left)
    names_erased(session)
    session.flush()
    return left


def deleted_studies(session: Session) -> list[tuple[DeletedStudy, str]]:
    """Every study that the organisation removed, with the name of who did; the last one first."""
    query = select(DeletedStudy, Person).outerjoin(Person, col(Person.id) == DeletedStudy.person_id)
    rows = session.exec(query.order_by(col(DeletedStudy.id).desc())).all()
    return [(gone, person.name if person else "") for gone, person in rows]


def tables_of_studies() -> set[str]:
    """The tables of which rows go along with their study."""
    return {table.name for _model, table in _children_first() if _is_of(table, 0) is not None}


def _children_first() -> list[tuple[Any, Table]]:
    """Every table, with those that point at a table before it: so no row ever points at one that is gone."""
    models = {mapper.local_table: mapper.class_ for mapper in inspect(Study).registry.mappers}
    return [(models[table], table) for table in reversed(SQLModel.metadata.sorted_tables) if table in models]


def _is_of(table: Table, study_id: int) -> ColumnElement[bool] | None:
    """Which rows of a table are of a study; None for a table that holds nothing of any."""
    if table is inspect(Study).local_table:
        return table.c.id == study_id
    if "study_id" in table.c:
        return table.c.study_id == study_id
    ways = [
        key.parent.in_(core_select(key.column).where(condition))
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.table is not table and (condition := _is_of(key.column.table, study_id)) is not None
    ]
    return or_(*ways) if ways else None
