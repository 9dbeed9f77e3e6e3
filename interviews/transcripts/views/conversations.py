"""Routes of interviews: the list, typing, reading files in, one conversation, throwing it away."""

from dataclasses import dataclass
from pathlib import PurePath

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from foundation.dutch import _, clock_time
from foundation.forms.numbers import read_number
from foundation.pages import Page
from foundation.request_session import request_session
from foundation.stored_marks import tell_stored
from interviews.deidentification.listed import listed_interview
from interviews.deidentification.may_read import may_read
from interviews.deidentification.views import interview_here, may_enter, vault_of
from interviews.erasing.conversation import delete_interview
from interviews.files.draft import TranscriptDraft, TranscriptRefused
from interviews.models import InterviewState
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.texts.deleted import deleted_interviews
from interviews.texts.how_far import HowFar, how_far
from interviews.texts.interview_counts import interviews_by_state, interviews_of
from interviews.texts.sources import coded_sources, source_of, turns_of
from interviews.transcripts import drafts
from interviews.transcripts.formats import registry
from interviews.transcripts.isolated import read_safely
from interviews.transcripts.models import TranscriptInProgress
from interviews.transcripts.views.preview_page import transcript_here
from interviews.views import blueprint, study_here
from studies.access import CODERS, Role, requires
from studies.models import Study
from studies.retention.due import PastLastDay, gone_sentence
from studies.trail.kinds import About, Kind
from studies.trail.looks import shows


@blueprint.get("/")
@requires(*CODERS)
def all_interviews() -> str:
    session, study = request_session(), study_here()
    far, states = how_far(session, study.id), interviews_by_state(session, study.id)
    page = Page(request.args.get("bladzijde", 1, type=read_number), states.total())
    rows = [
        listed_interview(counts, far.get(counts.interview.id, HowFar.NOT_BEGUN))
        for counts in interviews_of(session, study.id, page)
    ]
    return render_template(
        "interviews/transcripts/all.html",
        study=study,
        rows=rows,
        page=page,
        to_do=states[InterviewState.NAMES],
        drafts=drafts.in_progress_of(session, study.id),
        thrown_away=drafts.thrown_away_of(session, study.id),
        kept_for=drafts.KEPT_AFTER_THROWING_AWAY,
        deleted=deleted_interviews(session, study.id) if may_enter() else [],
        may_enter=may_enter(),
        taken_back=withdrawn_interviews(session, study.id),
        may_read={row.interview.number for row in rows if may_read(session, row.interview, may_enter=may_enter())},
    )


@blueprint.get("/inlezen")
@requires(Role.RESEARCHER)
def upload() -> str:
    return _upload_page(study_here())


def _upload_page(study: Study, **outcome: object) -> str:
    shown = {"accepted": [], "refused": [], "error": ""} | outcome
    kinds, accept = registry.kinds(), ",".join(registry.endings())
    return render_template("interviews/transcripts/upload.html", study=study, kinds=kinds, accept=accept, **shown)


@dataclass(frozen=True)
class _File:
    """How reading one uploaded file ended: with a draft, or with the reason it was refused."""

    name: str
    draft: TranscriptDraft | None = None
    reason: str = ""


@blueprint.post("/inlezen")
@requires(Role.RESEARCHER)
def read_files() -> ResponseReturnValue:
    # Reading comes before the session opens: nobody waits for the database while a heavy file is parsed.
    files = [_read(file) for file in request.files.getlist("files") if file.filename]
    session, study = request_session(), study_here()
    try:
        kept = [(file, drafts.keep(session, study, file.name, file.draft)) for file in files if file.draft]
    except PastLastDay:
        # The page says so itself, and why.
        return upload(), PastLastDay.status
    if len(files) == 1 and kept:
        return redirect(url_for(".preview", transcript_id=kept[0][1].id))
    # Looked at when all are in: two of them may hold one conversation.
    accepted = [
        {"name": file.name, "transcript": row, "alike": drafts.same_conversation(session, row)} for file, row in kept
    ]
    refused = [file for file in files if not file.draft]
    error = "" if files else _("Kies eerst een bestand.")
    page = _upload_page(study, accepted=accepted, refused=refused, error=error)
    return page, 200 if accepted else 422


def _read(file: FileStorage) -> _File:
    name = PurePath((file.filename or "").replace("\\", "/")).name
    try:
        return _File(name, read_safely(name, file.read()))
    except TranscriptRefused as refused:
        return _File(name, reason=str(refused))


@blueprint.post("/typen")
@requires(Role.RESEARCHER)
def type_new() -> ResponseReturnValue:
    return redirect(url_for(".typing", transcript_id=drafts.start_typing(request_session(), study_here()).id))


@blueprint.get("/onderweg/<int:transcript_id>")
@requires(Role.RESEARCHER)
@shows(Kind.DRAFT_READ, About.TRANSCRIPT, "transcript_id")
def typing(transcript_id: int) -> ResponseReturnValue:
    study = study_here()
    transcript = transcript_here(study, transcript_id)
    if transcript.turns:
        return redirect(url_for(".preview", transcript_id=transcript_id))
    return _typing_page(study, transcript, transcript.text)


def _typing_page(study: Study, transcript: TranscriptInProgress, text: str, conflict: str = "") -> str:
    return render_template(
        "interviews/transcripts/typing.html",
        study=study,
        transcript=transcript,
        text=text,
        version=transcript.version,
        conflict=conflict,
    )


@blueprint.post("/onderweg/<int:transcript_id>")
@requires(Role.RESEARCHER)
def save_typing(transcript_id: int) -> ResponseReturnValue:
    study = study_here()
    transcript = transcript_here(study, transcript_id)
    wants_json = request.accept_mimetypes.best == "application/json"
    text = request.form.get("text", transcript.text)
    try:
        drafts.save_typed(request_session(), transcript, text, request.form.get("version", 0, type=read_number))
    except drafts.TypedElsewhere as elsewhere:
        if wants_json:
            return jsonify(error=str(elsewhere), version=elsewhere.version, text=transcript.text), 409
        return _typing_page(study, transcript, text, str(elsewhere)), 409
    except PastLastDay as closed:
        if wants_json:
            raise
        return _typing_page(study, transcript, text), closed.status
    if wants_json:
        return jsonify(version=transcript.version, time=clock_time(transcript.saved_at))
    tell_stored(f"typing:{study.slug}-{transcript_id}")
    if request.form.get("next") == "preview":
        return redirect(url_for(".preview", transcript_id=transcript_id))
    flash(_("Bewaard om %(time)s", time=clock_time(transcript.saved_at)))
    return redirect(url_for(".typing", transcript_id=transcript_id))


@blueprint.get("/<int:number>")
@requires(*CODERS)
@shows(Kind.TRANSCRIPT_READ, About.INTERVIEW)
def interview(number: int) -> str:
    session, study = request_session(), study_here()
    found = interview_here(study, number)
    source = source_of(session, found)
    return render_template(
        "interviews/transcripts/interview.html",
        study=study,
        interview=found,
        turns=turns_of(session, source.id),
        gone=gone_sentence(study),
        is_taken_back=found.id in withdrawn_interviews(session, study.id),
        is_coded=source.id in coded_sources(session, study.id),
        may_enter=may_enter(),
    )


@blueprint.post("/<int:number>/weg")
@requires(Role.RESEARCHER)
def delete(number: int) -> ResponseReturnValue:
    study = study_here()
    found = interview_here(study, number)
    delete_interview(request_session(), vault_of(study), found)
    flash(_("%(title)s is weggegooid.", title=found.title))
    return redirect(url_for(".all_interviews"))
