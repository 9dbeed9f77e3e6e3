"""The organisation and the researcher of most tests: put down once, then in the database that a test starts from."""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.orm import make_transient_to_detached
from sqlmodel import Session, SQLModel

from foundation.database.engine import open_engine, unit_of_work
from studies.access import Role
from studies.accounts import add_organisation, add_person
from studies.models import Organisation, Person

Row = TypeVar("Row", bound=SQLModel)


@dataclass(frozen=True)
class Founding:
    """Database files that know nobody, only the organisation, or also its researcher; and these two as read."""

    empty: Path
    organised: Path
    staffed: Path
    values: dict[type[SQLModel], dict[str, Any]]

    def file_for(self, asked: Collection[str]) -> Path:
        """What a test starts from that asks for these fixtures."""
        if "researcher" in asked:
            return self.staffed
        return self.organised if "organisation" in asked else self.empty

    def organisation(self) -> Organisation:
        return self._read(Organisation)

    def researcher(self) -> Person:
        return self._read(Person)

    def _read(self, kind: type[Row]) -> Row:
        row = kind(**self.values[kind])
        make_transient_to_detached(row)
        return row


def found(empty: Path) -> Founding:
    """Add them as an installation does."""
    organised = Path(shutil.copy(empty, empty.with_name("organised.db")))
    with _written(organised) as session:
        organisation = add_organisation(session, "Gemeente Lindermeer", "lindermeer")
        organisation.telephone, organisation.email = "043-1234567", "verhalen@lindermeer.example"
    staffed = Path(shutil.copy(organised, empty.with_name("staffed.db")))
    with _written(staffed) as session:
        person = add_person(session, organisation, "l.veldman@voorbeeld.nl", "Lotte Veldman", Role.RESEARCHER)
    values = {type(row): row.model_dump() for row in (organisation, person)}
    return Founding(empty, organised, staffed, values)


@contextmanager
def _written(file: Path) -> Iterator[Session]:
    engine = open_engine(f"sqlite:///{file}")
    with unit_of_work(engine, across=True) as session:
        yield session
    engine.dispose()
