"""Somebody reads files in: uploaded, looked at and taken over, and released for coding."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import httpx
from sqlmodel import Session, col, select

from interviews.models import Interview, InterviewState
from interviews.texts.models import Source, Turn, TurnWords
from interviews.transcripts.models import TranscriptInProgress
from tests.webapp.killed.acts import Act, Standing, accepted, counted

TURNS = 30
_GONE = 404


@dataclass
class File:
    """A conversation of so many turns that is told in no other one."""

    number: int

    @property
    def name(self) -> str:
        return f"gesprek-{self.number}.txt"

    @property
    def texts(self) -> list[str]:
        return [f"Dit was keer {turn} van de {self.number}, en toen werd het stil." for turn in range(TURNS)]

    @property
    def content(self) -> bytes:
        said = [f"{'Ouder' if turn % 2 else 'Interviewer'}: {text}" for turn, text in enumerate(self.texts)]
        return "\n\n".join(said).encode()

    def on_its_way(self, session: Session) -> list[TranscriptInProgress]:
        query = select(TranscriptInProgress).where(TranscriptInProgress.file_name == self.name)
        return list(session.exec(query).all())

    def taken_in(self, session: Session) -> list[Interview]:
        """Those in which any of its turns stands."""
        sources = select(Turn.source_id).where(col(Turn.text).in_(self.texts))
        query = select(Interview).join(Source, col(Source.interview_id) == Interview.id)
        return list(session.exec(query.where(col(Source.id).in_(sources))).all())


@dataclass
class Uploaded(Act):
    what = "uploaded file"
    interviews: str
    file: File
    transcript_id: int = 0

    def send(self, browser: httpx.Client) -> None:
        files = {"files": (self.file.name, self.file.content)}
        answer = accepted(browser.post(f"{self.interviews}/inlezen", files=files), 302)
        found = re.search(r"/onderweg/(\d+)/", answer.headers["Location"])
        assert found
        self.transcript_id = int(found[1])

    def standing(self, session: Session) -> Standing:
        waiting, taken_in = self.file.on_its_way(session), self.file.taken_in(session)
        if any([turn["text"] for turn in one.turns] != self.file.texts for one in waiting):
            return Standing.HALF
        return counted(len(waiting) + len(taken_in))


@dataclass
class TakenIn(Act):
    what = "conversation taken in"
    upload: Uploaded
    number: int = 0

    def send(self, browser: httpx.Client) -> None:
        speakers = {"speaker-0-name": "Interviewer", "speaker-0-interviewer": "yes", "speaker-1-name": "Ouder"}
        filled_in = {"version": "0", "role": "ouder", **speakers}
        address = f"{self.upload.interviews}/onderweg/{self.upload.transcript_id}/sprekers"
        answer = accepted(browser.post(address, data=filled_in), 302, _GONE)
        if answer.status_code != _GONE:  # otherwise it was taken in by the request that got no answer
            self.number = int(answer.headers["Location"].split("/")[-2])

    def standing(self, session: Session) -> Standing:
        waiting, taken_in = self.upload.file.on_its_way(session), self.upload.file.taken_in(session)
        if waiting and not taken_in:
            return Standing.ABSENT
        if len(taken_in) > 1:
            return Standing.TWICE
        if waiting or not taken_in:
            return Standing.HALF
        return Standing.WHOLE if _texts(session, taken_in[0]) == self.upload.file.texts else Standing.HALF


def _texts(session: Session, interview: Interview) -> list[str]:
    query = select(Turn.text).join(Source, col(Source.id) == Turn.source_id).order_by(col(Turn.position))
    return list(session.exec(query.where(Source.interview_id == interview.id)).all())


@dataclass
class Released(Act):
    """Open for coding, and its turns can be searched."""

    what = "released conversation"
    taken: TakenIn

    def send(self, browser: httpx.Client) -> None:
        interviews = self.taken.upload.interviews
        if not self.taken.number:
            last = browser.get(f"{interviews}/", params={"bladzijde": 10_000}).text  # the nearest that there is
            numbers = re.findall(rf'href="{interviews}/(\d+)"', last)
            number = max(map(int, numbers))
            # Killed right after it was in, its names were not looked for yet.
            accepted(browser.post(f"{interviews}/{number}/namen/zoeken"), 302)
            self.taken.number = number
        accepted(browser.post(f"{interviews}/{self.taken.number}/vrijgeven"), 302)

    def standing(self, session: Session) -> Standing:
        interview, *_others = self.taken.upload.file.taken_in(session)
        words = select(TurnWords.id).join(Turn, col(Turn.id) == TurnWords.id)
        words = words.join(Source, col(Source.id) == Turn.source_id).where(Source.interview_id == interview.id)
        indexed, is_open = len(session.exec(words).all()), interview.state is not InterviewState.NAMES
        if indexed != (TURNS if is_open else 0):
            return Standing.HALF
        return Standing.WHOLE if is_open else Standing.ABSENT


def importing(interviews: str) -> Iterator[Act]:
    for number in count(1):
        upload = Uploaded(interviews, File(number))
        yield upload
        taken = TakenIn(upload)
        yield taken
        yield Released(taken)
