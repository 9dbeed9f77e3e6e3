"""Somebody codes: a fragment, a memo on it that is kept while it is typed, and the memo itself; and on."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import httpx
from sqlmodel import Session, col, select

from coding.models import Draft, Memo, Segment, SegmentWords
from interviews.texts.models import Turn
from tests.webapp.killed.acts import Act, Standing, accepted, counted


@dataclass
class Fragment(Act):
    """`screen` is the address of the coding screen."""

    what = "fragment"
    screen: str
    source_id: int
    start: int
    end: int
    quote: str
    code_id: int
    segment_id: int = 0

    def send(self, browser: httpx.Client) -> None:
        asked = {"start": self.start, "end": self.end, "quote": self.quote, "code": self.code_id}
        answer = accepted(browser.post(f"{self.screen}/fragmenten", json=asked), 201)
        self.segment_id = answer.json()["segment"][0]

    def standing(self, session: Session) -> Standing:
        place = (Segment.source_id == self.source_id, Segment.start == self.start, Segment.end == self.end)
        query = select(Segment.id, SegmentWords.id).join(SegmentWords, col(SegmentWords.id) == Segment.id, isouter=True)
        found = session.exec(query.where(*place, Segment.code_id == self.code_id)).all()
        if any(words is None for _segment, words in found):
            return Standing.HALF
        return counted(len(found))


@dataclass
class HalfTyped(Act):
    """A memo that is not saved yet."""

    what = "half-typed memo"
    on: Fragment
    text: str

    @property
    def slip(self) -> str:
        return f"{self.on.segment_id}-1"

    def send(self, browser: httpx.Client) -> None:
        typed = {"segment": self.on.segment_id, "slip": self.slip, "typed": {"text": self.text}, "over": {"text": ""}}
        accepted(browser.post(f"{self.on.screen}/concept", json=typed), 200)

    def standing(self, session: Session) -> Standing:
        found = session.exec(select(Draft.typed).where(Draft.slip == self.slip)).all()
        return counted(sum(typed["text"].startswith(self.text) for typed in found))


@dataclass
class Written(Act):
    what = "memo"
    on: Fragment
    text: str

    def send(self, browser: httpx.Client) -> None:
        accepted(browser.post(f"{self.on.screen}/fragmenten/{self.on.segment_id}/memos", json={"text": self.text}), 201)

    def standing(self, session: Session) -> Standing:
        query = select(Memo.id).where(Memo.segment_id == self.on.segment_id, Memo.text == self.text)
        return counted(len(session.exec(query).all()))


def coding(screen: str, turns: list[Turn], codes: list[int]) -> Iterator[Act]:
    """A fragment in every turn, with the first code; then with the next."""
    for number in count():
        turn, code = turns[number % len(turns)], codes[number // len(turns)]
        on = Fragment(screen, turn.source_id, turn.start, turn.end - 1, turn.text[:-1], code)
        yield on
        memo = f"Bij fragment {number}: hier wacht iemand, en niemand zegt hoe lang."
        yield HalfTyped(on, memo[:20])
        yield HalfTyped(on, memo)
        yield Written(on, memo)
