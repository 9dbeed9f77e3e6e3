"""Routes of the list of respondents: who is on it, who comes on it and who goes."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _, counted
from foundation.forms.numbers import read_number
from foundation.pages import Page
from foundation.request_session import request_session
from interviews.respondents import calls, register
from interviews.respondents.misplaced_contacts import left_open, seal_what_stands_open
from interviews.respondents.page.drafts import with_drafts
from interviews.respondents.page.forms import attribute_rows, read_attributes
from interviews.respondents.page.keeping import (
    FieldsWrong,
    add,
)
from interviews.respondents.page.parts import Facts
from interviews.respondents.roles import ROLES
from interviews.respondents.views.pages import blueprint, respondent_here, vault_of
from interviews.views import study_here
from studies.access import Role, requires
from studies.models import Study
from studies.trail.kinds import Kind
from studies.trail.looks import shows


@blueprint.get("/")
@requires(Role.RESEARCHER)
@shows(Kind.CONTACTS_READ)
def all_respondents() -> str:
    study = study_here()
    lines = register.respondents_of(request_session(), study.id)
    figures = calls.response_figures(line.progress for line in lines)
    shown = request.args.get("toon", "")
    fitting = [line for line in lines if _is_shown(line, shown)]
    page = Page(request.args.get("bladzijde", 1, type=read_number), len(fitting))
    return render_template(
        "interviews/respondents/respondents.html",
        study=study,
        lines=page.of(fitting),
        page=page,
        figures=figures,
        sentence=calls.response_sentence(figures),
        attributes=register.attribute_names(line.respondent for line in lines),
        standing_label=calls.standing_label,
        standings=[(standing.value, calls.standing_label(standing)) for standing in calls.CallStanding],
        shown=shown,
        to_call=sum(line.progress.standing in calls.TO_CALL for line in lines),
        left_open=len(left_open(line.respondent for line in lines)),
        to_wipe=sum(line.may_be_wiped for line in lines),
        typed_on=with_drafts(request_session(), study.id),
    )


def _is_shown(line: register.RespondentLine, shown: str) -> bool:
    if shown == "bellen":
        return line.progress.standing in calls.TO_CALL
    return shown in ("", line.progress.standing)


@blueprint.post("/kenmerken/verplaatsen")
@requires(Role.RESEARCHER)
def seal_attributes() -> ResponseReturnValue:
    study = study_here()
    number = seal_what_stands_open(request_session(), vault_of(study), study.id)
    people = counted(number, "persoon", "mensen")
    flash(_("Van %(people)s staan er geen contactgegevens meer open.", people=people))
    return redirect(url_for(".all_respondents"))


@blueprint.get("/nieuw")
@requires(Role.RESEARCHER)
def new_respondent() -> str:
    return _new_page(study_here(), (), {})


@blueprint.post("/nieuw")
@requires(Role.RESEARCHER)
def create_respondent() -> ResponseReturnValue:
    session, study, form = request_session(), study_here(), request.form
    facts = Facts(form.get("role", ""), form.get("other_role", "").strip(), read_attributes(form))
    reached = {name: form.get(name, "") for name in ("name", "telephone", "second_telephone", "email")}
    try:
        added = add(session, vault_of(study), study, facts, reached)
    except FieldsWrong as wrong:
        return _new_page(study, facts.attributes, wrong.errors), 422
    flash(_("%(title)s staat op de lijst.", title=added.title))
    return redirect(url_for(".one", number=added.number))


def _new_page(study: Study, attributes: Sequence[tuple[str, str]], errors: dict[str, str]) -> str:
    known = register.attribute_names(register.all_respondents(request_session(), study.id))
    return render_template(
        "interviews/respondents/respondent_new.html",
        study=study,
        roles=ROLES,
        values=request.form,
        rows=attribute_rows(attributes, known),
        errors=errors,
    )


@blueprint.post("/contact/wissen")
@requires(Role.RESEARCHER)
def wipe_contacts() -> ResponseReturnValue:
    number = register.wipe_contacts_no_longer_needed(request_session(), study_here().id)
    flash(_("De contactgegevens van %(people)s zijn gewist.", people=counted(number, "persoon", "mensen")))
    return redirect(url_for(".all_respondents"))


@blueprint.post("/<int:number>/weg")
@requires(Role.RESEARCHER)
def remove(number: int) -> ResponseReturnValue:
    found = respondent_here(study_here(), number)
    register.remove_respondent(request_session(), found)
    flash(_("%(title)s is van de lijst gehaald.", title=found.title))
    return redirect(url_for(".all_respondents"))
