"""What stands half typed beside a part that is kept, or wiped, waits; the page that says so can be loaded again."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from foundation.clock import today
from interviews.models import Respondent
from interviews.respondents.models import RespondentDraft
from studies.models import Agreement, Study
from tests.interviews.respondents.test_older_pages import PAGE, attribute, opened, sent_by, with_attribute
from tests.interviews.respondents.test_older_pages import respondent as respondent

WAITS = "Wat je eerder invulde, staat er nog."
HALF = {"note": "Niet opgenomen, morgen weer", "result": "no_answer"}


def with_new_attribute(form: dict[str, str | list[str]], name: str, value: str) -> dict[str, str | list[str]]:
    return form | {
        "attribute_name": [*form["attribute_name"], name],
        "attribute_value": [*form["attribute_value"][: len(form["attribute_name"])], value],
    }


def test_what_may_stay_waits_on_when_contact_data_are_wiped(client: FlaskClient) -> None:
    half = with_new_attribute(opened(client) | HALF, "soort wijk", "landelijk")
    client.post(f"{PAGE}/concept", data=half | {"email": "ans@voorbeeld.nl"})

    answer = client.post(f"{PAGE}/contact/wissen", data=half | {"email": "ans@voorbeeld.nl"})

    assert answer.status_code == 302
    page = client.get(PAGE).text
    assert WAITS in page
    assert "Niet opgenomen, morgen weer" in page
    assert attribute(opened(client), "soort wijk") == "landelijk"
    assert "ans@voorbeeld.nl" not in page


@pytest.mark.parametrize(
    ("way", "more"), [("contact/wissen", {}), ("doet-niet-mee", {"withdrawn_on": "2026-03-10", "keeps_contact": ""})]
)
def test_nothing_that_was_wiped_waits_on(
    client: FlaskClient, session: Session, study: Study, way: str, more: dict[str, str]
) -> None:
    kept = session.exec(select(Respondent)).one()
    kept.role, kept.attributes = "moeder van Ans de Wit", {**kept.attributes, "bsn": "123456782"}
    session.commit()
    half = with_attribute(opened(client), "wijk", "Zuid") | HALF | {"email": "ans@voorbeeld.nl"}
    client.post(f"{PAGE}/concept", data=half)

    client.post(f"{PAGE}/{way}", data=half | more)

    page = client.get(PAGE).text
    assert attribute(opened(client), "wijk") == "Zuid"
    assert WAITS in page
    for gone in ("123456782", "Ans de Wit", "06-12345678", "ans@voorbeeld.nl"):
        assert gone not in page, gone


def test_keeping_one_part_leads_to_a_page_that_can_be_loaded_again(client: FlaskClient) -> None:
    half = opened(client) | HALF | {"telephone": "0622222222"}

    answer = client.post(f"{PAGE}/contact", data=half)

    assert answer.status_code == 302
    page = client.get(PAGE).text
    assert WAITS in page
    assert "Niet opgenomen, morgen weer" in page
    assert 'value="06-22222222"' in page


@pytest.mark.parametrize("again", ["0622222222", "06 2222 2222", "+31 6 22222222"])
def test_a_number_that_is_written_otherwise_is_the_same_number(client: FlaskClient, again: str) -> None:
    stale = opened(client) | HALF
    client.post(f"{PAGE}/contact", data=stale | {"telephone": "0622222222", "turn": "3"})

    sent_twice = client.post(f"{PAGE}/contact", data=stale | {"telephone": again, "turn": "4"})

    assert sent_twice.status_code == 302
    nothing_else = opened(client) | {"note": "", "result": "", "telephone": again}
    assert client.post(f"{PAGE}/concept", data=nothing_else).text == ""


def test_an_address_and_a_name_that_are_written_otherwise_are_the_same(client: FlaskClient) -> None:
    stale = opened(client)
    client.post(f"{PAGE}/contact", data=stale | {"email": "mailto:ans@voorbeeld.nl", "name": "Ans  de Wit"})

    again = client.post(f"{PAGE}/contact", data=stale | {"email": "mailto:ans@voorbeeld.nl", "name": "Ans  de Wit"})

    assert again.status_code == 302


def test_a_tick_beside_a_call_that_is_kept_waits(client: FlaskClient, session: Session) -> None:
    client.post(f"{PAGE}/bellen", data=opened(client) | {"result": "no_answer", "keeps_contact": "ja"})

    assert 'name="keeps_contact" value="ja" checked' in client.get(PAGE).text
    assert len(session.exec(select(RespondentDraft)).all()) == 1


def test_what_cannot_wait_any_more_is_said_to_stand_on_this_page_alone(
    client: FlaskClient, session: Session, study: Study
) -> None:
    over, agreed = today() - timedelta(days=1), today() - timedelta(days=100)
    session.add(Agreement(study_id=study.id, key_until=over, transcripts_until=over, agreed_on=agreed))
    session.commit()
    consents = opened(client) | {"record": "yes", "answered_on": "2026-03-09", "result": "no_answer"}

    answer = client.post(f"{PAGE}/toestemming", data=consents)

    assert answer.status_code == 200
    assert "Wat je verder invulde, staat alleen nog op dit scherm." in answer.text
    assert "no_answer" in sent_by(answer.text)["result"]
    assert WAITS not in client.get(PAGE).text
