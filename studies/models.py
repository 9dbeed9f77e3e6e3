"""Organisations, people, their studies, and what was changed by whom."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from foundation.clock import now
from foundation.tables import ByValue, Scoped, Table, UtcDateTime, one_of
from studies.access import CODERS, Role


class Organisation(Table, table=True):
    """A municipality or bureau; nothing it owns is visible to another."""

    name: str
    name_key: str = Field(default="", index=True, unique=True)
    """The name in lower case and without spare spaces: a name is used once, however it is written."""
    slug: str = Field(unique=True)
    telephone: str = ""
    email: str = ""
    """Whom readers of public pages can ask: the municipality's own telephone number and address."""
    contact_since: date | None = None
    """The day on which either of these last changed; None: from before that was noted."""
    privacy_words: str = ""
    """What it adds itself to the page about privacy."""
    accessibility_statement: str = ""
    """The address of its own statement on accessibility; '' when there is none."""
    websites: list[str] = Field(default_factory=list, sa_type=JSON)
    """Whose pages may show its public figures in a frame, as origins: 'https://www.lindermeer.example'."""
    second_step_for: list[str] = Field(
        default_factory=lambda: [role.value for role in Role if role in CODERS], sa_type=JSON
    )
    """Roles that may do nothing here before they took a second step at sign-in. None: in the demonstration."""
    is_only_by_provider: bool = False
    """Whether people come in through its own sign-in service alone; administrators also by themselves, in two steps."""


class Person(Table, table=True):
    """Somebody with an account. `email` is stored in lower case."""

    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("name <> ''", name="has_name"),
    )

    email: str = Field(unique=True)
    name: str
    password_hash: str | None = None
    """argon2id; None means: comes in by a sign-in link only."""
    passkey_handle: bytes | None = Field(default=None, unique=True)
    """By which passkeys know whose they are: 32 random bytes, made with the first one."""


class Membership(Scoped, table=True):
    """What a person is in one organisation: what they become in each new study of it."""

    __table_args__ = (UniqueConstraint("organisation_id", "person_id"), one_of("role", Role))

    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_type=ByValue(Role))
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since when they are no longer of it. The row stays: their name belongs to what they did."""
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When they last worked here, as precisely as a sign-in notes it; None: not since this is kept."""


class CameBy(StrEnum):
    """What somebody showed first when they signed in."""

    PASSWORD = "password"  # noqa: S105  # nosec B105 # the word for it
    LINK = "link"
    PASSKEY = "passkey"
    PROVIDER = "provider"


class SignIn(Table, table=True):
    """One browser that is signed in. The cookie holds a random token, this row its SHA-256."""

    __tablename__ = "sign_in"
    __table_args__ = (one_of("came_by", CameBy),)

    token_digest: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id")
    started_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    last_seen_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    """The last moment, however often it is used; see studies.accounts.sign_ins.lifetime."""
    browser: str = ""
    system: str = ""
    """'Firefox' and 'Windows', by which somebody knows an own device; no more is kept of it."""
    came_by: CameBy = Field(default=CameBy.PASSWORD, sa_type=ByValue(CameBy))
    has_second_step: bool = False
    """Whether a second step was taken, at the door or by setting one up since."""
    provider_id: int | None = Field(default=None, foreign_key="identity_provider.id", index=True)
    """The sign-in service of the organisation that vouched: this then opens that organisation and nothing else."""
    proved_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    """When somebody last showed here who they are."""


class SignInLink(Table, table=True):
    """A link that signs a person in once, within its time."""

    __tablename__ = "sign_in_link"

    token_digest: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    organisation_id: int = Field(foreign_key="organisation.id")
    expires_at: datetime = Field(sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Study(Scoped, table=True):
    """One client-experience study: a question, its interviews, its journeys. `slug` stands in addresses."""

    names_people = True
    slug: str = Field(unique=True)
    title: str
    question: str = ""
    municipality: str = ""
    names_gone_on: date | None = None
    """The day on which the key to the real names was erased, as agreed."""
    transcripts_gone_on: date | None = None
    """The day on which the transcripts were erased, as agreed."""
    numbers_given: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    """{table: the highest number ever given}: nobody gets the number of a respondent or conversation that went."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    created_by: int | None = Field(default=None, foreign_key="person.id")


class DeletedStudy(Scoped, table=True):
    """That a study was there, and who removed it when: all that stays of one."""

    __tablename__ = "deleted_study"

    title: str
    begun_at: datetime = Field(sa_type=UtcDateTime)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    deleted_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    addresses: list[str] = Field(default_factory=list, sa_type=JSON)
    """Digests of the slugs that it and its stories had: no address leads to something else one day."""


class Asker(StrEnum):
    """Whose question a study is (Movisie, 'Twee meter geluk')."""

    CITIZEN = "citizen"
    PROFESSIONAL = "professional"
    PROVIDER = "provider"
    COMMISSIONER = "commissioner"


class Indicator(StrEnum):
    """What a figure or a theme tells about; satisfaction is not effectiveness."""

    SATISFACTION = "satisfaction"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"


class Agreement(Scoped, table=True):
    """What the parties agreed before a study starts. Without `agreed_on` it is a draft."""

    study_id: int = Field(foreign_key="study.id", unique=True, ondelete="CASCADE")
    question: str = ""
    asked_by: list[str] = Field(default_factory=list, sa_type=JSON)
    """Asker values, in the order of Asker."""
    parties: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)
    """[{name, role}]: 'Adviesraad Sociaal Domein', 'leest mee'."""
    used_for: str = ""
    not_for: str = ""
    published: str = ""
    success: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """{Indicator value: what counts as success}; kinds that are not looked at are left out."""
    transcripts_until: date | None = None
    key_until: date | None = None
    """The last day the key to the real names exists: not later than the transcripts."""
    agreed_on: date | None = None
    version: int = 0
    """Counts the saves that stand: one is taken back only when none came after it. Undo sets it back with them, so a
    form is never told old by it."""


class ChangeRecord(Scoped, table=True):
    """One thing a person did, with what is needed to undo it and do it again.

    `area` says where it was done ('source:12', 'journey:3'): undo works within one area, for
    one person. `operations` is a list of {table, id, before, after}; before is None for a new
    row, after is None for a removed one, otherwise both hold just the changed columns.
    """

    __tablename__ = "change_record"
    __table_args__ = (Index("ix_change_record_area", "area", "person_id", "id"),)

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    area: str
    label: str
    operations: list[dict[str, Any]] = Field(sa_type=JSON)
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    undone: bool = False


class ChangeNotice(Scoped, table=True):
    """What somebody is told of a change that another made to their work."""

    __tablename__ = "change_notice"
    __table_args__ = (Index("ix_change_notice_person", "person_id", "study_id", "id"),)

    change_id: int = Field(foreign_key="change_record.id", index=True, ondelete="CASCADE")
    study_id: int = Field(foreign_key="study.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id")
    sentence: str
    """Names who did it and where, never what was said there."""
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
