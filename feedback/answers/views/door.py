"""The door: a code is typed, and opens the questions it was made for. Guessing at codes is counted."""

from flask import current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from feedback.answers.entering import CodeUnknown, Entered, NotOpen, check_open
from feedback.answers.filled_in import AnswerUnclear
from feedback.answers.sending import may_be_changed, sent_answer
from feedback.answers.under_way import keep, under_way
from feedback.answers.views.brought import Brought, brought, is_from_here
from feedback.answers.views.pages import (
    NoCode,
    OtherCode,
    blueprint,
    code_keys,
    come_in,
    leave,
    outside,
    page,
    who_is_in,
)
from feedback.answers.views.showing import question_page
from feedback.calling.typed import CallingUnclear
from feedback.codes.signs import CodeMistyped, read_code
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.limits.counting import give_back
from foundation.limits.sliding import TooOften
from foundation.request_session import public_session
from interviews.respondents.contacts import TelephoneWrong
from studies.access import public

TYPED, LONGEST_TYPED = "kaartcode", 40
"""Signs that are shown again; no code has half as many, however it is written."""
GUESSES = "attempt_at_entry_code"
"""In the application's extensions: counts an attempt at a code. Raises TooOften."""


@blueprint.get("/", strict_slashes=False)
@public
def front() -> str:
    leave()
    return _door()


@blueprint.post("/", strict_slashes=False)
@public
def enter() -> ResponseReturnValue:
    typed = request.form.get(TYPED, "")
    try:
        read_code(typed)  # what can't be a code is no guess, and costs nobody a look
        reserved = current_app.extensions[GUESSES]()
        entered = come_in(typed)
    except (CodeMistyped, CodeUnknown, TooOften) as error:
        return _door(typed, str(error), brought()), error.status
    give_back(public_session(), reserved)
    if entered.is_spent:
        return sent_page(entered, held=brought()) if brought().is_written else redirect(url_for(".sent"), 303)
    check_open(entered)
    return _go_on(entered, brought())


def _go_on(entered: Entered, held: Brought) -> ResponseReturnValue:
    """To the page that was open when the code was forgotten, with what was typed on it; to the first otherwise."""
    way = under_way(public_session(), code_keys(), entered, held.version_id)
    number = held.number if 1 <= held.number <= way.last else 1
    if held.is_something and number == held.number:
        try:
            keep(public_session(), code_keys(), entered, way.with_answer(number, held.typed, held.calling))
        except (AnswerUnclear, CallingUnclear, TelephoneWrong) as error:
            return question_page(entered, way, number, error=str(error), typed=held), error.status
    return redirect(url_for(".question", number=number), 303)


def _door(typed: str = "", error: str = "", held: Brought | None = None, *, takes_code: bool = True) -> str:
    """`held`: what was typed on a page of questions and is not kept yet; `takes_code`: whether a code keeps it."""
    return outside(
        "feedback/answers/door.html",
        typed=typed[:LONGEST_TYPED],
        error=error,
        held=held or Brought(),
        takes_code=takes_code,
    )


@blueprint.get("/antwoord")
@public
def sent() -> ResponseReturnValue:
    """What somebody can still do with a code that was used."""
    entered = who_is_in()
    if not entered.is_spent:
        return redirect(url_for(".question", number=1), 303)
    return sent_page(entered)


def sent_page(entered: Entered, error: str = "", held: Brought | None = None) -> str:
    """`held`: what was typed on a page of questions, too late to be kept."""
    response = sent_answer(public_session(), code_keys(), entered)
    may_change = response is not None and may_be_changed(response)
    return page(
        "feedback/answers/after/sent.html",
        entered,
        is_there=response is not None,
        may_change=may_change,
        error=error,
        held=held or Brought(),
    )


@blueprint.get("/uitleg")
@public
def explained() -> str:
    return outside("feedback/answers/explained.html")


@blueprint.errorhandler(NoCode)
@blueprint.errorhandler(CodeUnknown)
@blueprint.errorhandler(NotOpen)
@blueprint.errorhandler(OtherCode)
def _back_to_the_door(error: ResearcherError) -> ResponseReturnValue:
    """Somebody who is not in, or no longer: to where they come in again, with why, and with what they typed."""
    if not isinstance(error, OtherCode):
        leave()
    if isinstance(error, NoCode) and request.method == "GET":
        return redirect(url_for(".front"))
    typed = request.form.get(TYPED, "")
    return _door(typed, str(error), brought(), takes_code=not isinstance(error, NotOpen)), error.status


@blueprint.errorhandler(CSRFError)
def _after_the_cookie_went(error: CSRFError) -> ResponseReturnValue:
    """The browser forgot that somebody was in, or keeps nothing for this site."""
    typed = request.form.get(TYPED, "")
    sentence = (
        _("Deze pagina stond lang open. Druk nog een keer op de knop. Lukt het weer niet? Bel ons dan.")
        if typed
        else _("Deze pagina stond lang open. Typ uw code nog een keer. Lukt het niet? Bel ons dan.")
    )
    held = brought() if is_from_here() else Brought()
    return _door(typed, sentence, held), error.code or 400
