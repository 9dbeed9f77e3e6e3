"""Respondents: contact data that stay secret, calls, consent, call lists, and what their consent means for quotes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from foundation.clock import at, now, today
from foundation.dutch import AMSTERDAM
from interviews.call_list import CallListWrong, decoded, read_call_list, take_in_call_list
from interviews.calls import CallWrong, Standing, log_call, response_figures, response_sentence
from interviews.consent import (
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
from interviews.contacts import (
    Contact,
    ContactVault,
    TelephoneWrong,
    area_of,
    contact_of,
    save_contact,
    telephone_of,
    wipe_contacts,
)
from interviews.models import (
    CallAttempt,
    CallResult,
    ConsentWay,
    Interview,
    Purpose,
    Respondent,
    RespondentContact,
)
from interviews.pseudonyms import KeyDoesNotFit
from interviews.respondents import (
    AttributesWrong,
    RespondentSpoken,
    RoleMissing,
    add_respondent,
    all_respondents,
    change_respondent,
    link_interview,
    remove_respondent,
    respondents_of,
    wipe_all_that_may_be,
)
from studies.access import Role
from studies.accounts import add_person
from studies.history import undo, undoable
from studies.models import ChangeRecord, Organisation, Study
from tests.conftest import SignInAs
from tests.factories import make_interview

KEY = bytes(range(32))
MARCH = date(2026, 3, 10)
CALLED = datetime(2026, 3, 10, 13, 0, tzinfo=UTC)
LIST = (
    "Naam;Telefoon;Rol;Leeftijd\nAnna Pieterse;06-12345678;Ouder;40 tot 50\nBram Öztürk;0612345679;Jongere;12 tot 18\n"
)
HOME = "/onderzoeken/jeugdhulp/interviews/respondenten/"


@pytest.fixture
def vault(study: Study) -> ContactVault:
    return ContactVault(KEY, study.id)


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


def test_a_respondent_has_a_role_and_short_attributes(session: Session, study: Study) -> None:
    with pytest.raises(RoleMissing):
        add_respondent(session, study, "  ")
    with pytest.raises(AttributesWrong):
        add_respondent(session, study, "ouder", {"leeftijd": "x" * 61})


# Contact data


def test_contact_data_are_read_with_the_key_only(session: Session, respondent: Respondent, vault: ContactVault) -> None:
    save_contact(session, vault, respondent, "Anna  Pieterse", "06-1234 5678")

    assert contact_of(session, vault, respondent) == Contact("Anna Pieterse", "0612345678")
    row = session.exec(select(RespondentContact)).one()
    assert b"Anna" not in row.sealed
    assert b"0612345678" not in row.sealed
    with pytest.raises(KeyDoesNotFit):
        contact_of(session, ContactVault(bytes(32), respondent.study_id), respondent)


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
        ("(0475) 12 34 56", "0475123456"),
        ("+32 470 12 34 56", "+32470123456"),
        ("", ""),
    ],
)
def test_a_telephone_number_is_read_however_it_is_written(written: str, kept: str) -> None:
    assert telephone_of(written) == kept


@pytest.mark.parametrize("written", ["06-1234567", "061234567890", "bel mij", "06 12 34 56 7x"])
def test_a_wrong_telephone_number_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(TelephoneWrong) as refused:
        telephone_of(written)
    assert written not in str(refused.value)


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

    assert wipe_all_that_may_be(session, study.id) == 2

    kept = [line.respondent.number for line in respondents_of(session, study.id) if line.has_contact]
    assert kept == [waiting.number, called_back.number]


# Calls


def test_calls_tell_how_far_it_is(session: Session, study: Study, respondent: Respondent) -> None:
    def standing() -> Standing:
        return respondents_of(session, study.id)[0].progress.standing

    assert standing() is Standing.NOT_CALLED
    log_call(session, respondent, CallResult.NO_ANSWER, CALLED)
    assert standing() is Standing.NO_ANSWER
    log_call(session, respondent, CallResult.APPOINTMENT, CALLED + timedelta(1), CALLED + timedelta(3))
    assert standing() is Standing.APPOINTMENT
    assert respondents_of(session, study.id)[0].progress.again_at == CALLED + timedelta(3)
    undo(session, area_of(respondent))
    assert standing() is Standing.NO_ANSWER
    make_interview_of(session, study, respondent)
    assert standing() is Standing.SPOKEN


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


# Consent


def test_consent_is_given_per_purpose_and_withdrawn(session: Session, respondent: Respondent) -> None:
    allow(session, respondent, Purpose.RECORD)
    assert stands(answers_of(session, respondent), Purpose.RECORD)
    assert not stands(answers_of(session, respondent), Purpose.QUOTE_LITERALLY)

    withdraw_consent(session, respondent, Purpose.RECORD, date(2026, 4, 1))

    assert not stands(answers_of(session, respondent), Purpose.RECORD)
    with pytest.raises(NothingToWithdraw):
        withdraw_consent(session, respondent, Purpose.RECORD, date(2026, 4, 2))
    allow(session, respondent, Purpose.RECORD)
    assert stands(answers_of(session, respondent), Purpose.RECORD)
    assert len(consents_of(session, respondent)) == 2


def test_consent_is_not_withdrawn_before_it_was_given(session: Session, respondent: Respondent) -> None:
    allow(session, respondent, Purpose.RECORD)

    with pytest.raises(ConsentDateWrong):
        withdraw_consent(session, respondent, Purpose.RECORD, MARCH - timedelta(days=1))
    with pytest.raises(ConsentDateWrong):
        record_consent(session, respondent, Purpose.RECORD, True, today() + timedelta(1), ConsentWay.ON_PAPER)


def test_consent_given_just_after_midnight_is_of_today(session: Session, respondent: Respondent) -> None:
    with at(datetime(2026, 6, 12, 0, 30, tzinfo=AMSTERDAM)):
        record_consent(session, respondent, Purpose.RECORD, True, date(2026, 6, 12), ConsentWay.ON_PAPER)

    assert stands(answers_of(session, respondent), Purpose.RECORD)


def test_an_answer_given_by_mistake_can_be_taken_back(session: Session, respondent: Respondent) -> None:
    allow(session, respondent, Purpose.QUOTE_LITERALLY)
    undo(session, area_of(respondent))

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

    undo(session, area_of(respondent))
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


# Call lists


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_call_list_is_read_as_spreadsheets_write_it(encoding: str, delimiter: str) -> None:
    content = LIST.replace(";", delimiter).replace("\n", "\r\n").encode(encoding)

    people = read_call_list(decoded(content)).people

    assert [(one.row, one.contact.name, one.role) for one in people] == [
        (2, "Anna Pieterse", "ouder"),
        (3, "Bram Öztürk", "jongere"),
    ]
    assert people[0].contact.telephone == "0612345678"
    assert people[1].attributes == {"leeftijd": "12 tot 18"}


def test_wrong_rows_say_which_and_why() -> None:
    read = read_call_list(f"{LIST}Kees;12;Ouder;\nAns;;;\n\nJan;06 1234 5678;ouder;\n")

    assert len(read.people) == 2
    assert [(one.row, one.sentence.split(".")[0]) for one in read.wrong] == [
        (4, "Dit telefoonnummer klopt niet"),
        (5, "De rol ontbreekt"),
        (7, "Dit telefoonnummer staat ook in rij 2"),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "De kolom ‘rol’ ontbreekt"),
        ("naam;telefoon\nAnna;0612345678\n", "De kolom ‘rol’ ontbreekt"),
        ("rol;naam;naam\nouder;a;b\n", "De kolom ‘naam’ staat er twee keer"),
        ("naam;telefoon;rol\n", "staat nog niemand"),
    ],
)
def test_a_file_that_is_no_call_list_says_what_is_missing(text: str, sentence: str) -> None:
    with pytest.raises(CallListWrong, match=sentence):
        read_call_list(text)


def test_a_spreadsheet_file_is_told_from_a_csv_file() -> None:
    with pytest.raises(CallListWrong, match="geen CSV"):
        decoded(b"PK\x03\x04...")


def test_nobody_comes_on_the_list_twice(session: Session, study: Study, vault: ContactVault) -> None:
    assert take_in_call_list(session, vault, study, LIST) == 2
    assert take_in_call_list(session, vault, study, f"{LIST}Carla;0612345680;ouder;\n") == 1

    assert len(all_respondents(session, study.id)) == 3


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
    assert "06 12 34 56 78" in page
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


def test_undo_on_screen_says_what_was_taken_back(client: FlaskClient, session: Session, study: Study) -> None:
    client.post(f"{HOME}nieuw", data={"role": "ouder"})
    client.post(f"{HOME}1/bellen", data={"result": "no_answer", "called_at": "2026-03-10T14:00"})

    page = client.post(f"{HOME}1/terug", follow_redirects=True).text

    assert "Ongedaan gemaakt: belpoging bij Respondent 1" in page
    assert undoable(session, area_of(all_respondents(session, study.id)[0])) is None


def test_only_researchers_see_respondents(
    sign_in_as: SignInAs, session: Session, study: Study, organisation: Organisation
) -> None:
    tariq = add_person(session, organisation, "t@voorbeeld.nl", "Tariq Benali", Role.SECOND_CODER)
    session.commit()

    assert sign_in_as(tariq).get(HOME).status_code == 403
    assert "Respondenten" not in sign_in_as(tariq).get("/onderzoeken/jeugdhulp/interviews/").text
