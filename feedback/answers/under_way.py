"""Where somebody is in the questions: which they got, and what they filled in so far."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from feedback.answers.entering import Entered, asked_of
from feedback.answers.filled_in import FilledIn
from feedback.answers.unfinished import keep_unfinished, unfinished_of
from feedback.calling.typed import Calling
from feedback.codes.keys import CodeKeys
from feedback.questionnaires.models import Questionnaire
from feedback.questionnaires.questions import Kind, Question


@dataclass(frozen=True)
class UnderWay:
    """The page after the last question is where it is sent; who wrote something says there who may read it."""

    filled: FilledIn
    version: Questionnaire
    questions: list[Question]

    @property
    def last(self) -> int:
        """The number of the page on which it is sent."""
        return len(self.questions) + 1

    def asked_at(self, number: int) -> Question | None:
        """None on the page where it is sent."""
        return self.questions[number - 1] if 1 <= number < self.last else None

    def pages_from(self, number: int) -> int:
        """How many pages ask something, seen from this one: who wrote nothing is not asked who may read it."""
        can_write = any(one.kind is Kind.WORDS for one in self.questions[number - 1 :])
        return self.last if self.filled.written or can_write else len(self.questions)

    def with_answer(self, number: int, typed: str, calling: Calling) -> "UnderWay":
        """`calling` is what counts where they are asked whether they may be called, and `typed` everywhere else.

        Raises AnswerUnclear, CallingUnclear, TelephoneWrong.
        """
        asked = self.asked_at(number)
        if asked is None:
            return self
        if asked.kind is Kind.CALL:
            return replace(self, filled=self.filled.with_calling(calling))
        return replace(self, filled=self.filled.with_answer(asked, typed))


def under_way(session: Session, keys: CodeKeys, entered: Entered, version_id: int | None = None) -> UnderWay:
    """`version_id`: of the questions of the page that was sent. Who kept nothing yet answers those, and not what they
    were changed into meanwhile."""
    filled, begun_with = unfinished_of(session, keys, entered)
    version, questions = asked_of(session, entered, begun_with or version_id)
    return UnderWay(filled, version, questions)


def keep(session: Session, keys: CodeKeys, entered: Entered, way: UnderWay) -> None:
    keep_unfinished(session, keys, entered, way.version.id, way.filled)
