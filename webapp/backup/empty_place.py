"""Where a database is to come: nothing may be there, and until all of it is there nothing is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from foundation.backup.moving import rows_moved
from foundation.backup.on_sqlite import is_open_elsewhere
from foundation.backup.places import sync_folder, usable
from foundation.database.engine import open_engine
from foundation.database.faults import said_by_server
from foundation.dutch import _, translatable
from foundation.errors import ResearcherError
from webapp.backup.rows import holds_nothing
from webapp.migration import migrate
from webapp.settings import Settings


class SomethingIsThere(ResearcherError):
    sentence = translatable(
        "Hier staat al iets: %(place)s. Terugzetten gaat alleen waar nog niets is, zodat er nooit iets wordt "
        "overschreven. Kies een andere map met VERHAALLIJN_DATA_DIR, of zet de oude weg."
    )

    def __init__(self, place: object) -> None:
        super().__init__(_(self.sentence, place=place))


class ServerIsFilled(SomethingIsThere):
    """Moving a folder away would not help here."""

    sentence = translatable(
        "Hier staat al iets: %(place)s. Terugzetten gaat alleen waar nog niets is, zodat er nooit iets wordt "
        "overschreven. Noem een lege database met VERHAALLIJN_DATABASE_URL. Of geef de oude een andere naam, en maak "
        "een nieuwe."
    )


class DatabaseAway(ResearcherError):
    def __init__(self, place: object, said: str = "") -> None:
        why = _(
            "De database %(place)s is niet te bereiken. Kloppen het adres en het wachtwoord, en draait de server? "
            "Er is niets veranderd.",
            place=place,
        )
        super().__init__(_("%(why)s De databaseserver zei: %(said)s", why=why, said=said) if said else why)


class StillInUse(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("Verhaallijn draait nog op deze map. Stop `verhaallijn serve` en `verhaallijn worker` eerst.")
        )


class InAFile:
    """A database on SQLite, which gets its name when it is ready."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.folder = file.parent
        """On the same disk."""

    def see_nothing_there(self) -> None:
        """Raises SomethingIsThere, StillInUse."""
        if self._file.exists():
            see_empty(f"sqlite:///{self._file}")
            if is_open_elsewhere(self._file):
                raise StillInUse

    @contextmanager
    def filled_from(self, file: Path) -> Iterator[None]:
        """Put this database, of the newest shape, in place when the block ends well."""
        yield
        with usable(self._file):
            for left in self.folder.glob(f"{self._file.name}*"):
                left.unlink()
            file.rename(self._file)
            sync_folder(self.folder)


class OnAServer:
    """A database on PostgreSQL, which takes all rows in one transaction."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url = url
        self.folder = folder

    def see_nothing_there(self) -> None:
        """Raises SomethingIsThere, DatabaseAway."""
        see_empty(self._url)

    @contextmanager
    def filled_from(self, file: Path) -> Iterator[None]:
        """Take over this database, of the newest shape, when the block ends well. Raises RowNotTaken, RowsDiffer."""
        source = open_engine(f"sqlite:///{file}")
        try:
            with filled(self._url, source):
                yield
        finally:
            source.dispose()


@contextmanager
def filled(url: str, source: Engine) -> Iterator[dict[str, int]]:
    """All rows of `source`, how many by table, in the empty database at `url` when the block ends well.

    Raises RowNotTaken, RowsDiffer.
    """
    target = open_engine(url)
    try:
        migrate(target)
        with rows_moved(source, target, compared=True) as moved:
            yield moved
        # The words that texts are found by are written anew.
        migrate(target)
    finally:
        target.dispose()


def place_of(settings: Settings) -> InAFile | OnAServer:
    """Where these settings have their database."""
    url = make_url(settings.url)
    if url.get_backend_name() == "sqlite":
        return InAFile(Path(str(url.database)))
    return OnAServer(settings.url, settings.data_dir)


def see_empty(url: str) -> None:
    """Raises SomethingIsThere, DatabaseAway."""
    told_as = make_url(url).render_as_string(hide_password=True)
    filled_one = SomethingIsThere if make_url(url).get_backend_name() == "sqlite" else ServerIsFilled
    engine = open_engine(url)
    try:
        if not holds_nothing(engine):
            raise filled_one(told_as)
    except OperationalError as error:
        raise DatabaseAway(told_as, said_by_server(error)) from error
    except DatabaseError:
        raise filled_one(told_as) from None
    finally:
        engine.dispose()
