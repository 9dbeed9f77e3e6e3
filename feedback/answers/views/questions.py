"""One question a page: what was filled in is kept at every step, and sent on the last page."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from feedback.answers.entering import Entered, NotOpen, asked_of, check_open
from feedback.answers.filled_in import AnswerUnclear, FilledIn
from feedback.answers.models import Readers
from feedback.answers.sending import CountedInPublic, NothingFilledIn, open_again, send_answer, take_back
from feedback.answers.unfinished import keep_unfinished, unfinished_of
from feedback.answers.views.door import sent_page
from feedback.answers.views.pages import blueprint, code_keys, leave, page, who_is_in
from feedback.questionnaires.models import Questionnaire
from feedback.questionnaires.questions import LONGEST_ANSWER, Kind, Question
from foundation.request_session import public_session
from studies.access import public

ANSWER, READERS, SKIP = "antwoord", "lezen", "overslaan"


@blueprint.get("/vraag/<int:number>")
@public
def question(number: int) -> ResponseReturnValue:
    entered = who_is_in()
    if entered.is_spent:
        return redirect(url_for(".sent"), 303)
    check_open(entered)
    filled, _version, questions = _under_way(entered)
    if not 1 <= number <= len(questions) + 1:
        return redirect(url_for(".question", number=1), 303)
    return _shown(entered, filled, questions, number)


@blueprint.post("/vraag/<int:number>")
@public
def answer(number: int) -> ResponseReturnValue:
    """Keep what was filled in here and go on; from the last page it is sent."""
    entered = who_is_in()
    if entered.is_spent:
        return redirect(url_for(".sent"), 303)
    check_open(entered)
    filled, version, questions = _under_way(entered)
    is_last = number == len(questions) + 1
    if not 1 <= number <= len(questions) + 1:
        return redirect(url_for(".question", number=1), 303)
    try:
        filled = _with_typed(filled, None if is_last else questions[number - 1])
        if is_last and SKIP not in request.form and "terug" not in request.form:
            return _sent(entered, version, filled)
    except (AnswerUnclear, NothingFilledIn) as error:
        return _shown(
            entered, filled, questions, number, error=str(error), typed=request.form.get(ANSWER)
        ), error.status
    keep_unfinished(public_session(), code_keys(), entered, version.id, filled)
    to = number - 1 if "terug" in request.form else number + 1
    return redirect(url_for(".question", number=max(to, 1)), 303)


@blueprint.post("/weghalen")
@public
def remove() -> ResponseReturnValue:
    """Take out what was sent, with every word of it."""
    entered = who_is_in()
    taken = take_back(public_session(), code_keys(), entered)
    leave()
    return page("feedback/answers/removed.html", entered, was_there=taken is not None)


@blueprint.post("/aanpassen")
@public
def change() -> ResponseReturnValue:
    """Take out what was sent and open it again, to be sent anew."""
    entered = who_is_in()
    try:
        check_open(entered)
        open_again(public_session(), code_keys(), entered)
    except (NotOpen, CountedInPublic) as error:
        return sent_page(entered, str(error)), error.status
    return redirect(url_for(".question", number=1), 303)


def _under_way(entered: Entered) -> tuple[FilledIn, Questionnaire, list[Question]]:
    filled, version_id = unfinished_of(public_session(), code_keys(), entered)
    version, questions = asked_of(public_session(), entered, version_id)
    return filled, version, questions


def _with_typed(filled: FilledIn, asked: Question | None) -> FilledIn:
    if SKIP in request.form:
        return filled if asked is None else filled.with_answer(asked, "")
    if asked is None:
        return filled.with_readers(request.form.get(READERS, ""))
    return filled.with_answer(asked, request.form.get(ANSWER, ""))


def _sent(entered: Entered, version: Questionnaire, filled: FilledIn) -> str:
    send_answer(public_session(), code_keys(), entered, version.id, filled)
    leave()
    return page(
        "feedback/answers/thanks.html",
        entered,
        readers=filled.readers or Readers.RESEARCHERS,
        wrote=bool(filled.written),
    )


def _shown(
    entered: Entered,
    filled: FilledIn,
    questions: list[Question],
    number: int,
    *,
    error: str = "",
    typed: str | None = None,
) -> str:
    asked = questions[number - 1] if number <= len(questions) else None
    return page(
        "feedback/answers/question.html" if asked else "feedback/answers/readers.html",
        entered,
        asked=asked,
        number=number,
        pages=len(questions) + 1,
        given=filled.given.get(asked.key) if asked else None,
        words=typed if typed is not None else filled.written.get(asked.key, "") if asked else "",
        readers=filled.readers,
        wrote=bool(filled.written),
        error=error,
        kinds=Kind,
        choices=Readers,
        longest=LONGEST_ANSWER,
    )
