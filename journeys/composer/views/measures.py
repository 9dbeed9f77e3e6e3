"""Routes of the measures in the composer: what is done with what a journey shows."""

from flask import flash, request
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.laid_over import LaidOver, StoredMeanwhile, laid_over
from foundation.forms.numbers import read_number, whole_number
from foundation.request_session import request_session
from journeys.composer.page import composer_page
from journeys.composer.views.pages import back, blueprint, direction, rendered
from journeys.composing.field_forms import SEEN
from journeys.following.older_forms import told
from journeys.following.readers import check_for_readers, questions
from journeys.lookup import step_of
from journeys.measures import plans
from journeys.measures.lookup import measure_of
from journeys.measures.models import Measure
from journeys.measures.rereading import REREAD
from journeys.public.standing import standing_of
from journeys.story import MeasureState
from journeys.views import journey_at, site
from studies.access import Role, requires

_TEXTS = ("title", "what", "reason", "owner", "when")
_FIELDS = ("step", "state", "review_on", *_TEXTS)


@blueprint.post("/<journey>/maatregelen")
@requires(Role.RESEARCHER)
def create_measure(slug: str, journey: str) -> ResponseReturnValue:
    return _store_measure(slug, journey, None)


@blueprint.post("/<journey>/maatregelen/<int:measure_id>")
@requires(Role.RESEARCHER)
def change_measure(slug: str, journey: str, measure_id: int) -> ResponseReturnValue:
    return _store_measure(slug, journey, measure_id)


@blueprint.post("/<journey>/maatregelen/<int:measure_id>/verplaats")
@requires(Role.RESEARCHER)
def move_measure(slug: str, journey: str, measure_id: int) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    measure = measure_of(request_session(), found, measure_id)
    plans.move_measure(request_session(), found, measure, measure.position + direction())
    return back(slug, found)


@blueprint.post("/<journey>/maatregelen/<int:measure_id>/verwijder")
@requires(Role.RESEARCHER)
def remove_measure(slug: str, journey: str, measure_id: int) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    measure = measure_of(request_session(), found, measure_id)
    plans.remove_measure(request_session(), found, measure)
    flash(_("Maatregel ‘%(title)s’ is verwijderd. Met ‘Ongedaan’ zet je die terug.", title=measure.title))
    standing = standing_of(request_session(), found)
    if standing is not None and standing.is_public:
        flash(_("Ook inwoners lezen die maatregel nu niet meer."))
    return back(slug, found)


def _store_measure(slug: str, journey: str, measure_id: int | None) -> ResponseReturnValue:
    session, (_study, found) = request_session(), journey_at(slug, journey)
    measure = None if measure_id is None else measure_of(session, found, measure_id)
    stood = _stood(measure)
    sent = {name: request.form.get(name, text) for name, text in stood.items()}
    seen = {name: request.form[SEEN + name].replace("\r\n", "\n") for name in stood if SEEN + name in request.form}
    form = laid_over(stood, sent, seen)
    typed = form.values
    step_id = whole_number(typed["step"])
    step = None if step_id is None else step_of(session, found, step_id)
    try:
        if both := form.both | _moved_meanwhile(stood, seen, form):
            raise StoredMeanwhile(told(session, both))
        text = _measure_text(typed, request.form.get(REREAD, ""))
        if measure is None:
            stored = plans.add_measure(session, found, text, step)
        else:
            stored = measure
            plans.change_measure(session, found, measure, text, step)
        check_for_readers(session, found, stored, request.form)
    except ResearcherError as error:
        session.rollback()
        study, found = journey_at(slug, journey)
        draft = typed | {"id": measure_id or 0, "error": str(error), **questions(error, request.form)}
        return rendered(composer_page(session, study, found, site(), measure_draft=draft)), error.status
    return back(slug, found, request.form.get("chosen", type=read_number))


def _moved_meanwhile(stood: dict[str, str], seen: dict[str, str], form: LaidOver) -> dict[str, str]:
    """{'state': …} where words were typed under another state than the measure has by now."""
    has_words = any(form.values[name] != stood[name] for name in ("what", "when", "reason"))
    moved = seen.get("state", stood["state"]) != stood["state"] == form.values["state"]
    return {"state": stood["state"]} if moved and has_words else {}


def _stood(measure: Measure | None) -> dict[str, str]:
    """The fields of the form as they are. A new measure begins as a proposal."""
    stood = dict.fromkeys(_FIELDS, "") | {"state": MeasureState.PROPOSED.value}
    if measure is not None:
        stood |= plans.values_of(measure) | {"step": str(measure.step_id or "")}
        stood |= {name: getattr(measure, name) for name in _TEXTS}
    return {name: stood[name] for name in _FIELDS}


def _measure_text(typed: dict[str, str], reread: str) -> plans.MeasureText:
    state, review_on = plans.read_state(typed["state"]), plans.read_review_day(typed["review_on"])
    texts = {name: typed[name] for name in _TEXTS}
    return plans.MeasureText(state=state, review_on=review_on, is_reread=reread == state.value, **texts)
