"""A form as a council member opened and filled it in, beside what was sent and what waits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from foundation.clock import now
from foundation.forms.numbers import whole_number
from foundation.forms.page_turns import read_turn
from journeys.reading.models import UnsentAnswer

OF_THE_WHOLE = 0
"""The step number of what belongs to the verdict."""
GOOD, BETTER = "goed", "beter"
_OPENED = "open"


@dataclass(frozen=True)
class FilledIn:
    """One answer as it stands in a form: what was chosen, '' for nothing, and what was typed."""

    choice: str = ""
    text: str = ""
    is_joined: bool = field(default=False, kw_only=True, compare=False)
    """Whether the words were typed on several pages, and stand below one another."""
    is_refused: bool = field(default=False, kw_only=True, compare=False)
    """Whether sending it was tried, so that a choice that needs words was made on purpose."""


@dataclass(frozen=True)
class Sent(FilledIn):
    """An answer that was sent, when, and by which opened page."""

    at: datetime | None = None
    form: str = ""

    def holds(self, answer: FilledIn, opened: "OpenedForm | None") -> bool:
        """Whether it was typed before this was sent, on a page that was left, and is the beginning of it."""
        return opened is not None and opened.was_open(self.at) and self.text.strip().startswith(answer.text.strip())

    def is_unseen(self, opened: "OpenedForm | None") -> bool:
        """Whether another page sent words after this one was opened, which so can't have been changed on purpose."""
        return bool(opened and self.text and self.form != opened.name and opened.was_open(self.at))


@dataclass(frozen=True)
class OpenedForm:
    """A page as somebody opened it: its own name, and of each step what waited when it was opened.

    The same member may have another page open, on a telephone beside a tablet; neither may wipe out the other.
    """

    name: str = ""
    seen: Mapping[int, str] = field(default_factory=dict)
    at: str = ""
    """When it was opened."""
    turn: int = 0
    """Counts what it sent."""
    chosen: Mapping[int, datetime] | None = None
    """When each choice was made in it, by its own count since it was opened; None: no script counted that.

    Of pages that were open one after another this is right, however slow the line; of pages beside one another as
    right as the line is fast.
    """

    @classmethod
    def read(cls, name: str, written: str, turn: int, chosen: Mapping[int, timedelta] | None = None) -> "OpenedForm":
        """As `written` in the form itself; `chosen` counts from when it was opened."""
        pairs = {what: when for what, _sign, when in (part.partition("=") for part in written.split())}
        seen = {number: when for what, when in pairs.items() if (number := whole_number(what)) is not None}
        at = pairs.get(_OPENED, "")
        return cls(name[:40], seen, at, read_turn(turn), _moments(at, chosen))

    @property
    def written(self) -> str:
        """When it was opened and what it saw, as the form carries it."""
        return " ".join([f"{_OPENED}={self.at}", *(f"{number}={when}" for number, when in self.seen.items())])

    def wrote(self, row: UnsentAnswer) -> bool:
        """Whether what waits came from this page."""
        return row.form == self.name

    def was_open(self, moment: datetime | None) -> bool:
        """Whether this page was there before this moment, so that it does not show what was done then."""
        return moment is not None and bool(self.at) and self.at < moment.isoformat()

    def showed(self, row: UnsentAnswer) -> bool:
        """Whether what waits stood in this page, with what came from elsewhere."""
        return self.seen.get(row.step_number) == version_of(row)


def _moments(opened_at: str, chosen: Mapping[int, timedelta] | None) -> dict[int, datetime] | None:
    if chosen is None:
        return None
    try:
        start = datetime.fromisoformat(opened_at)
    except ValueError:
        return None
    passed = now() - start
    return {number: start + min(after, passed) for number, after in chosen.items()}


def version_of(row: UnsentAnswer) -> str:
    """Another one as soon as anything is written."""
    return row.saved_at.isoformat()


def together(row: UnsentAnswer) -> str:
    """What was typed last, and under it what was typed on other pages meanwhile, of this device or another.

    In this member's words alone: it can be sent as it stands.
    """
    return "\n\n".join(_texts(row)).strip()


def is_together(row: UnsentAnswer) -> bool:
    """Whether it was typed on several pages."""
    return len([text for text in _texts(row) if text.strip()]) > 1


def _texts(row: UnsentAnswer) -> list[str]:
    texts = [row.text]
    for other in row.elsewhere.values():
        if other.strip() and not any(text.startswith(other) or is_in(other, text) for text in texts):
            texts.append(other)
    return texts


def is_in(text: str, sent: str) -> bool:
    """Whether `text` was sent along, as lines of its own: a word that happens to be in another one was not."""
    part, whole = ("\n".join(["", *words.strip().splitlines(), ""]) for words in (text, sent))
    return part in whole
