"""What cannot be sent: kept as what is not sent, and shown with why at an address that Back finds.

Back can't show a page that a form answered itself, and what ends as an error is not kept. The address says only where
somebody tried: why it was refused is read from what waits there, so that it is never said of what was sent since.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from foundation.errors import ResearcherError
from foundation.forms.numbers import read_number
from foundation.request_session import public_session
from journeys.reading.council import keep_unsent
from journeys.reading.opened_form import OF_THE_WHOLE, FilledIn
from journeys.reading.page import ReadingPage
from journeys.reading.refusals import PieceTooLong, check_answer, check_lengths
from journeys.reading.unsent_answers import TooLongToKeep
from journeys.reading.views.pages import opened_form, piece_page, place_of_form, verdict_page, whole_page

_TRIED = "geweigerd"


def keep_refused(
    page: ReadingPage, number: int, answer: FilledIn, others: Mapping[int, FilledIn] | None = None
) -> None:
    """What was tried to be sent of a step, and what came along with it. Raises TooLongToKeep."""
    refused = {number: replace(answer, is_refused=True)}
    keep_unsent(public_session(), page.member, {**(others or {}), **refused}, opened_form())


def back_to(endpoint: str, page: ReadingPage, place: int, **where: Any) -> ResponseReturnValue:
    """The page that says why: `place` is the step that was refused, or that of the verdict."""
    values = {**where, _TRIED: place}
    return redirect(url_for(endpoint, token=page.token, **values), 303)


def place_refused() -> int | None:
    """The step, or that of the verdict, of which this address says that sending it was tried."""
    return request.args.get(_TRIED, type=read_number)


def why_refused(place: int, answer: FilledIn) -> str:
    """Why it was refused; '' where sending it was not tried, or nothing stops it any more."""
    if place != place_refused():
        return ""
    try:
        check_answer(place, answer)
    except ResearcherError as error:
        return str(error)
    return ""


def why_refused_together(waiting: Mapping[int, FilledIn]) -> str:
    """As `why_refused`, of all that waits beside the verdict."""
    if place_refused() != OF_THE_WHOLE:
        return ""
    try:
        check_lengths(waiting)
    except PieceTooLong as error:
        return str(error)
    return ""


def with_what_cannot_be_kept(page: ReadingPage, error: TooLongToKeep) -> ResponseReturnValue:
    """The page on which it was typed, with everything in its fields: nothing of it is kept."""
    shown = page.piece(place_of_form())
    if shown:
        return piece_page(page, shown, str(error)), error.status
    if any(name.startswith("tekst-") for name in request.form):
        return whole_page(page, error.step_number, str(error)), error.status
    return verdict_page(page, str(error)), error.status
