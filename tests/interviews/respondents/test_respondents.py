"""Respondents: contact data that stay secret, calls, consent, call lists, and what their consent means for quotes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import AMSTERDAM, now, pretend_it_is, today
from foundation.database.leaving_files import empty_log
from foundation.forms.email_address import EmailWrong
from foundation.secrets.sealing import KeyDoesNotFit, key_of_study
from interviews.models import Interview, Respondent
from interviews.respondents.attributes.open import AttributesWrong, AttributeTooClose, RoleTooClose
from interviews.respondents.calls import CallStanding, CallWrong, log_call, response_figures, response_sentence
from interviews.respondents.consent import (
    ConsentDateWrong,
    NothingToWithdraw,
    QuoteUse,
    answers_of,
    consents_of,
    quotes_allowed,
    record_consent,
    stands,
    withdraw_consent,
)
from interviews.respondents.contacts import (
    Contact,
    ContactVault,
    TelephoneWrong,
    contact_area,
    contact_of,
    save_contact,
    telephone_of,
    wipe_contacts,
)
from interviews.respondents.conversations import link_interview
from interviews.respondents.misplaced_contacts import seal_what_stands_open
from interviews.respondents.models import CallAttempt, CallResult, Consent, ConsentWay, Purpose, RespondentContact
from interviews.respondents.register import (
    RespondentSpoken,
    RoleMissing,
    add_respondent,
    all_respondents,
    change_respondent,
    remove_respondent,
    respondents_of,
    wipe_contacts_no_longer_needed,
)
from interviews.respondents.withdrawal import withdraw_from_study, withdrawn_interviews
from studies.access import Role
from studies.accounts.persons import add_person
from studies.history.changes import recorded
from studies.history.undoing import undo, undoable
from studies.keys.secret import key_from_before
from studies.models import ChangeRecord, Organisation, Study
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.files import contents_of
from webapp.integrity import problems
from webapp.settings import Settings

KEY = bytes(range(32))
MARCH = date(2026, 3, 10)
CALLED = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
HOME = "/onderzoeken/jeugdhulp/interviews/respondenten/"


@pytest.fixture
def vault(study: Study) -> ContactVault:
    return ContactVault(key_from_before(KEY, study.id))


@pytest.fixture
def respondent(session: Session, study: Study) -> Respondent:
    return add_respondent(session, study, "ouder", {"leeftijd": "40 tot 50"})


def make_interview_of(session: Session, study: Study, respondent: Respondent) -> Interview:
    interview = session.get_one(Interview, make_interview(session, study).interview_id)
    link_interview(session, respondent, interview)
    return interview


def allow(session: Session, respondent: Respondent, purpose: Purpose) -> None:
    record_consent(session, respondent, purpose, True, MARCH, ConsentWay.BY_TELEPHONE)


def test_respondents_are_numbered_within_the_study(session: Session, study: Study) -> None:
    titles = [add_respondent(session, study, role).title for role in ("Ouder", "jongere")]

    assert titles == ["Respondent 1", "Respondent 2"]
    assert [one.role for one in all_respondents(session, study.id)] == ["ouder", "jongere"]


def test_nobody_gets_the_number_of_somebody_who_went(session: Session, study: Study) -> None:
    first, second = (add_respondent(session, study, "ouder") for _number in range(2))
    remove_respondent(session, second)
    assert add_respondent(session, study, "jongere").number == 3
    remove_respondent(session, first)

    assert [one.number for one in all_respondents(session, study.id)] == [3]


def test_a_respondent_has_a_role_and_short_attributes(session: Session, study: Study) -> None:
    with pytest.raises(RoleMissing):
        add_respondent(session, study, "  ")
    with pytest.raises(AttributesWrong):
        add_respondent(session, study, "ouder", {"leeftijd": "x" * 61})


def test_an_interview_is_of_one_person_until_it_is_let_go(
    client: FlaskClient, session: Session, study: Study, respondent: Respondent
) -> None:
    interview = make_interview_of(session, study, respondent)
    add_respondent(session, study, "jongere")
    session.commit()

    answer = client.post(f"{HOME}2/gesprek", data={"interview": "1"})

    assert answer.status_code == 422
    assert "Gesprek 1 hoort al bij Respondent 1. Maak het daar eerst los." in answer.text
    assert client.post(f"{HOME}1/gesprek", data={"interview": "1"}).status_code == 302
    session.refresh(interview)
    assert interview.respondent_id == respondent.id


def test_a_talk_in_two_parts_is_of_one_person(
    client: FlaskClient, session: Session, study: Study, respondent: Respondent
) -> None:
    make_interview_of(session, study, respondent)
    make_interview(session, study)
    session.commit()
    page = client.get(f"{HOME}1").text
    assert "Kies nog een gesprek" in page
    assert '<option value="2">Gesprek 2' in page

    client.post(f"{HOME}1/gesprek", data={"interview": "2"})

    assert client.get(f"{HOME}1").text.count("Maak los") == 2
    listed = client.get(HOME).text
    assert listed.count(">Gesprek 1</a>, <a") == 1
    assert ">Gesprek 2</a>" in listed
    assert "De ene persoon die je benaderde, deed mee." in listed


# Contact data


def test_contact_data_are_read_with_the_key_only(session: Session, respondent: Respondent, vault: ContactVault) -> None:
    save_contact(session, vault, respondent, "Anna  Pieterse", "06-1234 5678")

    assert contact_of(session, vault, respondent) == Contact("Anna Pieterse", "0612345678")
    row = session.exec(select(RespondentContact)).one()
    assert b"Anna" not in row.sealed
    assert b"0612345678" not in row.sealed
    with pytest.raises(KeyDoesNotFit):
        contact_of(session, ContactVault(key_from_before(bytes(32), respondent.study_id)), respondent)


def test_sealed_contact_data_fit_nobody_else(session: Session, study: Study, vault: ContactVault) -> None:
    first, second = (add_respondent(session, study, "ouder") for _number in range(2))
    save_contact(session, vault, first, "Anna", "")
    session.add(RespondentContact(respondent_id=second.id, sealed=session.exec(select(RespondentContact)).one().sealed))

    with pytest.raises(KeyDoesNotFit):
        contact_of(session, vault, second)


def test_contact_data_show_in_no_representation() -> None:
    assert "Anna" not in repr(Contact("Anna", "0612345678"))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("06-1234 5678", "0612345678"),
        ("+31 6 12345678", "0612345678"),
        ("+31 (0)6 12345678", "0612345678"),
        ("0031612345678", "0612345678"),
        ("612345678", "0612345678"),
        ("31612345678", "0612345678"),
        ("6.12345678E8", "0612345678"),
        ("6,12345678E+08", "0612345678"),
        ("tel. 06-12345678", "0612345678"),
        ("06\u201112345678", "0612345678"),
        ("+31 (0)43 123 45 67", "0431234567"),
        ("(0475) 12 34 56", "0475123456"),
        ("+32 470 12 34 56", "+32470123456"),
        ("", ""),
    ],
)
def test_a_telephone_number_is_read_however_it_is_written(written: str, kept: str) -> None:
    assert telephone_of(written) == kept


@pytest.mark.parametrize("written", ["06-7654321", "061234567890", "bel mij", "06 12 34 56 7x", "6,12E+08"])
def test_a_wrong_telephone_number_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(TelephoneWrong) as refused:
        telephone_of(written)
    assert written not in str(refused.value)


def test_an_email_address_is_kept_with_the_telephone(
    session: Session, respondent: Respondent, vault: ContactVault
) -> None:
    save_contact(session, vault, respondent, "Anna", "", " mailto:anna@voorbeeld.nl ")

    assert contact_of(session, vault, respondent) == Contact("Anna", "", "anna@voorbeeld.nl")
    assert b"voorbeeld" not in session.exec(select(RespondentContact)).one().sealed
    with pytest.raises(EmailWrong):
        save_contact(session, vault, respondent, "Anna", "", "anna at voorbeeld")


def test_what_was_sealed_before_there_was_email_still_opens(
    session: Session, respondent: Respondent, vault: ContactVault
) -> None:
    seal = AESGCM(key_of_study(KEY, respondent.study_id, b"contact"))
    label = b"respondent %d" % respondent.id
    sealed = bytes(12) + seal.encrypt(bytes(12), b'["Anna", "0612345678"]', label)
    session.add(RespondentContact(respondent_id=respondent.id, sealed=sealed))
    session.flush()

    assert contact_of(session, vault, respondent) == Contact("Anna", "0612345678")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("telefoon", "thuis"),
        ("tel.", "0612345678"),
        ("bereikbaar", "06-12345678"),
        ("anders", "anna@voorbeeld.nl"),
        ("leeftijd", "3-4-1980"),
        ("geboortedatum", "april"),
        ("bsn", "onbekend"),
        ("woonplaats", "6221 AB"),
        ("hulp", "via mevrouw De Wit"),
        ("0612345678", "ja"),
    ],
)
def test_attributes_never_lead_to_somebody(session: Session, study: Study, name: str, value: str) -> None:
    with pytest.raises(AttributeTooClose) as refused:
        add_respondent(session, study, "ouder", {name: value})
    respondent = add_respondent(session, study, "ouder")
    with pytest.raises(AttributeTooClose):
        change_respondent(session, respondent, "ouder", {name: value})

    assert value not in str(refused.value)
    assert respondent.attributes == {}


def test_a_role_never_leads_to_somebody(session: Session, study: Study) -> None:
    with pytest.raises(RoleTooClose):
        add_respondent(session, study, "moeder van Koen Jansen, 06-12345678")


def make_left_open(session: Session, study: Study) -> Respondent:
    """As a call list of an earlier version left somebody, changed once since."""
    respondent = add_respondent(session, study, "ouder")
    old = {"tel.": "06-12345678", "geboortedatum": "3-4-1980", "e-mail": "anna@voorbeeld.nl", "woonplaats": "dorp"}
    with recorded(session, study.id, contact_area(respondent), "gewijzigd"):
        respondent.attributes = old
    with recorded(session, study.id, contact_area(respondent), "gewijzigd"):
        respondent.attributes = {**old, "hulp": "pleegzorg"}
    return respondent


def everything_kept(session: Session) -> str:
    session.expire_all()
    respondents = [one.attributes for one in session.exec(select(Respondent)).all()]
    return str([*respondents, *(one.operations for one in session.exec(select(ChangeRecord)).all())])


def test_wiping_takes_contact_data_among_the_attributes_along(
    session: Session, study: Study, vault: ContactVault
) -> None:
    respondent = make_left_open(session, study)

    wipe_contacts(session, [respondent])

    assert respondent.attributes == {"woonplaats": "dorp", "hulp": "pleegzorg"}
    for private in ("12345678", "1980", "voorbeeld.nl"):
        assert private not in everything_kept(session)


def test_contact_data_among_the_attributes_are_told_and_put_where_they_belong(
    session: Session, study: Study, vault: ContactVault, engine: Engine
) -> None:
    respondent = make_left_open(session, study)
    session.commit()
    assert [problem.split(":")[0] for problem in problems(engine)] == [f"Respondent 1 van onderzoek {study.id}"]

    assert seal_what_stands_open(session, vault, study.id) == 1
    session.commit()

    assert problems(engine) == []
    assert contact_of(session, vault, respondent) == Contact("", "0612345678", "anna@voorbeeld.nl")
    assert respondent.attributes == {"woonplaats": "dorp", "hulp": "pleegzorg"}
    for private in ("12345678", "1980", "voorbeeld.nl"):
        assert private not in everything_kept(session)


@pytest.mark.parametrize(
    "role", ["Aagje Zwart", "Quirina Zwaluwe", "Daan", "Bas", "moeder van Daan", "buurvrouw Truus"]
)
def test_a_role_is_no_name(session: Session, study: Study, role: str) -> None:
    with pytest.raises(RoleTooClose):
        add_respondent(session, study, role)
    respondent = add_respondent(session, study, "ouder")
    with pytest.raises(RoleTooClose):
        change_respondent(session, respondent, role, {})

    assert respondent.role == "ouder"


@pytest.mark.parametrize(
    "role", ["Ouder", "Pleegmoeder", "casemanager WMO", "Jeugdconsulent", "POH-GGZ", "Wethouder", "ambulant begeleider"]
)
def test_a_role_that_names_nobody_is_kept(session: Session, study: Study, role: str) -> None:
    assert add_respondent(session, study, role).role == role.lower()


def make_named_openly(session: Session, study: Study, vault: ContactVault) -> Respondent:
    """As a list of an earlier version left somebody: a name for a role, and family among the attributes."""
    respondent = add_respondent(session, study, "ouder", {"woonplaats": "Venlo"})
    save_contact(session, vault, respondent, "", "0633335555")
    named = {"kind": "Daanzy (2014)", "partner": "Gerrit", "gezinssituatie": "woont samen met Henk"}
    with recorded(session, study.id, contact_area(respondent), "gewijzigd"):
        respondent.role, respondent.attributes = "aagje zwart", {**respondent.attributes, **named}
    session.commit()
    return respondent


OPEN_NAMES = (b"aagje", b"Daanzy", b"Gerrit", b"Henk")


def test_wiping_takes_names_out_of_role_and_attributes_and_out_of_the_files(
    session: Session, study: Study, vault: ContactVault, engine: Engine, settings: Settings
) -> None:
    respondent = make_named_openly(session, study, vault)
    assert any(b"Gerrit" in content for content in contents_of(settings.data_dir).values())

    wipe_contacts(session, [respondent])
    session.commit()
    session.close()

    assert problems(engine) == []
    kept = session.exec(select(Respondent)).one()
    assert (kept.role, kept.attributes) == ("onbekend", {"woonplaats": "Venlo"})
    session.close()
    assert empty_log(engine)
    for name, content in contents_of(settings.data_dir).items():
        assert not [one for one in OPEN_NAMES if one in content], name


def test_names_left_open_are_told_and_put_away(
    session: Session, study: Study, vault: ContactVault, engine: Engine
) -> None:
    respondent = make_named_openly(session, study, vault)
    assert "Respondent 1" in problems(engine)[0]

    assert seal_what_stands_open(session, vault, study.id) == 1
    session.commit()

    assert problems(engine) == []
    assert contact_of(session, vault, respondent) == Contact("aagje zwart", "0633335555")
    assert (respondent.role, respondent.attributes) == ("onbekend", {"woonplaats": "Venlo"})
    assert "Gerrit" not in everything_kept(session)


def test_history_never_keeps_what_was_taken_out_of_the_attributes(session: Session, study: Study) -> None:
    respondent = make_left_open(session, study)

    change_respondent(session, respondent, "ouder", {"woonplaats": "dorp"})

    assert "12345678" not in everything_kept(session)


def test_wiping_leaves_no_contact_data_and_no_notes_anywhere(
    session: Session, respondent: Respondent, vault: ContactVault
) -> None:
    save_contact(session, vault, respondent, "Anna Pieterse", "0612345678")
    log_call(session, respondent, CallResult.SPOKEN, CALLED, note="Anna belt liever na zes uur")

    assert wipe_contacts(session, [respondent]) == 1

    assert not contact_of(session, vault, respondent)
    assert session.exec(select(CallAttempt)).one().note == ""
    assert session.exec(select(ChangeRecord)).all() == []
    assert wipe_contacts(session, [respondent]) == 0


def test_contact_data_never_stand_in_the_history(session: Session, respondent: Respondent, vault: ContactVault) -> None:
    save_contact(session, vault, respondent, "Anna Pieterse", "0612345678")
    change_respondent(session, respondent, "jongere", {})

    sealed = session.exec(select(RespondentContact)).one().sealed.hex()
    assert all(sealed not in str(record.operations) for record in session.exec(select(ChangeRecord)).all())


def test_only_who_is_done_and_expects_no_call_is_wiped(session: Session, study: Study, vault: ContactVault) -> None:
    waiting, done, refused, called_back = (add_respondent(session, study, "ouder") for _number in range(4))
    for one in (waiting, done, refused, called_back):
        save_contact(session, vault, one, "Iemand", "")
    log_call(session, done, CallResult.SPOKEN, CALLED)
    log_call(session, refused, CallResult.REFUSED, CALLED)
    log_call(session, called_back, CallResult.SPOKEN, CALLED)
    allow(session, called_back, Purpose.CALL_BACK)

    assert wipe_contacts_no_longer_needed(session, study.id) == 2

    kept = [line.respondent.number for line in respondents_of(session, study.id) if line.has_contact]
    assert kept == [waiting.number, called_back.number]


# Calls


def test_calls_tell_how_far_it_is(session: Session, study: Study, respondent: Respondent) -> None:
    def standing() -> CallStanding:
        return respondents_of(session, study.id)[0].progress.standing

    assert standing() is CallStanding.NOT_CALLED
    log_call(session, respondent, CallResult.NO_ANSWER, CALLED)
    assert standing() is CallStanding.NO_ANSWER
    log_call(session, respondent, CallResult.APPOINTMENT, CALLED + timedelta(1), CALLED + timedelta(3))
    assert standing() is CallStanding.APPOINTMENT
    assert respondents_of(session, study.id)[0].progress.again_at == CALLED + timedelta(3)
    undo(session, contact_area(respondent))
    assert standing() is CallStanding.NO_ANSWER
    make_interview_of(session, study, respondent)
    assert standing() is CallStanding.SPOKEN


@pytest.mark.parametrize(
    ("result", "called_at", "again_at", "field"),
    [
        (CallResult.NO_ANSWER, now() + timedelta(days=1), None, "called_at"),
        (CallResult.APPOINTMENT, CALLED, None, "again_at"),
        (CallResult.CALL_BACK, CALLED, CALLED - timedelta(hours=1), "again_at"),
    ],
)
def test_a_call_that_cannot_be_is_refused(
    session: Session,
    respondent: Respondent,
    result: CallResult,
    called_at: datetime,
    again_at: datetime | None,
    field: str,
) -> None:
    with pytest.raises(CallWrong) as refused:
        log_call(session, respondent, result, called_at, again_at)
    assert refused.value.field == field


def test_response_is_told_in_words_and_numbers(session: Session, study: Study) -> None:
    results = [[], ["no_answer"], ["no_answer", "refused"], ["appointment", "spoken"], ["spoken"]]
    for of_one in results:
        respondent = add_respondent(session, study, "ouder")
        for day, result in enumerate(of_one):
            log_call(session, respondent, CallResult(result), CALLED + timedelta(day), CALLED + timedelta(9))

    figures = response_figures(line.progress for line in respondents_of(session, study.id))

    assert (figures.listed, figures.approached, figures.reached, figures.spoken, figures.refused) == (5, 4, 3, 2, 1)
    assert response_sentence(figures) == "2 van de 4 mensen deden mee."


def test_who_stops_before_the_interview_is_not_called_any_more(
    client: FlaskClient, session: Session, study: Study, respondent: Respondent
) -> None:
    log_call(session, respondent, CallResult.CALL_BACK, CALLED, CALLED + timedelta(1))
    withdraw_from_study(session, respondent, today())
    figures = response_figures(line.progress for line in respondents_of(session, study.id))
    assert (figures.approached, figures.reached, figures.spoken, figures.refused) == (1, 1, 0, 1)
    session.commit()

    listed = client.get(HOME).text
    assert "Nog te bellen (0)" in listed
    assert "Terugbellen 1" not in listed
    page = client.get(f"{HOME}1").text
    assert ". Doet niet mee." in page
    assert "Niemand op de lijst heeft deze stand." in client.get(f"{HOME}?toon=bellen").text


def test_who_told_their_story_and_stopped_is_called_so_on_the_list(
    client: FlaskClient, session: Session, study: Study, respondent: Respondent
) -> None:
    log_call(session, respondent, CallResult.SPOKEN, CALLED)
    session.commit()
    assert "doet niet meer mee" not in client.get(HOME).text
    withdraw_from_study(session, respondent, today())
    session.commit()
    assert "doet niet meer mee" in client.get(HOME).text


def test_who_must_still_be_written_to_after_stopping_is_not_among_those_to_wipe(
    session: Session, study: Study, respondent: Respondent, vault: ContactVault
) -> None:
    save_contact(session, vault, respondent, "Iemand", "")
    log_call(session, respondent, CallResult.SPOKEN, CALLED)
    withdraw_from_study(session, respondent, today(), keeps_contact=True)

    assert wipe_contacts_no_longer_needed(session, study.id) == 0
    assert respondents_of(session, study.id)[0].has_contact


# Consent


def test_consent_is_given_per_purpose_and_withdrawn(session: Session, respondent: Respondent) -> None:
    allow(session, respondent, Purpose.RECORD)
    assert stands(answers_of(session, respondent), Purpose.RECORD)
    assert not stands(answers_of(session, respondent), Purpose.QUOTE_LITERALLY)

    withdraw_consent(session, respondent, Purpose.RECORD, date(2026, 4, 1))

    assert not stands(answers_of(session, respondent), Purpose.RECORD)
    with pytest.raises(NothingToWithdraw):
        withdraw_consent(session, respondent, Purpose.RECORD, date(2026, 4, 2))
    record_consent(session, respondent, Purpose.RECORD, True, date(2026, 4, 1), ConsentWay.ON_PAPER)
    assert stands(answers_of(session, respondent), Purpose.RECORD)
    assert len(consents_of(session, respondent)) == 2


def test_what_was_said_last_holds_whenever_it_was_typed(session: Session, study: Study, respondent: Respondent) -> None:
    interview = make_interview_of(session, study, respondent)
    for is_given, day in ((True, 5), (False, 20), (True, 10)):
        answered_on = date(2026, 3, day)
        record_consent(session, respondent, Purpose.QUOTE_REWORDED, is_given, answered_on, ConsentWay.BY_TELEPHONE)

    assert not stands(answers_of(session, respondent), Purpose.QUOTE_REWORDED)
    assert withdrawn_interviews(session, study.id) == {interview.id}
    assert [one.answered_on.day for one in consents_of(session, respondent)] == [20, 10, 5]


def test_a_yes_of_an_earlier_day_undoes_no_withdrawal(session: Session, respondent: Respondent) -> None:
    allow(session, respondent, Purpose.RECORD)
    withdraw_consent(session, respondent, Purpose.RECORD, MARCH + timedelta(days=9))

    record_consent(session, respondent, Purpose.RECORD, True, MARCH + timedelta(days=8), ConsentWay.ON_PAPER)

    assert not stands(answers_of(session, respondent), Purpose.RECORD)


def test_consent_is_not_withdrawn_before_it_was_given(session: Session, respondent: Respondent) -> None:
    allow(session, respondent, Purpose.RECORD)

    with pytest.raises(ConsentDateWrong):
        withdraw_consent(session, respondent, Purpose.RECORD, MARCH - timedelta(days=1))
    with pytest.raises(ConsentDateWrong):
        record_consent(session, respondent, Purpose.RECORD, True, today() + timedelta(1), ConsentWay.ON_PAPER)


def test_consent_given_just_after_midnight_is_of_today(session: Session, respondent: Respondent) -> None:
    with pretend_it_is(datetime(2026, 6, 12, 0, 30, tzinfo=AMSTERDAM)):
        record_consent(session, respondent, Purpose.RECORD, True, date(2026, 6, 12), ConsentWay.ON_PAPER)

    assert stands(answers_of(session, respondent), Purpose.RECORD)


def test_an_answer_given_by_mistake_can_be_taken_back(session: Session, respondent: Respondent) -> None:
    allow(session, respondent, Purpose.QUOTE_LITERALLY)
    undo(session, contact_area(respondent))

    assert answers_of(session, respondent) == {}


def test_what_was_not_allowed_may_not_be_quoted(session: Session, study: Study) -> None:
    literally, reworded, never_asked, withdrawn = (add_respondent(session, study, "ouder") for _number in range(4))
    allow(session, literally, Purpose.QUOTE_LITERALLY)
    for respondent in (reworded, withdrawn):
        allow(session, respondent, Purpose.QUOTE_REWORDED)
    allow(session, withdrawn, Purpose.QUOTE_LITERALLY)
    withdraw_consent(session, withdrawn, Purpose.QUOTE_LITERALLY, date(2026, 4, 1))
    people = (literally, reworded, never_asked, withdrawn)
    ids = [make_interview_of(session, study, respondent).id for respondent in people]
    of_nobody = make_interview(session, study).interview_id or 0

    allowed = quotes_allowed(session, [*ids, of_nobody])

    uses = [QuoteUse.LITERALLY, QuoteUse.REWORDED, QuoteUse.NOT_AT_ALL, QuoteUse.REWORDED]
    assert allowed == dict(zip(ids, uses, strict=True))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=st.lists(st.tuples(st.sampled_from(Purpose), st.sampled_from(["yes", "no", "withdraw"])), max_size=8))
def test_literal_use_always_rests_on_a_yes_that_still_stands(
    session: Session, study: Study, answers: list[tuple[Purpose, str]]
) -> None:
    respondent, said_yes = add_respondent(session, study, "ouder"), False
    interview = make_interview_of(session, study, respondent)
    for purpose, answer in answers:
        if answer != "withdraw":
            record_consent(session, respondent, purpose, answer == "yes", MARCH, ConsentWay.BY_EMAIL)
        elif stands(answers_of(session, respondent), purpose):
            withdraw_consent(session, respondent, purpose, MARCH)
        if purpose is Purpose.QUOTE_LITERALLY:
            said_yes = answer == "yes"

    assert (quotes_allowed(session, [interview.id])[interview.id] is QuoteUse.LITERALLY) == said_yes


# The list


def test_whoever_told_their_story_stays_on_the_list(session: Session, study: Study, respondent: Respondent) -> None:
    interview = make_interview_of(session, study, respondent)
    with pytest.raises(RespondentSpoken):
        remove_respondent(session, respondent)

    undo(session, contact_area(respondent))
    assert interview.respondent_id is None
    remove_respondent(session, respondent)
    assert all_respondents(session, study.id) == []


def test_an_interview_outlives_nothing_of_its_respondent_but_the_link(
    session: Session, study: Study, respondent: Respondent
) -> None:
    interview = make_interview_of(session, study, respondent)
    session.commit()
    session.delete(session.get_one(Respondent, respondent.id))
    session.commit()
    session.refresh(interview)

    assert interview.respondent_id is None


# On screen


def test_a_respondent_is_added_called_and_asked_on_screen(client: FlaskClient, session: Session, study: Study) -> None:
    assert "Nog niemand op de lijst" in client.get(HOME).text
    client.post(
        f"{HOME}nieuw",
        data={"role": "ouder", "name": "Anna Pieterse", "telephone": "0612345678", "attribute_name": "leeftijd"}
        | {"attribute_value": "40 tot 50"},
    )
    call = {"result": "appointment", "called_at": "2026-03-10T14:00", "again_at": "2026-03-12T09:30", "note": "na zes"}
    client.post(f"{HOME}1/bellen", data=call)
    asked = {"quote_reworded": "yes", "quote_literally": "no", "answered_on": "2026-03-10", "way": "by_telephone"}
    client.post(f"{HOME}1/toestemming", data=asked)

    page = client.get(f"{HOME}1").text
    assert "06-12345678" in page
    assert "12 maart 2026, 9.30 uur" in page
    overview = client.get(HOME).text
    assert "In andere woorden" in overview
    assert "Anna" not in overview


def test_a_wrong_call_keeps_what_was_typed(client: FlaskClient, session: Session, study: Study) -> None:
    client.post(f"{HOME}nieuw", data={"role": "ouder"})
    answer = client.post(
        f"{HOME}1/bellen", data={"result": "appointment", "called_at": "2026-03-10T14:00", "note": "liever na zes"}
    )

    assert answer.status_code == 422
    assert "Vul in wanneer de afspraak is" in answer.text
    assert "liever na zes" in answer.text
    assert session.exec(select(CallAttempt)).all() == []


def test_a_wrong_telephone_number_adds_nobody(client: FlaskClient, session: Session, study: Study) -> None:
    answer = client.post(f"{HOME}nieuw", data={"role": "ouder", "name": "Anna", "telephone": "12"})

    assert answer.status_code == 422
    assert "Dit telefoonnummer klopt niet" in answer.text
    assert all_respondents(session, study.id) == []


TYPED = {
    "result": "no_answer",
    "called_at": "2026-03-10T14:00",
    "again_at": "2026-03-12T09:30",
    "note": "liever na zes",
    "record": "yes",
    "quote_reworded": "yes",
    "quote_literally": "no",
    "call_back": "no",
    "read_first": "yes",
    "answered_on": "2026-03-09",
    "way": "on_paper",
    "name": "Anna Pieterse",
    "telephone": "0612345678",
    "email": "anna@voorbeeld.nl",
    "role": "anders",
    "other_role": "buurvrouw",
    "attribute_name": ["leeftijd", "buurt"],
    "attribute_value": ["60 tot 70", "rustig"],
}
SHOWN = {
    "bellen": ['value="no_answer" checked', "liever na zes", "2026-03-10T14:00", "2026-03-12T09:30"],
    "toestemming": ['name="record" value="yes" checked', 'name="call_back" value="no" checked', "2026-03-09"],
    "contact": ['value="Anna Pieterse"', 'value="0612345678"', 'value="anna@voorbeeld.nl"'],
    "": ['value="buurvrouw"', 'value="60 tot 70"', 'value="rustig"'],
}
"""What was typed as it stands on the page, by the part of the page whose button keeps it."""


@pytest.mark.parametrize("part", SHOWN)
def test_keeping_one_form_of_the_page_wipes_no_other(
    client: FlaskClient, session: Session, study: Study, part: str
) -> None:
    client.post(f"{HOME}nieuw", data={"role": "ouder"})

    answer = client.post(f"{HOME}1/{part}".rstrip("/"), data=TYPED, follow_redirects=True)

    assert answer.status_code == 200
    assert "Wat je eerder invulde, staat er nog." in answer.text
    for other, texts in SHOWN.items():
        for text in texts if other != part else []:
            assert text in answer.text, (other, text)
    assert len(session.exec(select(CallAttempt)).all()) == (part == "bellen")
    assert len(session.exec(select(Consent)).all()) == (5 if part == "toestemming" else 0)


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("bellen", {"result": ""}),
        ("toestemming", {"answered_on": "gisteren"}),
        ("contact", {"telephone": "12"}),
        ("", {"attribute_value": ["06-12345678", "rustig"]}),
    ],
)
def test_a_refused_form_wipes_nothing_on_the_page(
    client: FlaskClient, session: Session, study: Study, part: str, wrong: dict[str, str]
) -> None:
    client.post(f"{HOME}nieuw", data={"role": "ouder"})

    answer = client.post(f"{HOME}1/{part}".rstrip("/"), data=TYPED | wrong)

    assert answer.status_code == 422
    for other, texts in SHOWN.items():
        for text in texts if other != part else []:
            assert text in answer.text, (other, text)
    for value in wrong.values():
        assert (value[0] if isinstance(value, list) else value) in answer.text


def test_what_was_ticked_about_the_contact_data_stays_while_another_form_is_kept(
    client: FlaskClient, study: Study
) -> None:
    client.post(f"{HOME}nieuw", data={"role": "ouder", "name": "Anna Pieterse"})
    called = {"result": "no_answer", "called_at": "", "keeps_contact": "ja"}

    answer = client.post(f"{HOME}1/bellen", data=called, follow_redirects=True)

    assert 'name="keeps_contact" value="ja" checked' in answer.text


def test_enter_keeps_every_form_that_was_filled_in(client: FlaskClient, session: Session, study: Study) -> None:
    client.post(f"{HOME}nieuw", data={"role": "ouder"})

    assert client.post(f"{HOME}1/alles", data={**TYPED, "telephone": "12"}).status_code == 422
    assert session.exec(select(CallAttempt)).all() == []
    session.rollback()
    page = client.post(f"{HOME}1/alles", data=TYPED, follow_redirects=True).text

    assert "Wat je eerder invulde" not in page
    assert session.exec(select(CallAttempt)).one().note == "liever na zes"
    assert len(session.exec(select(Consent)).all()) == 5
    respondent = session.exec(select(Respondent)).one()
    assert (respondent.role, respondent.attributes) == ("buurvrouw", {"leeftijd": "60 tot 70", "buurt": "rustig"})
    assert "06-12345678" in page


def test_enter_leaves_a_form_that_is_half_filled_as_it_is(client: FlaskClient, session: Session, study: Study) -> None:
    client.post(f"{HOME}nieuw", data={"role": "ouder"})
    half_filled = {
        "note": "liever na zes",
        "called_at": "2026-03-10T14:00",
        "name": "Anna",
        "telephone": "",
        "email": "",
    }

    page = client.post(f"{HOME}1/alles", data=half_filled, follow_redirects=True)

    assert page.status_code == 200
    assert "De contactgegevens zijn versleuteld bewaard." in page.text
    assert "liever na zes" in page.text
    assert session.exec(select(CallAttempt)).all() == []


def test_undo_wiping_and_withdrawing_wipe_nothing_that_was_typed(
    client: FlaskClient, session: Session, study: Study
) -> None:
    client.post(f"{HOME}nieuw", data={"role": "ouder", "name": "Anna"})
    client.post(f"{HOME}1/toestemming", data={"record": "yes", "answered_on": "2026-03-01", "way": "on_paper"})
    typed = {"note": "liever na zes", "called_at": "2026-03-10T14:00", "answered_on": "2026-03-09"}

    withdrawn = {**typed, "purpose": "record", "withdrawn-record": "2026-03-05"}
    for part, data in (("toestemming/intrekken", withdrawn), ("contact/wissen", typed)):
        answer = client.post(f"{HOME}1/{part}", data=data, follow_redirects=True)
        assert "liever na zes" in answer.text
    client.post(f"{HOME}1/bellen", data={"result": "no_answer", "called_at": "2026-03-10T14:00"})
    assert "liever na zes" in client.post(f"{HOME}1/terug", data=typed, follow_redirects=True).text


def test_a_page_that_is_loaded_again_keeps_no_second_call(client: FlaskClient, session: Session, study: Study) -> None:
    client.post(f"{HOME}nieuw", data={"role": "ouder"})
    for _time in range(2):
        client.post(f"{HOME}1/bellen", data=TYPED)

    assert len(session.exec(select(CallAttempt)).all()) == 1


def test_a_value_without_a_name_is_not_thrown_away(client: FlaskClient, session: Session, study: Study) -> None:
    data = {"role": "ouder", "attribute_name": "", "attribute_value": "rustige buurt"}

    answer = client.post(f"{HOME}nieuw", data=data)

    assert answer.status_code == 422
    assert "Geef het kenmerk een naam" in answer.text
    assert 'value="rustige buurt"' in answer.text


@pytest.mark.parametrize("name", ["hulp", "Hulp", " hulp "])
def test_another_attribute_of_the_same_name_overwrites_nothing(
    client: FlaskClient, session: Session, study: Study, name: str
) -> None:
    kept = {"role": "ouder", "attribute_name": ["hulp", ""], "attribute_value": ["begeleiding", ""]}
    client.post(f"{HOME}nieuw", data=kept)
    twice = kept | {"attribute_name": ["hulp", name], "attribute_value": ["begeleiding", "pgb"]}

    for refused in (client.post(f"{HOME}1", data=twice), client.post(f"{HOME}nieuw", data=twice)):
        assert refused.status_code == 422
        assert "Het kenmerk ‘hulp’ staat er al, met ‘begeleiding’." in refused.text
        form = html.fromstring(refused.text)
        values = form.xpath("//input[@name='attribute_value'][@value='begeleiding' or @value='pgb']/@value")
        assert values == ["begeleiding", "pgb"]
        assert form.xpath("//input[@id='kenmerk-naam']/@value") == [name.strip()]
    assert [one.attributes for one in all_respondents(session, study.id)] == [{"hulp": "begeleiding"}]


def test_contact_data_left_open_are_told_on_the_list(client: FlaskClient, session: Session, study: Study) -> None:
    make_left_open(session, study)
    session.commit()
    assert "Bij 1 persoon staan contactgegevens open" in client.get(HOME).text

    page = client.post(f"{HOME}kenmerken/verplaatsen", follow_redirects=True).text

    assert "Van 1 persoon staan er geen contactgegevens meer open." in page
    assert "12345678" not in page
    assert "06-12345678" in client.get(f"{HOME}1").text


def test_undo_on_screen_says_what_was_taken_back(client: FlaskClient, session: Session, study: Study) -> None:
    client.post(f"{HOME}nieuw", data={"role": "ouder"})
    client.post(f"{HOME}1/bellen", data={"result": "no_answer", "called_at": "2026-03-10T14:00"})

    page = client.post(f"{HOME}1/terug", follow_redirects=True).text

    assert "Ongedaan gemaakt: belpoging bij Respondent 1" in page
    assert undoable(session, contact_area(all_respondents(session, study.id)[0])) is None


def test_only_researchers_see_respondents(
    sign_in_as: SignInAs, session: Session, study: Study, organisation: Organisation
) -> None:
    tariq = add_person(session, organisation, "t@voorbeeld.nl", "Tariq Benali", Role.SECOND_CODER)
    session.commit()

    assert sign_in_as(tariq).get(HOME).status_code == 403
    assert "Respondenten" not in sign_in_as(tariq).get("/onderzoeken/jeugdhulp/interviews/").text
