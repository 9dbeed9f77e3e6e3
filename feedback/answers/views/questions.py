"""One question a page: what was filled in is kept at every step, and sent on the last page."""

from dataclasses import replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from feedback.answers.entering import Entered, NotOpen, check_open
from feedback.answers.filled_in import AnswerUnclear
from feedback.answers.sending import (
    CountedInPublic,
    NothingFilledIn,
    answer_in,
    open_again,
    send_answer,
    sent_answer,
    take_back,
)
from feedback.answers.under_way import UnderWay, keep, under_way
from feedback.answers.unfinished import drop_unfinished
from feedback.answers.views.brought import Brought, brought
from feedback.answers.views.door import sent_page
from feedback.answers.views.pages import blueprint, code_keys, leave, page, who_is_in
from feedback.answers.views.showing import question_page, thanks_page
from feedback.calling.typed import Calling, CallingUnclear
from foundation.request_session import public_session
from interviews.respondents.contacts import TelephoneWrong
from studies.access import public

READERS, SKIP, BACK, SEND = "lezen", "overslaan", "terug", "versturen"


@blueprint.get("/vraag/<int:number>")
@public
def question(number: int) -> ResponseReturnValue:
    entered = who_is_in()
    if entered.is_spent:
        return redirect(url_for(".sent"), 303)
    check_open(entered)
    way = under_way(public_session(), code_keys(), entered)
    if not 1 <= number <= way.last:
        return redirect(url_for(".question", number=1), 303)
    return question_page(entered, way, number)


@blueprint.post("/vraag/<int:number>")
@public
def answer(number: int) -> ResponseReturnValue:
    """Keep what was filled in here and go on; from the last page it is sent."""
    entered, typed = who_is_in(), brought()
    if entered.is_spent:
        return _after_it_was_sent(entered, typed)
    check_open(entered)
    way = under_way(public_session(), code_keys(), entered, typed.version_id)
    if not 1 <= number <= way.last:
        return redirect(url_for(".question", number=1), 303)
    try:
        way = _with_typed(way, typed)
        if number == way.last and BACK not in request.form:
            return _sent(entered, way)
    except (AnswerUnclear, NothingFilledIn, CallingUnclear, TelephoneWrong) as error:
        return question_page(entered, way, number, error=str(error), typed=typed), error.status
    keep(public_session(), code_keys(), entered, way)
    to = number - 1 if BACK in request.form else number + 1
    return redirect(url_for(".question", number=max(to, 1)), 303)


@blueprint.post("/weghalen")
@public
def remove() -> ResponseReturnValue:
    """Take out what was sent, with every word of it, also where it was opened to be changed."""
    entered = who_is_in()
    taken = take_back(public_session(), code_keys(), entered)
    was_open = drop_unfinished(public_session(), entered)
    leave()
    return page("feedback/answers/after/removed.html", entered, was_there=taken is not None or was_open)


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


def _with_typed(way: UnderWay, typed: Brought) -> UnderWay:
    if typed.number == way.last:
        return replace(way, filled=way.filled.with_readers(request.form.get(READERS, "")))
    if SKIP in request.form:
        return way.with_answer(typed.number, "", Calling())
    return way.with_answer(typed.number, typed.typed, typed.calling)


def _sent(entered: Entered, way: UnderWay) -> str:
    send_answer(public_session(), code_keys(), entered, way.version.id, way.filled)
    leave()
    return thanks_page(entered, way.filled)


def _after_it_was_sent(entered: Entered, typed: Brought) -> str:
    """Who pressed twice is thanked, and out, as after pressing once. What was typed elsewhere meanwhile stays there."""
    response = sent_answer(public_session(), code_keys(), entered)
    if SEND not in request.form or response is None:
        return sent_page(entered, held=typed)
    leave()
    return thanks_page(entered, answer_in(public_session(), code_keys(), response))
