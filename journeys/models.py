"""Meaning becomes a story: personas, journeys, phases, steps, evidence, measures, reading rounds, publications."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

import coding.models  # noqa: F401  registers the tables that foreign keys point to
from foundation.clock import now
from foundation.dutch import _
from foundation.forms.page_turns import SentPage
from foundation.tables import WITHDRAWN_AT, ByValue, Scoped, UtcDateTime, one_of
from journeys.story import Channel, Feeling, MeasureState


class Persona(Scoped, table=True):
    """A fictional person whose experiences are real. `portrait` names a drawing in static/drawings."""

    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    name: str
    about: str = ""
    portrait: str = ""


class Journey(Scoped, table=True):
    """One persona's way from the first question to suitable help. `slug` stands in public addresses."""

    slug: str = Field(unique=True)
    study_id: int = Field(foreign_key="study.id", index=True, ondelete="CASCADE")
    persona_id: int = Field(foreign_key="persona.id")
    title: str
    introduction: str = ""
    how_made: list[str] = Field(default_factory=list, sa_type=JSON)
    """Sentences on how the story was made, besides those the product knows itself."""
    glossary: list[list[str]] = Field(default_factory=list, sa_type=JSON)
    """[term, meaning] in alphabetical order."""
    created_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    created_by: int | None = Field(default=None, foreign_key="person.id")


class Phase(Scoped, table=True):
    """A part of the journey; its steps are numbered on through the phases."""

    __table_args__ = (Index("ix_phase_order", "journey_id", "position"),)

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE")
    position: int
    title: str


class Step(Scoped, table=True):
    """One contact moment. `position` orders within the phase."""

    __table_args__ = (Index("ix_step_order", "phase_id", "position"),)

    journey_id: int = Field(foreign_key="journey.id", index=True, ondelete="CASCADE")
    phase_id: int = Field(foreign_key="phase.id", ondelete="CASCADE")
    position: int
    title: str
    channel: Channel = Channel.HOME
    who: str = ""
    happens: str = ""
    feeling: Feeling = Feeling.NEUTRAL
    feeling_word: str = ""
    gain: str = ""
    pain_point: str = ""
    need: str = ""
    opportunity: str = ""
    quote: str = ""
    """Rewritten: the meaning is a respondent's, the words are ours."""


class Stance(StrEnum):
    """What a segment says about the step it is tied to.

    TELLS: this person went through what the step says. THEME: the same subject, another event.
    DIFFERS: the same moment, but it went otherwise.
    """

    TELLS = "tells"
    THEME = "theme"
    DIFFERS = "differs"

    @property
    def dutch(self) -> str:
        """What a person says that a fragment tells."""
        return {
            Stance.TELLS: _("Vertelt dit"),
            Stance.THEME: _("Zelfde thema"),
            Stance.DIFFERS: _("Vertelt iets anders"),
        }[self]


STRONGEST_FIRST = (Stance.TELLS, Stance.DIFFERS, Stance.THEME, None)
"""A conversation with several segments under one step counts once, by the first of these that occurs."""


class Evidence(Scoped, table=True):
    """The tie between a step and a coded segment. It goes when either goes, and comes back with undo."""

    __table_args__ = (UniqueConstraint("step_id", "segment_id"),)

    step_id: int = Field(foreign_key="step.id", index=True, ondelete="CASCADE")
    segment_id: int = Field(foreign_key="segment.id", index=True, ondelete="CASCADE")
    stance: Stance | None = None
    """None: nobody judged it yet, so it never counts as telling."""
    stance_on_pain_point: Stance | None = None
    stance_on_gain: Stance | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id")
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)

    def take_over(self, other: "Evidence") -> None:
        """The segments of two ties became one: the strongest of what was said of either holds for it."""
        for name in ("stance", "stance_on_pain_point", "stance_on_gain"):
            said = {getattr(self, name), getattr(other, name)}
            setattr(self, name, next(one for one in STRONGEST_FIRST if one in said))


class QuoteSource(Scoped, table=True):
    """Whose words a step's quote was made from, for as long as the quote stands. It goes when either goes."""

    __tablename__ = "quote_source"

    step_id: int = Field(foreign_key="step.id", unique=True, ondelete="CASCADE")
    interview_id: int = Field(foreign_key="interview.id", index=True, ondelete="CASCADE")


class LiteralQuote(Scoped, table=True):
    """That a quote stood word for word in what was told, noted when the transcripts were erased: later none can tell.

    It goes when its step does, when its quote is taken away, with the last of its interviews, and a day after the quote
    was rewritten: until then undo brings that back (see journeys.withdrawing.forgetting).
    """

    names_people = True
    __tablename__ = "literal_quote"

    step_id: int = Field(foreign_key="step.id", unique=True, ondelete="CASCADE")
    interview_ids: list[int] = Field(default_factory=list, sa_type=JSON)
    words: str
    """The quote as it stood then: one that was rewritten since is literal no more."""


class ToReread(Scoped, table=True):
    """A step, or (without one) the texts around the steps, that leaned on a conversation and waits for eyes.

    The conversation was deleted, or it was untied from the step after it was withdrawn. A number is never given twice:
    a button on a page from before would say of another step that it was read.
    """

    __tablename__ = "to_reread"
    __table_args__ = (
        UniqueConstraint("step_id", "deleted_id"),
        UniqueConstraint("step_id", "interview_id"),
        CheckConstraint("(deleted_id IS NULL) <> (interview_id IS NULL)", name="one_conversation"),
        {"sqlite_autoincrement": True},
    )
    is_made_anew = True

    journey_id: int = Field(foreign_key="journey.id", index=True, ondelete="CASCADE")
    step_id: int | None = Field(default=None, foreign_key="step.id", index=True, ondelete="CASCADE")
    deleted_id: int | None = Field(default=None, foreign_key="deleted_interview.id", index=True, ondelete="CASCADE")
    interview_id: int | None = Field(default=None, foreign_key="interview.id", index=True, ondelete="CASCADE")
    was_ground: bool = False
    """Whether the step cited it, or its quote was made from it."""
    texts: list[str] = Field(default_factory=list, sa_type=JSON)
    """Keys of the texts (see StoryText) in which words of it stood when it went."""


class Measure(Scoped, table=True):
    """What is done about a pain point, or why it cannot be changed (yet)."""

    __table_args__ = (
        Index("ix_measure_order", "journey_id", "position"),
        CheckConstraint("state <> 'NOT_YET' OR length(reason) > 0", name="reason_given"),
    )

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE")
    step_id: int | None = Field(default=None, foreign_key="step.id", ondelete="SET NULL")
    position: int
    title: str
    state: MeasureState = MeasureState.PROPOSED
    what: str = ""
    reason: str = ""
    owner: str = ""
    when: str = ""
    """When it happens, as readers are told: 'sinds 1 september'."""
    review_on: date | None = None
    """The day on which those who follow the measure look at it again."""
    result: str = ""
    """What came of it, as readers are told."""


class MeasureChange(Scoped, table=True):
    """Somebody said how a measure stands.

    `before` is None where it began, and equals `after` when only the reason or the result changed.
    """

    __tablename__ = "measure_change"

    measure_id: int = Field(foreign_key="measure.id", index=True, ondelete="CASCADE")
    before: MeasureState | None = None
    after: MeasureState
    told: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """What readers are told from then on: {title, what, owner, when, reason, result}; only what was said then."""
    person_id: int | None = Field(default=None, foreign_key="person.id")
    writer_id: int | None = Field(default=None, foreign_key="person.id")
    """Who wrote the words, when they waited until `person_id` looked at them and stored them."""
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class WaitingWords(Scoped, table=True):
    """What was typed anew about a measure; a whole form when `measure_id` is None: that one is not there (yet).

    A number is never given twice: a form that was opened for words that are gone would take others for them.
    """

    __tablename__ = "waiting_words"
    __table_args__ = ({"sqlite_autoincrement": True},)
    names_people = True

    journey_id: int = Field(foreign_key="journey.id", index=True, ondelete="CASCADE")
    measure_id: int | None = Field(default=None, foreign_key="measure.id", ondelete="SET NULL")
    step_id: int | None = Field(default=None, foreign_key="step.id", ondelete="SET NULL")
    typed: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    returned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    """When a researcher gave them back to be written otherwise."""


class Verdict(StrEnum):
    """What a council member finds of the whole story."""

    AGREED = "agreed"
    AGREED_IF = "agreed_if"
    NOT_AGREED = "not_agreed"

    @property
    def dutch(self) -> str:
        """What a council member found of the whole."""
        return {
            Verdict.AGREED: _("Akkoord"),
            Verdict.AGREED_IF: _("Akkoord als er iets verandert"),
            Verdict.NOT_AGREED: _("Niet akkoord"),
        }[self]


class Outcome(StrEnum):
    """What was done with a comment."""

    ADOPTED = "adopted"
    DECLINED = "declined"
    READ = "read"
    """Thanked for: somebody who finds the step good added a word to it."""

    @property
    def dutch(self) -> str:
        """What was done with a comment."""
        return {
            Outcome.ADOPTED: _("Overgenomen"),
            Outcome.DECLINED: _("Niet overgenomen"),
            Outcome.READ: _("Gelezen"),
        }[self]


class ReviewRound(Scoped, table=True):
    """The advisory council reads `content`: the journey as it stood when the round began (journeys.story.as_json)."""

    __tablename__ = "review_round"
    __table_args__ = (UniqueConstraint("journey_id", "number"),)

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE")
    number: int
    content: dict[str, Any] = Field(sa_type=JSON)
    step_ids: list[int] = Field(sa_type=JSON)
    """The steps as they were numbered; a step may be gone by now."""
    rests_on: dict[str, list[int]] | None = Field(default=None, sa_type=JSON)
    """As in Publication: whose conversations each piece rests on."""
    quoted: dict[str, dict[str, list[int]]] | None = Field(default=None, sa_type=JSON)
    closes_on: date
    """The last day on which can be read."""
    contact: str
    telephone: str
    started_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    started_by: int | None = Field(default=None, foreign_key="person.id")
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class CouncilMember(Scoped, table=True):
    """Somebody who reads along in one round, without an account. The link holds a token, this row its SHA-256."""

    __tablename__ = "council_member"

    round_id: int = Field(foreign_key="review_round.id", index=True, ondelete="CASCADE")
    name: str
    email: str = ""
    token_digest: str = Field(unique=True)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    verdict: Verdict | None = None
    verdict_note: str = ""
    judged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    verdict_form: str = ""
    """The opened page that sent the verdict."""


class Comment(Scoped, table=True):
    """What a council member said of one step, and what was done with it.

    `is_good`: it may stay as it is; then `text` may be None, or a word that goes with it.
    """

    __table_args__ = (
        UniqueConstraint("member_id", "step_number"),
        CheckConstraint("is_good OR text IS NOT NULL", name="something_said"),
        CheckConstraint("outcome <> 'DECLINED' OR length(answer) > 0", name="declined_with_reason"),
    )

    member_id: int = Field(foreign_key="council_member.id", ondelete="CASCADE")
    step_number: int
    is_good: bool = False
    text: str | None = None
    said_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    form: str = ""
    """The opened page that sent it."""
    earlier: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)
    """What was said before, the oldest first: [{text, said_at, outcome, answer}]; moments in ISO 8601."""
    outcome: Outcome | None = None
    answer: str = ""
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_by: int | None = Field(default=None, foreign_key="person.id")

    @property
    def answered_before(self) -> list[dict[str, str]]:
        """What was answered, and replaced since by other words or by none."""
        return [one for one in self.earlier if one["outcome"]]


class UnsentAnswer(Scoped, table=True):
    """What a council member filled in and did not send (yet). `step_number` 0: of the whole story.

    Only this member ever sees it. `choice` is what was chosen, '' for nothing. `form` is the opened page that wrote
    it, `elsewhere` what other opened pages wrote that this one never showed: {form: text}.
    """

    __tablename__ = "unsent_answer"
    __table_args__ = (UniqueConstraint("member_id", "step_number"),)

    member_id: int = Field(foreign_key="council_member.id", ondelete="CASCADE")
    step_number: int
    choice: str = ""
    text: str = ""
    form: str = ""
    elsewhere: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    saved_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class CouncilPageSent(SentPage, table=True):
    """How far a page that a council member opened was sent: what was typed before that may arrive after it."""

    __tablename__ = "council_page_sent"
    __table_args__ = (UniqueConstraint("member_id", "page"),)

    member_id: int = Field(foreign_key="council_member.id", ondelete="CASCADE")


class Why(StrEnum):
    """Why a word is not the person of that name."""

    WORD = "word"
    MUNICIPALITY = "municipality"
    OTHER = "other"

    @property
    def dutch(self) -> str:
        """What the word is instead."""
        return {
            Why.WORD: _("een gewoon woord"),
            Why.MUNICIPALITY: _("de gemeente van dit onderzoek"),
            Why.OTHER: _("iemand of iets anders"),
        }[self]


class NameWaiver(Scoped, table=True):
    """A word in one text of a journey may stand, though somebody in the study is called so too.

    `digest` names word and place; without the key file it tells neither.
    """

    __tablename__ = "name_waiver"
    __table_args__ = (UniqueConstraint("journey_id", "digest"), one_of("why", Why))

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE")
    digest: str
    why: Why = Field(sa_type=ByValue(Why))
    person_id: int | None = Field(default=None, foreign_key="person.id")
    moment: datetime = Field(default_factory=now, sa_type=UtcDateTime)


class Publication(Scoped, table=True):
    """A version that readers see: `content` is journeys.story.as_json, `pdf` its document."""

    __table_args__ = (UniqueConstraint("journey_id", "version"), {"info": {WITHDRAWN_AT: "withdrawn_at"}})

    journey_id: int = Field(foreign_key="journey.id", ondelete="CASCADE")
    version: int
    content: dict[str, Any] = Field(sa_type=JSON)
    pdf: bytes = Field(sa_type=LargeBinary)
    published_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
    published_by: int | None = Field(default=None, foreign_key="person.id")
    rests_on: dict[str, list[int]] | None = Field(default=None, sa_type=JSON)
    """{step number: interviews behind it}, never shown: to find what somebody's leaving touches. None: not known."""
    quoted: dict[str, dict[str, list[int]]] | None = Field(default=None, sa_type=JSON)
    """{step number: {"literally" or "reworded": interviews whose words its quote is}}, never shown. None: not known."""
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PublicationEdition(Scoped, table=True):
    """A document of a version whose measures went on after it was published: `content` and `pdf` as in Publication."""

    __tablename__ = "publication_edition"
    __table_args__ = (UniqueConstraint("publication_id", "number"),)

    publication_id: int = Field(foreign_key="publication.id", ondelete="CASCADE")
    number: int
    content: dict[str, Any] = Field(sa_type=JSON)
    pdf: bytes = Field(sa_type=LargeBinary)
    made_at: datetime = Field(default_factory=now, sa_type=UtcDateTime)
