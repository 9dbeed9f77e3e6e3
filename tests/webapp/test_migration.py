"""The migrations give exactly the tables that the code describes."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine
from sqlmodel import SQLModel

import foundation.jobs  # noqa: F401  registers every table
import journeys.models  # noqa: F401  registers every table
from foundation.database import open_engine
from webapp.migration import migrate


def test_no_table_or_column_lacks_its_migration(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrating_twice_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_an_unkeyed_digest_of_what_was_said_is_dropped(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'before.db'}")
    migrate(engine, "0005")
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO organisation (id, name, slug) VALUES (1, 'A', 'a')")
        connection.exec_driver_sql(
            "INSERT INTO study (id, organisation_id, slug, title, question, municipality, created_at)"
            " VALUES (1, 1, 's', 'S', '', '', '2026-01-01')"
        )
        connection.exec_driver_sql(
            "INSERT INTO interview (organisation_id, study_id, number, role, state, names_searched, file_name,"
            " content_digest, heading, notices, created_at)"
            " VALUES (1, 1, 1, '', 'CODING', 1, '', 'of two names', '[]', '[]', '2026-01-01')"
        )
    migrate(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT content_digest FROM interview").scalars().all() == [""]
    engine.dispose()
