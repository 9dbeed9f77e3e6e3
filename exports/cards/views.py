"""Routes of cards: how many, how long they work, and the sheets to print, which exist in this answer alone."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from exports.pdf.cards.sheets import CardSheets, cards_pdf
from feedback.codes.keys import CodeKeys
from feedback.codes.making import ON_A_SHEET, CardsUnclear, make_cards
from feedback.codes.models import CodeBatch
from feedback.measurements.agreement import NotAgreedYet
from feedback.measurements.lookup import asked_about, measurement_by_slug
from feedback.measurements.models import Measured, Measurement, Provider
from feedback.measurements.subject import subject_of
from foundation.clock import today
from foundation.forms.dates import read_day
from foundation.forms.numbers import whole_number
from foundation.request_session import request_session
from journeys.views import site
from studies.access import Role, requires
from studies.models import Organisation

blueprint = Blueprint("cards", __name__, url_prefix="/metingen/<measurement>/kaartjes")
_VALID = timedelta(days=90)


@blueprint.get("/", strict_slashes=False)
@requires(Role.RESEARCHER)
def cards(measurement: str) -> str:
    found = measurement_by_slug(request_session(), measurement)
    typed = {"measured": "", "sheets": "5", "valid_until": (today() + _VALID).isoformat(), "handed_out_by": ""}
    return _page(found, typed)


@blueprint.post("/", strict_slashes=False)
@requires(Role.RESEARCHER)
def print_cards(measurement: str) -> ResponseReturnValue:
    """The sheets. Were they not made, no code of them works."""
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    typed = {name: request.form.get(name, "") for name in ("measured", "sheets", "valid_until", "handed_out_by")}
    measured, provider = _chosen(asked_about(session, found.id), typed["measured"])
    try:
        batch, codes = make_cards(
            session,
            CodeKeys(session),
            found,
            measured,
            sheets=whole_number(typed["sheets"]),
            valid_until=read_day(typed["valid_until"]),
            handed_out_by=typed["handed_out_by"],
        )
    except CardsUnclear as error:
        return _page(found, typed, error.errors), error.status
    except NotAgreedYet as error:
        return _page(found, typed, refused=str(error)), error.status
    response = Response(cards_pdf(_sheets(found, provider, batch, codes)), mimetype="application/pdf")
    name = f"kaartjes-{found.slug}-{batch.made_on.isoformat()}-{batch.id}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _chosen(
    about: Sequence[tuple[Measured, Provider | None]], typed: str
) -> tuple[Measured, Provider | None] | tuple[None, None]:
    """Where there is one alone, nobody has to choose."""
    chosen = {one.id: (one, provider) for one, provider in about}
    if len(chosen) == 1 and not typed:
        return about[0]
    return chosen.get(whole_number(typed) or 0, (None, None))


def _sheets(measurement: Measurement, provider: Provider | None, batch: CodeBatch, codes: list[str]) -> CardSheets:
    scanned = site().public_url.rstrip("/") + url_for("opinion.front").rstrip("/")
    parts = urlsplit(scanned)
    return CardSheets(
        organisation=request_session().get_one(Organisation, measurement.organisation_id).name,
        subject=subject_of(measurement, provider),
        address=f"{parts.netloc}{parts.path}",
        scanned=scanned,
        codes=tuple(codes),
        valid_until=batch.valid_until,
    )


def _page(
    measurement: Measurement, values: Mapping[str, str], errors: Mapping[str, str] | None = None, refused: str = ""
) -> str:
    about = asked_about(request_session(), measurement.id)
    return render_template(
        "exports/cards/cards.html",
        measurement=measurement,
        about=[(one.id, provider.name) for one, provider in about if provider],
        values=values,
        errors=errors or {},
        refused=refused,
        on_a_sheet=ON_A_SHEET,
    )
