"""What somebody does in a browser, how the database shows that it was done, and what was promised of it."""

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

import httpx
from sqlmodel import Session

_TAG = re.compile("<[^>]*>")


class Standing(StrEnum):
    """How an act stands in the database."""

    ABSENT = "absent"
    WHOLE = "whole"
    HALF = "half"
    TWICE = "twice"


class Refused(AssertionError):
    """The program answered, and did not do what it should."""


class Act(ABC):
    """One request that changes something. Sent again unchanged when no answer came, as the product's own pages do."""

    what: ClassVar[str]

    @abstractmethod
    def send(self, browser: httpx.Client) -> None:
        """Returns when it was acknowledged. Raises httpx.TransportError without an answer, Refused."""

    @abstractmethod
    def standing(self, session: Session) -> Standing:
        """How it stands now, or what came after it and holds it. `session` sees every organisation."""


class Wrong(StrEnum):
    """What was promised not to be."""

    LOST = "acknowledged changes lost"
    HALF = "written by halves, or twice"
    JOBS = "jobs lost, or done twice"
    OTHERWISE = "refused, or not as it should be"


@dataclass
class Ledger:
    """Everything that was acknowledged, and how requests without an answer turned out. Threads may add to it."""

    acknowledged: list[Act] = field(default_factory=list)
    turned_out: Counter[Standing] = field(default_factory=Counter)
    wrong: dict[Wrong, list[str]] = field(default_factory=lambda: {kind: [] for kind in Wrong})

    def count(self) -> Counter[str]:
        return Counter(act.what for act in self.acknowledged)

    def note(self, kind: Wrong, sentences: Iterable[str]) -> None:
        self.wrong[kind] += sentences

    @property
    def is_well(self) -> bool:
        return not any(self.wrong.values())


def lost(session: Session, acknowledged: Iterable[Act]) -> Iterator[str]:
    """What was acknowledged and is not there, wholly and once: a sentence each."""
    for act in acknowledged:
        if (standing := act.standing(session)) is not Standing.WHOLE:
            yield f"acknowledged but {standing}: {act}"


def counted(number: int) -> Standing:
    """Of so many rows where one should be."""
    return (Standing.ABSENT, Standing.WHOLE, Standing.TWICE)[min(number, 2)]


def accepted(answer: httpx.Response, *statuses: int) -> httpx.Response:
    """The answer, when it says that it was done. Raises Refused."""
    if answer.status_code not in statuses or "/aanmelden" in answer.headers.get("Location", ""):
        said = " ".join(_TAG.sub(" ", answer.text.partition("<main")[2] or answer.text).split())
        raise Refused(f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {said[:500]}")
    return answer
