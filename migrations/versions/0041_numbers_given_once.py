"""On SQLite too no number of a row is given twice: a page that stood open would be about another row"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_KEY = re.compile(r",\s*CONSTRAINT \"?(\w+)\"? PRIMARY KEY \(id\)")
_NUMBER = re.compile(r"(?<=[(\s])id INTEGER NOT NULL(?=\s*,)")


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return  # a sequence gives each number once
    tables = connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name")).all()
    for name, made in tables:
        if "AUTOINCREMENT" not in made and (key := _KEY.search(made)) and _is_numbered_by_itself(connection, name):
            _copy(
                connection,
                name,
                _NUMBER.sub(
                    f"id INTEGER NOT NULL CONSTRAINT {key[1]} PRIMARY KEY AUTOINCREMENT", _KEY.sub("", made), count=1
                ),
            )


def _is_numbered_by_itself(connection: sa.Connection, name: str) -> bool:
    """Not the words that a text is found by: those have the number of their text."""
    keys = connection.exec_driver_sql(f'PRAGMA foreign_key_list("{name}")').mappings().all()
    return "id" not in {key["from"] for key in keys}


def _copy(connection: sa.Connection, name: str, made: str) -> None:
    """As SQLite's manual has it: a new table, its rows, the old one's indexes and triggers; foreign keys are off."""
    query = sa.text(
        "SELECT sql FROM sqlite_master WHERE tbl_name = :name AND type IN ('index', 'trigger') AND sql <> ''"
    )
    belongings = connection.scalars(query, {"name": name}).all()
    new = re.sub(rf'CREATE TABLE "?{name}"?', f'CREATE TABLE "{name}_numbered"', made, count=1)
    connection.exec_driver_sql(new)
    connection.exec_driver_sql(f'INSERT INTO "{name}_numbered" SELECT * FROM "{name}"')  # noqa: S608
    connection.exec_driver_sql(f'DROP TABLE "{name}"')
    connection.exec_driver_sql(f'ALTER TABLE "{name}_numbered" RENAME TO "{name}"')
    for one in belongings:
        connection.exec_driver_sql(one)


def downgrade() -> None:
    """Nothing: tables that count on hold the same."""
