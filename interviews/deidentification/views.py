"""Routes of names: finding them, deciding what becomes of each, and releasing the text without them."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _, counted
from foundation.errors import ChoiceMissing
from foundation.forms.numbers import read_number, whole_number
from foundation.request_session import reading_first, request_session, signed_in
from interviews.deidentification import releasing
from interviews.deidentification.may_read import check_may_read
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing import proposing, searching
from interviews.deidentification.replacing.chosen_names import ReplacementWrong
from interviews.deidentification.replacing.deciding import AlreadyReplaced, check_stands, keep_names
from interviews.deidentification.replacing.looking import LookedThrough
from interviews.deidentification.replacing.names_in_source import finding_by_id, names_in
from interviews.deidentification.replacing.replace import put_names_back, replace_names
from interviews.deidentification.replacing.the_rest import replace_rest
from interviews.deidentification.review import Together, review_names, rows_of
from interviews.deidentification.study_names import NameElsewhere
from interviews.models import Interview, InterviewState
from interviews.name_kinds import NameKind
from interviews.texts.sources import interview_by_number, source_of, text_of
from interviews.views import blueprint, key_here, study_here
from studies.access import Role, requires
from studies.models import Study
from studies.trail.kinds import About, Kind
from studies.trail.looks import shows


def interview_here(study: Study, number: int) -> Interview:
    """The interview, when this person may read it already."""
    interview = interview_by_number(request_session(), study.id, number)
    check_may_read(request_session(), interview, may_enter=may_enter())
    return interview


def vault_of(study: Study) -> PseudonymVault:
    return PseudonymVault(key_here(study))


def may_enter() -> bool:
    return signed_in().role == Role.RESEARCHER


@blueprint.get("/<int:number>/namen")
@requires(Role.RESEARCHER)
@shows(Kind.NAMES_READ, About.INTERVIEW)
def names(number: int) -> ResponseReturnValue:
    study = study_here()
    found = interview_here(study, number)
    if found.state is not InterviewState.NAMES:
        return redirect(url_for(".interview", number=number))
    review = review_names(request_session(), vault_of(study), found)
    return render_template("interviews/deidentification/names.html", study=study, interview=found, review=review)


@blueprint.post("/<int:number>/namen/zoeken")
@requires(Role.RESEARCHER)
def search_names(number: int) -> ResponseReturnValue:
    with reading_first():
        searched = _searched(number)
    study = study_here()
    proposing.propose_in_turns(request_session(), vault_of(study), interview_here(study, number), searched)
    return redirect(url_for(".names", number=number))


def _searched(number: int) -> LookedThrough:
    session, study = request_session(), study_here()
    interview = interview_here(study, number)
    text = text_of(session, source_of(session, interview).id)
    return searching.search_names(session, vault_of(study), study.id, text, besides=interview.id)


@blueprint.post("/<int:number>/namen")
@requires(Role.RESEARCHER)
def decide_name(number: int) -> ResponseReturnValue:
    """One decision on a name, everywhere or (`place` = 'replace:12') in one place."""
    session, study = request_session(), study_here()
    found, vault = interview_here(study, number), vault_of(study)
    known = names_in(session, vault, found)
    decision, finding_id = _decision()
    finding = finding_by_id(known, finding_id)
    findings = [finding] if "place" in request.form else known.alike(finding)
    error = ""
    try:
        if decision == "replace":
            replace_names(session, vault, found, findings, request.form.get("replacement", ""))
        elif decision == "keep":
            check_stands(known, finding)
            keep_names(session, found, findings)
        else:
            put_names_back(session, vault, found, findings)
    except (ReplacementWrong, NameElsewhere, AlreadyReplaced) as wrong:
        error = str(wrong)
    changed = {known.turn_at(one.start).position for one in findings}
    return _names_again(study, found, changed, error, after=finding_id)


def _decision() -> tuple[str, int]:
    decision, _colon, place = request.form.get("place", "").partition(":")
    here = whole_number(place)
    if here is not None:
        return _decided(decision), here
    return _decided(request.form.get("decision", "")), request.form.get("finding", 0, type=read_number)


def _decided(decision: str) -> str:
    """What becomes of a name. Raises ChoiceMissing."""
    if decision not in ("replace", "keep", "back"):
        raise ChoiceMissing(_("Deze naam"))
    return decision


@blueprint.post("/<int:number>/namen/eigen")
@requires(Role.RESEARCHER)
def mark_name(number: int) -> ResponseReturnValue:
    session, study = request_session(), study_here()
    found, vault = interview_here(study, number), vault_of(study)
    changed: set[int] = set()
    error = ""
    try:
        marked = proposing.mark_name(session, vault, found, request.form.get("name", ""), _kind())
        known = names_in(session, vault, found)
        changed = {known.turn_at(one.start).position for one in marked}
    except proposing.NotInText as missing:
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
    session, study = request_session(), study_here()
    found, vault = interview_here(study, number), vault_of(study)
    known = names_in(session, vault, found)
    decision, error = _decided(request.form.get("decision", "")), ""
    review = review_names(session, vault, found)
    rows = rows_of(review.to_replace if decision == "replace" else review, request.form.get("section", ""))
    findings = {place.finding for row in rows for place in row.places}
    try:
        if decision == "replace":
            replace_rest(session, vault, found, findings, _typed_replacements())
        elif decision == "back":
            findings = set(request.form.getlist("finding", type=read_number))
            put_names_back(session, vault, found, [one for one in known.findings if one.id in findings])
        else:
            keep_names(session, found, [one for one in known.findings if one.id in findings])
    except ReplacementWrong as wrong:
        error = str(wrong)
    together = Together(decision, len(rows), tuple(sorted(findings))) if decision != "back" and rows else None
    return _names_again(study, found, {turn.position for turn in known.turns}, error, together=together)


def _typed_replacements() -> dict[int, str]:
    """Finding -> what was typed beside it, of rows that were not decided one by one."""
    rows = ((whole_number(key.removeprefix("door-")), value) for key, value in request.form.items())
    return {finding: value for finding, value in rows if finding is not None and value.strip()}


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
        "interviews/deidentification/_names.html" if is_part else "interviews/deidentification/names.html",
        study=study,
        interview=found,
        review=review_names(request_session(), vault_of(study), found, after),
        changed=changed,
        error=error,
        together=None if error else together,
    )
    return page, 422 if error else 200


@blueprint.post("/<int:number>/vrijgeven")
@requires(Role.RESEARCHER)
def release_interview(number: int) -> ResponseReturnValue:
    study = study_here()
    found = interview_here(study, number)
    if standing := releasing.release(request_session(), vault_of(study), found):
        places = counted(standing, "plek", "plekken")
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
