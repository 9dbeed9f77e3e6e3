"""Routes of reading and saying what should be better: piece by piece, or in the whole story."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from foundation.errors import ResearcherError
from foundation.forms.typed_address import without_signs
from foundation.request_session import public_session
from journeys.reading.council import RoundClosed, StepUnknown, keep_unsent, say
from journeys.reading.opened_form import BETTER, GOOD, OF_THE_WHOLE, FilledIn
from journeys.reading.refusals import check_answer
from journeys.reading.views.pages import (
    blueprint,
    everywhere,
    kept_for_later,
    numbered,
    of_piece,
    open_page,
    opened_form,
    piece_page,
    whole_page,
)
from journeys.reading.views.refused import back_to, keep_refused, place_refused, why_refused
from studies.access import public


@blueprint.get("", strict_slashes=False)
@public
def front(token: str) -> ResponseReturnValue:
    """Where this member was: done, at the first piece that waits, or at the verdict."""
    if without_signs(token) != token:
        return redirect(url_for(".front", token=without_signs(token)))
    page = open_page(token)
    if page.member.verdict:
        return redirect(url_for(".thanks", token=token))
    if page.next_unanswered:
        return redirect(url_for(".piece", token=token, number=page.next_unanswered))
    return redirect(url_for(".verdict", token=token))


@blueprint.get("/stukje/<int:number>", strict_slashes=False)
@public
def piece(token: str, number: int) -> str:
    page = open_page(token)
    shown = numbered(page, number)
    return piece_page(page, shown, why_refused(number, shown.in_form))


@blueprint.post("/stukje/<int:number>")
@public
def say_of_piece(token: str, number: int) -> ResponseReturnValue:
    """'Goed zo' or a comment; then on to the next piece, and after the last to the verdict."""
    page, answer = open_page(token), of_piece()
    numbered(page, number)
    if "naar" in request.form:
        back = number - 1 if request.form["naar"] == "vorige" else number
        return kept_for_later(page, {number: answer}, url_for(".piece", token=token, number=max(back, 1)))
    if answer.text.strip():
        answer = FilledIn(answer.choice or BETTER, answer.text)
    try:
        check_answer(number, answer)
        say(public_session(), page.member, number, answer.text, is_good=answer.choice == GOOD, opened=opened_form())
    except RoundClosed:
        raise
    except ResearcherError:
        keep_refused(page, number, answer)
        return back_to(".piece", page, number, number=number, _anchor="antwoord")
    if number < len(page.pieces):
        return redirect(url_for(".piece", token=token, number=number + 1), 303)
    return redirect(url_for(".verdict", token=token), 303)


@blueprint.get("/geheel", strict_slashes=False)
@public
def whole(token: str) -> str:
    page = open_page(token)
    failed = page.piece(place_refused() or OF_THE_WHOLE)
    if failed is None:
        return whole_page(page, error=why_refused(OF_THE_WHOLE, page.verdict_in_form))
    answer = FilledIn(failed.in_form.choice or BETTER, failed.in_form.text)
    return whole_page(page, failed.number, why_refused(failed.number, answer))


@blueprint.post("/geheel")
@public
def keep_whole(token: str) -> ResponseReturnValue:
    """Keep all that was typed between the pieces, sending nothing."""
    return kept_for_later(open_page(token), everywhere(), url_for(".whole", token=token))


@blueprint.post("/geheel/<int:number>")
@public
def say_in_whole(token: str, number: int) -> ResponseReturnValue:
    """A comment on one piece, without leaving the whole story; what was typed elsewhere on the page is kept."""
    page, typed = open_page(token), everywhere()
    answer = typed.get(number) or FilledIn(BETTER, request.form.get("tekst", ""))
    others = {place: one for place, one in typed.items() if place != number and number in typed}
    try:
        say(public_session(), page.member, number, answer.text, is_good=answer.choice == GOOD, opened=opened_form())
        keep_unsent(public_session(), page.member, others, opened_form())
    except (RoundClosed, StepUnknown):
        raise
    except ResearcherError:
        keep_refused(page, number, answer, others)
        return back_to(".whole", page, number, _anchor=f"stukje-{number}")
    return redirect(url_for(".whole", token=token, _anchor=f"stukje-{number}"), 303)
