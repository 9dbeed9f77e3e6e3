"""Routes of coding: which interview, the coding screen and what is done there, topics and suggestions.

The coding screen talks JSON: every POST answers with what changed, a refusal with `{"error": sentence}`.
"""

import json
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from jinja2.utils import htmlsafe_json_dumps
from werkzeug.exceptions import Unauthorized

from coding import acts, jobs, posted
from coding.acts import ChosenStretch, CodeAsWished
from coding.codebook import LONGEST_NAME, code_by_id
from coding.describing import DIMENSIONS, LONGEST_TEXT, THEMES, Description
from coding.drafts import keep_draft
from coding.ends import OpensForGood, ends_of, finish_coding, reopen_coding
from coding.memos import LONGEST_MEMO
from coding.models import Code, Segment
from coding.progress import progress_of, released_interviews
from coding.screen import code_as_posted, feeling_of, memo_fields, screen_of, segment_fields, speech_of, steps_of
from coding.segments import RELEASED, NotReleased, Placed
from coding.standing import version_of
from coding.suggestions import waiting_per_interview
from coding.topic_codes import make_code_of_topic, places_of, topic_by_id, topics_of
from coding.undoing import in_codebook, redo_last, undo_last
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.jobs import Job, JobState, enqueue, latest_job
from foundation.request_session import request_session, signed_in
from interviews.language import active_language_model
from interviews.models import Interview, Source
from interviews.sources import interview_by_number, source_of
from studies.access import CODERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug
from studies.telling import mark_seen, told_to

blueprint = Blueprint("coding", __name__, url_prefix="/onderzoeken/<slug>/coderen")
_STATIC = Path(__file__).parents[1] / "static" / "js"
# Named in the page, so that the browser need not discover them one after another.
_MODULES = sorted(
    str(file.relative_to(_STATIC)) for part in ("lib", "coding") for file in (_STATIC / part).glob("*.js")
)
_COMPACT = partial(json.dumps, separators=(",", ":"), ensure_ascii=False)


@blueprint.get("/")
@requires(*CODERS)
def start(slug: str) -> str:
    study = study_by_slug(request_session(), slug)
    return render_template(
        "coding/start.html",
        study=study,
        progress=progress_of(request_session(), study.id),
        works_blind=_works_blind(),
        told=told_to(request_session(), study.id),
    )


@blueprint.post("/gezien")
@requires(*CODERS)
def mark_told(slug: str) -> ResponseReturnValue:
    """What the page told of others' changes in this person's work was read."""
    study = study_by_slug(request_session(), slug)
    mark_seen(request_session(), study.id, request.form.getlist("seen", type=int))
    return redirect(url_for("coding.start", slug=slug))


# The coding screen


@dataclass(frozen=True)
class _Desk:
    """One interview on the coding screen."""

    study: Study
    interview: Interview
    source: Source


def _desk(slug: str, number: int) -> _Desk:
    """Raises Unauthorized when the page is of somebody who was signed in here before: it sends in their name."""
    session = request_session()
    if request.headers.get("X-Person", signed_in().person_id, type=int) != signed_in().person_id:
        raise Unauthorized
    study = study_by_slug(session, slug)
    interview = interview_by_number(session, study.id, number)
    if interview.state not in RELEASED:
        raise NotReleased
    return _Desk(study, interview, source_of(session, interview))


@blueprint.get("/<int:number>")
@requires(*CODERS)
def screen(slug: str, number: int) -> str:
    desk = _desk(slug, number)
    material, ends = screen_of(request_session(), desk.source), ends_of(request_session(), desk.study.id)
    return render_template(
        "coding/screen.html",
        study=desk.study,
        interview=desk.interview,
        is_done=ends.is_done(desk.interview),
        is_open=ends.is_open(desk.interview),
        works_blind=ends.coders.works_blind,
        turns=speech_of(request_session(), desk.source.id),
        material=htmlsafe_json_dumps(material, dumps=_COMPACT),
        modules=_MODULES,
        person=signed_in().person_id,
        longest_name=LONGEST_NAME,
        longest_memo=LONGEST_MEMO,
        longest_text=LONGEST_TEXT,
        dimensions=DIMENSIONS,
        themes=THEMES,
    )


@blueprint.get("/<int:number>/stand")
@requires(*CODERS)
def standing(slug: str, number: int) -> Response:
    """The screen's material as it is now; nothing when others changed nothing since the version that is asked with."""
    desk = _desk(slug, number)
    if request.if_none_match.contains(version_of(request_session(), desk.source)):
        return Response(status=304)
    return _whole(desk)


@blueprint.post("/<int:number>/fragmenten")
@requires(*CODERS)
def code_stretch(slug: str, number: int) -> ResponseReturnValue:
    desk, body = _desk(slug, number), _body()
    chosen = ChosenStretch(posted.number(body, "start"), posted.number(body, "end"), posted.text(body, "quote"))
    if "code" in body:
        placed = acts.code_stretch(request_session(), desk.source, chosen, posted.number(body, "code"))
        return _with_placed(desk, placed), 201
    segment = acts.code_stretch_with_new(request_session(), desk.source, chosen, _wished(body))
    return _whole(desk, segment=segment_fields(segment)), 201


@blueprint.post("/<int:number>/fragmenten/<int:segment_id>/weg")
@requires(*CODERS)
def uncode(slug: str, number: int, segment_id: int) -> Response:
    desk = _desk(slug, number)
    return _changed(desk, attached=acts.uncode(request_session(), desk.source, segment_id, is_meant=_is_meant()))


@blueprint.post("/<int:number>/fragmenten/<int:segment_id>/gevoel")
@requires(*CODERS)
def feel(slug: str, number: int, segment_id: int) -> Response:
    desk = _desk(slug, number)
    feeling = feeling_of(posted.number(_body(), "feeling"))
    return _with_segment(desk, acts.feel(request_session(), desk.source, segment_id, feeling))


@blueprint.post("/<int:number>/fragmenten/<int:segment_id>/memos")
@requires(*CODERS)
def write_memo(slug: str, number: int, segment_id: int) -> ResponseReturnValue:
    desk = _desk(slug, number)
    memo = acts.write_memo(request_session(), desk.source, segment_id, posted.text(_body(), "text"))
    return _changed(desk, memo=memo_fields(memo)), 201


@blueprint.post("/<int:number>/memos/<int:memo_id>")
@requires(*CODERS)
def rewrite_memo(slug: str, number: int, memo_id: int) -> Response:
    desk = _desk(slug, number)
    memo = acts.rewrite_memo(request_session(), desk.source, memo_id, posted.text(_body(), "text"))
    return _changed(desk, memo=memo_fields(memo))


@blueprint.post("/<int:number>/memos/<int:memo_id>/weg")
@requires(*CODERS)
def throw_memo(slug: str, number: int, memo_id: int) -> Response:
    desk = _desk(slug, number)
    acts.throw_memo(request_session(), desk.source, memo_id)
    return _changed(desk)


@blueprint.post("/<int:number>/concept")
@requires(*CODERS)
def keep_typed(slug: str, number: int) -> Response:
    """What is typed and not saved yet, about a segment, a code, or a code to be made."""
    desk, body, session = _desk(slug, number), _body(), request_session()
    segment_id, code_id = posted.number_or_none(body, "segment"), posted.number_or_none(body, "code")
    about: Segment | Code | None = None
    if segment_id is not None:
        about = acts.segment_to_change(session, desk.source, segment_id)
    elif code_id is not None:
        about = code_by_id(session, desk.study.id, code_id)
    keep_draft(session, desk.study.id, about, posted.texts(body, "typed"))
    return jsonify()


@blueprint.post("/<int:number>/voorstellen/<int:suggestion_id>/neem-over")
@requires(*CODERS)
def take_suggestion(slug: str, number: int, suggestion_id: int) -> Response:
    desk = _desk(slug, number)
    return _with_placed(desk, acts.take_suggestion(request_session(), desk.source, suggestion_id))


@blueprint.post("/<int:number>/voorstellen/<int:suggestion_id>/past-niet")
@requires(*CODERS)
def refuse_suggestion(slug: str, number: int, suggestion_id: int) -> Response:
    desk = _desk(slug, number)
    acts.refuse_suggestion(request_session(), desk.source, suggestion_id)
    return _changed(desk)


@blueprint.post("/<int:number>/ongedaan")
@requires(*CODERS)
def undo(slug: str, number: int) -> Response:
    desk = _desk(slug, number)
    return _whole(desk, label=undo_last(request_session(), desk.source).label)


@blueprint.post("/<int:number>/opnieuw")
@requires(*CODERS)
def redo(slug: str, number: int) -> Response:
    desk = _desk(slug, number)
    return _whole(desk, label=redo_last(request_session(), desk.source).label)


@blueprint.post("/<int:number>/codes")
@requires(*CODERS)
def make_code(slug: str, number: int) -> ResponseReturnValue:
    desk = _desk(slug, number)
    code = acts.make_code(request_session(), desk.study.id, _wished(_body()))
    return _whole(desk, code=code.id), 201


@blueprint.post("/<int:number>/codes/<int:code_id>")
@requires(*CODERS)
def change_code(slug: str, number: int, code_id: int) -> Response:
    """What is not posted stays as it is: two people may change different things of one code."""
    desk = _desk(slug, number)
    now = code_as_posted(code_by_id(request_session(), desk.study.id, code_id))
    acts.change_code(request_session(), desk.study.id, code_id, _wished(now | _body()))
    return _whole(desk)


@blueprint.post("/<int:number>/codes/<int:code_id>/samenvoegen")
@requires(*CODERS)
def join_codes(slug: str, number: int, code_id: int) -> Response:
    desk = _desk(slug, number)
    into = posted.number(_body(), "into")
    acts.join_codes(request_session(), desk.study.id, code_id, into, is_meant=_is_meant())
    return _whole(desk)


@blueprint.post("/<int:number>/codes/<int:code_id>/weg")
@requires(*CODERS)
def drop_code(slug: str, number: int, code_id: int) -> Response:
    desk = _desk(slug, number)
    with_segments = _body().get("segments") is True
    acts.drop_code(request_session(), desk.study.id, code_id, with_segments=with_segments, is_meant=_is_meant())
    return _whole(desk)


@blueprint.post("/<int:number>/klaar")
@requires(*CODERS)
def finish(slug: str, number: int) -> ResponseReturnValue:
    desk = _desk(slug, number)
    try:
        finish_coding(request_session(), desk.interview, is_meant=request.form.get("zeker") == "ja")
    except OpensForGood:
        return redirect(url_for("coding.ask_finish", slug=slug, number=number))
    flash(_("%(title)s is gecodeerd.", title=desk.interview.title))
    return redirect(url_for("coding.start", slug=slug))


@blueprint.get("/<int:number>/klaar")
@requires(*CODERS)
def ask_finish(slug: str, number: int) -> ResponseReturnValue:
    """Asked once: what was seen cannot be unseen. Where nothing would open, there is nothing to ask."""
    desk, ends = _desk(slug, number), ends_of(request_session(), study_by_slug(request_session(), slug).id)
    if not ends.would_open(desk.interview):
        return redirect(url_for("coding.screen", slug=slug, number=number, _anchor="tekst"))
    return render_template(
        "coding/ask_finish.html",
        study=desk.study,
        interview=desk.interview,
        others_done=ends.others_done(desk.interview),
        works_blind=ends.coders.works_blind,
    )


@blueprint.post("/<int:number>/verder")
@requires(*CODERS)
def reopen(slug: str, number: int) -> ResponseReturnValue:
    reopen_coding(request_session(), _desk(slug, number).interview)
    return redirect(url_for("coding.screen", slug=slug, number=number, _anchor="tekst"))


def _works_blind() -> bool:
    return signed_in().role == Role.SECOND_CODER


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise posted.Unreadable
    return body


def _is_meant() -> bool:
    """Whether the person answered the question whose work may go."""
    body = request.get_json(silent=True)
    return isinstance(body, dict) and body.get("is_meant") is True


def _wished(body: dict[str, Any]) -> CodeAsWished:
    return CodeAsWished(
        posted.text(body, "name"),
        posted.number_or_none(body, "parent"),
        posted.number_or_none(body, "colour"),
        Description(**{one.name: posted.text(body, one.name) for one in fields(Description)}),
    )


def _changed(desk: _Desk, **what: Any) -> Response:
    return jsonify(**what, **steps_of(request_session(), desk.source))


def _with_segment(desk: _Desk, segment: Segment) -> Response:
    return _changed(desk, segment=segment_fields(segment))


def _with_placed(desk: _Desk, placed: Placed) -> Response:
    """A segment that grew may have taken others in: then everything is told."""
    fields = segment_fields(placed.segment)
    return _changed(desk, segment=fields) if placed.is_new else _whole(desk, segment=fields)


def _whole(desk: _Desk, **what: Any) -> Response:
    """For changes that reach further than one stretch: everything that is on the screen."""
    return jsonify(**what, screen=screen_of(request_session(), desk.source))


# Topics and suggestions


@blueprint.get("/themas")
@requires(*CODERS)
def topics(slug: str) -> str:
    return render_template("coding/topics.html", **_topics_page(study_by_slug(request_session(), slug)))


@blueprint.get("/themas/voortgang/<kind>")
@requires(*CODERS)
def job_progress(slug: str, kind: str) -> ResponseReturnValue:
    """The state of a job, asked again and again while it runs; the page is renewed when it ends."""
    study = study_by_slug(request_session(), slug)
    found = _latest_job(study, kind)
    if found is None or found.state not in (JobState.WAITING, JobState.RUNNING):
        return Response(status=200, headers={"HX-Refresh": "true"})
    return render_template("coding/_job.html", study=study, job=found)


@blueprint.post("/themas/zoek")
@requires(*CODERS)
def look_for_topics(slug: str) -> ResponseReturnValue:
    study = study_by_slug(request_session(), slug)
    enqueue(request_session(), jobs.TOPICS, study.id, finer=request.form.get("fijner") == "ja")
    return redirect(url_for("coding.topics", slug=slug))


@blueprint.post("/themas/voorstellen")
@requires(Role.RESEARCHER)
def look_for_suggestions(slug: str) -> ResponseReturnValue:
    study = study_by_slug(request_session(), slug)
    enqueue(request_session(), jobs.SUGGESTIONS, study.id)
    return redirect(url_for("coding.topics", slug=slug))


@blueprint.post("/themas/<int:topic_id>")
@requires(*CODERS)
def make_code_of(slug: str, topic_id: int) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    topic, name = topic_by_id(session, study.id, topic_id), request.form.get("naam", "")
    try:
        with in_codebook(session, study.id, _("code ‘%(name)s’ maken", name=name.strip())):
            code = make_code_of_topic(session, topic, name, with_quotes=request.form.get("citaten") == "ja")
    except ResearcherError as error:
        session.rollback()
        page = _topics_page(study_by_slug(session, slug)) | {"wrong": {topic_id: str(error)}, "typed": {topic_id: name}}
        return render_template("coding/topics.html", **page), 422
    flash(_("De code ‘%(name)s’ staat in het codeboek.", name=code.name))
    return redirect(url_for("coding.topics", slug=slug, _anchor=f"thema-{topic_id}"))


def _latest_job(study: Study, kind: str) -> Job | None:
    """Suggestions are learnt from what researchers coded: who codes blind hears nothing of them."""
    if kind == jobs.SUGGESTIONS and _works_blind():
        return None
    return latest_job(request_session(), kind, study.id)


def _topics_page(study: Study) -> dict[str, Any]:
    session = request_session()
    found = topics_of(session, study.id)
    latest = {kind: _latest_job(study, kind) for kind in (jobs.TOPICS, jobs.SUGGESTIONS)}
    last_search = latest[jobs.TOPICS]
    return {
        "study": study,
        "topics": found,
        "places": places_of(session, [one.topic for one in found]),
        "waiting": waiting_per_interview(session, study.id),
        "released": released_interviews(session, study.id),
        "jobs": latest,
        "works_blind": _works_blind(),
        "finer": bool(last_search and last_search.arguments.get("finer")),
        "model": active_language_model(),
        "wrong": {},
        "typed": {},
    }
