"""What the buttons on the page of a respondent do: each keeps one part of what was filled in."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.email_address import EmailWrong
from foundation.forms.numbers import whole_number
from interviews.models import Respondent
from interviews.respondents import calls, consent, contacts, conversations, register
from interviews.respondents.attributes.open import AttributesWrong, AttributeTooClose, AttributeTwice, RoleTooClose
from interviews.respondents.contacts import ContactVault
from interviews.respondents.models import Consent
from interviews.respondents.page.forms import needed_day
from interviews.respondents.page.parts import AttributeNameless, Facts, Part, RespondentForms
from interviews.respondents.withdrawal import undo_last, withdraw_from_study
from interviews.texts.sources import interview_by_number
from studies.models import Study
from studies.retention.due import PastLastDay

Keeper = Callable[[Session, ContactVault, Respondent, RespondentForms], str]
"""Keeps one part; says what was done. Raises FieldsWrong."""

_FIELDS: dict[type[ResearcherError], str] = {
    contacts.TelephoneWrong: "telephone",
    contacts.SecondTelephoneWrong: "second_telephone",
    EmailWrong: "email",
    contacts.NameTooLong: "name",
    PastLastDay: "name",
    register.RoleMissing: "role",
    RoleTooClose: "role",
    AttributesWrong: "attributes",
    AttributeTooClose: "attributes",
    AttributeNameless: "attributes",
    AttributeTwice: "attributes",
    conversations.InterviewOfAnother: "interview",
}


class FieldsWrong(ResearcherError):
    """`errors` maps a field's name to what is wrong with it."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(errors.values()))


def add(session: Session, vault: ContactVault, study: Study, facts: Facts, reached: Mapping[str, str]) -> Respondent:
    """A new respondent with how to reach them. Raises FieldsWrong."""
    with _at_its_field():
        added = register.add_respondent(session, study, facts.said_role, facts.named_attributes())
        contacts.keep_contact(session, vault, added, contacts.contact_from(**reached))
    return added


def keep_facts(session: Session, _vault: ContactVault, respondent: Respondent, forms: RespondentForms) -> str:
    _check_told(forms, Part.FACTS)
    with _at_its_field():
        attributes = forms.facts.named_attributes()
        register.change_respondent(session, respondent, forms.facts.said_role, attributes)
    return _("De gegevens zijn bewaard.")


def keep_reached(session: Session, vault: ContactVault, respondent: Respondent, forms: RespondentForms) -> str:
    _check_told(forms, Part.CONTACT)
    with _at_its_field():
        contacts.keep_contact(session, vault, respondent, contacts.contact_from(**forms.contact))
    return _("De contactgegevens zijn versleuteld bewaard.")


def keep_call(session: Session, _vault: ContactVault, respondent: Respondent, forms: RespondentForms) -> str:
    call = forms.call
    if call.errors or call.result is None:
        raise FieldsWrong(call.errors)
    try:
        if not calls.is_kept(session, respondent, call.result, call.called_at, call.values["note"]):
            calls.log_call(session, respondent, call.result, call.called_at, call.again_at, call.values["note"])
    except calls.CallWrong as wrong:
        raise FieldsWrong({wrong.field: str(wrong)}) from wrong
    return _("Het telefoontje is bewaard.")


def keep_consent(session: Session, _vault: ContactVault, respondent: Respondent, forms: RespondentForms) -> str:
    asked = forms.asked
    if asked.errors or asked.answered_on is None:
        raise FieldsWrong(asked.errors)
    _check_told(forms, Part.CONSENT)
    try:
        for purpose, is_given in asked.answers.items():
            consent.record_consent(session, respondent, purpose, is_given, asked.answered_on, asked.way)
    except consent.ConsentDateWrong as wrong:
        raise FieldsWrong({"answered_on": str(wrong)}) from wrong
    newest = consent.answers_of(session, respondent)
    later = [newest[purpose] for purpose in asked.answers if consent.last_day(newest[purpose]) > asked.answered_on]
    return " ".join([_("De antwoorden zijn bewaard."), *(_later_told(one) for one in later)])


def keep_withdrawal(session: Session, _vault: ContactVault, respondent: Respondent, forms: RespondentForms) -> str:
    if forms.purpose is None:
        raise ResearcherError(_("Er is niets ingetrokken. Kies bij welke toestemming je op ‘Intrekken’ drukt."))
    field, errors = f"withdrawn-{forms.purpose}", dict[str, str]()
    on = needed_day(forms.withdrawn[forms.purpose], field, errors)
    if on is None:
        raise FieldsWrong(errors)
    try:
        consent.withdraw_consent(session, respondent, forms.purpose, on)
    except consent.ConsentDateWrong as wrong:
        raise FieldsWrong({field: str(wrong)}) from wrong
    return _("De toestemming is ingetrokken.")


def keep_stop(session: Session, _vault: ContactVault, respondent: Respondent, forms: RespondentForms) -> str:
    errors = dict[str, str]()
    on = needed_day(forms.stopped_on, "withdrawn", errors)
    if on is None:
        raise FieldsWrong(errors)
    try:
        withdraw_from_study(session, respondent, on, keeps_contact=forms.keeps_contact)
    except consent.ConsentDateWrong as wrong:
        raise FieldsWrong({"withdrawn": str(wrong)}) from wrong
    return _("%(title)s doet niet meer mee. Op het overzicht staat wat dat raakt.", title=respondent.title)


def keep_interview(session: Session, _vault: ContactVault, respondent: Respondent, forms: RespondentForms) -> str:
    """Link the interview that was chosen, or take the link to the one in `loose` away."""
    number = whole_number(forms.loose or forms.interview)
    if number is None:
        raise FieldsWrong({"interview": _("Kies eerst een gesprek.")})
    interview = interview_by_number(session, respondent.study_id, number)
    if forms.loose:
        conversations.unlink_interview(session, respondent, interview)
        return _("%(interview)s is losgemaakt.", interview=interview.title)
    with _at_its_field():
        conversations.link_interview(session, respondent, interview)
    return _("%(interview)s hoort nu bij %(title)s.", interview=interview.title, title=respondent.title)


def wipe(session: Session, _vault: ContactVault, respondent: Respondent, _forms: RespondentForms) -> str:
    contacts.wipe_contacts(session, [respondent])
    return _("De contactgegevens zijn gewist.")


def take_back_last(session: Session, _vault: ContactVault, respondent: Respondent, _forms: RespondentForms) -> str:
    record = undo_last(session, respondent)
    return _("Ongedaan gemaakt: %(label)s.", label=record.label)


BY_ENTER: Mapping[Part, Keeper] = {
    Part.CALL: keep_call,
    Part.CONSENT: keep_consent,
    Part.CONTACT: keep_reached,
    Part.FACTS: keep_facts,
}
"""What Enter in a field keeps, when something was typed there."""

BY_PART: Mapping[Part, Keeper] = {
    **BY_ENTER,
    Part.WITHDRAWAL: keep_withdrawal,
    Part.STOP: keep_stop,
    Part.INTERVIEW: keep_interview,
}

ANCHORS = {Part.CALL: "bellen", Part.CONSENT: "toestemming", Part.WITHDRAWAL: "toestemming"}


def _later_told(answer: Consent) -> str:
    return _(
        "Bij ‘%(purpose)s’ geldt wat op een latere dag is gezegd: %(answer)s.",
        purpose=consent.purpose_label(answer.purpose),
        answer=consent.answer_told(answer),
    )


def _check_told(forms: RespondentForms, part: Part) -> None:
    """What somebody else kept meanwhile is seen first. Raises FieldsWrong."""
    if told := forms.told_of([part]):
        raise FieldsWrong(told)


@contextmanager
def _at_its_field() -> Iterator[None]:
    """A refusal becomes the sentence at the field where it is put right."""
    try:
        yield
    except ResearcherError as wrong:
        if type(wrong) not in _FIELDS:
            raise
        raise FieldsWrong({_FIELDS[type(wrong)]: str(wrong)}) from wrong
