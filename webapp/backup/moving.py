"""Moving to another database, on the same engine or another; the old one stays as it is."""

from pathlib import Path

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from foundation.backup.on_sqlite import is_open_elsewhere
from foundation.dutch import _
from foundation.errors import ResearcherError
from webapp.backup.empty_place import StillInUse, filled, see_empty

_ENGINES = ("sqlite", "postgresql")


class NoDatabaseAddress(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Dit is geen adres van een database die Verhaallijn kent. Een goed voorbeeld is: "
                "postgresql+psycopg://verhaallijn@/verhaallijn"
            )
        )


def see_nobody_works(url: str) -> None:
    """What is stored while all is moved would stay behind. Before this process opens it itself. Raises StillInUse."""
    address = make_url(url)
    file = Path(str(address.database))
    if address.get_backend_name() == "sqlite" and file.exists() and is_open_elsewhere(file):
        raise StillInUse


def move_to(source: Engine, url: str) -> dict[str, int]:
    """How many rows of each table are in the database at `url` now, seen to be the same; it was empty.

    Raises NoDatabaseAddress, SomethingIsThere, DatabaseAway, RowNotTaken, RowsDiffer: then nothing is in it.
    """
    address = _address(url)
    see_empty(address.render_as_string(hide_password=False))
    with filled(address.render_as_string(hide_password=False), source) as moved:
        return moved


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError:
        raise NoDatabaseAddress from None
    if address.get_backend_name() not in _ENGINES or not address.database:
        raise NoDatabaseAddress
    if address.drivername == "postgresql":
        return address.set(drivername="postgresql+psycopg")
    return address
