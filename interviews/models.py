"""The material: interviews, the texts they gave, speaker turns, and names that were replaced."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

import studies.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.clock import now
from foundation.dutch import _
from foundation.forms.page_turns import SentPage
from foundation.tables import ByValue, Scoped, UtcDateTime, one_of
from interviews.name_kinds import NameKind


class Respondent(Scoped, table=True):
    """Somebody who was asked to tell their story. `number` counts within the study: 'Respondent 9'.

    Holds nothing that says who it is: name and telephone number stand sealed in RespondentContact.
    """

    names_people = True
    __table_args__ = (UniqueConstraint("study_id", "number"),)

    study_id: int = Field(foreign_key="study.id", ondelete="CASCADE")
    number: int
    role: str = ""
    """In Dutch: ouder, jongere, verzorger, …"""
    attributes: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """{'leeftijd': '12 tot 18', 'woonplaats': 'dorp'}: broad enough to recognise nobody by."""
    withdrawn_on: date | None = None
    """The day from which this person takes part no more, whatever they consented to before."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    created_by: int | None = Field(default=None, foreign_key="person.id")

    @property
    def title(self) -> str:
        return _("Respondent %(number)s", number=self.number)


class RespondentContact(Scoped, table=True):
    """Name and telephone number, readable with the key file only. Never part of a ChangeRecord."""

    names_people = True
    __tablename__ = "respondent_contact"

    respondent_id: int = Field(foreign_key="respondent.id", unique=True, ondelete="CASCADE")
    sealed: bytes = Field(sa_type=LargeBinary)


class RespondentDraft(Scoped, table=True):
    """One part of a respondent's page as somebody filled it in and did not keep it; read by that person alone."""

    names_people = True
    __tablename__ = "respondent_draft"
    __table_args__ = (UniqueConstraint("respondent_id", "person_id", "page", "part"),)

    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True)
    page: str
    """The page as it was opened: another tab, another row."""
    part: str
    sealed: bytes = Field(sa_type=LargeBinary)
    saved_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class RespondentPageSent(SentPage, table=True):
    """How far an opened page of a respondent was sent: what was typed before that may arrive after it."""

    __tablename__ = "respondent_page_sent"
    __table_args__ = (UniqueConstraint("respondent_id", "person_id", "page"),)

    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True)


class Purpose(StrEnum):
    """What a respondent is asked to consent to, each apart."""

    RECORD = "record"
    QUOTE_REWORDED = "quote_reworded"
    QUOTE_LITERALLY = "quote_literally"
    CALL_BACK = "call_back"
    READ_FIRST = "read_first"


class ConsentWay(StrEnum):
    """How somebody answered."""

    BY_TELEPHONE = "by_telephone"
    ON_PAPER = "on_paper"
    BY_EMAIL = "by_email"
    IN_PERSON = "in_person"


class Consent(Scoped, table=True):
    """One answer to one question for consent. Answers are kept; the newest for a purpose holds."""

    names_people = True
    __table_args__ = (
        Index("ix_consent_newest", "respondent_id", "purpose", "id"),
        CheckConstraint("withdrawn_on IS NULL OR is_given", name="withdrawn_was_given"),
    )

    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE")
    purpose: Purpose
    is_given: bool
    answered_on: date
    way: ConsentWay
    withdrawn_on: date | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id")


class CallResult(StrEnum):
    """How a call ended."""

    NO_ANSWER = "no_answer"
    CALL_BACK = "call_back"
    APPOINTMENT = "appointment"
    REFUSED = "refused"
    SPOKEN = "spoken"
    """The conversation itself was held."""


class CallAttempt(Scoped, table=True):
    """One time that somebody was called. `again_at`: when to call back, or when the appointment is."""

    names_people = True
    __tablename__ = "call_attempt"
    __table_args__ = (Index("ix_call_attempt_newest", "respondent_id", "called_at", "id"),)

    respondent_id: int = Field(foreign_key="respondent.id", ondelete="CASCADE")
    called_at: datetime = Field(sa_type=UtcDateTime)
    result: CallResult
    again_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    note: str = ""
    person_id: int | None = Field(default=None, foreign_key="person.id")


class InterviewState(StrEnum):
    """The stations of an interview, in order."""

    NAMES = "names"
    """Entered; names still have to be replaced before anybody else may read it."""
    CODING = "coding"
    """Released for coding."""
    CODED = "coded"
    """The researchers say that their coding is done; second coders say so each for themselves."""


class Interview(Scoped, table=True):
    """One conversation. `number` counts within the study: 'Gesprek 11'."""

    names_people = True
    __table_args__ = (UniqueConstraint("study_id", "number"),)

    study_id: int = Field(foreign_key="study.id", ondelete="CASCADE")
    number: int
    role: str = ""
    """Who was spoken to, in Dutch: ouder, jongere, verzorger, …"""
    held_on: date | None = None
    minutes: int | None = None
    state: InterviewState = InterviewState.NAMES
    names_searched: bool = False
    """Whether names were looked for; an interview that came in by a command still waits for that."""
    respondent_id: int | None = Field(default=None, foreign_key="respondent.id", index=True, ondelete="SET NULL")
    """Whose story this is; None when nobody said so (yet)."""
    file_name: str = ""
    content_digest: str = Field(default="", index=True)
    """Keyed digest of the words as they came in, to recognise the same interview coming in twice. '': not known yet."""
    heading: list[str] = Field(default_factory=list, sa_type=JSON)
    notices: list[str] = Field(default_factory=list, sa_type=JSON)
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    created_by: int | None = Field(default=None, foreign_key="person.id")

    @property
    def title(self) -> str:
        return _("Gesprek %(number)s", number=self.number)


class DeletedInterview(Scoped, table=True):
    """That a conversation was there, and who deleted it when: all that stays of one.

    What rested on it, and readers have, names it by `sign`.
    """

    __tablename__ = "deleted_interview"

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    number: int
    respondent_id: int | None = Field(default=None, foreign_key="respondent.id", index=True, ondelete="SET NULL")
    is_taken_back: bool
    """Whether who told it allowed no more that it was used."""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    deleted_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    words_left: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """Where words of it stood elsewhere when it went: interviews.erasing.words_left.WordsLeft as plain data."""

    @property
    def title(self) -> str:
        return _("Gesprek %(number)s", number=self.number)

    @property
    def sign(self) -> int:
        """Stands where the number of the interview stood, and is never the number of another one."""
        return -self.id


class Source(Scoped, table=True):
    """A text that can be coded: one immutable text per revision, the turns joined by a line feed.

    The text itself lives in the turns, so that adding a segment costs the same in a long
    document as in a short one; `interviews.sources.text_of` gives it whole. `length` counts code points.
    """

    names_people = True
    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    interview_id: int | None = Field(default=None, foreign_key="interview.id", unique=True, ondelete="CASCADE")
    revision: int = 1
    length: int = 0


class Turn(Scoped, table=True):
    """One speaker's turn: [start, end) in the source, in Unicode code points; `end - start == len(text)`."""

    names_people = True
    __table_args__ = (
        UniqueConstraint("source_id", "position"),
        Index("ix_turn_stretch", "source_id", "start", "end"),
        CheckConstraint('"start" >= 0 AND "end" >= "start"', name="stretch"),
    )

    source_id: int = Field(foreign_key="source.id", ondelete="CASCADE")
    position: int
    start: int
    end: int
    text: str
    speaker: str = ""
    is_interviewer: bool = False
    seconds: float | None = None


class Anchored(Scoped):
    """A row that points at a stretch of a source: [start, end) in code points of the whole text.

    Every table made from it is re-anchored when a text is corrected.
    """

    source_id: int = Field(foreign_key="source.id", ondelete="CASCADE")
    start: int
    end: int


class FindingState(StrEnum):
    PROPOSED = "proposed"
    REPLACED = "replaced"
    KEPT = "kept"


class NameFinding(Anchored, table=True):
    """A stretch that may give somebody away, and what the researcher decided."""

    names_people = True
    __tablename__ = "name_finding"
    __table_args__ = (
        Index("ix_name_finding_stretch", "source_id", "start", "end"),
        CheckConstraint('"start" >= 0 AND "end" > "start"', name="stretch"),
        one_of("kind", NameKind),
    )

    kind: NameKind = Field(sa_type=ByValue(NameKind))
    reason: str = ""
    state: FindingState = FindingState.PROPOSED
    digest: str = Field(default="", index=True)
    sealed: bytes | None = Field(default=None, sa_type=LargeBinary)
    """What stood here, exactly as written, for 'Zet terug'; readable with the key file only. None unless replaced."""
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Pseudonym(Scoped, table=True):
    """What stands in the text instead of a name. Without the key file nobody can turn it back.

    Two names may share one pseudonym: '[datum]', or 'Tijn' and 'Tijntje' who are one person.
    """

    names_people = True
    __table_args__ = (UniqueConstraint("study_id", "digest"), one_of("kind", NameKind))

    study_id: int = Field(foreign_key="study.id", ondelete="CASCADE")
    kind: NameKind = Field(sa_type=ByValue(NameKind))
    digest: str
    pseudonym: str
    sealed: bytes = Field(sa_type=LargeBinary)


class TranscriptInProgress(Scoped, table=True):
    """A transcript that is not an interview yet: being typed, or imported and waiting for a person to look.

    `text` holds what is typed, as typed; `turns` what was imported: [{speaker, text, seconds}]; `mended` the turns
    after a person split, joined or reassigned some, and `mends` how to take the last of that back (see mending).
    """

    names_people = True
    __tablename__ = "transcript_in_progress"

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True)
    file_name: str = ""
    text: str = ""
    turns: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    heading: list[str] = Field(default_factory=list, sa_type=JSON)
    notices: list[str] = Field(default_factory=list, sa_type=JSON)
    role: str = ""
    held_on: date | None = None
    minutes: int | None = None
    filled_in: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """The half-filled form about speakers and conversation, kept until it is sent."""
    mended: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    mends: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    thrown_away_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Gone for good a day later; until then it can be put back."""
    saved_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    version: int = 0
    """Counts saves, so that two tabs cannot silently overwrite each other."""
