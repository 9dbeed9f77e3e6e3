"""The history itself."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from foundation.clock import now
from foundation.tables import OUTLIVES_STUDY, Scoped, UtcDateTime


class TrailEntry(Scoped, table=True):
    """That somebody saw or changed something. The database refuses to change a row, and to take one before its time.

    Numbers and words of the program alone: no name, address or sentence of anybody. Whose number it is, is looked up
    when it is shown, so the rows still hang together when an account or a study is gone. Nothing points from here at
    another table for the same reason.
    """

    __tablename__ = "trail_entry"
    __table_args__ = (
        UniqueConstraint("organisation_id", "sequence"),
        Index("ix_trail_entry_person", "organisation_id", "person_id", "kind", "moment"),
        Index("ix_trail_entry_about", "organisation_id", "about", "about_id"),
        Index("ix_trail_entry_study", "organisation_id", "study_id"),
        CheckConstraint("sequence > 0", name="counts_from_one"),
        {"info": {OUTLIVES_STUDY: True}},
    )

    sequence: int = 0
    """From 1 within the organisation, without a gap."""
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    study_id: int | None = None
    person_id: int | None = None
    """Whose account; None: the program, or somebody at the computer that it runs on."""
    kind: str
    """A studies.trail.kinds.Kind."""
    about: str = ""
    """A studies.trail.kinds.About, or '' where the kind and the study say it all."""
    about_id: int | None = None
    """Its number: of respondents and conversations the one they have in their study, as on screen."""
    detail: str = ""
    """Words of the program, with commas between: a role, fields, a way to sign in."""
    previous: str = ""
    hash: str = ""
    """64 hexadecimal digits; see studies.trail.chain.hashing."""
