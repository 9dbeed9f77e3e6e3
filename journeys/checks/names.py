"""Real names of the study in a story: where they stand, and which of them a person let stand, with the reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlmodel import Session

from foundation.dutch import _, counted
from interviews.deidentification.known.names import FoundName, KnownNames, known_names
from interviews.deidentification.pseudonyms import PseudonymVault
from journeys.checks.models import NameWaiver, Why
from journeys.checks.name_waivers import WaiverUnknown, WhyUnsaid, place_digest, waive, waivers_of
from journeys.evidence.outline import Outline
from journeys.models import Journey
from journeys.open_point import OpenPoint
from journeys.texts.story import story_texts
from journeys.texts.text import StoryText
from studies.keys.keeping import study_key
from studies.keys.study_key import StudyKey
from studies.models import Study
from studies.retention.due import names_are_gone

_AROUND = 60


@dataclass(frozen=True)
class NameInStory:
    """One place. `before`, `word` and `after` are the text as written around it."""

    text: StoryText
    before: str
    word: str
    after: str
    digest: str
    is_certain: bool
    waiver: NameWaiver | None


@dataclass(frozen=True)
class NamesInStory:
    """`unreadable`: how many of the study's names could not be looked for, because the key does not open them."""

    found: tuple[NameInStory, ...]
    unreadable: int
    texts: tuple[StoryText, ...] = ()
    """What was read."""
    are_gone: bool = False
    """The names were erased as agreed: nobody can look for them any more."""

    @property
    def open(self) -> list[NameInStory]:
        return [one for one in self.found if one.waiver is None]

    @property
    def has_certain(self) -> bool:
        """Whether a place waits that holds a real name for certain."""
        return any(one.is_certain for one in self.open)

    @property
    def waived(self) -> list[NameInStory]:
        return [one for one in self.found if one.waiver is not None]


def names_in_story(session: Session, journey: Journey, texts: Iterable[StoryText]) -> NamesInStory:
    """Every place in these texts. Three queries; the names are forgotten with the answer."""
    read = tuple(texts)
    key = study_key(session, journey.study_id)
    known = known_names(session, PseudonymVault(key), journey.study_id)
    waivers = waivers_of(session, journey)
    found = tuple(one for text in read for one in _in_text(journey, text, known, waivers, key))
    return NamesInStory(found, known.unreadable, read, names_are_gone(session.get_one(Study, journey.study_id)))


def name_points(names: NamesInStory) -> Iterator[OpenPoint]:
    """One point per place that nobody let stand. The name itself is not repeated: the point leads to it."""
    for one in names.open:
        sentence = _("%(place)s: hier staat een echte naam uit de gesprekken", place=one.text.place)
        if not one.is_certain:
            sentence = _("%(place)s: hier staat misschien een echte naam, zeg wat het is", place=one.text.place)
        yield OpenPoint(sentence, one.text.anchor, step_id=one.text.step_id, is_of_study=one.text.is_of_study)
    if names.unreadable:
        number = counted(names.unreadable, "naam", "namen")
        sentence = _(
            "De sleutel opent %(number)s uit de gesprekken niet (meer). Daarnaar is niet gezocht: lees het verhaal "
            "zelf op namen na",
            number=number,
        )
        yield OpenPoint(sentence, "poort", is_blocking=False)
    if names.are_gone:
        sentence = _("De echte namen zijn gewist. Daarnaar is niet gezocht: lees het verhaal zelf op namen na")
        yield OpenPoint(sentence, "poort", is_blocking=False)


def _in_text(
    journey: Journey, text: StoryText, known: KnownNames, waivers: dict[str, NameWaiver], key: StudyKey
) -> Iterator[NameInStory]:
    for found in known.found_in(text.text):
        digest = place_digest(key, journey, text.key, found.word)
        yield _place(text, found, digest, waivers.get(digest))


def _place(text: StoryText, found: FoundName, digest: str, waiver: NameWaiver | None) -> NameInStory:
    before, after = text.text[: found.start], text.text[found.end :]
    return NameInStory(
        text,
        ("…" if len(before) > _AROUND else "") + before[-_AROUND:],
        text.text[found.start : found.end],
        after[:_AROUND] + ("…" if len(after) > _AROUND else ""),
        digest,
        found.is_certain,
        waiver,
    )


def waive_place(session: Session, journey: Journey, outline: Outline, digest: str, why: str) -> None:
    """Let the word at one place stand; the municipality's name, wherever it stands in this story now.

    Raises WhyUnsaid, WaiverUnknown.
    """
    if why not in list(Why):
        raise WhyUnsaid
    names = names_in_story(session, journey, story_texts(session, journey, outline))
    meant = [one for one in names.open if one.digest == digest]
    if not meant:
        raise WaiverUnknown
    if why == Why.MUNICIPALITY:
        meant = [one for one in names.open if one.word.casefold() == meant[0].word.casefold()]
    waive(session, journey, {one.digest for one in meant}, Why(why))
