"""Looking for words on PostgreSQL: indexes over every three signs in a row (pg_trgm), which LIKE makes use of."""

from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select

from foundation.database.full_text.on_sqlite import OWN

_COLUMNS = ("words", "stems")


def create(connection: Connection, words: Any) -> None:
    connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for name in _COLUMNS:
        index = f"ix_{words.name.removesuffix('_words')}_{name}{OWN}"
        connection.exec_driver_sql(
            f"CREATE INDEX IF NOT EXISTS {index} ON {words.name} USING gin ({name} gin_trgm_ops)"
        )


def holding(words: Any, phrase: str, stems: tuple[str, ...]) -> Select[Any]:
    """Nothing but letters, digits and spaces comes in here, so nothing has to be quoted."""
    anywhere = words.c.words.contains(phrase)
    forms = [words.c.stems.contains(f" {stem} ") for stem in stems]
    return select(words.c.id).where(or_(anywhere, and_(*forms)) if forms else anywhere)


def forget_for_good(_connection: Connection, _words: Any) -> None:
    """Dead rows go with VACUUM, as those of every table: see docs/decisions/0009-erasure.md."""
