"""Development: write the next migration from the difference between tables and migrations.

`python -m webapp.make_migration "Why"`; read the result before committing it.
"""

import sys
from tempfile import TemporaryDirectory

from alembic import command
from alembic.config import Config

import webapp.tables  # noqa: F401  registers every table
from foundation.database.engine import open_engine
from webapp.migration import migrate
from webapp.settings import ROOT


def main() -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    existing = len(list((ROOT / "migrations" / "versions").glob("*.py")))
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/now.db")
        migrate(engine)
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.revision(config, sys.argv[1], autogenerate=True, rev_id=f"{existing + 1:04d}")
        engine.dispose()


if __name__ == "__main__":
    main()
