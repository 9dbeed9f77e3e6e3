"""Material becomes meaning: codes, segments, memos, suggestions, topics."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from foundation.clock import now
from foundation.database.full_text.index import Words, keep_words
from foundation.dutch import _
from foundation.tables import ByValue, Scoped, UtcDateTime, one_of
from interviews.texts.models import Anchored


class StatutoryTheme(StrEnum):
    """The themes that the law has client-experience research ask about."""

    ACCESSIBILITY = "toegankelijkheid"
    QUALITY = "kwaliteit"
    EFFECT = "effect"


class Dimension(StrEnum):
    """What an experience says something about: satisfaction is not effectiveness."""

    SATISFACTION = "tevredenheid"
    OUTPUT = "output"
    OUTCOME = "uitkomst"
    IMPACT = "impact"


class Code(Scoped, table=True):
    """One entry of the codebook. A code without a colour has the colour of its parent.

    `name_key` is the case-folded name: a name is used once per codebook, however it is written.
    """

    __table_args__ = (
        UniqueConstraint("study_id", "name_key"),
        CheckConstraint("colour IS NULL OR colour BETWEEN 1 AND 8", name="colour"),
        CheckConstraint("length(name) BETWEEN 1 AND 80", name="name_length"),
        one_of("dimension", Dimension, or_nothing=True),
        one_of("theme", StatutoryTheme, or_nothing=True),
    )

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    parent_id: int | None = Field(default=None, foreign_key="code.id", index=True)
    name: str
    name_key: str
    colour: int | None = None
    definition: str = ""
    when_to_use: str = ""
    when_not: str = ""
    example: str = ""
    dimension: str = ""
    """A Dimension, or nothing."""
    theme: str = ""
    """A StatutoryTheme, or nothing."""
    position: int = 0
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class SegmentFeeling(StrEnum):
    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"

    @property
    def dutch(self) -> str:
        """The word on screen."""
        return {
            SegmentFeeling.POSITIVE: _("positief"),
            SegmentFeeling.NEUTRAL: _("neutraal"),
            SegmentFeeling.NEGATIVE: _("negatief"),
        }[self]


class Segment(Anchored, table=True):
    """A coded stretch of a source: text[start:end], in Unicode code points, end excluded.

    `quotation` is that stretch, stored so that lists need not load whole texts.
    """

    __table_args__ = (
        UniqueConstraint("source_id", "start", "end", "code_id", "coder_id"),
        Index("ix_segment_code", "code_id", "source_id"),
        # Lists and counts of a study read this index alone.
        Index("ix_segment_list", "study_id", "organisation_id", "source_id", "coder_id", "code_id"),
        CheckConstraint('"start" >= 0 AND "end" > "start"', name="stretch"),
    )

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    code_id: int = Field(foreign_key="code.id")
    coder_id: int = Field(foreign_key="person.id")
    quotation: str
    feeling: SegmentFeeling | None = None
    """How the respondent told it, when the coder says so."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class SegmentWords(Words, table=True):
    """What the quotation of a segment is found by."""

    __tablename__ = "segment_words"
    text = "quotation"

    id: int = Field(primary_key=True, foreign_key="segment.id", ondelete="CASCADE")


keep_words(Segment, SegmentWords)


class Memo(Scoped, table=True):
    """A researcher's note, on a segment or on a code."""

    __table_args__ = (CheckConstraint("(segment_id IS NULL) <> (code_id IS NULL)", name="one_subject"),)

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    segment_id: int | None = Field(default=None, foreign_key="segment.id", index=True, ondelete="CASCADE")
    code_id: int | None = Field(default=None, foreign_key="code.id", index=True, ondelete="CASCADE")
    text: str
    person_id: int = Field(foreign_key="person.id")
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class CodingDone(Scoped, table=True):
    """A second coder is done with an interview. That the researchers are done, the interview's own state says.

    `seen_at` is when the researchers were done too: from then on both see each other's work, whatever comes after.
    `reopened_at`: they went on coding after that.
    """

    __tablename__ = "coding_done"
    __table_args__ = (UniqueConstraint("interview_id", "person_id"),)

    interview_id: int = Field(foreign_key="interview.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True)
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reopened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SuggestionState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Certainty(StrEnum):
    """How sure a suggestion is, in three words a researcher can act on; never a percentage.

    The bounds are those of the IPCC's calibrated language (Mastrandrea et al., 2010): 'likely' is 66-100%, 'about as
    likely as not' 33-66%. They may be applied here because the probabilities are measured on interviews of the study
    that were left out, over all that was said there: that somebody codes the text, and with this code.
    """

    LIKELY = "likely"
    POSSIBLE = "possible"
    UNCERTAIN = "uncertain"

    @classmethod
    def of(cls, probability: float) -> "Certainty":
        if probability >= 0.66:
            return cls.LIKELY
        return cls.POSSIBLE if probability >= 0.33 else cls.UNCERTAIN

    @property
    def dutch(self) -> str:
        """The word on screen."""
        return {
            Certainty.LIKELY: _("waarschijnlijk"),
            Certainty.POSSIBLE: _("mogelijk"),
            Certainty.UNCERTAIN: _("onzeker"),
        }[self]


class Suggestion(Anchored, table=True):
    """A code that may fit a stretch; it never becomes a segment by itself. `rank` 1 is the best guess."""

    is_made_anew = True
    __table_args__ = (
        UniqueConstraint("source_id", "start", "end", "code_id"),
        Index("ix_suggestion_state", "source_id", "state"),
        one_of("certainty", Certainty),
    )

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    code_id: int = Field(foreign_key="code.id", index=True, ondelete="CASCADE")
    rank: int
    probability: float
    certainty: Certainty = Field(sa_type=ByValue(Certainty))
    quotation: str
    words: list[str] = Field(default_factory=list, sa_type=JSON)
    """What drove it, as it stands in the stretch: at most five words."""
    like_segment_id: int | None = Field(default=None, foreign_key="segment.id", index=True, ondelete="SET NULL")
    """The segment with this code that is most like the stretch."""
    by_definition: bool = False
    """Whether nothing but what the codebook says of the code drove it."""
    state: SuggestionState = SuggestionState.PROPOSED
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Topic(Scoped, table=True):
    """A group of stretches that resemble each other: a starting point for a code.

    `words` are five that tell it apart, `stretches` all of its [source_id, start, end], `typical` the three that are
    nearest the centre and `maybe` those that are less sure, in the revisions of the texts that `revisions` has by
    source. `x` and `y` (0-1) say where it stands on the map, `ties` the positions of topics near it.
    `parts`: what it was put together from, as plain data.
    """

    is_made_anew = True

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    position: int
    name: str
    words: list[str] = Field(sa_type=JSON)
    typical: list[list[int]] = Field(default_factory=list, sa_type=JSON)
    stretches: list[list[int]] = Field(sa_type=JSON)
    maybe: list[list[int]] = Field(default_factory=list, sa_type=JSON)
    x: float = 0.5
    y: float = 0.5
    ties: list[int] = Field(default_factory=list, sa_type=JSON)
    parts: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    revisions: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    segments: int
    interviews: int
    code_id: int | None = Field(default=None, foreign_key="code.id", ondelete="SET NULL")
    dismissed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """Since when somebody wants it no more: what is like it is not proposed again."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class TextVector(Scoped, table=True):
    """What something said in a text means, in numbers that the encoder made: kept so that they are made once.

    `digest` says with the study's key which words they are of; [`start`, `end`) where the text has them, when they are
    a passage of what a respondent said. They leave with the text, however it leaves.
    """

    is_made_anew = True
    is_of_this_place = True
    __tablename__ = "text_vector"
    __table_args__ = (UniqueConstraint("source_id", "digest"),)

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    source_id: int = Field(foreign_key="source.id", ondelete="CASCADE")
    digest: str
    start: int | None = None
    end: int | None = None
    encoder: str
    vector: bytes = Field(sa_type=LargeBinary)
    """Little-endian float16."""


class Draft(Scoped, table=True):
    """What somebody typed on the coding screen and did not save yet, for their eyes only.

    A memo on a segment, changes to a code, or (with neither) a code to be made.
    """

    __table_args__ = (UniqueConstraint("person_id", "slip"),)

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id")
    segment_id: int | None = Field(default=None, foreign_key="segment.id", index=True, ondelete="CASCADE")
    code_id: int | None = Field(default=None, foreign_key="code.id", index=True, ondelete="CASCADE")
    typed: dict[str, str] = Field(sa_type=JSON)
    """{name of the field: text}, for the fields that differ from what was saved."""
    slip: str
    """The name that the page gave it: each tab writes on its own."""
    over: dict[str, str] = Field(sa_type=JSON)
    """What was saved of those fields when they were typed; empty when that is not known."""
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)
