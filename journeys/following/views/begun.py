"""Routes of a new measure for a pain point."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.numbers import read_number, whole_number
from foundation.request_session import request_session
from journeys.composing.field_rules import LONG
from journeys.following.measure_list import NumberedStep, step_in_study
from journeys.following.readers import questions
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
    words_taken_over,
)
from journeys.following.waiting_words import (
    waiting_of_study,
    waiting_words,
)
from journeys.measures.lookup import changes_of, measures_of
from journeys.measures.models import WaitingWords
from journeys.measures.plans import MeasureText, add_measure, read_review_day, read_state
from journeys.models import Journey
from journeys.public.standing import standing_of
from journeys.story import MeasureState
from studies.access import FOLLOWERS, requires
from studies.models import Study
from studies.planning import study_by_slug

_NEW_FIELDS = ("step", "title", "state", "reason", "what", "owner", "when", "review_on")
BEGUN = dict.fromkeys(_NEW_FIELDS, "") | {"state": MeasureState.PROPOSED.value}
"""A measure begins as a proposal."""


@blueprint.get("/nieuw")
@requires(*FOLLOWERS)
def new_measure(slug: str) -> ResponseReturnValue:
    study = study_by_slug(request_session(), slug)
    waiting = words_asked(study)
    if waiting and may_open(waiting):
        return new_form(study, BEGUN | opened_words(waiting))
    if waiting and waiting.words.step_id is None:
        return redirect(url_for(".all_measures", slug=slug, _anchor="nieuw-wacht"))
    step = str(waiting.words.step_id) if waiting else request.args.get("stap", "")
    return new_form(study, BEGUN | {"step": step, "words": None, "is_beside": waiting is not None})


@blueprint.post("/nieuw")
@requires(*FOLLOWERS)
def create_measure(slug: str) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    typed = BEGUN | {name: request.form[name] for name in _NEW_FIELDS if name in request.form}
    try:
        check_still_waits(study, request.form)
        journey, answered = _answered(study, typed["step"], request.form.get("words", type=read_number))
        step = answered.step if answered else None
        words = WaitingWords(journey_id=journey.id, step_id=step.id if step else None, typed=typed)
        waited = words_taken_over(study, request.form, typed)
        measure = add_measure(session, journey, _text(typed), step, waited=waited)
        began = changes_of(session, measure)[0]
        outcome = stored_or_waits(study, journey, measure, words, began, request.form)
    except ResearcherError as error:
        session.rollback()
        again = typed | questions(error, request.form) | {"words": words_after(error, request.form)}
        return new_form(study_by_slug(session, slug), again, str(error)), error.status
    tell_form_stored(slug, f"maatregel-{slug}-{words.step_id}", request.form)
    if outcome is Outcome.WAITS:
        return redirect(url_for(".all_measures", slug=slug, _anchor="nieuw-wacht"), code=303)
    flash(_("‘%(title)s’ staat in de lijst.", title=measure.title))
    return redirect(url_for(".all_measures", slug=slug, _anchor=f"maatregel-{measure.id}"), code=303)


def _text(typed: dict[str, str]) -> MeasureText:
    review_on = read_review_day(typed["review_on"])
    return MeasureText(
        typed["title"],
        read_state(typed["state"]),
        what=typed["what"],
        reason=typed["reason"],
        owner=typed["owner"],
        when=typed["when"],
        review_on=review_on,
    )


def _version(journey: Journey) -> str:
    """Another one after every measure that was added to this journey, on the website or waiting."""
    session = request_session()
    waiting = (one.words.id for one in waiting_of_study(session, journey.study_id))
    return f"{len(measures_of(session, journey))}.{max(waiting, default=0)}"


def _answered(study: Study, step: str, words_id: int | None) -> tuple[Journey, NumberedStep | None]:
    """Where a new measure belongs; no step when that was removed while its words waited. Raises PartUnknown."""
    session, step_id = request_session(), whole_number(step)
    if words_id:
        words = waiting_words(session, study.id, words_id).words
        step_id = words.step_id
        if step_id is None:
            return session.get_one(Journey, words.journey_id), None
    answered = step_in_study(session, study.id, step_id or 0)
    return answered.journey, answered


def new_form(study: Study, typed: dict[str, Any], error: str = "") -> str:
    journey, answered = _answered(study, typed["step"], typed["words"])
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
        is_public=standing is not None and standing.is_public,
        waits=standing is not None and standing.is_public and is_looked_at(study),
    )
