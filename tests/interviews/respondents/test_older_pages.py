"""A page of a respondent that stood open takes back nothing that was kept, and brings back nothing that was wiped."""

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.interviews.respondents.test_respondents import HOME

PAGE = f"{HOME}1"
BEGAN = {"role": "ouder", "name": "Ans de Wit", "telephone": "06-12345678"}


@pytest.fixture(autouse=True)
def respondent(client: FlaskClient, study: Study) -> None:
    client.post(f"{HOME}nieuw", data=BEGAN | {"attribute_name": "wijk", "attribute_value": "Noord"})


def opened(client: FlaskClient) -> dict[str, str | list[str]]:
    """The page as a browser would send it untouched."""
    return sent_by(client.get(PAGE).text)


def sent_by(page: str) -> dict[str, str | list[str]]:
    [form] = html.fromstring(page).xpath("//form[@id='respondent']")
    sent: dict[str, str | list[str]] = {}
    for name, value in form.form_values():
        rows = sent.setdefault(name, [] if name.startswith("attribute_") else "")
        if isinstance(rows, list):
            rows.append(value)
        else:
            sent[name] = value
    return sent


def with_attribute(form: dict[str, str | list[str]], name: str, value: str) -> dict[str, str | list[str]]:
    names, values = list(form["attribute_name"]), list(form["attribute_value"])
    values[names.index(name)] = value
    return form | {"attribute_value": values}


def attribute(form: dict[str, str | list[str]], name: str) -> str:
    return dict(zip(form["attribute_name"], form["attribute_value"], strict=False))[name]


def test_enter_on_an_older_page_takes_back_no_contact_data_and_no_facts(client: FlaskClient) -> None:
    stale = opened(client)
    client.post(f"{PAGE}/contact", data=opened(client) | {"telephone": "06-87654321"})
    client.post(PAGE, data=with_attribute(opened(client), "wijk", "Zuid"))

    client.post(f"{PAGE}/alles", data=stale | {"result": "reached", "email": "ans@voorbeeld.nl"})

    now = opened(client)
    assert (now["telephone"], now["email"]) == ("06-87654321", "ans@voorbeeld.nl")
    assert attribute(now, "wijk") == "Zuid"


def test_an_older_page_brings_back_nothing_that_was_wiped(client: FlaskClient) -> None:
    stale = opened(client)
    client.post(f"{PAGE}/contact/wissen", data=opened(client))

    client.post(f"{PAGE}/alles", data=stale | {"result": "reached"})

    assert "Ans de Wit" not in client.get(PAGE).text


def test_a_role_on_an_older_page_leaves_the_attributes(client: FlaskClient) -> None:
    stale = opened(client)
    client.post(PAGE, data=with_attribute(opened(client), "wijk", "Zuid"))

    assert client.post(PAGE, data=stale | {"role": "verzorger"}).status_code == 302

    now = opened(client)
    assert (now["role"], attribute(now, "wijk")) == ("verzorger", "Zuid")


def test_what_two_pages_changed_is_shown_and_asked(client: FlaskClient) -> None:
    stale = opened(client)
    client.post(f"{PAGE}/contact", data=opened(client) | {"telephone": "06-87654321", "name": "Ans Wit"})
    client.post(PAGE, data=with_attribute(opened(client), "wijk", "Zuid"))

    asked = client.post(f"{PAGE}/contact", data=stale | {"telephone": "06-11112222"})

    assert "Intussen is hier bewaard: ‘06-87654321’" in asked.text
    both = sent_by(asked.text)
    assert (both["telephone"], both["name"]) == ("06-11112222", "Ans Wit")
    assert client.post(f"{PAGE}/contact", data=both).status_code == 302
    facts = client.post(PAGE, data=with_attribute(stale, "wijk", "West"))
    assert "Wijk: Intussen is hier bewaard: ‘Zuid’" in facts.text
    assert client.post(PAGE, data=sent_by(facts.text)).status_code == 302
    assert attribute(opened(client), "wijk") == "West"


def test_what_waited_half_typed_is_told_what_was_kept_meanwhile(client: FlaskClient) -> None:
    client.post(f"{PAGE}/concept", data=opened(client) | {"telephone": "06-11112222"})
    fresh = {"contact_seen": opened(client).get("contact_seen", "")}
    client.post(f"{PAGE}/contact", data=BEGAN | fresh | {"telephone": "06-87654321", "email": "ans@voorbeeld.nl"})

    page = client.get(PAGE).text

    assert "Intussen is hier bewaard: ‘06-87654321’" in page
    assert (sent_by(page)["telephone"], sent_by(page)["email"]) == ("06-11112222", "ans@voorbeeld.nl")


def test_an_attribute_may_be_called_as_a_field_of_the_form(client: FlaskClient) -> None:
    form = opened(client)
    names = list(form["attribute_name"])
    values = [*form["attribute_value"][: len(names)], "mantelzorger"]
    client.post(PAGE, data=form | {"attribute_name": [*names, "role"], "attribute_value": values})
    client.post(PAGE, data=opened(client) | {"role": "verzorger"})

    now = opened(client)
    assert (now["role"], attribute(now, "role")) == ("verzorger", "mantelzorger")


def test_an_older_page_on_which_nothing_was_typed_says_nothing_of_typing(client: FlaskClient) -> None:
    stale = opened(client)
    client.post(f"{PAGE}/contact", data=opened(client) | {"telephone": "06-87654321"})

    assert client.post(f"{PAGE}/concept", data=stale).text == ""
    assert "Wat je eerder invulde, staat er nog." not in client.get(PAGE).text


@pytest.fixture
def rik(engine: Engine, organisation: Organisation, sign_in_as: SignInAs) -> FlaskClient:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "rik@voorbeeld.nl", "Rik Bos", Role.RESEARCHER)
        session.expunge(person)
    return sign_in_as(person)


def test_who_keeps_a_call_on_an_older_page_hears_what_a_colleague_kept_meanwhile(
    client: FlaskClient, rik: FlaskClient
) -> None:
    stale = opened(client)
    rik.post(f"{PAGE}/bellen", data=opened(rik) | {"result": "refused"})

    made = {"result": "appointment", "called_at": "2026-03-10T14:00", "again_at": "2026-03-12T09:30"}
    page = client.post(f"{PAGE}/bellen", data=stale | made, follow_redirects=True).text

    assert "Rik Bos bewaarde intussen ook een telefoontje: wil niet meedoen" in page
    later = {"result": "no_answer", "called_at": "2026-03-11T14:00"}
    page = client.post(f"{PAGE}/bellen", data=opened(client) | later, follow_redirects=True).text
    assert "bewaarde intussen" not in page, "this page showed it"


def test_who_keeps_consent_on_an_older_page_hears_what_a_colleague_kept_meanwhile(
    client: FlaskClient, rik: FlaskClient
) -> None:
    stale = opened(client)
    rik.post(f"{PAGE}/toestemming", data=opened(rik) | {"record": "no"})

    page = client.post(f"{PAGE}/toestemming", data=stale | {"call_back": "yes"}, follow_redirects=True).text

    assert "Rik Bos bewaarde intussen ook een antwoord: gesprek opnemen, nee" in page


def test_an_older_page_gives_nothing_back_that_was_withdrawn_meanwhile(client: FlaskClient, rik: FlaskClient) -> None:
    stale = opened(client)
    rik.post(f"{PAGE}/toestemming", data=opened(rik) | {"quote_literally": "yes"})
    rik.post(f"{PAGE}/toestemming/intrekken", data=opened(rik) | {"purpose": "quote_literally"})

    asked = client.post(f"{PAGE}/toestemming", data=stale | {"quote_literally": "yes"})

    assert asked.status_code == 422
    assert "Intussen is hier bewaard: ‘Citaten letterlijk’: ja, ingetrokken op" in asked.text
    assert "Letterlijk" not in client.get(HOME).text
    assert client.post(f"{PAGE}/toestemming", data=sent_by(asked.text)).status_code == 302
    assert "Letterlijk" in client.get(HOME).text, "whoever saw it may say so"


def test_what_was_typed_on_an_older_page_is_asked_about_when_it_is_opened_again(
    client: FlaskClient, rik: FlaskClient
) -> None:
    client.post(f"{PAGE}/concept", data=opened(client) | {"quote_literally": "yes"})
    rik.post(f"{PAGE}/toestemming", data=opened(rik) | {"quote_literally": "no"})

    assert "Intussen is hier bewaard: ‘Citaten letterlijk’: nee" in client.get(PAGE).text


def test_a_no_of_an_older_page_is_asked_and_not_lost_where_a_yes_stands_meanwhile(
    client: FlaskClient, rik: FlaskClient
) -> None:
    stale = opened(client)
    rik.post(f"{PAGE}/toestemming", data=opened(rik) | {"quote_literally": "yes"})

    asked = client.post(f"{PAGE}/toestemming", data=stale | {"quote_literally": "no"})

    assert sent_by(asked.text)["quote_literally"] == "no"
    client.post(f"{PAGE}/toestemming", data=sent_by(asked.text))
    assert "Letterlijk" not in client.get(HOME).text


def test_a_yes_on_an_older_page_of_who_stopped_meanwhile_is_asked(client: FlaskClient, rik: FlaskClient) -> None:
    stale = opened(client)
    rik.post(f"{PAGE}/doet-niet-mee", data=opened(rik))

    asked = client.post(f"{PAGE}/toestemming", data=stale | {"quote_literally": "yes"})

    assert "Deze persoon doet niet meer mee, sinds" in asked.text
    assert client.post(f"{PAGE}/toestemming", data=stale | {"quote_literally": "no"}).status_code == 302


def test_who_keeps_another_answer_hears_what_was_withdrawn_meanwhile(client: FlaskClient, rik: FlaskClient) -> None:
    client.post(f"{PAGE}/toestemming", data=opened(client) | {"quote_literally": "yes"})
    stale = opened(client)
    rik.post(f"{PAGE}/toestemming/intrekken", data=opened(rik) | {"purpose": "quote_literally"})

    page = client.post(f"{PAGE}/toestemming", data=stale | {"record": "yes"}, follow_redirects=True).text

    assert "Intussen is hier bewaard: citaten letterlijk, ja, ingetrokken op" in page
    page = client.post(f"{PAGE}/toestemming", data=opened(client) | {"call_back": "yes"}, follow_redirects=True).text
    assert "Intussen is hier bewaard" not in page


def test_an_answer_of_an_earlier_day_is_told_not_to_hold(client: FlaskClient) -> None:
    client.post(f"{PAGE}/toestemming", data=opened(client) | {"quote_literally": "no", "answered_on": "2026-03-20"})
    earlier = {"quote_literally": "yes", "answered_on": "2026-03-10"}

    page = client.post(f"{PAGE}/toestemming", data=opened(client) | earlier, follow_redirects=True).text

    assert "Bij ‘Citaten letterlijk’ geldt wat op een latere dag is gezegd: nee, 20 maart 2026." in page
    assert "Letterlijk" not in client.get(HOME).text


def test_a_page_of_somebody_who_was_taken_off_the_list_is_about_nobody_else(
    client: FlaskClient, rik: FlaskClient
) -> None:
    stale = opened(client)
    rik.post(f"{PAGE}/weg")
    rik.post(f"{HOME}nieuw", data={"role": "jongere", "name": "Bram Kok"})

    for part, typed in (("toestemming", {"quote_literally": "yes"}), ("bellen", {"result": "refused"})):
        answer = client.post(f"{PAGE}/{part}", data=stale | typed)
        assert answer.status_code == 404
        assert "of is eraf gehaald" in answer.text
    page = client.get(f"{HOME}2").text
    assert "Bram Kok" in page
    assert "Nog niet gebeld" in page
    assert "Letterlijk" not in client.get(HOME).text
