"""An installation from before studies had keys: nothing of it is lost, with or without the key at hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, column, table
from sqlmodel import Session, select

from foundation.database.copied_tables import tables_are_copied
from foundation.database.engine import open_engine, unit_of_work
from foundation.secrets.keys import make_key
from foundation.secrets.sealing import Seal, key_of_study, keyed_digest
from interviews.respondents.contacts import ContactVault
from interviews.respondents.models import RespondentContact
from studies.keys.keeping import opened_key
from studies.keys.models import WrappedKey
from studies.planning import add_study
from tests.databases.seeing import seeing_all
from webapp.keys.changing import change_master_key
from webapp.keys.keeping import keep_keys
from webapp.migration import migrate
from webapp.settings import NAMES, ROOT, Settings

STUDY = 7
_THERE = (
    "INSERT INTO organisation (id, name, name_key, slug, telephone, email, privacy_words, accessibility_statement,"
    " second_step_for) VALUES (1, 'A', 'a', 'a', '', '', '', '', '[]')",
    "INSERT INTO study (id, organisation_id, slug, title, question, municipality, numbers_given, created_at)"
    " VALUES (7, 1, 's', 'S', '', '', '{}', '2026-01-01')",
    "INSERT INTO respondent (id, organisation_id, study_id, number, role, attributes, created_at)"
    " VALUES (3, 1, 7, 1, 'ouder', '{}', '2026-01-01')",
)
_CONTACT = table("respondent_contact", column("organisation_id"), column("respondent_id"), column("sealed"))


@pytest.fixture
def before(new_database: str, tmp_path: Path) -> Iterator[tuple[Engine, Settings]]:
    """Of the version before, with a telephone number that its key opens."""
    settings = Settings(data_dir=tmp_path / "before", database_url=new_database).prepared()
    make_key(settings.key_file(NAMES))
    engine = open_engine(settings.url)
    migrate(engine, "0058")
    seal = Seal(key_of_study(settings.key(NAMES), STUDY, b"contact"))
    with seeing_all(engine) as connection:
        for statement in _THERE:
            connection.exec_driver_sql(statement)
        sealed = seal.sealed(b'["Wilma Jansen", "0612345678", "", ""]', b"respondent 3")
        connection.execute(_CONTACT.insert().values(organisation_id=1, respondent_id=3, sealed=sealed))
        connection.commit()
    yield engine, settings
    engine.dispose()


def _called(session: Session) -> str:
    row = session.exec(select(RespondentContact)).one()
    return ContactVault(opened_key(session, STUDY)).open(row).telephone


def test_what_was_sealed_opens_and_what_was_digested_is_known(before: tuple[Engine, Settings]) -> None:
    engine, settings = before
    known_as = keyed_digest(key_of_study(settings.key(NAMES), STUDY, b"digest"), "person|yassin")

    migrate(engine)
    keep_keys(engine, settings)

    for _again in range(2):
        with unit_of_work(engine, 1) as session:
            assert _called(session) == "0612345678"
            assert keyed_digest(opened_key(session, STUDY).of(b"digest"), "person|yassin") == known_as
        change_master_key(engine, settings)
    keep_keys(engine, settings)


def test_a_migration_without_the_key_loses_nothing(before: tuple[Engine, Settings]) -> None:
    engine, settings = before
    aside = settings.key_file(NAMES).rename(settings.data_dir / "aside")

    migrate(engine)

    aside.rename(settings.key_file(NAMES))
    keep_keys(engine, settings)
    with unit_of_work(engine, 1) as session:
        assert _called(session) == "0612345678"


def test_going_back_loses_no_key(before: tuple[Engine, Settings]) -> None:
    engine, settings = before
    migrate(engine)
    _back(engine)
    with seeing_all(engine) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM respondent_contact").scalar() == 1
    migrate(engine)
    keep_keys(engine, settings)
    with unit_of_work(engine, 1) as session:
        assert _called(session) == "0612345678"
        add_study(session, "Nieuw")

    with pytest.raises(RuntimeError, match="keys stand in this database alone"):
        _back(engine)

    with unit_of_work(engine, 1) as session:
        assert len(session.exec(select(WrappedKey)).all()) == 2


def _back(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    with engine.connect() as connection, tables_are_copied(connection):
        config.attributes["connection"] = connection
        command.downgrade(config, "0058")
