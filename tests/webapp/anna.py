"""Anna Aalders, a researcher who signs in with a password."""

from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person

PASSWORD = "een heel lang wachtwoord"


def add_anna(engine: Engine, organisation: Organisation) -> Person:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "anna@voorbeeld.nl", "Anna Aalders", Role.RESEARCHER, PASSWORD)
        session.flush()
        session.expunge(person)
        return person
