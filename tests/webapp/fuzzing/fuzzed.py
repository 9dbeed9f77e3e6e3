"""A copy of the demonstration to send anything to, with somebody of each role signed in, and somebody who is not."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, update
from sqlmodel import col, select

from demo.build import Demonstration
from demo.reading_rounds import invitation_for_next_reader
from foundation.database.engine import open_engine, unit_of_work
from journeys.models import Journey
from studies.access import Role
from studies.accounts.persons import add_person
from studies.accounts.signing_in import make_link
from studies.models import Membership, Organisation
from studies.people.models import StudyRole
from tests.demonstration import copy_of
from tests.signed_in import client_of
from tests.webapp.fuzzing.fuzzer import Fuzzer
from webapp.application import create_app

NOBODY = "nobody"


def first_known(demonstration: Demonstration) -> dict[str, list[str]]:
    """Parts of addresses that lead somewhere, by their name."""
    with unit_of_work(demonstration.engine, across=True) as session:
        stories = list(session.exec(select(Journey.slug).order_by(col(Journey.id))).all())
        return {"slug": ["demo"] * 20 + ["2025", "nergens"], "journey": stories, "form": ["csv", "json"]}


def fuzz(fuzzer: Fuzzer, demonstration: Demonstration, databases: Any, folder: Path, number: int) -> None:
    """Send so many requests to a fresh copy, in a folder that is not there yet."""
    with _copied(demonstration, databases, folder) as (app, engine):
        people = _people(fuzzer, engine, demonstration)

        def browser_of(who: str) -> FlaskClient:
            return client_of(app, engine, _let_in(engine, people[who])) if who != NOBODY else app.test_client()

        fuzzer.send(app, [*people, NOBODY], browser_of, number)


@contextmanager
def _copied(demonstration: Demonstration, databases: Any, folder: Path) -> Iterator[tuple[Flask, Engine]]:
    settings = copy_of(demonstration, databases, folder)
    engine = open_engine(settings.url)
    app = create_app(settings, engine)
    app.config.update(WTF_CSRF_ENABLED=False, SESSION_COOKIE_SECURE=False)
    yield app, engine
    engine.dispose()


def _let_in(engine: Engine, person_id: int) -> int:
    """The same person, also when what was sent ended their access."""
    with unit_of_work(engine, across=True) as session:
        for table in (Membership, StudyRole):
            session.execute(update(table).where(col(table.person_id) == person_id).values(ended_at=None))
    return person_id


def _people(fuzzer: Fuzzer, engine: Engine, demonstration: Demonstration) -> dict[str, int]:
    """Numbers of persons, by their role; what links for them and for the council have, is known."""
    with unit_of_work(engine, across=True) as session:
        organisation = session.get_one(Organisation, demonstration.organisation_id)
        people = {
            role.value: add_person(session, organisation, f"{role.value}@fuzz.nl", role.value, role).id for role in Role
        }
        fuzzer.learnt.values["token"] = [make_link(session, person) for person in people.values()]
        invitation = invitation_for_next_reader(session, demonstration.study_id)
        fuzzer.learnt.values["token"] += [invitation.token] * 20 if invitation else []
    return people
