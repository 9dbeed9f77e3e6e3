"""What parties agree before a study starts, kept with its history."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import Session, select

from foundation.clock import AMSTERDAM, pretend_it_is, today
from studies.access import Role
from studies.accounts.persons import add_person
from studies.agreements.history import changes_of
from studies.agreements.keeping import AgreementChangedMeanwhile, save_agreement, take_back_last
from studies.agreements.stored_terms import agreement_of, terms_of
from studies.agreements.terms import AgreementIncomplete, DayIsOver, Party, Terms
from studies.history.applying import ChangedSince
from studies.history.undoing import NothingToUndo
from studies.models import Agreement, Asker, Indicator, Organisation, Study
from tests.journeys.making import stored

WHOLE = Terms(
    question="Wat maken gezinnen mee?",
    asked_by=(Asker.CITIZEN, Asker.COMMISSIONER),
    parties=(Party("Gemeente Lindermeer", "opdrachtgever"), Party("Adviesraad", "leest mee")),
    used_for="De toegang verbeteren.",
    not_for="Niet voor inkoop.",
    published="Drie klantreizen.",
    success={Indicator.OUTCOME: "Gezinnen zijn geholpen."},
    transcripts_until=date(2031, 1, 1),
    key_until=date(2027, 1, 1),
    agreed_on=date(2026, 1, 12),
)
FORM = {
    "question": WHOLE.question,
    "asked_by": ["citizen", "commissioner"],
    "party_name": ["Gemeente Lindermeer", "Adviesraad", ""],
    "party_role": ["opdrachtgever", "leest mee", ""],
    "used_for": WHOLE.used_for,
    "not_for": WHOLE.not_for,
    "published": WHOLE.published,
    "success-outcome": "Gezinnen zijn geholpen.",
    "transcripts_until": "2031-01-01",
    "key_until": "2027-01-01",
    "agreed_on": "2026-01-12",
}
ADDRESS = "/onderzoeken/jeugdhulp/afspraken"
_FIELDS = re.compile(
    r'name="(question|used_for|not_for|published|version|seen)"[^>]*?(?:value="([^"]*)"|>([^<]*)</textarea>)'
)


def opened(client: FlaskClient) -> dict[str, str]:
    """The form as a browser would send it back."""
    return fields_in(client.get(f"{ADDRESS}/schrijven").text)


def fields_in(page: str) -> dict[str, str]:
    return {name: unescape(value or text) for name, value, text in _FIELDS.findall(page)}


def save(client: FlaskClient, **changes: str) -> None:
    assert client.post(ADDRESS, data=opened(client) | changes).status_code == 302


def _published_and_used(session: Session) -> tuple[str, str]:
    agreement = session.exec(select(Agreement)).one()
    return agreement.published, agreement.used_for


def wrong_fields(session: Session, study: Study, terms: Terms) -> set[str]:
    with pytest.raises(AgreementIncomplete) as refused:
        save_agreement(session, study, terms)
    return set(refused.value.errors)


def test_what_is_agreed_is_read_back_as_it_was_written(session: Session, study: Study) -> None:
    agreement = save_agreement(session, study, WHOLE)

    assert terms_of(agreement, study) == WHOLE


def test_a_draft_may_have_gaps(session: Session, study: Study) -> None:
    save_agreement(session, study, Terms(question="Wat maken gezinnen mee?"))

    assert agreement_of(session, study.id) is not None


def test_an_agreement_with_a_date_is_whole(session: Session, study: Study) -> None:
    missing = wrong_fields(session, study, Terms(agreed_on=date(2026, 1, 12)))

    texts = {"question", "used_for", "not_for", "published"}
    assert missing == texts | {"asked_by", "parties", "transcripts_until", "key_until"}
    assert agreement_of(session, study.id) is None


def test_one_party_agrees_with_nobody(session: Session, study: Study) -> None:
    assert wrong_fields(session, study, replace(WHOLE, parties=WHOLE.parties[:1])) == {"parties"}


def test_the_key_never_outlives_the_transcripts(session: Session, study: Study) -> None:
    assert wrong_fields(session, study, replace(WHOLE, key_until=date(2032, 1, 1))) == {"key_until"}


def test_an_agreement_is_not_made_in_the_future(session: Session, study: Study) -> None:
    assert "agreed_on" in wrong_fields(session, study, replace(WHOLE, agreed_on=today() + timedelta(days=1)))


def test_an_agreement_made_just_after_midnight_is_of_today(session: Session, study: Study) -> None:
    with pretend_it_is(datetime(2026, 6, 12, 0, 30, tzinfo=AMSTERDAM)):
        save_agreement(session, study, replace(WHOLE, agreed_on=date(2026, 6, 12)))
        assert "agreed_on" in wrong_fields(session, study, replace(WHOLE, agreed_on=date(2026, 6, 13)))

    agreement = agreement_of(session, study.id)
    assert agreement is not None
    assert agreement.agreed_on == date(2026, 6, 12)


def test_every_save_is_in_the_history_and_can_be_taken_back(session: Session, study: Study) -> None:
    save_agreement(session, study, Terms(question="Eerste vraag"))
    save_agreement(session, study, WHOLE)
    assert [(change.by, change.record.label) for change in changes_of(session, study.id)] == [
        ("Lotte Veldman", "afspraken vastgelegd op 12 januari 2026"),
        ("Lotte Veldman", "afspraken opgeschreven"),
    ]

    take_back_last(session, study.id)
    assert terms_of(agreement_of(session, study.id), study) == Terms(question="Eerste vraag")
    take_back_last(session, study.id)
    assert agreement_of(session, study.id) is None
    with pytest.raises(NothingToUndo):
        take_back_last(session, study.id)


def test_taking_back_never_brings_back_a_last_day_that_is_over(session: Session, study: Study) -> None:
    with pretend_it_is(datetime(2026, 6, 1, 12, tzinfo=AMSTERDAM)):
        save_agreement(session, study, replace(WHOLE, key_until=date(2026, 9, 1)))
        save_agreement(session, study, WHOLE)

    with pretend_it_is(datetime(2026, 9, 2, 12, tzinfo=AMSTERDAM)), pytest.raises(DayIsOver, match="1 september 2026"):
        take_back_last(session, study.id)
    assert terms_of(agreement_of(session, study.id), study) == WHOLE

    with pretend_it_is(datetime(2026, 9, 1, 12, tzinfo=AMSTERDAM)):
        take_back_last(session, study.id)
    assert terms_of(agreement_of(session, study.id), study).key_until == date(2026, 9, 1)


def test_saving_the_same_again_is_no_change(session: Session, study: Study) -> None:
    save_agreement(session, study, WHOLE)
    save_agreement(session, study, WHOLE)

    assert len(changes_of(session, study.id)) == 1


def test_two_people_do_not_overwrite_each_other(session: Session, study: Study) -> None:
    save_agreement(session, study, Terms(question="Van Lotte"), version="")

    with pytest.raises(AgreementChangedMeanwhile):
        save_agreement(session, study, Terms(question="Van Tariq"), version="")


@pytest.mark.parametrize("before", ["Wat maken gezinnen mee?", ""])
def test_a_page_from_before_an_undo_is_known_to_be_old(
    client: FlaskClient, session: Session, study: Study, before: str
) -> None:
    """Also when as many saves stand as when it was opened: what another wrote instead is asked about first."""
    if before:
        save(client, question=before)
    save(client, published="Drie boeken.")
    page = opened(client)
    client.post(f"{ADDRESS}/terug")
    save(client, published="Een film.")

    answer = client.post(ADDRESS, data=page | {"used_for": "Om te leren."})

    assert answer.status_code == 409
    assert stored(session, _published_and_used) == ("Een film.", "")
    assert client.post(ADDRESS, data=fields_in(answer.text)).status_code == 302
    assert stored(session, _published_and_used) == ("Een film.", "Om te leren.")


def test_a_page_that_shows_what_stands_again_after_an_undo_is_not_old(client: FlaskClient, study: Study) -> None:
    save(client, published="Drie boeken.")
    page = opened(client)
    save(client, published="Een film.")
    client.post(f"{ADDRESS}/terug")

    assert client.post(ADDRESS, data=page | {"used_for": "Om te leren."}).status_code == 302


def test_a_save_is_taken_back_only_when_nobody_saved_after_it(
    client: FlaskClient, session: Session, study: Study
) -> None:
    save_agreement(session, study, Terms(question="Eerste vraag"))
    save_agreement(session, study, Terms(question="Tweede vraag"))
    session.info["person_id"], lotte = (
        add_person(
            session, session.get_one(Organisation, study.organisation_id), "t@voorbeeld.nl", "Tariq", Role.RESEARCHER
        ).id,
        session.info["person_id"],
    )
    save_agreement(session, study, Terms(question="Tweede vraag", used_for="Om te leren."))
    session.info["person_id"] = lotte

    with pytest.raises(ChangedSince):
        take_back_last(session, study.id)


def test_the_agreement_is_written_read_and_counted_on_the_overview(
    client: FlaskClient, session: Session, study: Study
) -> None:
    assert "Nog niets afgesproken" in client.get(ADDRESS).text
    assert client.post(ADDRESS, data=FORM).headers["Location"] == ADDRESS

    page = client.get(ADDRESS).text
    assert "Afgesproken op 12 januari 2026" in page
    assert "inwoner en opdrachtgever of financier" in " ".join(page.split())
    overview = client.get("/onderzoeken/jeugdhulp/").text
    assert "Vastgelegd" in overview
    assert "12 januari, twee partijen" in overview


def test_a_refused_form_keeps_what_was_filled_in(client: FlaskClient, session: Session, study: Study) -> None:
    answer = client.post(ADDRESS, data=FORM | {"key_until": "2032-01-01"})

    assert answer.status_code == 422
    assert "De sleutel gaat niet later weg" in answer.text
    assert 'value="Adviesraad"' in answer.text
    assert agreement_of(session, study.id) is None


def test_a_form_that_is_older_than_what_stands_asks_first(client: FlaskClient, session: Session, study: Study) -> None:
    client.post(ADDRESS, data=FORM)
    answer = client.post(ADDRESS, data=FORM | {"question": "Een andere vraag"})

    assert answer.status_code == 409
    assert "Een andere vraag" in answer.text
    assert f"Intussen is hier bewaard: ‘{FORM['question']}’" in answer.text
    assert (
        client.post(
            ADDRESS, data=FORM | {"question": "Een andere vraag", "version": opened(client)["version"]}
        ).status_code
        == 302
    )


def _after_the_other(client: FlaskClient, theirs: dict[str, list[str]], mine: dict[str, list[str]]) -> str:
    """What the form holds for who sends `mine` from a form that was opened before somebody else saved `theirs`."""
    client.post(ADDRESS, data=FORM)
    opened = _sent_by(client.get(f"{ADDRESS}/schrijven").text)
    client.post(ADDRESS, data=opened | theirs)
    answer = client.post(ADDRESS, data=opened | mine)
    assert answer.status_code == 409
    return answer.text


def _sent_by(page: str) -> dict[str, list[str]]:
    [form] = html.fromstring(page).xpath("//form[.//input[@name='party_name']]")
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    return sent


def test_a_party_taken_out_on_an_older_form_stays_out(client: FlaskClient, study: Study) -> None:
    gone = {"party_name": ["Gemeente Lindermeer", "", "CJG"], "party_role": ["opdrachtgever", "", ""]}
    theirs = {
        "party_name": ["Gemeente Lindermeer", "Adviesraad", "Bureau"],
        "party_role": ["betaalt", "leest mee", "voert uit"],
    }

    page = _after_the_other(client, theirs, gone)

    assert _sent_by(page)["party_name"][:4] == ["Gemeente Lindermeer", "Bureau", "CJG", ""]
    assert client.post(ADDRESS, data=_sent_by(page)).status_code == 302
    assert "Adviesraad" not in client.get(ADDRESS).text


def test_a_party_taken_out_that_the_other_changed_stays_and_is_told(client: FlaskClient, study: Study) -> None:
    gone = {"party_name": ["Gemeente Lindermeer", "CJG"], "party_role": ["opdrachtgever", ""]}
    theirs = {"party_name": ["Gemeente Lindermeer", "Adviesraad"], "party_role": ["opdrachtgever", "beslist mee"]}

    page = _after_the_other(client, theirs, gone)

    assert "Intussen is hier bewaard: ‘Adviesraad, beslist mee’" in page
    assert _sent_by(page)["party_name"][:3] == ["Gemeente Lindermeer", "Adviesraad", "CJG"]


def test_a_role_without_a_name_is_no_party(client: FlaskClient, study: Study) -> None:
    answer = client.post(ADDRESS, data=FORM | {"party_name": ["", ""], "party_role": ["leest mee", ""]})

    assert answer.status_code == 422
    assert "Zet bij elke rol ook de naam" in answer.text
