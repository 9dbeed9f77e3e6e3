"""The wall within PostgreSQL: what is asked past the first one finds nothing of another organisation."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from foundation.database.engine import open_engine, open_session, read_only, unit_of_work
from foundation.database.row_security import guarded_tables
from interviews.models import Interview
from studies.accounts.persons import add_organisation
from studies.models import Organisation, Person, Study
from studies.planning import add_study
from tests.databases.on_postgresql import OnPostgresql
from tests.factories import make_interview
from webapp.integrity import problems
from webapp.migration import migrate

pytestmark = pytest.mark.of_postgresql("SQLite has no walls within")

OF_SIGN_IN = {"half_sign_in", "sign_in", "sign_in_link"}
"""Rows that say of which organisation somebody is to see: they are read before that is known."""
BLUNT = "SELECT count(*) FROM {}"


@pytest.fixture
def elsewhere(engine: Engine, study: Study, session: Session) -> Iterator[Session]:
    """Somebody of another organisation, while this one holds an interview."""
    make_interview(session, study)
    session.commit()
    with unit_of_work(engine, across=True) as across:
        other = add_organisation(across, "Gemeente Heuvelrade", "heuvelrade").id
    with open_session(engine, other) as there:
        add_study(there, "Wmo in Heuvelrade", municipality="Heuvelrade", slug="wmo")
        there.commit()
        yield there


def test_plain_sql_finds_own_rows_only(session: Session, elsewhere: Session) -> None:
    assert elsewhere.connection().scalar(text(BLUNT.format("interview"))) == 0
    assert elsewhere.connection().scalar(text(BLUNT.format("study"))) == 1
    assert session.connection().scalar(text(BLUNT.format("interview"))) == 1


def test_that_holds_in_what_only_reads_too(engine: Engine, elsewhere: Session) -> None:
    with open_session(read_only(engine), elsewhere.info["organisation_id"]) as reading:
        assert reading.connection().scalar(text(BLUNT.format("interview"))) == 0
        assert reading.connection().scalar(text(BLUNT.format("study"))) == 1


def test_a_query_that_forgets_the_organisation_finds_own_rows_only(
    elsewhere: Session, organisation: Organisation
) -> None:
    connection = elsewhere.connection()
    elsewhere.info["across"] = True  # the first wall lets everything through; the database was told before
    assert connection.scalar(text(BLUNT.format("interview"))) == 0
    assert [one.organisation_id for one in elsewhere.exec(select(Study)).all()] == [elsewhere.info["organisation_id"]]


def test_rows_of_another_are_neither_changed_nor_put_there(elsewhere: Session, study: Study) -> None:
    connection = elsewhere.connection()
    assert connection.execute(text("UPDATE interview SET study_id = study_id")).rowcount == 0
    assert connection.execute(text("DELETE FROM segment")).rowcount == 0
    with pytest.raises(DBAPIError):
        connection.execute(text("UPDATE study SET organisation_id = :other"), {"other": study.organisation_id})


def test_who_tells_nothing_sees_nothing(engine: Engine, elsewhere: Session) -> None:
    elsewhere.commit()
    with engine.connect() as connection:
        assert connection.scalar(text(BLUNT.format("study"))) == 0
    with open_session(engine, None) as nobody:
        assert nobody.connection().scalar(text(BLUNT.format("study"))) == 0
    with unit_of_work(engine, across=True) as across:
        assert across.connection().scalar(text(BLUNT.format("study"))) == 2


def test_nothing_of_it_stays_on_a_connection_that_goes_back(engine: Engine, elsewhere: Session) -> None:
    elsewhere.rollback()
    with unit_of_work(engine, across=True) as across:
        across.connection()
    with engine.connect() as connection:
        assert not connection.scalar(text("SELECT current_setting('verhaallijn.organisation', true)"))


def test_every_table_with_an_organisation_stands_behind_it(engine: Engine, researcher: Person) -> None:
    query = (
        "SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'organisation_id'"
        " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND NOT (relrowsecurity AND relforcerowsecurity)"
    )
    with engine.connect() as connection:
        open_ones = set(connection.scalars(text(query)))
    assert Interview.__tablename__ in guarded_tables()
    assert {name for name in open_ones if not name.endswith("_words")} == OF_SIGN_IN


def test_a_user_of_the_database_who_may_see_all_is_told(databases: OnPostgresql, engine: Engine, study: Study) -> None:
    told = "de gebruiker van de database mag alles zien"
    assert not [one for one in problems(engine) if told in one]
    as_owner = open_engine(databases.cluster.for_owner(str(engine.url.database)).replace("://", "+psycopg://"))
    assert [one for one in problems(as_owner) if told in one]
    as_owner.dispose()


def test_a_wall_that_was_taken_down_stands_again_after_the_next_start(new_database: str) -> None:
    engine = open_engine(new_database)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE memo DISABLE ROW LEVEL SECURITY"))
        connection.execute(text("DROP POLICY own_organisation ON segment"))
    migrate(engine)
    with engine.begin() as connection:
        names = connection.scalars(text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"))
        assert guarded_tables() <= set(names)
        policies = set(connection.scalars(text("SELECT polrelid::regclass::text FROM pg_policy")))
        assert guarded_tables() == policies
    engine.dispose()
