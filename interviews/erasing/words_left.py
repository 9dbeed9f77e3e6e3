"""Where words of a conversation that goes were written down elsewhere, found by the packages that hold such texts."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlmodel import Session

from interviews.models import DeletedInterview, Interview


@dataclass(frozen=True)
class WordsLeft:
    """One text that stays, and where it stands: an endpoint with its values and anchor."""

    what: str
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)


Finder = Callable[[Session, Interview], list[WordsLeft]]
_FINDERS: list[Finder] = []


def finds_words_left(finder: Finder) -> Finder:
    """Declare a function that finds the texts of its package that stay and hold words of a conversation."""
    _FINDERS.append(finder)
    return finder


def words_left(session: Session, interview: Interview) -> list[WordsLeft]:
    """Every text that stays when this conversation goes, and holds words of it."""
    return [one for finder in _FINDERS for one in finder(session, interview)]


def note_words_left(session: Session, interview: Interview, deleted: DeletedInterview) -> None:
    """Keep where they stood when it went: afterwards nobody can look for them any more."""
    deleted.words_left = [asdict(one) for one in words_left(session, interview)]
    session.flush()
