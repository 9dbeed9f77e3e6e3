"""Routes of phases and steps: made, moved and taken out."""

from flask import flash, request
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.forms.numbers import read_number
from foundation.request_session import request_session
from journeys.composer.views.pages import back, blueprint, direction
from journeys.composing import order
from journeys.evidence.outline import outline_of
from journeys.lookup import phase_of, phases_of, step_of
from journeys.models import Journey
from journeys.views import journey_at
from studies.access import Role, requires


@blueprint.post("/<journey>/fases")
@requires(Role.RESEARCHER)
def create_phase(slug: str, journey: str) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    order.add_phase(request_session(), found, request.form.get("title", ""))
    return back(slug, found)


@blueprint.post("/<journey>/fases/<int:phase_id>/verplaats")
@requires(Role.RESEARCHER)
def move_phase(slug: str, journey: str, phase_id: int) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    phase = phase_of(request_session(), found, phase_id)
    place = phases_of(request_session(), found).index(phase)
    order.move_phase(request_session(), found, phase, place + direction())
    return back(slug, found)


@blueprint.post("/<journey>/fases/<int:phase_id>/verwijder")
@requires(Role.RESEARCHER)
def remove_phase(slug: str, journey: str, phase_id: int) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    phase = phase_of(request_session(), found, phase_id)
    order.remove_phase(request_session(), found, phase)
    flash(_("Fase ‘%(title)s’ is verwijderd. Met ‘Ongedaan’ zet je die terug.", title=phase.title))
    return back(slug, found)


@blueprint.post("/<journey>/stappen")
@requires(Role.RESEARCHER)
def create_step(slug: str, journey: str) -> ResponseReturnValue:
    """A new step behind step `after`, or at the end of `phase`."""
    session, (_study, found) = request_session(), journey_at(slug, journey)
    after_id = request.form.get("after", type=read_number)
    after = step_of(session, found, after_id) if after_id else None
    phase = phase_of(session, found, after.phase_id if after else request.form.get("phase", 0, type=read_number))
    step = order.add_step(session, found, phase, request.form.get("title", "") or _("Nieuwe stap"), after)
    return back(slug, found, step.id)


@blueprint.post("/<journey>/stappen/<int:step_id>/verplaats")
@requires(Role.RESEARCHER)
def move_step(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    """One move for buttons, keys and drag: `direction` earlier or later, or right `before` or `behind` a step."""
    session, (_study, found) = request_session(), journey_at(slug, journey)
    step = step_of(session, found, step_id)
    before, behind = request.form.get("before", type=read_number), request.form.get("behind", type=read_number)
    if before or behind:
        neighbour = step_of(session, found, before or behind or 0)
        order.move_step_beside(session, found, step, neighbour, behind=not before)
    elif phase_id := request.form.get("phase", type=read_number):
        order.move_step(session, found, step, phase_of(session, found, phase_id), order.MOST_STEPS)
    else:
        order.shift_step(session, found, step, direction())
    flash(_where(found, step_id))
    return back(slug, found, request.form.get("chosen", type=read_number) or step_id)


@blueprint.post("/<journey>/stappen/<int:step_id>/verwijder")
@requires(Role.RESEARCHER)
def remove_step(slug: str, journey: str, step_id: int) -> ResponseReturnValue:
    _study, found = journey_at(slug, journey)
    step = step_of(request_session(), found, step_id)
    order.remove_step(request_session(), found, step)
    flash(_("Stap ‘%(title)s’ is verwijderd. Met ‘Ongedaan’ zet je die terug.", title=step.title))
    return back(slug, found)


def _where(journey: Journey, step_id: int) -> str:
    outline = outline_of(request_session(), journey)
    moved = outline.step(step_id)
    if moved is None:
        return ""
    return _(
        "‘%(title)s’ is nu stap %(number)s van %(total)s, in de fase ‘%(phase)s’.",
        title=moved.step.title,
        number=moved.number,
        total=len(outline.steps),
        phase=moved.phase.title,
    )
