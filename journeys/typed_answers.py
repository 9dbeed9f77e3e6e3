"""Answers to the council as a researcher typed them: all that stand on the page of a round, whichever was sent.

The page is one form. Who has no script would lose a half-typed answer with the first one that they send.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foundation.written import clean
from journeys.field_forms import SEEN
from journeys.models import Comment


@dataclass(frozen=True)
class TypedAnswer:
    """What was chosen, '' for nothing, and what was typed; `error` says why it is not stored."""

    given: str
    text: str
    error: str = ""

    @classmethod
    def stored(cls, comment: Comment) -> "TypedAnswer":
        """What the form of a comment shows when nothing was typed."""
        return cls(comment.outcome.value if comment.outcome else "", comment.answer)

    @property
    def seen(self) -> str:
        """As the form carries it, to tell later what was typed since."""
        return clean(f"{self.given} {self.text}")


def typed_answer(posted: Mapping[str, str], comment_id: int) -> TypedAnswer:
    """What the form brought for this comment."""
    return TypedAnswer(posted.get(f"wat-{comment_id}", ""), posted.get(f"antwoord-{comment_id}", ""))


def half_typed(posted: Mapping[str, str], comments: Iterable[Comment]) -> dict[int, TypedAnswer]:
    """{comment id: answer} of those in which something was chosen or typed since the page was made."""
    typed = {comment.id: typed_answer(posted, comment.id) for comment in comments}
    return {
        number: answer for number, answer in typed.items() if answer.seen != clean(posted.get(f"{SEEN}{number}", ""))
    }
