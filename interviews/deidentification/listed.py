"""How far an interview is, as the list of interviews says it."""

from dataclasses import dataclass

from foundation.dutch import _
from interviews.models import Interview, InterviewState
from interviews.texts.how_far import HowFar
from interviews.texts.interview_counts import InterviewCounts


@dataclass(frozen=True)
class ListedInterview:
    """An interview in the list: how far it is, in words and in steps out of four."""

    interview: Interview
    turns: int
    words: int
    steps: int
    words_for_it: str
    mood: str
    """The badge: stop, info, busy or done."""


def listed_interview(counts: InterviewCounts, far: HowFar) -> ListedInterview:
    """Held and entered are two steps; names replaced is the third, coded by whoever looks the fourth."""
    steps, words, mood = {
        HowFar.NOT_BEGUN: (3, _("Klaar om te coderen"), "info"),
        HowFar.BUSY: (3, _("Coderen bezig"), "busy"),
        HowFar.DONE: (4, _("Gecodeerd"), "done"),
    }[far]
    if counts.interview.state is InterviewState.NAMES:
        steps, words, mood = 2, _("Namen vervangen"), "stop"
    return ListedInterview(counts.interview, counts.turns, counts.words, steps, words, mood)
