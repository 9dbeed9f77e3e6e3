"""What was said of a measure after words that still wait: whoever puts those on the site must not bring it back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from journeys.measures.models import MeasureChange, WaitingWords
from journeys.story import MeasureState


@dataclass(frozen=True)
class Since:
    """`state` is None when it stands as it did; `told` holds {field: words} that both say.

    `moment`: when it came to stand so, or else when the last was said.
    """

    state: MeasureState | None = None
    told: dict[str, str] = field(default_factory=dict)
    moment: datetime | None = None

    def __bool__(self) -> bool:
        return self.state is not None or bool(self.told)


def said_since(session: Session, waiting: Sequence[WaitingWords]) -> dict[int, Since]:
    """{words: what was said of their measure after them}, those of which nothing was said left out. One query."""
    numbers = {words.measure_id for words in waiting if words.measure_id}
    if not numbers:
        return {}
    query = select(MeasureChange).where(col(MeasureChange.measure_id).in_(numbers))
    changes: dict[int | None, list[MeasureChange]] = defaultdict(list)
    for change in session.exec(query.order_by(col(MeasureChange.moment), col(MeasureChange.id))).all():
        changes[change.measure_id].append(change)
    found = {words.id: _since(words, changes[words.measure_id]) for words in waiting}
    return {words_id: since for words_id, since in found.items() if since}


def _since(words: WaitingWords, changes: list[MeasureChange]) -> Since:
    later = [change for change in changes if change.moment > words.moment]
    if not later:
        return Since()
    told = {name: text for change in later for name, text in change.told.items() if name in words.typed}
    moved = [change for change in later if change.before is not change.after]
    return Since(moved[-1].after if moved else None, told, (moved or later)[-1].moment)
