"""Routes of reading and saying what should be better: piece by piece, or in the whole story."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.typed_address import without_signs
from foundation.request_session import public_session
from journeys.reading.council import RoundClosed, StepUnknown, keep_unsent, say
from journeys.reading.opened_form import BETTER, GOOD, FilledIn
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
    return piece_page(page, numbered(page, number))


@blueprint.post("/stukje/<int:number>")
@public
def say_of_piece(token: str, number: int) -> ResponseReturnValue:
    """'Goed zo' or a comment; then on to the next piece, and after the last to the verdict."""
    answer = of_piece()
    page = open_page(token).with_typed({number: answer}, opened_form())
    shown = numbered(page, number)
    if "naar" in request.form:
        back = number - 1 if request.form["naar"] == "vorige" else number
        return kept_for_later(page, {number: answer}, url_for(".piece", token=token, number=max(back, 1)))
    if answer.choice not in (GOOD, BETTER) and not answer.text.strip():
        error = _("Kies ‘Goed zo’ of ‘Dit kan beter’. Dan leest u verder.")
        return piece_page(page, shown, error=error), 422
    try:
        say(public_session(), page.member, number, answer.text, is_good=answer.choice == GOOD, opened=opened_form())
    except RoundClosed:
        raise
    except ResearcherError as error:
        page = page.with_typed({number: FilledIn(answer.choice or BETTER, answer.text)})
        return piece_page(page, numbered(page, number), error=str(error)), error.status
    if number < len(page.pieces):
        return redirect(url_for(".piece", token=token, number=number + 1), 303)
    return redirect(url_for(".verdict", token=token), 303)


@blueprint.get("/geheel", strict_slashes=False)
@public
def whole(token: str) -> str:
    return whole_page(open_page(token))


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
    except ResearcherError as error:
        return whole_page(
            page.with_typed({**others, number: answer}, opened_form()), failed=number, error=str(error)
        ), error.status
    return redirect(url_for(".whole", token=token, _anchor=f"stukje-{number}"), 303)
