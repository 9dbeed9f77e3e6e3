"""Routes of what has no code and is in no topic: read, and given a code."""

from collections.abc import Collection

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coding.codebook.counts import codebook_of
from coding.codebook.lookup import code_by_id
from coding.ends import done_texts
from coding.suggestions.topics.codes import topics_of
from coding.suggestions.topics.coverage import coverage_of, left_turns
from coding.suggestions.topics.left_over.giving import TickedTurn, give_code, give_new_code, ticked_turns
from coding.suggestions.topics.passages import NoCodeChosen
from coding.suggestions.topics.taking import MadeCode
from coding.suggestions.topics.told import told_of
from coding.suggestions.topics.views import role_asked
from coding.views import blueprint
from foundation.errors import ResearcherError
from foundation.forms.numbers import read_number
from foundation.request_session import request_session
from foundation.stored_marks import tell_stored
from studies.access import CODERS, requires
from studies.models import Study
from studies.planning import study_by_slug
from studies.trail.kinds import Kind
from studies.trail.looks import shows

_MOST_LEFT = 200


@blueprint.get("/onderwerpen/overig")
@requires(*CODERS)
@shows(Kind.SEGMENTS_READ)
def left_over(slug: str) -> str:
    """What has no code and is in no topic, to be read and ticked."""
    return _page(study_by_slug(request_session(), slug))


@blueprint.post("/onderwerpen/overig")
@requires(*CODERS)
def take_left_over(slug: str) -> ResponseReturnValue:
    """What is ticked gets a code: a new one, or one that is there already."""
    session = request_session()
    study = study_by_slug(session, slug)
    ticked = request.form.getlist("beurt", type=_read_turn)
    try:
        made = _given(study, ticked)
    except ResearcherError as error:
        session.rollback()
        return _page(study_by_slug(session, slug), ticked, str(error)), 422
    flash(told_of(made))
    tell_stored(f"form:overig-{slug}")
    return redirect(url_for("coding.left_over", slug=slug))


def _given(study: Study, ticked: Collection[TickedTurn]) -> MadeCode:
    session, also_done = request_session(), "ook-klaar" in request.form
    chosen = ticked_turns(session, study.id, ticked)
    if request.form.get("doe") != "voeg":
        return give_new_code(session, study.id, request.form.get("naam", ""), chosen, also_done=also_done)
    number = request.form.get("code", 0, type=read_number)
    if not number:
        raise NoCodeChosen
    return give_code(session, code_by_id(session, study.id, number), chosen, also_done=also_done)


def _read_turn(written: str) -> TickedTurn:
    """'12-3' -> turn 12 in revision 3. Raises ValueError for all else."""
    number, _dash, revision = written.partition("-")
    return TickedTurn(read_number(number), read_number(revision))


def _page(study: Study, ticked: Collection[TickedTurn] = (), wrong: str = "") -> str:
    session = request_session()
    found, role = [one.topic for one in topics_of(session, study.id)], role_asked(study)
    turns = left_turns(session, study.id, found, _MOST_LEFT, role)
    return render_template(
        "coding/suggestions/topics/left_over/left_over.html",
        study=study,
        role=role,
        turns=turns,
        coverage=coverage_of(session, study.id, found, role),
        ticked=set(ticked),
        wrong=wrong,
        done=done_texts(session, study.id, {one.source_id for one in turns}),
        also_done="ook-klaar" in request.form,
        codebook=codebook_of(session, study.id),
        code_id=request.form.get("code", 0, type=read_number),
        name=request.form.get("naam", ""),
    )
