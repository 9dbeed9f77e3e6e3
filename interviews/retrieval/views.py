"""The route that searches in what was said."""

from flask import render_template, request

from foundation.database.full_text.asked import asked
from foundation.database.full_text.excerpts import excerpt
from foundation.forms.numbers import read_number
from foundation.request_session import request_session
from interviews.deidentification.views import may_enter
from interviews.retrieval.search import find_turns, searched
from interviews.views import blueprint, study_here
from studies.access import CODERS, requires
from studies.trail.kinds import Kind
from studies.trail.looks import shows


@blueprint.get("/zoeken")
@requires(*CODERS)
@shows(Kind.CONVERSATIONS_SEARCHED)
def search() -> str:
    session, study = request_session(), study_here()
    text, page = request.args.get("zoek", "").strip(), request.args.get("bladzijde", 1, type=read_number)
    among, sought = searched(session, study.id), asked(text)
    return render_template(
        "interviews/retrieval/search.html",
        study=study,
        text=text,
        sought=sought,
        among=among,
        found=find_turns(session, among, sought, page),
        excerpt=excerpt,
        may_enter=may_enter(),
    )
