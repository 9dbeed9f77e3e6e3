"""Somebody types a conversation out, and somebody tells a story and lets readers have it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import httpx
from sqlmodel import Session, col, select

from interviews.transcripts.models import TranscriptInProgress
from journeys.measures.models import Measure, MeasureChange
from journeys.models import Publication, PublicationEdition, Step
from studies.models import ChangeRecord
from tests.webapp.killed.acts import Act, Standing, accepted, counted

JSON = {"Accept": "application/json"}
MEASURE = "Terugbellen"


@dataclass
class Story:
    """Rows by number; `slug` stands in addresses."""

    slug: str
    journey_id: int
    step_id: int
    measure_id: int


@dataclass
class TypedOn(Act):
    """All that is typed until now, kept by itself. `over` is the version that it was typed over."""

    what = "typed text"
    address: str
    transcript_id: int
    text: str
    over: int
    version: int = 0

    def send(self, browser: httpx.Client) -> None:
        typed = {"text": self.text, "version": str(self.over)}
        self.version = accepted(browser.post(self.address, data=typed, headers=JSON), 200).json()["version"]

    def standing(self, session: Session) -> Standing:
        there = session.get_one(TranscriptInProgress, self.transcript_id).text
        if there.startswith(self.text):
            return Standing.WHOLE
        before = self.text[: self.text.rfind("\n", 0, -1) + 1]
        return Standing.ABSENT if there == before else Standing.HALF


def typing(drafts: str, transcript_id: int) -> Iterator[Act]:
    """A turn more each time."""
    text, version = "", 0
    for number in count():
        text += f"{'Ouder' if number % 2 else 'Interviewer'}: Toen belde ik voor de {number}e keer.\n"
        typed = TypedOn(f"{drafts}/{transcript_id}", transcript_id, text, version)
        yield typed
        version = typed.version


@dataclass
class StepTold(Act):
    """What happens in a step, told for the so many-eth time."""

    what = "text of a step"
    address: str
    step_id: int
    number: int

    @property
    def text(self) -> str:
        return f"Mirjam belt. Niemand neemt op. Zij belt {self.number} keer."

    def send(self, browser: httpx.Client) -> None:
        accepted(browser.post(self.address, data={"happens": self.text}, headers=JSON), 200)

    def standing(self, session: Session) -> Standing:
        told = re.fullmatch(r".* belt (\d+) keer\.", session.get_one(Step, self.step_id).happens)
        if told is None:
            return Standing.HALF if self.number > 1 else Standing.ABSENT
        return Standing.WHOLE if int(told[1]) >= self.number else Standing.ABSENT


@dataclass
class MeasureTold(Act):
    """What a measure is, told anew. Readers of the edition that is out have that at once."""

    what = "text of a measure"
    address: str
    measure_id: int
    number: int

    @property
    def text(self) -> str:
        return f"Iemand belt {self.number} keer terug."

    def send(self, browser: httpx.Client) -> None:
        accepted(browser.post(self.address, data={"title": MEASURE, "state": "proposed", "what": self.text}), 303)

    def standing(self, session: Session) -> Standing:
        query = select(MeasureChange.told).where(MeasureChange.measure_id == self.measure_id)
        said = [told.get("what") for told in session.exec(query.order_by(col(MeasureChange.id))).all()]
        if session.get_one(Measure, self.measure_id).what != said[-1]:
            return Standing.HALF
        return counted(said.count(self.text))


@dataclass
class LetOut(Act):
    """The story with this text becomes an edition that readers have; `ending` is what they had until then."""

    what = "publication"
    address: str
    journey_id: int
    text: str
    ending: str

    def send(self, browser: httpx.Client) -> None:
        accepted(browser.post(self.address), 302)

    def standing(self, session: Session) -> Standing:
        query = select(Publication).where(Publication.journey_id == self.journey_id)
        found = [one for one in session.exec(query).all() if self.text in str(one.content)]
        if any(not is_whole(session, one) or not self._is_ending_kept(session, one) for one in found):
            return Standing.HALF
        return counted(len(found))

    def _is_ending_kept(self, session: Session, publication: Publication) -> bool:
        query = select(PublicationEdition.content).join(
            Publication, col(Publication.id) == PublicationEdition.publication_id
        )
        before = (Publication.journey_id == self.journey_id, Publication.version == publication.version - 1)
        return publication.version == 1 or any(self.ending in str(one) for one in session.exec(query.where(*before)))


def is_whole(session: Session, publication: Publication) -> bool:
    """Whether it has its document to the end, and the history tells of it."""
    area = f"publication:{publication.journey_id}"
    labels = session.exec(select(ChangeRecord.label).where(ChangeRecord.area == area)).all()
    told = [label for label in labels if label.endswith(f" {publication.version}")]
    document = publication.pdf
    return document.startswith(b"%PDF") and document.rstrip().endswith(b"%%EOF") and len(told) == 1


def telling(composer: str, story: Story) -> Iterator[Act]:
    """A text, an edition with it, and a measure that goes on after that edition; and on."""
    ending = ""
    for number in count(1):
        told = StepTold(f"{composer}/stappen/{story.step_id}", story.step_id, number)
        yield told
        yield LetOut(f"{composer}/publiceren", story.journey_id, told.text, ending)
        measure = MeasureTold(f"{composer}/maatregelen/{story.measure_id}", story.measure_id, number)
        yield measure
        ending = measure.text
