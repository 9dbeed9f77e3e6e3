"""Brings a database to the newest shape, through the same migrations everywhere."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from foundation.database.copied_tables import tables_are_copied
from foundation.database.full_text.index import mend
from foundation.database.row_security import raise_walls
from webapp.settings import ROOT


def migrate(engine: Engine, revision: str = "head") -> None:
    """Apply every migration that the database does not have yet, up to `revision`; then see to indexes and walls."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    with engine.connect() as connection, tables_are_copied(connection):
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        if revision == "head":
            mend(connection)
            raise_walls(connection)
