"""A page of questions as it is shown: one question, who may read what was written, or sending it."""

from feedback.answers.entering import Entered
from feedback.answers.filled_in import FilledIn
from feedback.answers.models import Readers
from feedback.answers.under_way import UnderWay
from feedback.answers.views.brought import Brought
from feedback.answers.views.pages import page
from feedback.calling.typed import Calling
from feedback.questionnaires.questions import LONGEST_ANSWER, Kind, Question


def question_page(
    entered: Entered, way: UnderWay, number: int, *, error: str = "", typed: Brought | None = None
) -> str:
    """`typed`: what stands there instead of what was kept; `error`: what is wrong with it."""
    filled, asked = way.filled, way.asked_at(number)
    return page(
        _template(filled, asked),
        entered,
        asked=asked,
        number=number,
        pages=way.pages_from(number),
        version_id=way.version.id,
        given=filled.given.get(asked.key) if asked else None,
        words=typed.typed if typed is not None else filled.written.get(asked.key, "") if asked else "",
        calling=typed.calling if typed is not None else filled.calling or Calling(),
        readers=filled.readers,
        is_empty=filled.is_empty,
        error=error,
        kinds=Kind,
        choices=Readers,
        longest=LONGEST_ANSWER,
    )


def thanks_page(entered: Entered, filled: FilledIn) -> str:
    return page(
        "feedback/answers/after/thanks.html",
        entered,
        readers=filled.readers or Readers.RESEARCHERS,
        wrote=bool(filled.written),
        chose=bool(filled.given),
    )


def _template(filled: FilledIn, asked: Question | None) -> str:
    if asked is None:
        return "feedback/answers/readers.html" if filled.written else "feedback/answers/ready.html"
    return "feedback/answers/calling/may_we.html" if asked.kind is Kind.CALL else "feedback/answers/question.html"
