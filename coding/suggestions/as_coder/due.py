"""When the program learns again by itself: enough changed, nobody is at it, and somebody once asked for suggestions.

Suggestions that wait are replaced by it, so it leaves alone who is coding now.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

MANY = 20
"""Codings that changed: enough, however many there are."""
SHARE, FEWEST = 0.1, 5
"""Or so large a part of them, and no fewer than this."""
REST = timedelta(minutes=10)
"""After it learnt."""
QUIET = timedelta(minutes=3)
"""After somebody coded or decided."""


@dataclass(frozen=True)
class Standing:
    """How things are in a study in which the program learnt from `learnt` codings, of which `changed` did since.

    `has_failed`: the last time that it tried, after that. `touched_at`: when somebody coded or decided last.
    `reads_anew`: by another encoder than it learnt with, so that what it learnt says nothing of what is read now.
    """

    learnt_at: datetime
    learnt: int
    changed: int
    touched_at: datetime | None
    is_busy: bool = False
    has_failed: bool = False
    reads_anew: bool = False

    @property
    def has_enough(self) -> bool:
        return self.changed >= MANY or (self.changed >= FEWEST and self.changed >= SHARE * self.learnt)

    def is_due(self, moment: datetime) -> bool:
        """Whether it may learn now. What went wrong once waits for a person."""
        has_rested = moment - self.learnt_at >= REST
        is_quiet = self.touched_at is None or moment - self.touched_at >= QUIET
        has_reason = self.has_enough or self.reads_anew
        return has_reason and has_rested and is_quiet and not self.is_busy and not self.has_failed
