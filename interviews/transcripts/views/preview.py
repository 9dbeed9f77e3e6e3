"""Routes of a transcript between reading in and being an interview: who speaks, keeping, throwing away."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _, clock_time
from foundation.errors import ResearcherError
from foundation.request_session import reading_first, request_session
from foundation.stored_marks import tell_stored
from interviews.deidentification.digests import lacking_digests
from interviews.deidentification.replacing.looking import LookedThrough
from interviews.deidentification.replacing.proposing import propose_in_turns
from interviews.deidentification.replacing.searching import search_names
from interviews.deidentification.views import vault_of
from interviews.respondents.conversations import link_interview
from interviews.respondents.register import respondent_by_number
from interviews.texts.adding import InterviewKnown
from interviews.transcripts import drafts, mending
from interviews.transcripts.forms import PreviewForm, read_preview
from interviews.transcripts.models import TranscriptInProgress
from interviews.transcripts.preview_together import FilledInElsewhere, SentPreview
from interviews.transcripts.views.preview_page import (
    keep_sent,
    mended_elsewhere,
    nothing_left,
    open_turn,
    preview_page,
    sent_preview,
    shown_of,
    transcript_here,
    version_sent,
    with_theirs,
)
from interviews.views import blueprint, study_here
from studies.access import Role, requires
from studies.models import Study
from studies.retention.due import PastLastDay
from studies.trail.kinds import About, Kind
from studies.trail.looks import shows


@blueprint.get("/onderweg/<int:transcript_id>/sprekers")
@requires(Role.RESEARCHER)
@shows(Kind.DRAFT_READ, About.TRANSCRIPT, "transcript_id")
def preview(transcript_id: int) -> ResponseReturnValue:
    study = study_here()
    transcript = transcript_here(study, transcript_id)
    return preview_page(study, transcript, PreviewForm(shown_of(transcript)))


@blueprint.post("/onderweg/<int:transcript_id>/sprekers")
@requires(Role.RESEARCHER)
def take_in_transcript(transcript_id: int) -> ResponseReturnValue:
    with reading_first():
        searched, digests = _looked_at(transcript_id)
    session, study = request_session(), study_here()
    transcript = transcript_here(study, transcript_id)
    draft = drafts.draft_of(transcript)
    if version_sent(transcript) != transcript.version:
        return mended_elsewhere(study, transcript)
    sent = sent_preview(transcript)
    if sent.is_behind:
        return _filled_in_elsewhere(study, transcript, sent)
    form = read_preview(shown_of(transcript, sent.kept), draft.speakers)
    try:
        nothing_left(transcript)
    except ResearcherError as problem:
        return preview_page(study, transcript, form, problem=str(problem), opened=open_turn()), problem.status
    if form.errors:
        return preview_page(study, transcript, form), 422
    even_if_known = request.form.get("even_if_known") == "yes"
    try:
        interview = drafts.accept(
            session,
            study,
            transcript,
            form.speakers,
            form.facts,
            vault=vault_of(study),
            even_if_known=even_if_known,
            digests=digests,
        )
    except InterviewKnown as known:
        return preview_page(study, transcript, form, known.interview), 409
    except PastLastDay as closed:
        return preview_page(study, transcript, form, problem=str(closed)), closed.status
    if form.respondent is not None:
        link_interview(session, respondent_by_number(session, study.id, form.respondent), interview)
    session.commit()  # it is in; looking for its names again is one click, and others wait to write
    propose_in_turns(session, vault_of(study), interview, searched, also=draft.speakers)
    tell_stored(f"form:{study.slug}-{transcript_id}")
    tell_stored(f"over:typing:{study.slug}-{transcript_id}")
    return redirect(url_for(".names", number=interview.number))


def _looked_at(transcript_id: int) -> tuple[LookedThrough | None, dict[int, str]]:
    """The names in a text that is about to come in, and digests that earlier ones lack; where it will be taken."""
    study = study_here()
    transcript = transcript_here(study, transcript_id)
    draft, filled_in = drafts.draft_of(transcript), shown_of(transcript, sent_preview(transcript).kept)
    if version_sent(transcript) != transcript.version or read_preview(filled_in, draft.speakers).errors:
        return None, {}
    text = "\n".join(turn.text for turn in draft.turns if turn.text.strip())
    session, vault = request_session(), vault_of(study)
    digests = lacking_digests(session, vault, study.id)
    return search_names(session, vault, study.id, text, also=draft.speakers), digests


@blueprint.post("/onderweg/<int:transcript_id>/sprekers/bewaar")
@requires(Role.RESEARCHER)
def keep_preview(transcript_id: int) -> ResponseReturnValue:
    """The half-filled form, while somebody is at it. Tells what the page has seen from now on."""
    transcript = transcript_here(study_here(), transcript_id)
    if version_sent(transcript) != transcript.version:
        return "", mending.MendedElsewhere.status
    sent = sent_preview(transcript)
    keep_sent(transcript, sent)
    return jsonify(seen=sent.seen)


@blueprint.get("/onderweg/<int:transcript_id>/weg")
@requires(Role.RESEARCHER)
def ask_discard(transcript_id: int) -> ResponseReturnValue:
    study = study_here()
    return render_template(
        "interviews/transcripts/discard.html", study=study, transcript=transcript_here(study, transcript_id)
    )


@blueprint.post("/onderweg/<int:transcript_id>/weg")
@requires(Role.RESEARCHER)
def discard(transcript_id: int) -> ResponseReturnValue:
    transcript = transcript_here(study_here(), transcript_id)
    drafts.discard(request_session(), transcript)
    flash(
        _("Het verslag is weggegooid. Tot morgen %(time)s kun je het hieronder terugzetten.", time=_clock(transcript))
    )
    return redirect(url_for(".all_interviews", _anchor="weggegooid"))


def _clock(transcript: TranscriptInProgress) -> str:
    return clock_time(transcript.thrown_away_at) if transcript.thrown_away_at else ""


@blueprint.post("/onderweg/<int:transcript_id>/terug")
@requires(Role.RESEARCHER)
def put_back(transcript_id: int) -> ResponseReturnValue:
    transcript = drafts.any_by_id(request_session(), study_here().id, transcript_id)
    drafts.restore(request_session(), transcript)
    flash(_("Het verslag staat weer bij de gesprekken die nog niet zijn overgenomen."))
    return redirect(url_for(".all_interviews", _anchor="onderweg"))


def _filled_in_elsewhere(study: Study, transcript: TranscriptInProgress, sent: SentPreview) -> ResponseReturnValue:
    problem, form = FilledInElsewhere(), with_theirs(study, transcript, sent)
    return preview_page(study, transcript, form, problem=str(problem), opened=open_turn()), problem.status
