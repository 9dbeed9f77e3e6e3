"""What the council's routes share: whose link it is, what a form brings, and the pages themselves.

Anybody may ask for these routes; the token in the address decides what is seen. From the moment it is
recognised the session sees the organisation of that invitation only. Everything works without scripts.
"""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from foundation.forms.numbers import read_number, whole_number
from foundation.request_session import bind_to_organisation, public_session
from journeys.composing.field_rules import LONG
from journeys.reading.council import RoundClosed, StepUnknown, keep_unsent
from journeys.reading.members import member_by_token
from journeys.reading.not_sent import choice_in_words
from journeys.reading.opened_form import BETTER, GOOD, OF_THE_WHOLE, FilledIn, OpenedForm
from journeys.reading.page import Piece, ReadingPage, reading_page
from journeys.texts.fiction import fiction_statement, not_real
from journeys.told import told_in

blueprint = Blueprint("council", __name__, url_prefix="/lezen/<token>")
_LONGEST_OPEN = 10**11
"""Milliseconds; more than a page stands open."""


@blueprint.context_processor
def _shared_words() -> dict[str, Any]:
    """Sentences that stand in the public story too, choices by their words, and how much can be sent."""
    return {
        "told_in": told_in,
        "fiction_statement": fiction_statement,
        "not_real": not_real,
        "choice_in_words": choice_in_words,
        "longest": LONG,
    }


@blueprint.after_request
def _keep_out_of_search(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def token_here() -> str:
    return str((request.view_args or {}).get("token", ""))


def page_at(token: str) -> ReadingPage:
    session = public_session()
    member = member_by_token(session, token)
    bind_to_organisation(member.organisation_id)
    return reading_page(session, member, token)


def open_page(token: str) -> ReadingPage:
    page = page_at(token)
    if not page.is_open:
        raise RoundClosed
    return page


def numbered(page: ReadingPage, number: int) -> Piece:
    shown = page.piece(number)
    if shown is None:
        raise StepUnknown
    return shown


def of_piece() -> FilledIn:
    """What the form of one piece brings."""
    return FilledIn(request.form.get("oordeel", ""), request.form.get("tekst", ""))


def everywhere() -> dict[int, FilledIn]:
    """All that a form brings, by step number: 'tekst' is of piece 'stukje' or of the whole, 'tekst-3' of piece 3."""
    form = request.form
    filled_in = {place_of_form(): of_piece()} if form.keys() & {"tekst", "oordeel"} else {}
    for name in form:
        field, _dash, written = name.partition("-")
        number = whole_number(written)
        if field == "tekst" and number is not None:
            filled_in[number] = FilledIn(GOOD if f"goed-{written}" in form else BETTER, form[name])
    return filled_in


def opened_form() -> OpenedForm:
    """The page that the form was filled in on."""
    form = request.form
    turn = form.get("turn", 0, type=read_number)
    return OpenedForm.read(form.get("formulier", ""), form.get("gezien", ""), turn, _chosen())


def place_of_form() -> int:
    """The step of which the form is, where it is of one."""
    return request.form.get("stukje", OF_THE_WHOLE, type=read_number)


def _chosen() -> dict[int, timedelta] | None:
    """How long after the page was opened each choice was made: 'oordeel=1200 goed-3=800', in milliseconds."""
    if "gekozen" not in request.form:
        return None
    chosen = {}
    for field, _sign, after in (one.partition("=") for one in request.form["gekozen"].split()):
        name, _dash, number = field.partition("-")
        place = place_of_form() if name == "oordeel" else whole_number(number)
        waited = whole_number(after)
        if waited is not None and place is not None:
            chosen[place] = timedelta(milliseconds=min(waited, _LONGEST_OPEN))
    return chosen


def kept_for_later(page: ReadingPage, filled_in: dict[int, FilledIn], address: str) -> ResponseReturnValue:
    keep_unsent(public_session(), page.member, filled_in, opened_form())
    return redirect(address, 303)


def piece_page(page: ReadingPage, shown: Piece, error: str = "") -> str:
    return render_template(
        "journeys/reading/piece.html",
        page=page,
        piece=shown,
        line=page.line(shown.number),
        choice=shown.in_form.choice,
        text=shown.in_form.text,
        error=error,
    )


def whole_page(page: ReadingPage, failed: int = OF_THE_WHOLE, error: str = "") -> str:
    """`error`: why the answer at step `failed`, or else the verdict, can't be sent."""
    is_verdict = failed == OF_THE_WHOLE
    values = _verdict_values(page, error if is_verdict else "")
    return render_template(
        "journeys/reading/whole.html", page=page, failed=failed if error else OF_THE_WHOLE, error=error, **values
    )


def verdict_page(page: ReadingPage, error: str = "", *, asks: bool = False) -> str:
    """`asks`: what to do with answers that were filled in and not sent."""
    values = _verdict_values(page, error)
    return render_template("journeys/reading/verdict.html", page=page, asks=asks, **values)


def _verdict_values(page: ReadingPage, error: str) -> dict[str, str]:
    return {"given": page.verdict_in_form.choice, "note": page.verdict_in_form.text, "verdict_error": error}
