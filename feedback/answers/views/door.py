"""The door: a code is typed, and opens the questions it was made for. Guessing at codes is counted."""

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from feedback.answers.entering import CodeUnknown, Entered, NotOpen, check_open
from feedback.answers.sending import may_be_changed, sent_answer
from feedback.answers.views.pages import NoCode, blueprint, code_keys, come_in, leave, outside, page, who_is_in
from feedback.codes.signs import CodeMistyped, read_code
from foundation.errors import ResearcherError
from foundation.limits.counting import give_back
from foundation.limits.sliding import TooOften
from foundation.request_session import public_session
from studies.access import public

TYPED, LONGEST_TYPED = "kaartcode", 40
"""Signs that are shown again; no code has half as many, however it is written."""
GUESSES = "attempt_at_entry_code"
"""In the application's extensions: counts an attempt at a code. Raises TooOften."""


@blueprint.get("/", strict_slashes=False)
@public
def front() -> str:
    leave()
    return outside("feedback/answers/door.html", typed="", error="")


@blueprint.post("/", strict_slashes=False)
@public
def enter() -> ResponseReturnValue:
    typed = request.form.get(TYPED, "")
    try:
        read_code(typed)  # what can't be a code is no guess, and costs nobody a look
        reserved = current_app.extensions[GUESSES]()
        entered = come_in(typed)
    except (CodeMistyped, CodeUnknown, TooOften) as error:
        return outside("feedback/answers/door.html", typed=typed[:LONGEST_TYPED], error=str(error)), error.status
    give_back(public_session(), reserved)
    if entered.is_spent:
        return redirect(url_for(".sent"), 303)
    try:
        check_open(entered)
    except NotOpen as error:
        leave()
        return outside("feedback/answers/door.html", typed=typed, error=str(error)), error.status
    return redirect(url_for(".question", number=1), 303)


@blueprint.get("/antwoord")
@public
def sent() -> ResponseReturnValue:
    """What somebody can still do with a code that was used."""
    entered = who_is_in()
    if not entered.is_spent:
        return redirect(url_for(".question", number=1), 303)
    return sent_page(entered)


def sent_page(entered: Entered, error: str = "") -> str:
    response = sent_answer(public_session(), code_keys(), entered)
    may_change = response is not None and may_be_changed(response)
    return page(
        "feedback/answers/sent.html", entered, is_there=response is not None, may_change=may_change, error=error
    )


@blueprint.get("/uitleg")
@public
def explained() -> str:
    return outside("feedback/answers/explained.html")


@blueprint.errorhandler(NoCode)
@blueprint.errorhandler(CodeUnknown)
@blueprint.errorhandler(NotOpen)
def _back_to_the_door(error: ResearcherError) -> ResponseReturnValue:
    """Somebody who is not in, or no longer: to where they come in again, with why."""
    leave()
    if isinstance(error, NoCode) and request.method == "GET":
        return redirect(url_for(".front"))
    return outside("feedback/answers/door.html", typed="", error=str(error)), error.status
