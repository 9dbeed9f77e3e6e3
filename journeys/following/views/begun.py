"""Routes of a new measure for a pain point."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from foundation.forms.numbers import read_number, whole_number
from foundation.request_session import request_session
from journeys.composing.field_rules import LONG
from journeys.following.measure_list import NumberedStep, journey_in_study, step_in_study
from journeys.following.readers import questions
from journeys.following.typed_reports import half_typed_fields
from journeys.following.views.listed import rest_or_list
from journeys.following.views.words import (
    Outcome,
    blueprint,
    check_still_waits,
    is_looked_at,
    may_open,
    opened_words,
    stored_or_waits,
    tell_form_stored,
    words_after,
    words_asked,
    words_sent,
    words_taken_over,
)
from journeys.following.waiting_words import waiting_of_study, waiting_words
from journeys.lookup import PartUnknown
from journeys.measures.lookup import changes_of, measures_of
from journeys.measures.models import WaitingWords
from journeys.measures.plans import MeasureText, add_measure, read_review_day, read_state
from journeys.models import Journey
from journeys.public.standing import standing_of
from journeys.story import MeasureState
from studies.access import FOLLOWERS, requires
from studies.models import Study
from studies.planning import study_by_slug

_NEW_FIELDS = ("step", "title", "state", "reason", "what", "owner", "when", "result", "review_on")
BEGUN = dict.fromkeys((*_NEW_FIELDS, "journey"), "") | {"state": MeasureState.PROPOSED.value}
"""A measure begins as a proposal."""


class StepGone(ResearcherError):
    """The step for which somebody was making a measure was removed meanwhile; nothing was stored."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "De stap waar dit bij hoorde, is weggehaald. Wat je typte, staat er nog en is niet bewaard. Bewaar je "
                "het nu, dan komt het bij de hele klantreis te staan."
            )
        )


@blueprint.get("/nieuw")
@requires(*FOLLOWERS)
def new_measure(slug: str) -> ResponseReturnValue:
    study = study_by_slug(request_session(), slug)
    try:
        waiting = words_asked(study)
        if waiting and may_open(waiting):
            return new_form(study, BEGUN | opened_words(waiting))
        if waiting and waiting.words.step_id is None:
            return redirect(url_for(".all_measures", slug=slug, _anchor="nieuw-wacht"))
        step = str(waiting.words.step_id) if waiting else request.args.get("stap", "")
        place = {"step": step, "journey": request.args.get("klantreis", "")}
        return new_form(study, BEGUN | place | {"words": None, "is_beside": waiting is not None})
    except NotFound as gone:
        flash(str(gone))
        return redirect(url_for(".all_measures", slug=slug))


@blueprint.post("/nieuw")
@requires(*FOLLOWERS)
def create_measure(slug: str) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    typed = _typed(study)
    try:
        check_still_waits(study, request.form)
        journey, answered = _place(study, typed)
        step = answered.step if answered else None
        if typed["step"] and step is None and not typed["words"]:
            raise StepGone
        said = {name: typed[name] for name in _NEW_FIELDS}
        words = WaitingWords(journey_id=journey.id, step_id=step.id if step else None, typed=said)
        waited = words_taken_over(study, request.form, said)
        measure = add_measure(session, journey, _text(typed), step, waited=waited)
        began = changes_of(session, measure)[0]
        outcome = stored_or_waits(study, journey, measure, words, began, request.form)
    except ResearcherError as error:
        session.rollback()
        again = typed | questions(error, request.form) | {"words": words_after(error, request.form)}
        return new_form(study_by_slug(session, slug), again, str(error)), error.status
    tell_form_stored(_draft(study, journey, step.id if step else None, typed["words"]), request.form)
    if outcome is Outcome.WAITS:
        return rest_or_list(slug, anchor="nieuw-wacht")
    flash(_("‘%(title)s’ staat in de lijst.", title=measure.title))
    return rest_or_list(slug, anchor=f"maatregel-{measure.id}")


def _typed(study: Study) -> dict[str, Any]:
    """The form of a new measure, over what waited: a field that a page does not show keeps its words."""
    waited = {name: text for name, text in words_sent(study, request.form).items() if name in BEGUN}
    sent = {name: request.form[name] for name in BEGUN if name in request.form}
    return BEGUN | waited | sent | {"words": request.form.get("words", type=read_number)}


def _draft(study: Study, journey: Journey, step_id: int | None, words_id: int | None) -> str:
    """Under which name the browser keeps the form of a new measure."""
    return f"woorden-{study.slug}-{words_id}" if words_id else f"maatregel-{study.slug}-{step_id or f'j{journey.id}'}"


def _text(typed: dict[str, str]) -> MeasureText:
    review_on = read_review_day(typed["review_on"])
    return MeasureText(
        typed["title"],
        read_state(typed["state"]),
        what=typed["what"],
        reason=typed["reason"],
        owner=typed["owner"],
        when=typed["when"],
        result=typed["result"],
        review_on=review_on,
    )


def _version(journey: Journey) -> str:
    """Another one after every measure that was added to this journey, on the website or waiting."""
    session = request_session()
    waiting = (one.words.id for one in waiting_of_study(session, journey.study_id))
    return f"{len(measures_of(session, journey))}.{max(waiting, default=0)}"


def _place(study: Study, typed: dict[str, Any]) -> tuple[Journey, NumberedStep | None]:
    """Where a new measure belongs; no step when that was removed while its words waited or were typed.

    Raises PartUnknown.
    """
    session, step_id, journey_id = request_session(), whole_number(typed["step"]), whole_number(typed["journey"])
    if typed["words"]:
        words = waiting_words(session, study.id, typed["words"]).words
        step_id, journey_id = words.step_id, words.journey_id
    try:
        answered = step_in_study(session, study.id, step_id or 0)
    except PartUnknown:
        return journey_in_study(session, study.id, journey_id or 0), None
    return answered.journey, answered


def new_form(study: Study, typed: dict[str, Any], error: str = "") -> str:
    """With what is half typed at other measures, to be carried along."""
    journey, answered = _place(study, typed)
    standing = standing_of(request_session(), journey)
    return render_template(
        "journeys/following/new.html",
        study=study,
        journey=journey,
        answered=answered,
        typed=typed,
        error=error,
        longest=LONG,
        state=typed["state"],
        states=[(state.value, state.dutch) for state in MeasureState],
        version=_version(journey),
        draft=_draft(study, journey, answered.step.id if answered else None, typed["words"]),
        along=half_typed_fields(request.form),
        is_public=standing is not None and standing.is_public,
        waits=standing is not None and standing.is_public and is_looked_at(study),
    )
