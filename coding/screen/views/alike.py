"""The route of what is like a coded fragment, in all conversations."""

from flask import render_template
from flask.typing import ResponseReturnValue

from coding.codebook.lookup import code_by_id
from coding.codebook.tree import colours_of
from coding.screen.views.open_interview import open_interview
from coding.segments import segment_by_id
from coding.suggestions.likeness import coded_near, near, turn_of
from coding.views import blueprint, works_blind
from coding.visibility import seen
from foundation.errors import ResearcherError
from foundation.request_session import request_session
from studies.access import CODERS, requires
from studies.trail.kinds import Kind
from studies.trail.looks import shows


@blueprint.get("/<int:number>/fragmenten/<int:segment_id>/lijkt-hierop")
@requires(*CODERS)
@shows(Kind.SEGMENTS_READ)
def alike(slug: str, number: int, segment_id: int) -> ResponseReturnValue:
    """The nearest passages, or in a sentence why that cannot be looked up."""
    session, here = request_session(), open_interview(slug, number)
    segment, why_not = segment_by_id(session, here.source.id, segment_id), ""
    try:
        found = near(session, segment, by_its_own_words=not works_blind())
    except ResearcherError as trouble:
        found, why_not = [], str(trouble)
    return render_template(
        "coding/screen/alike.html",
        study=here.study,
        interview=here.interview,
        segment=segment,
        turn=turn_of(session, segment),
        code=code_by_id(session, here.study.id, segment.code_id),
        colours=colours_of(session, here.study.id),
        passages=list(zip(found, coded_near(session, found, seen(session)), strict=True)),
        why_not=why_not,
    )
