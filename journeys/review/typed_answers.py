"""Answers to the council as a researcher typed them: all that stand on the page of a round, whichever was sent.

The page is one form. Who has no script would lose a half-typed answer with the first one that they send.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import clean
from journeys.composing.field_forms import SEEN
from journeys.reading.models import Comment, CouncilMember, Outcome
from journeys.reading.progress import RoundProgress


class AnsweredMeanwhile(ResearcherError):
    """Somebody stored another answer since the page was made; it is shown above the form."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "Deze opmerking is intussen beantwoord, of het antwoord is veranderd. Wat jij typte, staat er nog en "
                "is niet bewaard. Kijk wat er nu staat en bewaar daarna."
            )
        )


class SaidMeanwhile(ResearcherError):
    """The member reads an answer as one to the words that stand there now."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "Wie dit opmerkte, schreef intussen iets anders. Je antwoord staat er nog en is niet bewaard. Lees wat "
                "er nu staat en bewaar daarna."
            )
        )


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


@dataclass(frozen=True)
class LeftAnswer:
    """An answer that was half typed to `words`, which `member` took back meanwhile: `comment` has none any more."""

    member: CouncilMember
    comment: Comment
    words: str
    typed: TypedAnswer

    @property
    def given(self) -> str:
        """What was chosen, in words; '' for nothing."""
        return Outcome(self.typed.given).dutch if self.typed.given in list(Outcome) else ""


def typed_answer(posted: Mapping[str, str], comment_id: int) -> TypedAnswer:
    """What the form brought for this comment."""
    return TypedAnswer(posted.get(f"wat-{comment_id}", ""), posted.get(f"antwoord-{comment_id}", ""))


def check_seen(posted: Mapping[str, str], comment: Comment) -> None:
    """That comment and answer are as the page showed them, or the answer is the same one again.

    Raises AnsweredMeanwhile, SaidMeanwhile.
    """
    answer, said = posted.get(f"{SEEN}{comment.id}"), posted.get(f"{SEEN}opmerking-{comment.id}")
    stands = TypedAnswer.stored(comment).seen
    if said is not None and clean(said) != clean(comment.text or ""):
        raise SaidMeanwhile
    if answer is not None and stands not in (clean(answer), typed_answer(posted, comment.id).seen):
        raise AnsweredMeanwhile


def half_typed_answers(posted: Mapping[str, str], progress: RoundProgress) -> dict[int, TypedAnswer]:
    """{comment id: answer} of those in which something was chosen or typed since the page was made.

    Also to words that their writer took back meanwhile.
    """
    typed = {comment.id: typed_answer(posted, comment.id) for _member, comment in progress.said}
    return {
        number: answer for number, answer in typed.items() if answer.seen != clean(posted.get(f"{SEEN}{number}", ""))
    }


def answers_left_behind(
    posted: Mapping[str, str], progress: RoundProgress, typed: Mapping[int, TypedAnswer]
) -> list[LeftAnswer]:
    """Of what is `typed`: to words that do not stand any more."""
    return [
        LeftAnswer(member, comment, posted.get(f"{SEEN}opmerking-{comment.id}", ""), typed[comment.id])
        for member, comment in progress.said
        if comment.text is None and comment.id in typed
    ]
