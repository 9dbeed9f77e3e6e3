"""Short writes on PostgreSQL by eight coders at once: alone per organisation, per study, or nobody waiting for anybody.

`VERHAALLIJN_DATABASE_URL=postgresql+psycopg://… python -m bench.postgresql_writers` in an empty database: eight threads
add fragments without pause, each in a conversation of their own, all in one study, in a study each, or in an
organisation each. Limit: in an organisation each they store at least twice as much as in one, where they wait in line.
"""

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from coding.codebook.changing import add_code
from coding.segments import add_segment
from foundation.database import postgresql
from foundation.database.engine import open_engine, unit_of_work
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.models import Study
from studies.planning import add_study
from tests.factories import make_interview
from webapp.keys.keeping import keep_keys
from webapp.migration import migrate
from webapp.settings import Settings

CODERS, SECONDS, LIMIT_RATIO = 8, 6.0, 2.0
TOGETHER, APART = "one study", "an organisation each"
SHAPES = ((TOGETHER, 1, 1), ("a study each", 1, 8), (APART, 8, 8))
"""What it is called, organisations, studies."""
WORDS = "Niemand belde mij op in die weken. " * 400
_numbers = count(1)


@dataclass(frozen=True)
class Place:
    """Where one coder works."""

    organisation_id: int
    person_id: int
    study_id: int
    source_id: int
    code_id: int


def main() -> None:
    engine = open_engine(Settings().url, pool_size=CODERS)
    migrate(engine)
    keep_keys(engine, Settings().prepared())
    rates: dict[tuple[str, str], float] = {}
    for shape, organisations, studies in SHAPES:
        for lock, hold in LOCKS.items():
            postgresql.write_alone = hold
            places = _places(engine, organisations, studies)
            p95, rates[shape, lock] = _measured(engine, places, _in_study if lock == "study" else _nothing)
            print(f"{shape:22} alone per {lock:13} p95 {p95 * 1000:6.1f} ms  {rates[shape, lock]:6.1f} fragments/s")
    ratio = rates[APART, "organisation"] / rates[TOGETHER, "organisation"]
    print(f"ratio {ratio:.1f} (limit {LIMIT_RATIO}: {'met' if ratio >= LIMIT_RATIO else 'MISSED'})")
    sys.exit(ratio < LIMIT_RATIO)


def _nothing(connection: Connection, _number: int | None, *first: str) -> None:
    if first:
        connection.exec_driver_sql(f"SELECT {', '.join(first)}")


def _in_study(connection: Connection, study_id: int | None) -> None:
    postgresql._hold(connection, 1, study_id or 0)


LOCKS: dict[str, Callable[..., None]] = {
    "organisation": postgresql.write_alone,
    "study": _nothing,
    "nobody": _nothing,
}


def _places(engine: Engine, organisations: int, studies: int) -> list[Place]:
    owners = []
    for _owner in range(organisations):
        number = next(_numbers)
        with unit_of_work(engine, across=True) as session:
            owner = add_organisation(session, f"Gemeente {number}", f"gemeente-{number}")
            owners.append((owner.id, add_person(session, owner, f"{number}@a.nl", "Lotte", Role.RESEARCHER).id))
    made: dict[int, tuple[int, int]] = {}
    places = []
    for coder in range(CODERS):
        organisation_id, person_id = owners[coder % organisations]
        with unit_of_work(engine, organisation_id, person_id) as session:
            if coder % studies not in made:
                study = add_study(session, f"Onderzoek {next(_numbers)}")
                made[coder % studies] = study.id, add_code(session, study.id, "Bellen").id
            study_id, code_id = made[coder % studies]
            places.append(Place(organisation_id, person_id, study_id, _source(session, study_id), code_id))
    return places


def _source(session: Session, study_id: int) -> int:
    return make_interview(session, session.get_one(Study, study_id), [("Ouder", WORDS, False)]).id


def _measured(
    engine: Engine, places: list[Place], hold: Callable[[Connection, int | None], None]
) -> tuple[float, float]:
    """The p95 of a fragment in seconds, and how many were added in a second."""
    taken, end = list[float](), time.monotonic() + SECONDS

    def code(place: Place) -> None:
        for at in range(0, len(WORDS) - 8, 36):
            if time.monotonic() > end:
                return
            begun = time.perf_counter()
            with unit_of_work(engine, place.organisation_id, place.person_id) as session:
                hold(session.connection(), place.study_id)
                add_segment(session, place.source_id, at, at + 7, WORDS[at : at + 7], place.code_id)
            taken.append(time.perf_counter() - begun)

    coding = [threading.Thread(target=code, args=(place,)) for place in places]
    for thread in coding:
        thread.start()
    for thread in coding:
        thread.join()
    return sorted(taken)[int(len(taken) * 0.95)], len(taken) / SECONDS


if __name__ == "__main__":
    main()
