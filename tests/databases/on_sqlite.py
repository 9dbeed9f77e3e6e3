"""Databases for tests on SQLite: files, that are copied."""

import shutil
from pathlib import Path

from sqlalchemy import Engine, event, make_url

from foundation.database.engine import open_engine


class OnSqlite:
    """A file per test, in its data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def new(self, folder: Path, *, stays: bool = False) -> str:
        """The address of a database without tables, of whoever has this data folder. `stays`: after this test too."""
        return f"sqlite:///{folder / 'verhaallijn.db'}"

    def empty(self) -> str:
        """The address of a database without tables, to make what is kept in."""
        return self.new(self.folder)

    def copied(self, url: str, folder: Path) -> str:
        copy = self.new(folder)
        shutil.copy(str(make_url(url).database), str(make_url(copy).database))
        return copy

    def keep(self, url: str, name: str) -> None:
        """From now on a test can begin with what this database holds."""
        shutil.copy(str(make_url(url).database), self.folder / f"{name}.db")

    def begin(self, name: str, folder: Path) -> str:
        """The address of a database of this test's own, which holds what was kept."""
        url = self.new(folder)
        shutil.copy(self.folder / f"{name}.db", str(make_url(url).database))
        return url

    def one_engine(self) -> Engine:
        """One for all tests, each with a file of its own: what it knows of how to write SQL stays."""
        engine = open_engine(f"sqlite:///{self.folder / 'empty.db'}", query_cache_size=4000)
        event.listen(
            engine, "do_connect", lambda _dialect, _record, where, _how: where.__setitem__(0, engine.url.database)
        )
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
        return engine

    def clear_away(self) -> None:
        """They go with the folders of their tests."""

    def stop(self) -> None:
        """Files need nobody."""
