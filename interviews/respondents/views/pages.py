"""The page of one respondent, and what every route of respondents begins with."""

from flask import render_template, request

from foundation.clock import today
from foundation.forms.numbers import read_number
from foundation.request_session import request_session
from interviews.models import Respondent
from interviews.respondents import calls, consent, contacts, conversations, register
from interviews.respondents.contacts import ContactVault
from interviews.respondents.models import CallResult, ConsentWay, Purpose
from interviews.respondents.page.drafts import DraftVault, OpenedPage
from interviews.respondents.page.forms import attribute_rows
from interviews.respondents.page.meanwhile import shown_of
from interviews.respondents.page.older_pages import seen_of
from interviews.respondents.page.parts import RespondentForms, first_shown
from interviews.respondents.roles import ROLES
from interviews.texts.deleted import deleted_interviews
from interviews.texts.resting import resting_on
from interviews.views import key_here, within_study
from studies.history.undoing import undoable
from studies.models import Study

blueprint = within_study("respondents", __name__, "/interviews/respondenten")


def vault_of(study: Study) -> ContactVault:
    return ContactVault(key_here(study))


def drafts_of(study: Study) -> DraftVault:
    return DraftVault(key_here(study))


def opened_page() -> OpenedPage:
    form = request.form
    return OpenedPage.read(form.get("page", ""), form.get("took", ""), form.get("turn", 0, type=read_number))


def respondent_here(study: Study, number: int) -> Respondent:
    return register.respondent_by_number(request_session(), study.id, number)


def first_page(study: Study, found: Respondent) -> RespondentForms:
    session = request_session()
    return first_shown(found, contacts.contact_of(session, vault_of(study), found), consent.answers_of(session, found))


def page_of(
    study: Study,
    found: Respondent,
    forms: RespondentForms,
    opened: OpenedPage,
    errors: dict[str, str] | None = None,
    *,
    is_typed_on: bool = False,
) -> str:
    session = request_session()
    given, made = consent.consents_of(session, found), calls.calls_of(session, found)
    interviews = conversations.interviews_of_respondent(session, found)
    answers = consent.answers_of(session, found)
    everybody = register.all_respondents(session, study.id)
    return render_template(
        "interviews/respondents/respondent.html",
        study=study,
        respondent=found,
        next_one=next((one for one in everybody if one.number > found.number), None),
        contact=contacts.contact_of(session, vault_of(study), found),
        progress=calls.call_progress(found, made, bool(interviews)),
        made=made,
        interviews=interviews,
        links_told=conversations.links_told(session, found),
        free_interviews=conversations.interviews_of_nobody(session, study.id),
        answers=answers,
        purposes=[(one, consent.purpose_label(one), consent.purpose_question(one)) for one in Purpose],
        stands={one: consent.stands(answers, one) for one in Purpose},
        earlier=[one for one in given if one is not answers.get(one.purpose)],
        rows=attribute_rows(forms.facts.attributes, register.attribute_names(everybody)),
        roles=ROLES,
        results=[(one.value, calls.result_label(one)) for one in CallResult],
        ways=[(one.value, consent.way_label(one)) for one in ConsentWay],
        result_label=calls.result_label,
        standing_label=calls.standing_label,
        way_label=consent.way_label,
        purpose_label=consent.purpose_label,
        typed=forms,
        seen=seen_of(first_page(study, found)) | {"kept_shown": shown_of(session, found)},
        opened=opened,
        today=today().isoformat(),
        errors=errors or {},
        is_typed_on=is_typed_on,
        undoable=undoable(session, contacts.contact_area(found)),
        deleted=[pair for pair in deleted_interviews(session, study.id) if pair[0].respondent_id == found.id],
        resting=[] if found.withdrawn_on else resting_on(session, study.id, frozenset(one.id for one in interviews)),
    )
