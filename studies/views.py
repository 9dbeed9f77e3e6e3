"""Routes of studies: the list, a new one, and the agreement of one. The overview of one is webapp.overview."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.laid_over import StoredMeanwhile, carried, laid_over, seen_in
from foundation.request_session import reading_across_organisations, request_session, signed_in
from foundation.stored_marks import tell_stored
from studies.access import EVERYONE, MANAGERS, Role, requires
from studies.agreements import keeping, stored_terms, terms, wording
from studies.agreements.checks import LONGEST_TEXT
from studies.agreements.form import AgreementForm, form_of, read_agreement
from studies.agreements.history import agreement_area, changes_of
from studies.agreements.together import agreement_laid_over, as_seen, read_seen
from studies.history.undoing import undoable
from studies.models import Asker, Indicator, Organisation, Study
from studies.organisation import OrganisationUnclear, change_organisation, values_of
from studies.organisation_fields import LONGEST_WORDS
from studies.planning import TitleMissing, add_study, studies_of, study_by_slug
from studies.retention.deleting import deleted_studies

blueprint = Blueprint("studies", __name__)


@blueprint.get("/onderzoeken")
@requires(*EVERYONE)
def all_studies() -> str:
    """Of all organisations that somebody works for: an address opens the study, whichever they chose last."""
    with reading_across_organisations() as session:
        alone = signed_in().organisation_id if signed_in().provider_id else None
        studies = studies_of(session, signed_in().person_id, alone)
        deleted = deleted_studies(request_session()) if signed_in().role in MANAGERS else []
        return render_template("studies/all.html", studies=studies, deleted=deleted, own=_own_organisation())


@blueprint.get("/onderzoeken/nieuw")
@requires(*MANAGERS)
def new_study() -> str:
    return render_template("studies/new.html", values={}, errors={})


@blueprint.post("/onderzoeken/nieuw")
@requires(*MANAGERS)
def create_study() -> ResponseReturnValue:
    values = {name: request.form.get(name, "") for name in ("title", "question", "municipality")}
    try:
        study = add_study(request_session(), **values)
    except TitleMissing as error:
        return render_template("studies/new.html", values=values, errors={"title": str(error)}), 422
    return redirect(url_for("overview.page", slug=study.slug))


@blueprint.get("/organisatie")
@requires(*MANAGERS)
def organisation() -> str:
    stored = values_of(_own_organisation())
    return _organisation_page(stored, stored)


@blueprint.post("/organisatie")
@requires(*MANAGERS)
def save_organisation() -> ResponseReturnValue:
    own = _own_organisation()
    stored = values_of(own)
    sent = {field: request.form.get(field, stood) for field, stood in stored.items()}
    form = laid_over(stored, sent, seen_in(request.form.get("seen", "")))
    try:
        if form.both:
            raise StoredMeanwhile
        change_organisation(request_session(), own, form.values)
    except (StoredMeanwhile, OrganisationUnclear) as refused:
        errors = refused.errors if isinstance(refused, OrganisationUnclear) else form.sentences
        return _organisation_page(form.values, stored, errors, refused), refused.status
    flash(_("Bewaard. Zo staat het nu op de openbare pagina’s."))
    if own.name != stored["name"]:
        flash(_("In verhalen blijft de naam staan die bij het onderzoek is ingevuld."))
    return redirect(url_for(".organisation"))


def _own_organisation() -> Organisation:
    return request_session().get_one(Organisation, signed_in().organisation_id)


def _organisation_page(
    values: Mapping[str, str],
    stored: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
    refused: ResearcherError | None = None,
) -> str:
    return render_template(
        "studies/organisation.html",
        values=values,
        seen=carried(stored),
        errors=errors or {},
        refused=str(refused or ""),
        longest=LONGEST_WORDS,
    )


@blueprint.get("/onderzoeken/<slug>/afspraken")
@requires(*EVERYONE)
def agreed(slug: str) -> str:
    session = request_session()
    study = study_by_slug(session, slug)
    found = stored_terms.agreement_of(session, study.id)
    return render_template(
        "studies/agreements/agreement.html",
        study=study,
        is_written=found is not None,
        terms=stored_terms.terms_of(found, study),
        asker_label=wording.asker_label,
        indicators=_indicators(),
        changes=changes_of(session, study.id),
        may_write=signed_in().role == Role.RESEARCHER,
        undoable=undoable(session, agreement_area(study.id)),
    )


@blueprint.get("/onderzoeken/<slug>/afspraken/schrijven")
@requires(Role.RESEARCHER)
def write_agreement(slug: str) -> str:
    study = study_by_slug(request_session(), slug)
    found = stored_terms.agreement_of(request_session(), study.id)
    form = form_of(stored_terms.terms_of(found, study))
    return _writing_page(study, form, stored_terms.version_of(found, study), seen=as_seen(form))


@blueprint.post("/onderzoeken/<slug>/afspraken")
@requires(Role.RESEARCHER)
def save_agreement(slug: str) -> ResponseReturnValue:
    study = study_by_slug(request_session(), slug)
    standing = stored_terms.terms_of(stored_terms.agreement_of(request_session(), study.id), study)
    form = read_agreement(request.form, standing)
    version = request.form.get("version", "")
    try:
        if form.errors:
            raise terms.AgreementIncomplete(form.errors)
        keeping.save_agreement(request_session(), study, form.terms, version)
    except terms.AgreementIncomplete as incomplete:
        return _writing_page(study, form, version, incomplete.errors, seen=request.form.get("seen", "")), 422
    except keeping.AgreementChangedMeanwhile as changed:
        theirs = form_of(standing)
        both = agreement_laid_over(theirs, form, read_seen(request.form.get("seen", "")))
        return _writing_page(study, both, changed.version, both.errors, str(changed), as_seen(theirs)), 409
    tell_stored(f"form:afspraken-{slug}")
    flash(_("De afspraken zijn bewaard."))
    return redirect(url_for(".agreed", slug=slug))


@blueprint.post("/onderzoeken/<slug>/afspraken/terug")
@requires(Role.RESEARCHER)
def take_back_agreement(slug: str) -> ResponseReturnValue:
    record = keeping.take_back_last(request_session(), study_by_slug(request_session(), slug).id)
    flash(_("Ongedaan gemaakt: %(label)s.", label=record.label))
    return redirect(url_for(".agreed", slug=slug))


def _writing_page(
    study: Study,
    form: AgreementForm,
    version: str,
    errors: Mapping[str, str] | None = None,
    conflict: str = "",
    seen: str = "",
) -> str:
    """`seen`: what the form showed when it was opened."""
    return render_template(
        "studies/agreements/form.html",
        study=study,
        form=form,
        version=version,
        seen=seen,
        errors=errors or {},
        conflict=conflict,
        longest=LONGEST_TEXT,
        askers=[(asker.value, wording.asker_label(asker)) for asker in Asker],
        indicators=_indicators(),
    )


def _indicators() -> list[tuple[Indicator, str, str]]:
    return [(kind, wording.indicator_label(kind), wording.indicator_meaning(kind)) for kind in Indicator]
