"""Where lists of people to ask come from, the files that wait until a person looked, and what became of every line."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, UniqueConstraint
from sqlmodel import Field

import feedback.people.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.clock import now
from foundation.dutch import _
from foundation.tables import ByValue, Scoped, UtcDateTime, one_of


class SourceKind(StrEnum):
    """What its lines say of people."""

    CLOSED = "closed"
    STARTED = "started"
    PARTNERS = "partners"

    @property
    def dutch(self) -> str:
        return {
            SourceKind.CLOSED: _("Hulp die is afgesloten"),
            SourceKind.STARTED: _("Hulp die is gestart"),
            SourceKind.PARTNERS: _("Ketenpartners"),
        }[self]


class IntakeSource(Scoped, table=True):
    """Where lists come from, time and again: 'Registratie jeugd'. `slug` names its folder.

    `columns` and `names` hold what a person chose for the last file, so that the next one is read alike.
    """

    __tablename__ = "intake_source"
    __table_args__ = (
        one_of("kind", SourceKind),
        UniqueConstraint("measurement_id", "name_key"),
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("months_after BETWEEN 0 AND 24", name="within_two_years"),
    )

    measurement_id: int = Field(foreign_key="measurement.id", ondelete="CASCADE")
    slug: str = Field(unique=True)
    name: str
    name_key: str
    kind: SourceKind = Field(sa_type=ByValue(SourceKind))
    months_after: int = 0
    """How long after the day in its lines people are asked."""
    columns: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """{heading: what it becomes (headings.Becomes)}."""
    names: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    """{name of a provider as lists have it, lower case: whom is measured}; 0: those lines are not read in."""
    columns_kept_on: date | None = None


class Brought(StrEnum):
    """How a file came."""

    UPLOAD = "upload"
    FOLDER = "folder"


class IntakeFile(Scoped, table=True):
    """A file that came in: sealed until it is read in or thrown away, and seven days at most.

    `faults`: [line, what became of it] of lines by which nobody is invited; no word of what they say.
    """

    __tablename__ = "intake_file"
    __table_args__ = (one_of("brought", Brought),)
    names_people = True
    is_of_this_place = True

    source_id: int = Field(foreign_key="intake_source.id", index=True, ondelete="CASCADE")
    brought: Brought = Field(default=Brought.UPLOAD, sa_type=ByValue(Brought))
    came_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    came_by: int | None = Field(default=None, foreign_key="person.id")
    lines: int = 0
    sealed: bytes | None = None
    columns: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """{heading: what it becomes} as it is chosen for this file."""
    names: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    trouble: str = ""
    """Why it waits for a person, when it came by itself."""
    begun_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since when it is being read in."""
    lines_done: int = 0
    taken_in_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    faults: list[list[Any]] = Field(default_factory=list, sa_type=JSON)


class IntakeLine(Scoped, table=True):
    """That a source brought this line, known again by a keyed digest alone: the same file twice does nothing."""

    __tablename__ = "intake_line"
    __table_args__ = (UniqueConstraint("source_id", "reference", "kind"), one_of("kind", SourceKind))
    is_of_this_place = True

    source_id: int = Field(foreign_key="intake_source.id", ondelete="CASCADE")
    file_id: int | None = Field(default=None, foreign_key="intake_file.id", index=True, ondelete="CASCADE")
    number: int = 0
    """Of the line in its file."""
    reference: str
    kind: SourceKind = Field(sa_type=ByValue(SourceKind))
    invitation_id: int | None = Field(
        default=None, foreign_key="opinion_invitation.id", index=True, ondelete="SET NULL"
    )


class Alike(StrEnum):
    """In what two look like one person; the surest first."""

    EMAIL = "email"
    BIRTH = "birth"
    NAME_AND_POSTCODE = "name_and_postcode"
    NAME = "name"


class Decision(StrEnum):
    SAME = "same"
    DIFFERENT = "different"


class TwinPair(Scoped, table=True):
    """Two invitations that may be of one person: who came now and is held, and who was known. A person decides."""

    __tablename__ = "twin_pair"
    __table_args__ = (
        one_of("alike", Alike),
        one_of("decision", Decision),
        UniqueConstraint("held_id", "known_id"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_at_a_moment"),
    )
    is_of_this_place = True

    file_id: int = Field(foreign_key="intake_file.id", index=True, ondelete="CASCADE")
    held_id: int = Field(foreign_key="opinion_invitation.id", ondelete="CASCADE")
    known_id: int = Field(foreign_key="opinion_invitation.id", index=True, ondelete="CASCADE")
    alike: Alike = Field(sa_type=ByValue(Alike))
    decision: Decision | None = Field(default=None, sa_type=ByValue(Decision))
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
