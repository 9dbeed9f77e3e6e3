"""Looking for words on SQLite: FTS5 over every three signs in a row, so that parts of words are found as well.

The index follows its table by triggers. A migration that copies the table drops them without a word; `create` sees
that, makes them again and builds the index anew.
"""

from typing import Any

from sqlalchemy import Connection, Select, column, select, table

OWN = "_words_index"
SHORTEST = 3
"""Signs: of less there is nothing in the index."""


def create(connection: Connection, words: Any) -> None:
    index, wanted = f"{words.name}_index", _triggers(words.name)
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {index} USING fts5(words, stems, "
        f"content='{words.name}', content_rowid='id', tokenize='trigram case_sensitive 1')"
    )
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {index}_left (what INTEGER PRIMARY KEY)")
    schema = table("sqlite_master", column("name"), column("type"))
    there = set(connection.execute(select(schema.c.name).where(schema.c.type == "trigger")).scalars())
    if wanted.keys() <= there:
        return
    for name, body in wanted.items():
        connection.exec_driver_sql(f"CREATE TRIGGER IF NOT EXISTS {name} {body}")
    _tell(connection, index, "rebuild")


def holding(words: Any, phrase: str, stems: tuple[str, ...]) -> Select[Any]:
    """Nothing but letters, digits and spaces comes in here, so nothing has to be quoted."""
    asked = f'words : "{phrase}"'
    if stems:
        each = " AND ".join(f'" {stem} "' for stem in stems)
        asked = f"({asked}) OR (stems : ({each}))"
    name = f"{words.name}_index"
    index = table(name, column("rowid"), column(name))
    return select(index.c.rowid.label("id")).where(index.c[name].op("MATCH")(asked))


def forget_for_good(connection: Connection, words: Any) -> None:
    """What is deleted stays in the pages of the index until they are merged.

    FTS5's own secure-delete needs SQLite 3.42, and no older one can read the file after it.
    """
    index = f"{words.name}_index"
    left = table(f"{index}_left", column("what"))
    if connection.execute(select(left.c.what)).first() is None:
        return
    _tell(connection, index, "optimize")
    connection.execute(left.delete())


def _tell(connection: Connection, index: str, what: str) -> None:
    connection.execute(table(index, column(index)).insert().values({index: what}))


def _triggers(words: str) -> dict[str, str]:
    index = f"{words}_index"
    new, old = "(new.id, new.words, new.stems)", "('delete', old.id, old.words, old.stems)"
    into = f"INSERT INTO {index}(rowid, words, stems) VALUES {new};"  # noqa: S608  # nosec B608 # names of ours
    out_of = f"INSERT INTO {index}({index}, rowid, words, stems) VALUES {old}; "  # noqa: S608  # nosec B608 # the same
    out_of += f"INSERT OR IGNORE INTO {index}_left(what) VALUES (1);"  # noqa: S608
    return {
        f"{index}_insert": f"AFTER INSERT ON {words} BEGIN {into} END",
        f"{index}_delete": f"AFTER DELETE ON {words} BEGIN {out_of} END",
        f"{index}_update": f"AFTER UPDATE ON {words} BEGIN {out_of} {into} END",
    }
