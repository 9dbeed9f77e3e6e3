"""Route of mending a transcript: splitting turns, joining them, and saying who speaks."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from foundation.errors import ResearcherError
from foundation.forms.numbers import whole_number
from foundation.request_session import request_session
from interviews.transcripts import drafts, mending
from interviews.transcripts.forms import PreviewForm
from interviews.transcripts.models import TranscriptInProgress
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
)
from interviews.views import blueprint, study_here
from studies.access import Role, requires


@blueprint.post("/onderweg/<int:transcript_id>/sprekers/verdeel")
@requires(Role.RESEARCHER)
def mend(transcript_id: int) -> ResponseReturnValue:
    """One button of the page, `do` = 'split:12': mend, and show the page again with the form as it was."""
    study = study_here()
    transcript = transcript_here(study, transcript_id)
    what, _colon, place = request.form.get("do", "").partition(":")
    index = whole_number(place)
    index = -1 if index is None else index
    if version_sent(transcript) != transcript.version:
        return mended_elsewhere(study, transcript)
    sent = sent_preview(transcript)
    try:
        if what not in ("split", "leave"):
            nothing_left(transcript)
        index = _mended(transcript, what, index)
    except ResearcherError as problem:
        index = open_turn() if open_turn() >= 0 else index
        form = PreviewForm(shown_of(transcript, sent.kept))
        return preview_page(study, transcript, form, problem=str(problem), opened=index), problem.status
    keep_sent(transcript, sent)
    if what == "typing":
        return redirect(url_for(".typing", transcript_id=transcript_id))
    opened = index if what in ("open", "split", "speaker") else None
    anchor = f"beurt-{index}" if index >= 0 else "tekst"
    return redirect(url_for(".preview", transcript_id=transcript_id, beurt=opened, _anchor=anchor))


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
    number = whole_number(posted)
    if number is not None and number < len(labels):
        return labels[number]
    return mending.new_speaker(labels)
