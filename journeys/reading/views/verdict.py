"""Routes of the verdict: who has answers that were not sent is asked about those first."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.request_session import public_session
from journeys.reading.council import PieceTooLong, RoundClosed, judge, keep_unsent, say_what_waits
from journeys.reading.models import Verdict
from journeys.reading.opened_form import GOOD, OF_THE_WHOLE, FilledIn
from journeys.reading.page import ReadingPage
from journeys.reading.views.pages import blueprint, everywhere, open_page, opened_form, verdict_page, whole_page
from studies.access import public


@blueprint.get("/oordeel", strict_slashes=False)
@public
def verdict(token: str) -> str:
    page = open_page(token)
    has_chosen = page.verdict_in_form.choice in list(Verdict)
    return verdict_page(page, asks="vraag" in request.args and has_chosen and bool(page.to_send))


@blueprint.post("/oordeel")
@public
def send_verdict(token: str) -> ResponseReturnValue:
    """The verdict; who has answers waiting that were not sent is asked first what to do with them."""
    before, typed = open_page(token), everywhere()
    page = before.with_typed(typed, opened_form())
    given, note = page.verdict_in_form.choice, page.verdict_in_form.text
    if given not in list(Verdict):
        return _refused(before, typed, _("Kies één van de drie antwoorden. Daarna kunt u versturen."))
    try:
        keep_unsent(public_session(), page.member, typed, opened_form())
        chosen = {OF_THE_WHOLE: FilledIn(given, note)}  # whatever waits of another device
        page = open_page(token).with_typed(chosen, opened_form())
        if page.to_send and "ook" not in request.form:
            return _ask_first(page, chosen[OF_THE_WHOLE])
        if request.form.get("ook") == "alles":
            say_what_waits(public_session(), page.member, {piece.number: piece.in_form for piece in page.to_send})
        judge(public_session(), page.member, Verdict(given), note, opened_form())
    except RoundClosed:
        raise
    except PieceTooLong as error:
        return verdict_page(page, asks=True, error=str(error)), error.status
    except ResearcherError as error:
        return _refused(before, typed, str(error))
    return redirect(url_for(".thanks", token=token), 303)


@blueprint.get("/bedankt", strict_slashes=False)
@public
def thanks(token: str) -> str:
    return render_template("journeys/reading/thanks.html", page=open_page(token))


def _ask_first(page: ReadingPage, chosen: FilledIn) -> ResponseReturnValue:
    """What to do with answers that wait, at an address that Back finds again, unless another verdict waits there."""
    if open_page(page.token).verdict_in_form != chosen:
        return verdict_page(page, asks=True)
    return redirect(url_for(".verdict", token=page.token, vraag="woorden"), 303)


def _refused(before: ReadingPage, typed: dict[int, FilledIn], error: str) -> ResponseReturnValue:
    """The verdict again; in the whole story where words came along that are not kept, for a refusal keeps nothing."""
    page = before.with_typed(typed, opened_form())
    is_kept = all(_same(piece.in_form, typed.get(piece.number, piece.in_form)) for piece in before.pieces)
    return (verdict_page(page, error) if is_kept else whole_page(page, verdict_error=error)), 422


def _same(one: FilledIn, other: FilledIn) -> bool:
    return one.text.strip() == other.text.strip() and (one.choice == GOOD) == (other.choice == GOOD)
