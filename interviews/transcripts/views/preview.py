"""Routes of a transcript between reading in and being an interview: who speaks, mending, keeping, throwing away."""

from collections.abc import Mapping

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _, clock_time
from foundation.errors import ResearcherError
from foundation.request_session import request_session, tell_stored
from interviews.deidentification.replacing.proposing import propose_names
from interviews.deidentification.views import vault_of
from interviews.models import Interview
from interviews.respondents.conversations import link_interview
from interviews.respondents.register import respondent_by_number, without_interview
from interviews.respondents.roles import ROLES
from interviews.texts.adding import InterviewKnown
from interviews.transcripts import drafts, mending
from interviews.transcripts.forms import PreviewForm, preview_values, read_preview, with_kept
from interviews.transcripts.half_splits import HalfSplit, half_split
from interviews.transcripts.models import TranscriptInProgress
from interviews.transcripts.preview_together import FilledInElsewhere, SentPreview, as_seen
from interviews.transcripts.speakers import about_unknown
from interviews.views import blueprint, study_here
from studies.access import Role, requires
from studies.models import Study
from studies.retention.due import PastLastDay


def transcript_here(study: Study, transcript_id: int) -> TranscriptInProgress:
    return drafts.in_progress_by_id(request_session(), study.id, transcript_id)


@blueprint.get("/onderweg/<int:transcript_id>/sprekers")
@requires(Role.RESEARCHER)
def preview(transcript_id: int) -> ResponseReturnValue:
    study = study_here()
    transcript = transcript_here(study, transcript_id)
    return _preview_page(study, transcript, PreviewForm(_shown(transcript)))


@blueprint.post("/onderweg/<int:transcript_id>/sprekers")
@requires(Role.RESEARCHER)
def take_in_transcript(transcript_id: int) -> ResponseReturnValue:
    session, study = request_session(), study_here()
    transcript = transcript_here(study, transcript_id)
    draft = drafts.draft_of(transcript)
    if _version(transcript) != transcript.version:
        return _mended_elsewhere(study, transcript)
    sent = _sent(transcript)
    if sent.is_behind:
        return _filled_in_elsewhere(study, transcript, sent)
    form = read_preview(_shown(transcript, sent.kept), draft.speakers)
    try:
        _nothing_left(transcript)
    except ResearcherError as problem:
        return _preview_page(study, transcript, form, problem=str(problem), opened=_open_turn()), problem.status
    if form.errors:
        return _preview_page(study, transcript, form), 422
    even_if_known = request.form.get("even_if_known") == "yes"
    try:
        interview = drafts.accept(
            session, study, transcript, form.speakers, form.facts, vault=vault_of(study), even_if_known=even_if_known
        )
    except InterviewKnown as known:
        return _preview_page(study, transcript, form, known.interview), 409
    except PastLastDay as closed:
        return _preview_page(study, transcript, form, problem=str(closed)), closed.status
    if form.respondent is not None:
        link_interview(session, respondent_by_number(session, study.id, form.respondent), interview)
    propose_names(session, vault_of(study), interview, also=draft.speakers)
    tell_stored(f"form:{study.slug}-{transcript_id}")
    tell_stored(f"over:typing:{study.slug}-{transcript_id}")
    return redirect(url_for(".names", number=interview.number))


@blueprint.post("/onderweg/<int:transcript_id>/sprekers/bewaar")
@requires(Role.RESEARCHER)
def keep_preview(transcript_id: int) -> ResponseReturnValue:
    """The half-filled form, while somebody is at it. Tells what the page has seen from now on."""
    transcript = transcript_here(study_here(), transcript_id)
    if _version(transcript) != transcript.version:
        return "", mending.MendedElsewhere.status
    sent = _sent(transcript)
    _keep(transcript, sent)
    return jsonify(seen=sent.seen)


@blueprint.post("/onderweg/<int:transcript_id>/sprekers/verdeel")
@requires(Role.RESEARCHER)
def mend(transcript_id: int) -> ResponseReturnValue:
    """One button of the page, `do` = 'split:12': mend, and show the page again with the form as it was."""
    study = study_here()
    transcript = transcript_here(study, transcript_id)
    what, _colon, place = request.form.get("do", "").partition(":")
    index = int(place) if place.isdecimal() else -1
    if _version(transcript) != transcript.version:
        return _mended_elsewhere(study, transcript)
    sent = _sent(transcript)
    try:
        if what not in ("split", "leave"):
            _nothing_left(transcript)
        index = _mended(transcript, what, index)
    except ResearcherError as problem:
        index = _open_turn() if _open_turn() >= 0 else index
        form = PreviewForm(_shown(transcript, sent.kept))
        return _preview_page(study, transcript, form, problem=str(problem), opened=index), problem.status
    _keep(transcript, sent)
    if what == "typing":
        return redirect(url_for(".typing", transcript_id=transcript_id))
    opened = index if what in ("open", "split", "speaker") else None
    anchor = f"beurt-{index}" if index >= 0 else "tekst"
    return redirect(url_for(".preview", transcript_id=transcript_id, beurt=opened, _anchor=anchor))


def _open_turn() -> int:
    """The turn that was open for mending when the page was sent, or -1."""
    return request.form.get("mend_at", -1, type=int)


def _nothing_left(transcript: TranscriptInProgress) -> None:
    if _open_turn() >= 0:
        mending.nothing_left(transcript, _open_turn(), request.form.get("mend_text", ""))


def _mended(transcript: TranscriptInProgress, what: str, index: int) -> int:
    """The turn to look at afterwards; -1 for the top."""
    session, version, form = request_session(), transcript.version, request.form
    labels = drafts.draft_of(transcript).speakers
    if what == "split":
        speaker = _chosen(form.get("split_speaker", ""), labels)
        mending.split(session, transcript, index, form.get("mend_text", ""), speaker, version)
        return index + 1
    if what == "join":
        mending.join(session, transcript, index, version)
        return index - 1
    if what == "speaker":
        mending.say_who(session, transcript, index, _chosen(form.get("turn_speaker", ""), labels), version)
    elif what == "alternate":
        mending.alternate(session, transcript, version, interviewer_first=form.get("do") != "alternate:2")
        return -1
    elif what == "undo":
        return mending.take_back_mend(session, transcript, version)
    return index


def _chosen(posted: str, labels: tuple[str, ...]) -> str:
    """A speaker of this transcript by number, or a new one."""
    if posted.isdecimal() and int(posted) < len(labels):
        return labels[int(posted)]
    return mending.new_speaker(labels)


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


def _version(transcript: TranscriptInProgress) -> int:
    return request.form.get("version", transcript.version, type=int)


def _sent(transcript: TranscriptInProgress) -> SentPreview:
    """The form as it was sent, over what was filled in elsewhere meanwhile."""
    return SentPreview(request.form, _shown(transcript), drafts.draft_of(transcript).speakers)


def _keep(transcript: TranscriptInProgress, sent: SentPreview) -> None:
    drafts.keep_filled_in(request_session(), transcript, transcript.filled_in | sent.kept)


def _shown(transcript: TranscriptInProgress, kept: Mapping[str, str] | None = None) -> dict[str, str]:
    """The form as it stands: what was read from the file, under what somebody filled in."""
    draft = drafts.draft_of(transcript)
    values = preview_values(drafts.facts_of(transcript, draft), drafts.speakers_of(draft), ROLES)
    return with_kept(values, transcript.filled_in if kept is None else kept, draft.speakers)


def _filled_in_elsewhere(study: Study, transcript: TranscriptInProgress, sent: SentPreview) -> ResponseReturnValue:
    problem, form = FilledInElsewhere(), _with_theirs(study, transcript, sent)
    return _preview_page(study, transcript, form, problem=str(problem), opened=_open_turn()), problem.status


def _with_theirs(study: Study, transcript: TranscriptInProgress, sent: SentPreview) -> PreviewForm:
    """The form as sent, with what was filled in elsewhere; where both did, that is told."""
    labels = drafts.draft_of(transcript).speakers
    errors = sent.sentences(labels, without_interview(request_session(), study.id))
    return PreviewForm(_shown(transcript, sent.kept), errors=errors)


def _mended_elsewhere(study: Study, transcript: TranscriptInProgress) -> ResponseReturnValue:
    """Another tab divided the turns anew: the form as sent now, over what was kept."""
    problem = mending.MendedElsewhere()
    form = _with_theirs(study, transcript, SentPreview(request.form, _shown(transcript), ()))
    half = half_split(drafts.draft_of(transcript).turns, _open_turn(), request.form.get("mend_text", ""))
    page = _preview_page(study, transcript, form, problem=str(problem), opened=half.turn, half=half)
    return page, problem.status


def _picked() -> dict[str, int | None]:
    """The speakers chosen in the open turn when the page was sent; None is a new one."""
    sent = {name: request.form[name] for name in ("split_speaker", "turn_speaker") if name in request.form}
    return {name: int(number) if number.isdecimal() else None for name, number in sent.items()}


def _preview_page(
    study: Study,
    transcript: TranscriptInProgress,
    form: PreviewForm,
    known: Interview | None = None,
    problem: str = "",
    opened: int | None = None,
    half: HalfSplit | None = None,
) -> str:
    draft = drafts.draft_of(transcript)
    opened = request.args.get("beurt", -1, type=int) if opened is None else opened
    return render_template(
        "interviews/transcripts/preview.html",
        study=study,
        transcript=transcript,
        draft=draft,
        words=sum(len(turn.text.split()) for turn in draft.turns),
        guesses=drafts.speakers_of(draft),
        labels=draft.speakers,
        numbers={label: index for index, label in enumerate(draft.speakers)},
        roles=ROLES,
        unknown=about_unknown(draft.turns),
        respondents=without_interview(request_session(), study.id),
        values=form.values,
        seen=as_seen(_shown(transcript), draft.speakers),
        errors=form.errors,
        known=known,
        problem=problem,
        opened=opened,
        mend_text=(half.text if half else request.form.get("mend_text")) or "",
        half=half,
        picked={} if half else _picked(),
        last_mend=mending.last_mend(transcript),
    )
