"""Every setting, from VERHAALLIJN_* environment variables. The README lists them; a test keeps that true."""

import os
from contextlib import suppress
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from foundation.sealing import new_key
from journeys.site import Site

ROOT = Path(__file__).resolve().parents[1]
"""Where the program itself stands."""


class Settings(BaseSettings):
    """Where the data lives and how the application is reached."""

    model_config = SettingsConfigDict(env_prefix="VERHAALLIJN_")

    data_dir: Path = Field(default=Path("instance"), description="Folder for database, queue and keys.")
    database_url: str = Field(
        default="", description="SQLAlchemy URL of the database; empty means SQLite in the data folder."
    )
    public_url: str = Field(
        default="http://127.0.0.1:8000", description="Address at which people reach the application; stands in links."
    )
    secure_cookies: bool = Field(default=False, description="Send cookies over https only. Set it behind https.")

    def prepared(self) -> "Settings":
        """The same settings, with the data folder made (readable by its owner only)."""
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self

    @property
    def url(self) -> str:
        """The database's URL, with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'verhaallijn.db'}"

    @property
    def queue_file(self) -> Path:
        return self.data_dir / "queue.db"

    @property
    def site(self) -> Site:
        """Where stories go, as these settings say."""
        return Site(self.public_url, self.key("pseudonyms"), self._demonstration_file.exists())

    def mark_as_demonstration(self) -> None:
        """From now on this data folder holds the demonstration, which is for its own computer."""
        self._demonstration_file.touch()

    @property
    def _demonstration_file(self) -> Path:
        return self.data_dir / "demonstration"

    def key(self, name: str) -> bytes:
        """32 secret bytes kept in the data folder beside, not in, the database; made at first use."""
        path = self.data_dir / f"{name}.key"
        if not path.exists():
            with suppress(FileExistsError):  # another process may make it at the same moment
                _write_new(path, new_key())
        return path.read_bytes()


def _write_new(path: Path, content: bytes) -> None:
    """Whole and readable by its owner only, or not at all."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    try:
        os.link(draft, path)
    finally:
        draft.unlink()
