"""The page of a transcript that waits for a look, and what its form brings."""

from collections.abc import Mapping

from flask import render_template, request
from flask.typing import ResponseReturnValue

from foundation.forms.numbers import read_number, whole_number
from foundation.request_session import request_session
from interviews.files.draft import TranscriptDraft
from interviews.models import Interview
from interviews.respondents.register import without_interview
from interviews.respondents.roles import ROLES
from interviews.texts.interview_counts import words_in
from interviews.transcripts import drafts, mending
from interviews.transcripts.forms import PreviewForm, preview_values, with_kept
from interviews.transcripts.half_splits import HalfSplit, half_split
from interviews.transcripts.models import TranscriptInProgress
from interviews.transcripts.preview_together import SentPreview, as_seen
from interviews.transcripts.speakers import about_unknown, whose_is_the_rest
from studies.models import Study


def transcript_here(study: Study, transcript_id: int) -> TranscriptInProgress:
    return drafts.in_progress_by_id(request_session(), study.id, transcript_id)


def open_turn() -> int:
    """The turn that was open for mending when the page was sent, or -1."""
    return request.form.get("mend_at", -1, type=read_number)


def nothing_left(transcript: TranscriptInProgress) -> None:
    if open_turn() >= 0:
        mending.nothing_left(transcript, open_turn(), request.form.get("mend_text", ""))


def version_sent(transcript: TranscriptInProgress) -> int:
    return request.form.get("version", transcript.version, type=read_number)


def sent_preview(transcript: TranscriptInProgress) -> SentPreview:
    """The form as it was sent, over what was filled in elsewhere meanwhile."""
    return SentPreview(request.form, shown_of(transcript), drafts.draft_of(transcript).speakers)


def keep_sent(transcript: TranscriptInProgress, sent: SentPreview) -> None:
    drafts.keep_filled_in(request_session(), transcript, transcript.filled_in | sent.kept)


def shown_of(transcript: TranscriptInProgress, kept: Mapping[str, str] | None = None) -> dict[str, str]:
    """The form as it stands: what was read from the file, under what somebody filled in."""
    draft = drafts.draft_of(transcript)
    values = preview_values(drafts.facts_of(transcript, draft), drafts.speakers_of(draft), ROLES)
    return with_kept(values, transcript.filled_in if kept is None else kept, draft.speakers)


def with_theirs(study: Study, transcript: TranscriptInProgress, sent: SentPreview) -> PreviewForm:
    """The form as sent, with what was filled in elsewhere; where both did, that is told."""
    labels = drafts.draft_of(transcript).speakers
    errors = sent.sentences(labels, without_interview(request_session(), study.id))
    return PreviewForm(shown_of(transcript, sent.kept), errors=errors)


def mended_elsewhere(study: Study, transcript: TranscriptInProgress) -> ResponseReturnValue:
    """Another tab divided the turns anew: the form as sent now, over what was kept."""
    problem = mending.MendedElsewhere()
    form = with_theirs(study, transcript, SentPreview(request.form, shown_of(transcript), ()))
    half = half_split(drafts.draft_of(transcript).turns, open_turn(), request.form.get("mend_text", ""))
    page = preview_page(study, transcript, form, problem=str(problem), opened=half.turn, half=half)
    return page, problem.status


def _picked() -> dict[str, int | None]:
    """The speakers chosen in the open turn when the page was sent; None is a new one."""
    sent = {name: request.form[name] for name in ("split_speaker", "turn_speaker") if name in request.form}
    return {name: whole_number(number) for name, number in sent.items()}


def preview_page(
    study: Study,
    transcript: TranscriptInProgress,
    form: PreviewForm,
    known: Interview | None = None,
    problem: str = "",
    opened: int | None = None,
    half: HalfSplit | None = None,
) -> str:
    draft = drafts.draft_of(transcript)
    opened = request.args.get("beurt", -1, type=read_number) if opened is None else opened
    return render_template(
        "interviews/transcripts/preview.html",
        study=study,
        transcript=transcript,
        draft=draft,
        words=sum(words_in(turn.text) for turn in draft.turns),
        guesses=drafts.speakers_of(draft),
        labels=draft.speakers,
        numbers={label: index for index, label in enumerate(draft.speakers)},
        roles=ROLES,
        unknown=about_unknown(draft.turns),
        respondents=without_interview(request_session(), study.id),
        values=form.values,
        seen=as_seen(shown_of(transcript), draft.speakers),
        errors=form.errors,
        known=known,
        alike=drafts.same_conversation(request_session(), transcript),
        problem=problem,
        opened=opened,
        mend_text=(half.text if half else request.form.get("mend_text")) or "",
        half=half,
        picked={} if half else _picked(),
        rest_of=_rest_of(draft, form, opened, (half.text if half else request.form.get("mend_text")) or ""),
        last_mend=mending.last_mend(transcript),
    )


def _rest_of(draft: TranscriptDraft, form: PreviewForm, opened: int, typed: str) -> int | None:
    """Whose the new turn would be, by its number among the speakers; None for somebody who is not there yet."""
    if not 0 <= opened < len(draft.turns) or len(draft.speakers) < 2:
        return None
    turn = draft.turns[opened]
    asks = [bool(form.values.get(f"speaker-{index}-interviewer")) for index in range(len(draft.speakers))]
    return whose_is_the_rest(typed or turn.text, draft.speakers.index(turn.speaker), asks)
