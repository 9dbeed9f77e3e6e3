"""Routes of the verdict: who has answers that were not sent is asked about those first."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.errors import ResearcherError
from foundation.request_session import public_session
from journeys.reading.council import RoundClosed, judge, keep_unsent, say_what_waits
from journeys.reading.models import Verdict
from journeys.reading.opened_form import OF_THE_WHOLE, FilledIn
from journeys.reading.page import ReadingPage
from journeys.reading.refusals import PieceTooLong, check_answer, check_lengths
from journeys.reading.views.pages import blueprint, everywhere, open_page, opened_form, verdict_page
from journeys.reading.views.refused import back_to, why_refused, why_refused_together
from studies.access import public


@blueprint.get("/oordeel", strict_slashes=False)
@public
def verdict(token: str) -> str:
    page = open_page(token)
    has_chosen = page.verdict_in_form.choice in list(Verdict)
    if "vraag" in request.args and has_chosen and page.to_send:
        return verdict_page(page, why_refused_together(page.waiting), asks=True)
    return verdict_page(page, why_refused(OF_THE_WHOLE, page.verdict_in_form))


@blueprint.post("/oordeel")
@public
def send_verdict(token: str) -> ResponseReturnValue:
    """The verdict; who has answers waiting that were not sent is asked first what to do with them."""
    page, typed = open_page(token), everywhere()
    given = page.with_typed(typed).verdict_in_form
    keep_unsent(public_session(), page.member, typed, opened_form())
    try:
        check_answer(OF_THE_WHOLE, given)
        page = open_page(token).with_typed({OF_THE_WHOLE: given}, opened_form())  # whatever waits of another device
        if page.to_send and "ook" not in request.form:
            return _ask_first(page, given)
        waiting = page.waiting if request.form.get("ook") == "alles" else {}
        check_lengths(waiting)
        judge(public_session(), page.member, Verdict(given.choice), given.text, opened_form())
        say_what_waits(public_session(), page.member, waiting)
    except RoundClosed:
        raise
    except PieceTooLong as error:
        return _ask_first(page, given, str(error))
    except ResearcherError:
        if any(place != OF_THE_WHOLE for place in typed):
            return back_to(".whole", page, OF_THE_WHOLE, _anchor="oordeel")
        return back_to(".verdict", page, OF_THE_WHOLE, _anchor="oordeel")
    return redirect(url_for(".thanks", token=token), 303)


@blueprint.get("/bedankt", strict_slashes=False)
@public
def thanks(token: str) -> str:
    return render_template("journeys/reading/thanks.html", page=open_page(token))


def _ask_first(page: ReadingPage, chosen: FilledIn, error: str = "") -> ResponseReturnValue:
    """What to do with answers that wait, at an address that Back finds, unless another verdict waits there."""
    if open_page(page.token).verdict_in_form != chosen:
        return verdict_page(page, error, asks=True)
    if error:
        return back_to(".verdict", page, OF_THE_WHOLE, vraag="woorden")
    return redirect(url_for(".verdict", token=page.token, vraag="woorden"), 303)
