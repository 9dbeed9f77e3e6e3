"""Routes of what a step rests on: citing, judging, and quoting what people said."""

from flask import flash, request
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ChoiceMissing
from foundation.forms.numbers import read_number
from foundation.request_session import request_session
from journeys.composer.views.pages import back, blueprint
from journeys.composing import quote_source
from journeys.evidence import ledger
from journeys.evidence.models import Stance
from journeys.lookup import step_of
from journeys.views import journey_at
from studies.access import Role, requires


@blueprint.post("/<journey>/stappen/<int:step_id>/onderbouwing")
@requires(Role.RESEARCHER)
def change_evidence(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    """Cite `segment` when `cited` is ticked, else let it go."""
    _study, found = journey_at(slug, journey)
    step = step_of(request_session(), found, step_id)
    change = ledger.cite if request.form.get("cited") else ledger.uncite
    change(request_session(), found, step, request.form.get("segment", 0, type=read_number))
    return back(slug, found, step_id, **_search_in_form())


@blueprint.post("/<journey>/stappen/<int:step_id>/houding")
@requires(Role.RESEARCHER)
def judge(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    """Say what the cited `segment` tells of the step, its pain point or its gain; an empty `stance`: not judged."""
    session, (_study, found) = request_session(), journey_at(slug, journey)
    step, segment_id = step_of(session, found, step_id), request.form.get("segment", 0, type=read_number)
    ledger.set_stance(session, found, step, segment_id, *_judged())
    return back(slug, found, step_id, _anchor=f"fragment-{segment_id}", **_search_in_form())


@blueprint.post("/<journey>/stappen/<int:step_id>/citaat")
@requires(Role.RESEARCHER)
def use_as_quote(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    """Put a segment's words in the quote, to be rewritten; it becomes evidence too."""
    session, (_study, found) = request_session(), journey_at(slug, journey)
    step = step_of(session, found, step_id)
    segment_id, seen = request.form.get("segment", 0, type=read_number), request.form.get("seen")
    ledger.use_as_quote(session, found, step, segment_id, seen)
    return back(slug, found, step_id, **_search_in_form())


@blueprint.post("/<journey>/stappen/<int:step_id>/citaat/weg")
@requires(Role.RESEARCHER)
def take_quote_away(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    session, (_study, found) = request_session(), journey_at(slug, journey)
    quote_source.take_quote_away(session, found, step_of(session, found, step_id))
    flash(_("Het citaat is weg. Met ‘Ongedaan’ zet je het terug."))
    return back(slug, found, step_id, _anchor="stap-quote")


def _judged() -> tuple[Stance | None, ledger.Subject]:
    """What a fragment tells, and of what. Raises ChoiceMissing."""
    said, about = request.form.get("stance"), request.form.get("about", ledger.Subject.STEP.value)
    if said not in ("", *Stance) or about not in list(ledger.Subject):
        raise ChoiceMissing(_("Wat vertelt dit fragment?"))
    return Stance(said) if said else None, ledger.Subject(about)


def _search_in_form() -> dict[str, str]:
    return {name: value for name in ("zoek", "code", "toon", "lijkt") if (value := request.form.get(name, ""))}
