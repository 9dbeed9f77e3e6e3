"""The organisation and the researcher of most tests: put down once, then in the database that a test starts from."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import make_transient_to_detached
from sqlmodel import SQLModel

from foundation.database.engine import open_engine, unit_of_work
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.models import Organisation, Person
from webapp.migration import migrate

EMPTY, ORGANISED, STAFFED = "empty", "organised", "staffed"

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True)
class Founding:
    """What is kept to begin tests with: nobody, the organisation, or also its researcher; and these two as read."""

    values: dict[type[SQLModel], dict[str, Any]]

    def known_to(self, asked: Collection[str]) -> str:
        """What a test begins with that asks for these fixtures."""
        if "researcher" in asked:
            return STAFFED
        return ORGANISED if "organisation" in asked else EMPTY

    def organisation(self) -> Organisation:
        return self._read(Organisation)

    def researcher(self) -> Person:
        return self._read(Person)

    def _read(self, kind: type[Row]) -> Row:
        row = kind(**self.values[kind])
        make_transient_to_detached(row)
        return row


def found(databases: Any) -> Founding:
    """Add them as an installation does; kept at each step."""
    url = databases.empty()
    with _opened(url) as engine:
        migrate(engine)
    databases.keep(url, EMPTY)
    with _opened(url) as engine, unit_of_work(engine, across=True) as session:
        organisation = add_organisation(session, "Gemeente Lindermeer", "lindermeer")
        organisation.telephone, organisation.email = "043-1234567", "verhalen@lindermeer.example"
        organisation.second_step_for = []
    databases.keep(url, ORGANISED)
    with _opened(url) as engine, unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "l.veldman@voorbeeld.nl", "Lotte Veldman", Role.RESEARCHER)
    databases.keep(url, STAFFED)
    return Founding({type(row): row.model_dump() for row in (organisation, person)})


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    """Closed at the end, so that all of it is in the file."""
    engine = open_engine(url)
    yield engine
    engine.dispose()
