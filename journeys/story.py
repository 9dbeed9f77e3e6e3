"""What a reader gets: a frozen journey, the same for web page and PDF.

A publication stores this as JSON, so a published story never changes under its readers
when the draft goes on. No identifiers of interviews, segments or respondents in here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from foundation.dutch import _


class Feeling(StrEnum):
    """Three levels, as Dutch practice draws them (hartslag)."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"

    @property
    def dutch(self) -> str:
        """The level of a feeling, with a capital."""
        return {
            Feeling.POSITIVE: _("Positief"),
            Feeling.NEUTRAL: _("Neutraal"),
            Feeling.NEGATIVE: _("Negatief"),
        }[self]


class Channel(StrEnum):
    """Where a step happens."""

    HOME = "home"
    SCHOOL = "school"
    INTERNET = "internet"
    TELEPHONE = "telephone"
    LETTER = "letter"
    DOCTOR = "doctor"
    COUNTER = "counter"
    PROVIDER = "provider"
    WAITING = "waiting"

    @property
    def dutch(self) -> str:
        """Where a step happens, with a capital."""
        return {
            Channel.HOME: _("Thuis"),
            Channel.SCHOOL: _("School"),
            Channel.INTERNET: _("Internet"),
            Channel.TELEPHONE: _("Telefoon"),
            Channel.LETTER: _("Brief"),
            Channel.DOCTOR: _("Huisarts"),
            Channel.COUNTER: _("Loket"),
            Channel.PROVIDER: _("Aanbieder"),
            Channel.WAITING: _("Wachten"),
        }[self]


class MeasureState(StrEnum):
    """How far an improvement measure is."""

    PROPOSED = "proposed"
    BUSY = "busy"
    DONE = "done"
    NOT_YET = "not_yet"

    @property
    def dutch(self) -> str:
        """How far a measure is."""
        return {
            MeasureState.PROPOSED: _("Voorstel"),
            MeasureState.BUSY: _("Bezig"),
            MeasureState.DONE: _("Klaar"),
            MeasureState.NOT_YET: _("Kan nu niet"),
        }[self]

    def why_not(self, reason: str) -> str:
        """`reason` as it is told: only while it cannot be done (yet); a measure keeps it for when that is so again."""
        return reason if self is MeasureState.NOT_YET else ""

    def when(self, day: str) -> str:
        """`day` as it is told: not while it cannot be done (yet); a measure keeps it for when it can."""
        return "" if self is MeasureState.NOT_YET else day


@dataclass(frozen=True)
class StoryPersona:
    """A fictional person. `portrait` names a drawing in static/drawings, empty when there is none."""

    name: str
    about: str
    portrait: str


@dataclass(frozen=True)
class StoryStep:
    """One step. `number` counts through all phases from 1; empty strings are left out on screen."""

    number: int
    title: str
    channel: Channel
    who: str
    happens: str
    feeling: Feeling
    feeling_word: str
    gain: str
    pain_point: str
    need: str
    opportunity: str
    quote: str
    spread: tuple[int, int, int] = (0, 0, 0)
    """Interviews that tell this step as positive, neutral, negative; none where their number is not told."""
    beside: tuple[int, int, int] = (0, 0, 0)
    """The same of interviews on the same subject, or where it went otherwise."""
    tells: int | None = None
    """Interviews that tell this step. None in a story from before that was judged: see `interviews`."""
    differs: int = 0
    """Interviews where it went otherwise."""
    interviews: int | None = None
    """Only in a story from before `tells`: interviews with something on this step, as readers were told then."""
    found_by: int | None = None
    """The step's own number in the draft, to find it again; never shown. None in a story from before that was kept."""


@dataclass(frozen=True)
class StoryPhase:
    title: str
    steps: tuple[StoryStep, ...]


@dataclass(frozen=True)
class StoryMeasure:
    """`step` is the number of the step it answers, `reason` why it cannot be changed (yet).

    `number` finds the measure again, so that readers are told how it stands now; then `updated_on` is
    the day on which that was said. `added_on` is set where the measure itself is new since publication.
    """

    title: str
    state: MeasureState
    what: str
    reason: str
    owner: str
    when: str
    step: int | None
    result: str = ""
    number: int | None = None
    updated_on: date | None = None
    added_on: date | None = None

    @property
    def why_not(self) -> str:
        return self.state.why_not(self.reason)

    @property
    def told_when(self) -> str:
        return self.state.when(self.when)

    def as_told(self) -> "StoryMeasure":
        """Without the reason or the day that does not go with its state."""
        return replace(self, reason=self.why_not, when=self.told_when)


@dataclass(frozen=True)
class Story:
    """Everything a citizen reads, in reading order."""

    title: str
    municipality: str
    study: str
    published_on: date
    version: int
    introduction: str
    persona: StoryPersona
    phases: tuple[StoryPhase, ...]
    curve_summary: str
    measures: tuple[StoryMeasure, ...]
    interviews_total: int
    how_made: tuple[str, ...]
    glossary: tuple[tuple[str, str], ...]
    public_address: str
    measures_on: date | None = None
    """The day of which the measures tell how they stand; None: the day of publication."""
    edition: int = 0
    """Counts the documents of one version: something in it went on. 0 is the one that was published."""
    edition_on: date | None = None
    """The day of a later edition."""
    has_transcripts: bool = True
    """Whether what people said is still there to check the story against."""
    is_draft: bool = False
    """A preview says so where an edition says when it was published."""
    telephone: str = ""
    email: str = ""
    """Whom a reader can ask, of the organisation."""

    @property
    def steps(self) -> tuple[StoryStep, ...]:
        """All steps in order, over the phases."""
        return tuple(step for phase in self.phases for step in phase.steps)

    @property
    def edition_name(self) -> str:
        """'2' as it was published; '2.1' once something in it went on."""
        return f"{self.version}.{self.edition}" if self.edition else str(self.version)

    @property
    def edition_day(self) -> date:
        """The day of this edition."""
        return self.edition_on or self.published_on

    @property
    def is_judged(self) -> bool:
        """Whether it was said of every fragment what it tells; a story from before that keeps its own wording."""
        return all(step.tells is not None for step in self.steps)


def as_json(journey: Story) -> dict[str, Any]:
    """Plain data for a JSON column; `from_json` is its inverse."""
    stored = asdict(journey)
    for measure in stored["measures"]:
        measure["updated_on"] = _written(measure["updated_on"])
        measure["added_on"] = _written(measure["added_on"])
    return {
        **stored,
        "published_on": journey.published_on.isoformat(),
        "measures_on": _written(journey.measures_on),
        "edition_on": _written(journey.edition_on),
    }


def from_json(data: Mapping[str, Any]) -> Story:
    """The journey that `as_json` stored."""
    return Story(
        **{
            **data,
            "published_on": date.fromisoformat(data["published_on"]),
            "measures_on": _read(data.get("measures_on")),
            "edition_on": _read(data.get("edition_on")),
            "persona": StoryPersona(**data["persona"]),
            "phases": tuple(_phase(phase) for phase in data["phases"]),
            "measures": tuple(
                StoryMeasure(
                    **{
                        **measure,
                        "state": MeasureState(measure["state"]),
                        "updated_on": _read(measure.get("updated_on")),
                        "added_on": _read(measure.get("added_on")),
                    }
                )
                for measure in data["measures"]
            ),
            "how_made": tuple(data["how_made"]),
            "glossary": tuple((term, meaning) for term, meaning in data["glossary"]),
        }
    )


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _phase(data: dict[str, Any]) -> StoryPhase:
    return StoryPhase(data["title"], tuple(_step(step) for step in data["steps"]))


def _step(data: dict[str, Any]) -> StoryStep:
    return StoryStep(
        **{
            **data,
            "channel": Channel(data["channel"]),
            "feeling": Feeling(data["feeling"]),
            "spread": _levels(data["spread"]),
            "beside": _levels(data.get("beside", (0, 0, 0))),
        }
    )


def _levels(numbers: Sequence[int]) -> tuple[int, int, int]:
    positive, neutral, negative = numbers
    return (positive, neutral, negative)
