"""Brings a database to the newest shape, through the same migrations everywhere."""

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from foundation.database.copied_tables import tables_are_copied
from foundation.database.full_text.index import mend
from foundation.database.row_security import raise_walls
from foundation.dutch import _
from foundation.errors import ResearcherError
from webapp.settings import ROOT


class OfNewerVersion(ResearcherError):
    """Migrations only go forward: this program can't work with that database."""

    def __init__(self, number: str) -> None:
        super().__init__(
            _(
                "De database (%(number)s) is van een nieuwere versie van het programma. Zet die versie terug, of een "
                "reservekopie van voor het bijwerken: zie docs/deploy.md.",
                number=number,
            )
        )


def migrate(engine: Engine, revision: str = "head") -> None:
    """Apply every migration that the database does not have yet, up to `revision`; then see to indexes and walls.

    Raises OfNewerVersion.
    """
    config = _config()
    with engine.connect() as connection, tables_are_copied(connection):
        see_known(MigrationContext.configure(connection).get_current_revision())
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        if revision == "head":
            mend(connection)
            raise_walls(connection)


def see_known(current: str | None) -> None:
    """Raises OfNewerVersion when no migration of this program leads to it."""
    if current and current not in known_shapes():
        raise OfNewerVersion(current)


@cache
def known_shapes() -> list[str]:
    """The newest first."""
    return [one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config
