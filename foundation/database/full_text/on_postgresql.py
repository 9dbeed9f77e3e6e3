"""Looking for words on PostgreSQL: indexes over every three signs in a row (pg_trgm), which LIKE makes use of."""

from typing import Any

from sqlalchemy import Connection, Select, and_, inspect, or_, select

from foundation.database.full_text.on_sqlite import OWN

_COLUMNS = ("words", "stems")


def create(connection: Connection, words: Any) -> None:
    """Nothing is asked twice: making an index waits for all who write, also where it turns out to be there."""
    wanted = {f"ix_{words.name.removesuffix('_words')}_{name}{OWN}": name for name in _COLUMNS}
    missing = wanted.keys() - {one["name"] for one in inspect(connection).get_indexes(words.name)}
    if missing:
        connection.exec_driver_sql("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for index in sorted(missing):
        connection.exec_driver_sql(f"CREATE INDEX {index} ON {words.name} USING gin ({wanted[index]} gin_trgm_ops)")


def holding(words: Any, phrase: str, stems: tuple[str, ...]) -> Select[Any]:
    """Nothing but letters, digits and spaces comes in here, so nothing has to be quoted."""
    anywhere = words.c.words.contains(phrase)
    forms = [words.c.stems.contains(f" {stem} ") for stem in stems]
    return select(words.c.id).where(or_(anywhere, and_(*forms)) if forms else anywhere)


def forget_for_good(_connection: Connection, _words: Any) -> None:
    """Dead rows go with VACUUM, as those of every table: see docs/decisions/0009-erasure.md."""
