"""Routes of measurements for those who run them: preparing, agreeing, the questions, and ending one."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from feedback.founding import MeasurementUnclear, NewMeasurement, add_measurement
from feedback.managing.question_form import DO, carried_ties, fields_of, read_form, rearranged, steps_wanted
from feedback.managing.standing import standings
from feedback.measurements import agreement
from feedback.measurements.agreement import TermsUnclear
from feedback.measurements.lookup import measured_in, measurement_by_slug
from feedback.measurements.models import Measurement, Way
from feedback.people.handed_out import batches_of
from feedback.questionnaires.questions import Kind, Question, QuestionsUnclear
from feedback.questionnaires.steps import JourneyNotPublic, published_journeys, with_steps_of
from feedback.questionnaires.versions import (
    QuestionsChanged,
    change_questions,
    questionnaire_of,
    questions_of,
    state_of,
)
from foundation.dutch import _
from foundation.forms.laid_over import StoredMeanwhile, carried, laid_over, seen_in
from foundation.request_session import request_session
from studies.access import FOLLOWERS, Role, requires

blueprint = Blueprint("measurements", __name__, url_prefix="/metingen")


@blueprint.get("/", strict_slashes=False)
@requires(*FOLLOWERS)
def all_measurements() -> str:
    return render_template("feedback/managing/all.html", standings=standings(request_session()))


@blueprint.get("/nieuw")
@requires(Role.RESEARCHER)
def new_measurement() -> str:
    return render_template("feedback/managing/new.html", values={}, errors={})


@blueprint.post("/nieuw")
@requires(Role.RESEARCHER)
def create_measurement() -> ResponseReturnValue:
    values = {name: request.form.get(name, "") for name in ("name", "asked", "subject", "way")}
    way = Way.INVITED if values["way"] == Way.INVITED else Way.CARDS
    wanted = NewMeasurement(
        values["name"], values["asked"], values["subject"], way, is_statutory="is_statutory" in request.form
    )
    try:
        made = add_measurement(request_session(), wanted)
    except MeasurementUnclear as error:
        values["is_statutory"] = request.form.get("is_statutory", "")
        return render_template("feedback/managing/new.html", values=values, errors=error.errors), error.status
    return redirect(url_for(".terms", measurement=made.slug), 303)


@blueprint.get("/<measurement>", strict_slashes=False)
@requires(*FOLLOWERS)
def one(measurement: str) -> str:
    session = request_session()
    found = measurement_by_slug(session, measurement)
    measured = measured_in(session, found.id)
    names = {one.id: provider.name if provider else "" for one, provider in measured}
    return render_template(
        "feedback/managing/one.html",
        about=[provider.name for one, provider in measured if provider and one.left_on is None],
        named=names if any(names.values()) else {},
        measurement=found,
        terms=agreement.terms_of(found),
        words=agreement.TERM_WORDS,
        questions=questions_of(questionnaire_of(session, found.id)),
        batches=batches_of(session, found.id),
        statutory_rule=agreement.statutory_rule(),
    )


@blueprint.get("/<measurement>/afspraken")
@requires(Role.RESEARCHER)
def terms(measurement: str) -> str:
    found = measurement_by_slug(request_session(), measurement)
    return _terms_page(found, agreement.terms_of(found))


@blueprint.post("/<measurement>/afspraken")
@requires(Role.RESEARCHER)
def keep_terms(measurement: str) -> ResponseReturnValue:
    """Kept as they are; agreed on as well when that was pressed."""
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    stored = agreement.terms_of(found)
    form = laid_over(stored, _typed(stored), seen_in(request.form.get("seen", "")))
    try:
        if form.both:
            raise StoredMeanwhile
        agreement.keep_terms(session, found, form.values)
        if "afgesproken" in request.form:
            agreement.agree(session, found)
    except (StoredMeanwhile, TermsUnclear) as refused:
        errors = refused.errors if isinstance(refused, TermsUnclear) else form.sentences
        return _terms_page(found, form.values, stored, errors, str(refused)), refused.status
    flash(_("Afgesproken. Je kunt nu kaartjes maken.") if found.is_running else _("Bewaard."))
    return redirect(url_for(".one", measurement=found.slug), 303)


def _typed(stored: Mapping[str, str]) -> dict[str, str]:
    return {name: request.form.get(name, stood) for name, stood in stored.items()}


def _terms_page(
    measurement: Measurement,
    values: Mapping[str, str],
    stored: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    refused: str = "",
) -> str:
    return render_template(
        "feedback/managing/terms.html",
        measurement=measurement,
        values=values,
        seen=carried(values if stored is None else stored),
        errors=errors or {},
        refused=refused,
        words=agreement.TERM_WORDS,
        statutory_rule=agreement.statutory_rule(),
        longest=agreement.LONGEST_TERM,
    )


@blueprint.get("/<measurement>/vragen")
@requires(Role.RESEARCHER)
def questions(measurement: str) -> str:
    found = measurement_by_slug(request_session(), measurement)
    asked = questionnaire_of(request_session(), found.id)
    return _questions_page(found, questions_of(asked), state_of(asked))


@blueprint.post("/<measurement>/vragen")
@requires(Role.RESEARCHER)
def keep_questions(measurement: str) -> ResponseReturnValue:
    """Every button brings the whole form: what moves or goes is shown first, and kept when that is pressed."""
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    asked = questionnaire_of(session, found.id)
    version, stands = asked.version, state_of(asked)
    typed, seen = read_form(request.form), request.form.get("seen", stands)
    if DO in request.form:
        return _rearranged(found, typed, seen, request.form[DO])
    try:
        if seen != stands:
            raise QuestionsChanged
        kept = change_questions(session, found, typed)
    except (QuestionsUnclear, QuestionsChanged) as error:
        return _questions_page(found, typed, stands, error=str(error), is_changed=True), error.status
    if kept.version > version:
        flash(_("Bewaard. Wie al begonnen is, maakt de oude vragen af."))
    else:
        flash(_("Bewaard."))
    return redirect(url_for(".one", measurement=found.slug), 303)


def _rearranged(measurement: Measurement, typed: list[Question], seen: str, wanted: str) -> ResponseReturnValue:
    place = steps_wanted(typed, wanted)
    if place is None:
        return _questions_page(measurement, rearranged(typed, wanted), seen, is_changed=True)
    try:
        typed[place] = with_steps_of(request_session(), typed[place], request.form.get(fields_of(place)["journey"], ""))
    except JourneyNotPublic as error:
        return _questions_page(measurement, typed, seen, error=str(error), is_changed=True), error.status
    return _questions_page(measurement, typed, seen, is_changed=True)


def _questions_page(
    measurement: Measurement, asked: Sequence[Question], seen: str, *, error: str = "", is_changed: bool = False
) -> str:
    return render_template(
        "feedback/managing/questions.html",
        measurement=measurement,
        questions=asked,
        names=[fields_of(place) for place in range(len(asked))],
        ties=[carried_ties(one) for one in asked],
        journeys=published_journeys(request_session()) if any(one.kind is Kind.STEP for one in asked) else [],
        kinds=Kind,
        seen=seen,
        error=error,
        is_changed=is_changed,
    )


@blueprint.post("/<measurement>/sluiten")
@requires(Role.RESEARCHER)
def close(measurement: str) -> ResponseReturnValue:
    found = measurement_by_slug(request_session(), measurement)
    agreement.close_measurement(request_session(), found)
    flash(_("Gesloten. Niemand kan nu nog antwoorden. Wat er is, blijft."))
    return redirect(url_for(".one", measurement=found.slug), 303)


@blueprint.post("/<measurement>/heropenen")
@requires(Role.RESEARCHER)
def resume(measurement: str) -> ResponseReturnValue:
    found = measurement_by_slug(request_session(), measurement)
    agreement.resume_measurement(request_session(), found)
    flash(_("Weer open. Codes die nog geldig zijn, werken weer."))
    return redirect(url_for(".one", measurement=found.slug), 303)
