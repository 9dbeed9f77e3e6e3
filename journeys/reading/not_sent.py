"""What a council member filled in and did not send, exactly: another choice, other words, or both."""

from dataclasses import dataclass

from foundation.dutch import _
from foundation.forms.written import clean
from journeys.reading.models import Verdict
from journeys.reading.opened_form import BETTER, GOOD, FilledIn


@dataclass(frozen=True)
class NotSent:
    """How what stands in a form differs from what was sent: '' where it does not. It is false where nothing does.

    `took_away`: there were words, and now there are none. `is_joined`: the words were typed on several pages.
    """

    choice: str = ""
    text: str = ""
    took_away: bool = False
    is_joined: bool = False

    def __bool__(self) -> bool:
        return bool(self.choice or self.text or self.took_away)

    @property
    def chose(self) -> str:
        """The new choice by its words."""
        return choice_in_words(self.choice)


def not_sent(filled_in: FilledIn | None, sent: FilledIn) -> NotSent:
    """What of `filled_in` was not sent. 'Better' is told where it replaces a choice; else the words say it."""
    if filled_in is None:
        return NotSent()
    words, before = clean(filled_in.text), clean(sent.text)
    choice = filled_in.choice if choice_in_words(filled_in.choice) and filled_in.choice != sent.choice else ""
    if choice == BETTER and not sent.choice:
        choice = ""
    text = filled_in.text if words and words != before else ""
    return NotSent(choice, text, bool(before and not words), filled_in.is_joined)


def choice_in_words(choice: str) -> str:
    """A choice as it stands in the form, or ''."""
    return {
        GOOD: _("Goed zo"),
        BETTER: _("Dit kan beter"),
        Verdict.AGREED.value: _("Ja, het is goed zo"),
        Verdict.AGREED_IF.value: _("Ja, als er iets verandert"),
        Verdict.NOT_AGREED.value: _("Nee, nog niet"),
    }.get(choice, "")
