"""Routes of interviews: the list, typing, reading files in, speakers, names, releasing."""

from dataclasses import dataclass
from pathlib import PurePath

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from foundation.dutch import _, clock_time, counted
from foundation.errors import ChoiceMissing
from foundation.request_session import request_session, signed_in, tell_stored
from interviews import entering, releasing, replacing
from interviews.chosen_names import ReplacementWrong
from interviews.erasure import delete_interview, deleted_interviews
from interviews.how_far import HowFar, how_far
from interviews.models import Interview, InterviewState, TranscriptInProgress
from interviews.name_kinds import NameKind
from interviews.name_review import Together, review_names, rows_of
from interviews.pages import blueprint
from interviews.pages import study_here as _study
from interviews.pages import transcript_here as _transcript
from interviews.pages import vault_of as _vault
from interviews.sources import (
    coded_sources,
    interview_by_number,
    interviews_of,
    source_of,
    turns_of,
)
from interviews.study_names import NameElsewhere
from interviews.transcript_import.draft import TranscriptDraft, TranscriptRefused
from interviews.transcript_import.isolated import read_safely
from studies.access import CODERS, Role, requires
from studies.models import Study
from studies.retention import PastLastDay, gone_sentence


def _interview(study: Study, number: int) -> Interview:
    """The interview, when this person may read it already."""
    interview = interview_by_number(request_session(), study.id, number)
    releasing.check_may_read(request_session(), interview, may_enter=_may_enter())
    return interview


def _may_enter() -> bool:
    return signed_in().role == Role.RESEARCHER


@blueprint.get("/")
@requires(*CODERS)
def all_interviews() -> str:
    session, study = request_session(), _study()
    far = how_far(session, study.id)
    rows = [
        releasing.standing_of(counts, far.get(counts.interview.id, HowFar.NOT_BEGUN))
        for counts in interviews_of(session, study.id)
    ]
    return render_template(
        "interviews/all.html",
        study=study,
        rows=rows,
        to_do=sum(row.interview.state is InterviewState.NAMES for row in rows),
        drafts=entering.in_progress_of(session, study.id),
        thrown_away=entering.thrown_away_of(session, study.id),
        kept_for=entering.KEPT_AFTER_THROWING_AWAY,
        deleted=deleted_interviews(session, study.id) if _may_enter() else [],
        may_enter=_may_enter(),
        may_read={
            row.interview.number for row in rows if releasing.may_read(session, row.interview, may_enter=_may_enter())
        },
    )


@blueprint.get("/inlezen")
@requires(Role.RESEARCHER)
def upload() -> str:
    return render_template("interviews/upload.html", study=_study(), accepted=[], refused=[], error="")


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
    session, study = request_session(), _study()
    try:
        accepted = [
            {"name": file.name, "turns": len(file.draft.turns), "transcript_id": row.id}
            for file in files
            if file.draft and (row := entering.bring_in(session, study, file.name, file.draft))
        ]
    except PastLastDay:
        # The page says so itself, and why.
        return upload(), PastLastDay.status
    if len(files) == 1 and accepted:
        return redirect(url_for(".preview", transcript_id=accepted[0]["transcript_id"]))
    refused = [file for file in files if not file.draft]
    error = "" if files else _("Kies eerst een bestand.")
    page = render_template("interviews/upload.html", study=study, accepted=accepted, refused=refused, error=error)
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
    return redirect(url_for(".typing", transcript_id=entering.start_typing(request_session(), _study()).id))


@blueprint.get("/onderweg/<int:transcript_id>")
@requires(Role.RESEARCHER)
def typing(transcript_id: int) -> ResponseReturnValue:
    study = _study()
    transcript = _transcript(study, transcript_id)
    if transcript.turns:
        return redirect(url_for(".preview", transcript_id=transcript_id))
    return _typing_page(study, transcript, transcript.text)


def _typing_page(study: Study, transcript: TranscriptInProgress, text: str, conflict: str = "") -> str:
    return render_template(
        "interviews/typing.html",
        study=study,
        transcript=transcript,
        text=text,
        version=transcript.version,
        conflict=conflict,
    )


@blueprint.post("/onderweg/<int:transcript_id>")
@requires(Role.RESEARCHER)
def save_typing(transcript_id: int) -> ResponseReturnValue:
    study = _study()
    transcript = _transcript(study, transcript_id)
    wants_json = request.accept_mimetypes.best == "application/json"
    text = request.form.get("text", transcript.text)
    try:
        entering.save_typed(request_session(), transcript, text, request.form.get("version", 0, type=int))
    except entering.TypedElsewhere as elsewhere:
        if wants_json:
            return jsonify(error=str(elsewhere), version=elsewhere.version), 409
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
def interview(number: int) -> str:
    session, study = request_session(), _study()
    found = _interview(study, number)
    source = source_of(session, found)
    return render_template(
        "interviews/interview.html",
        study=study,
        interview=found,
        turns=turns_of(session, source.id),
        gone=gone_sentence(study),
        is_coded=source.id in coded_sources(session, study.id),
        may_enter=_may_enter(),
    )


@blueprint.get("/<int:number>/namen")
@requires(Role.RESEARCHER)
def names(number: int) -> ResponseReturnValue:
    study = _study()
    found = _interview(study, number)
    if found.state is not InterviewState.NAMES:
        return redirect(url_for(".interview", number=number))
    review = review_names(request_session(), _vault(study), found)
    return render_template("interviews/names.html", study=study, interview=found, review=review)


@blueprint.post("/<int:number>/namen/zoeken")
@requires(Role.RESEARCHER)
def search_names(number: int) -> ResponseReturnValue:
    study = _study()
    replacing.propose_names(request_session(), _vault(study), _interview(study, number))
    return redirect(url_for(".names", number=number))


@blueprint.post("/<int:number>/namen")
@requires(Role.RESEARCHER)
def decide_name(number: int) -> ResponseReturnValue:
    """One decision on a name, everywhere or (`place` = 'replace:12') in one place."""
    session, study = request_session(), _study()
    found, vault = _interview(study, number), _vault(study)
    known = replacing.names_in(session, vault, found)
    decision, finding_id = _decision()
    finding = replacing.finding_by_id(known, finding_id)
    findings = [finding] if "place" in request.form else known.alike(finding)
    error = ""
    try:
        if decision == "replace":
            replacing.replace_names(session, vault, found, findings, request.form.get("replacement", ""))
        elif decision == "keep":
            replacing.keep_names(session, found, findings)
        else:
            replacing.take_back(session, vault, found, findings)
    except (ReplacementWrong, NameElsewhere) as wrong:
        error = str(wrong)
    changed = {known.turn_at(one.start).position for one in findings}
    return _names_again(study, found, changed, error, after=finding_id)


def _decision() -> tuple[str, int]:
    decision, _colon, place = request.form.get("place", "").partition(":")
    finding = int(place) if place.isdecimal() else request.form.get("finding", 0, type=int)
    return _decided(decision if place.isdecimal() else request.form.get("decision", "")), finding


def _decided(decision: str) -> str:
    """What becomes of a name. Raises ChoiceMissing."""
    if decision not in ("replace", "keep", "back"):
        raise ChoiceMissing(_("Deze naam"))
    return decision


@blueprint.post("/<int:number>/namen/eigen")
@requires(Role.RESEARCHER)
def mark_name(number: int) -> ResponseReturnValue:
    session, study = request_session(), _study()
    found, vault = _interview(study, number), _vault(study)
    changed: set[int] = set()
    error = ""
    try:
        marked = replacing.mark_name(session, vault, found, request.form.get("name", ""), _kind())
        known = replacing.names_in(session, vault, found)
        changed = {known.turn_at(one.start).position for one in marked}
    except replacing.NotInText as missing:
        error = str(missing)
    return _names_again(study, found, changed, error)


def _kind() -> NameKind:
    """What is pointed at. Raises ChoiceMissing."""
    posted = request.form.get("kind", "")
    if posted not in set(NameKind):
        raise ChoiceMissing(_("Soort"))
    return NameKind(posted)


@blueprint.post("/<int:number>/namen/rest")
@requires(Role.RESEARCHER)
def decide_rest(number: int) -> ResponseReturnValue:
    """One decision on all names that wait (of `section`, when given), or on `finding`s that were decided together."""
    session, study = request_session(), _study()
    found, vault = _interview(study, number), _vault(study)
    known = replacing.names_in(session, vault, found)
    decision, error = _decided(request.form.get("decision", "")), ""
    rows = rows_of(review_names(session, vault, found), request.form.get("section", ""))
    findings = {place.finding for row in rows for place in row.places}
    try:
        if decision == "replace":
            replacing.replace_rest(session, vault, found, findings, _typed_replacements())
        elif decision == "back":
            findings = set(request.form.getlist("finding", type=int))
            replacing.take_back(session, vault, found, [one for one in known.findings if one.id in findings])
        else:
            replacing.keep_names(session, found, [one for one in known.findings if one.id in findings])
    except (ReplacementWrong, NameElsewhere) as wrong:
        error = str(wrong)
    together = Together(decision, len(rows), tuple(sorted(findings))) if decision != "back" and rows else None
    return _names_again(study, found, {turn.position for turn in known.turns}, error, together=together)


def _typed_replacements() -> dict[int, str]:
    """Finding -> what was typed beside it, of rows that were not decided one by one."""
    typed = ((key.partition("-")[2], value) for key, value in request.form.items() if key.startswith("door-"))
    return {int(finding): value for finding, value in typed if finding.isdecimal() and value.strip()}


def _names_again(
    study: Study,
    found: Interview,
    changed: set[int],
    error: str = "",
    after: int = 0,
    together: Together | None = None,
) -> ResponseReturnValue:
    """The parts that changed, for the script of the page; the whole page for a plain form."""
    is_part = "HX-Request" in request.headers
    if not is_part and not error and together is None:
        return redirect(url_for(".names", number=found.number, _anchor="voorstellen"))
    page = render_template(
        "interviews/_names.html" if is_part else "interviews/names.html",
        study=study,
        interview=found,
        review=review_names(request_session(), _vault(study), found, after),
        changed=changed,
        error=error,
        together=None if error else together,
    )
    return page, 422 if error else 200


@blueprint.post("/<int:number>/vrijgeven")
@requires(Role.RESEARCHER)
def release_interview(number: int) -> ResponseReturnValue:
    study = _study()
    found = _interview(study, number)
    if standing := releasing.release(request_session(), _vault(study), found):
        places = counted(standing, _("plek"), _("plekken"))
        flash(
            _(
                "%(title)s is nog niet vrijgegeven: op %(places)s staat een naam die het onderzoek intussen kent. "
                "Beslis daarover.",
                title=found.title,
                places=places,
            )
        )
        return redirect(url_for(".names", number=number))
    flash(_("%(title)s is vrijgegeven. Je kunt het nu coderen.", title=found.title))
    return redirect(url_for(".interview", number=number))


@blueprint.post("/<int:number>/weg")
@requires(Role.RESEARCHER)
def delete(number: int) -> ResponseReturnValue:
    study = _study()
    found = _interview(study, number)
    delete_interview(request_session(), _vault(study), found)
    flash(_("%(title)s is weggegooid.", title=found.title))
    return redirect(url_for(".all_interviews"))
