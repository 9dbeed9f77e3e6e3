"""Routes of coding: which interview, the coding screen and what is done there.

The coding screen talks JSON: every POST answers with what changed, a refusal with `{"error": sentence}`.
"""

import json
from functools import partial
from pathlib import Path

from flask import Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from jinja2.utils import htmlsafe_json_dumps

from coding.codebook.describing import LONGEST_TEXT
from coding.codebook.lookup import code_by_id
from coding.codebook.tree import LONGEST_NAME
from coding.ends import ends_of
from coding.memos import LONGEST_MEMO
from coding.models import Code, Dimension, Segment, StatutoryTheme
from coding.progress import coding_progress_of
from coding.screen import actions, json_fields
from coding.screen.actions import ChosenStretch
from coding.screen.drafts import Typed, keep_draft
from coding.screen.page import feeling_of, memo_row, screen_of, segment_row, speech_of
from coding.screen.version import version_of
from coding.screen.views.open_interview import (
    body,
    changed,
    is_meant,
    open_interview,
    told_apart,
    whole,
    wished,
    with_placed,
    with_segment,
)
from coding.screen.wording import sentences
from coding.suggestions.jobs import SUGGESTIONS
from coding.suggestions.views import TO_DO, latest_job_of, unattended
from coding.undo import redo_last, undo_last
from coding.views import blueprint, works_blind
from coding.visibility import texts_taken_back
from foundation.forms.numbers import read_number
from foundation.request_session import request_session, signed_in
from studies.access import CODERS, requires
from studies.history.telling import mark_seen, told_to
from studies.planning import study_by_slug
from studies.trail.kinds import About, Kind
from studies.trail.looks import shows

_STATIC = Path(__file__).parents[3] / "static" / "js"
# Named in the page, so that the browser need not discover them one after another.
_MODULES = sorted(
    str(file.relative_to(_STATIC)) for part in ("lib", "coding") for file in (_STATIC / part).glob("*.js")
)
_COMPACT = partial(json.dumps, separators=(",", ":"), ensure_ascii=False)


@blueprint.get("/")
@requires(*CODERS)
def start(slug: str) -> str:
    study = study_by_slug(request_session(), slug)
    looking = latest_job_of(study, SUGGESTIONS)
    return render_template(
        "coding/screen/start.html",
        study=study,
        looking=looking,
        is_looking=looking is not None and looking.state in TO_DO,
        unattended=unattended([looking]),
        progress=coding_progress_of(request_session(), study.id),
        works_blind=works_blind(),
        told=told_to(request_session(), study.id),
    )


@blueprint.post("/gezien")
@requires(*CODERS)
def mark_told(slug: str) -> ResponseReturnValue:
    """What the page told of others' changes in this person's work was read."""
    study = study_by_slug(request_session(), slug)
    mark_seen(request_session(), study.id, request.form.getlist("seen", type=read_number))
    return redirect(url_for("coding.start", slug=slug))


# The coding screen


@blueprint.get("/<int:number>")
@requires(*CODERS)
@shows(Kind.TRANSCRIPT_READ, About.INTERVIEW)
def screen(slug: str, number: int) -> str:
    here = open_interview(slug, number)
    material, ends = screen_of(request_session(), here.source), ends_of(request_session(), here.study.id)
    return render_template(
        "coding/screen/screen.html",
        study=here.study,
        interview=here.interview,
        is_done=ends.is_done(here.interview),
        is_open=ends.is_open(here.interview),
        taken_back=texts_taken_back(request_session(), here.study.id),
        source=here.source,
        works_blind=ends.coders.works_blind,
        turns=speech_of(request_session(), here.source.id),
        sentences=htmlsafe_json_dumps(sentences(), dumps=_COMPACT),
        material=htmlsafe_json_dumps(material, dumps=_COMPACT),
        modules=_MODULES,
        person=signed_in().person_id,
        longest_name=LONGEST_NAME,
        longest_memo=LONGEST_MEMO,
        longest_text=LONGEST_TEXT,
        dimensions=list(Dimension),
        themes=list(StatutoryTheme),
    )


@blueprint.get("/<int:number>/stand")
@requires(*CODERS)
@shows(Kind.TRANSCRIPT_READ, About.INTERVIEW)
def standing(slug: str, number: int) -> Response:
    """The screen's material as it is now; nothing when others changed nothing since the version that is asked with."""
    here = open_interview(slug, number)
    if request.if_none_match.contains(version_of(request_session(), here.source)):
        return Response(status=304)
    return whole(here)


@blueprint.post("/<int:number>/fragmenten")
@requires(*CODERS)
def code_stretch(slug: str, number: int) -> ResponseReturnValue:
    here, sent = open_interview(slug, number), body()
    chosen = ChosenStretch(
        json_fields.number(sent, "start"),
        json_fields.number(sent, "end"),
        json_fields.text(sent, "quote"),
        sent.get("is_suggested") is True,
    )
    if "code" in sent:
        placed = actions.code_stretch(request_session(), here.source, chosen, json_fields.number(sent, "code"))
        return with_placed(here, placed), 201
    placed = actions.code_stretch_with_new(request_session(), here.source, chosen, wished(sent))
    return whole(here, segment=segment_row(placed.segment), told=told_apart(placed)), 201


@blueprint.post("/<int:number>/fragmenten/<int:segment_id>/weg")
@requires(*CODERS)
def uncode(slug: str, number: int, segment_id: int) -> Response:
    here = open_interview(slug, number)
    along = actions.uncode(request_session(), here.source, segment_id, is_meant=is_meant())
    return changed(here, **along._asdict())


@blueprint.post("/<int:number>/fragmenten/<int:segment_id>/gevoel")
@requires(*CODERS)
def feel(slug: str, number: int, segment_id: int) -> Response:
    here = open_interview(slug, number)
    feeling = feeling_of(json_fields.number(body(), "feeling"))
    return with_segment(here, actions.feel(request_session(), here.source, segment_id, feeling))


@blueprint.post("/<int:number>/fragmenten/<int:segment_id>/memos")
@requires(*CODERS)
def write_memo(slug: str, number: int, segment_id: int) -> ResponseReturnValue:
    here = open_interview(slug, number)
    memo = actions.write_memo(request_session(), here.source, segment_id, json_fields.text(body(), "text"))
    return changed(here, memo=memo_row(memo)), 201


@blueprint.post("/<int:number>/memos/<int:memo_id>")
@requires(*CODERS)
def rewrite_memo(slug: str, number: int, memo_id: int) -> Response:
    here = open_interview(slug, number)
    text, over = json_fields.text(body(), "text"), json_fields.text_or_none(body(), "over")
    memo = actions.rewrite_memo(request_session(), here.source, memo_id, text, over)
    return changed(here, memo=memo_row(memo))


@blueprint.post("/<int:number>/memos/<int:memo_id>/weg")
@requires(*CODERS)
def throw_memo(slug: str, number: int, memo_id: int) -> Response:
    here = open_interview(slug, number)
    actions.throw_memo(request_session(), here.source, memo_id)
    return changed(here)


@blueprint.post("/<int:number>/concept")
@requires(*CODERS)
def keep_typed(slug: str, number: int) -> Response:
    """What is typed and not saved yet, about a segment, a code, or a code to be made."""
    here, sent, session = open_interview(slug, number), body(), request_session()
    segment_id, code_id = json_fields.number_or_none(sent, "segment"), json_fields.number_or_none(sent, "code")
    about: Segment | Code | None = None
    if segment_id is not None:
        about = actions.segment_to_change(session, here.source, segment_id)
    elif code_id is not None:
        about = code_by_id(session, here.study.id, code_id)
    # A page of before there were slips has one for each thing.
    slip = json_fields.text(sent, "slip") or f"segment {segment_id} code {code_id}"
    typed = Typed(slip, json_fields.texts(sent, "typed"), json_fields.texts(sent, "over"))
    keep_draft(session, here.study.id, about, typed, json_fields.texts(sent, "instead"))
    return jsonify()


@blueprint.post("/<int:number>/voorstellen/<int:suggestion_id>/neem-over")
@requires(*CODERS)
def take_suggestion(slug: str, number: int, suggestion_id: int) -> Response:
    here = open_interview(slug, number)
    return with_placed(here, actions.take_suggestion(request_session(), here.source, suggestion_id))


@blueprint.post("/<int:number>/voorstellen/<int:suggestion_id>/past-niet")
@requires(*CODERS)
def refuse_suggestion(slug: str, number: int, suggestion_id: int) -> Response:
    here = open_interview(slug, number)
    actions.refuse_suggestion(request_session(), here.source, suggestion_id)
    return changed(here)


@blueprint.post("/<int:number>/ongedaan")
@requires(*CODERS)
def undo(slug: str, number: int) -> Response:
    here = open_interview(slug, number)
    return whole(here, label=undo_last(request_session(), here.source).label)


@blueprint.post("/<int:number>/opnieuw")
@requires(*CODERS)
def redo(slug: str, number: int) -> Response:
    here = open_interview(slug, number)
    return whole(here, label=redo_last(request_session(), here.source).label)
