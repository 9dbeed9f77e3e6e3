"""The wall between organisations: a session reads and writes rows of its own organisation only."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, event
from sqlalchemy.orm import ORMExecuteState, UOWTransaction, with_loader_criteria
from sqlalchemy.orm import Session as OrmSession
from sqlalchemy.sql.base import ExecutableOption

import foundation.database.leaving_files  # noqa: F401  empties the log after names were erased
from foundation.tables import Scoped

_NOBODY = 0  # no organisation has this number: a join that reaches scoped rows finds none


class NoOrganisation(RuntimeError):
    """A session without an organisation asked for rows that belong to one. Always a programming error."""


class OtherOrganisation(RuntimeError):
    """A row of one organisation was about to be written in a session of another."""


@event.listens_for(OrmSession, "do_orm_execute")
def _only_own_organisation(state: ORMExecuteState) -> None:
    """Every SELECT, UPDATE and DELETE on scoped tables gets the organisation; without one it is refused."""
    if state.is_column_load or state.session.info.get("across"):
        return
    if not (state.is_select or state.is_update or state.is_delete):
        return
    organisation_id = state.session.info.get("organisation_id")
    if organisation_id is None:
        if any(issubclass(mapper.class_, Scoped) for mapper in state.all_mappers):
            raise NoOrganisation
        organisation_id = _NOBODY
    state.statement = state.statement.options(_criteria(organisation_id))


@lru_cache(maxsize=256)
def _criteria(organisation_id: int) -> ExecutableOption:
    """The condition on every scoped table. Kept per organisation: building it costs more than most queries."""

    def is_of_it(table: Any) -> ColumnElement[bool]:
        column: Any = getattr(table, "organisation_id", None)  # Scoped itself is asked too, and has no column
        same: ColumnElement[bool] = column == organisation_id
        return same

    return with_loader_criteria(Scoped, is_of_it, include_aliases=True)


@event.listens_for(OrmSession, "before_flush")
def _stay_in_own_organisation(session: OrmSession, _: UOWTransaction, __: object) -> None:
    organisation_id = session.info.get("organisation_id")
    for row in [*session.new, *session.dirty, *session.deleted]:
        if not isinstance(row, Scoped):
            continue
        if row.organisation_id is None and organisation_id is not None:
            row.organisation_id = organisation_id
        if not session.info.get("across") and row.organisation_id != organisation_id:
            raise OtherOrganisation(type(row).__name__)
