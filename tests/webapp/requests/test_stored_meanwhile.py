"""Somebody stored the same form since it was opened, here or in another tab: nobody takes back what was stored."""

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlmodel import Session, col, select

from interviews.models import Interview
from journeys.measures.models import Measure
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.story import MeasureState
from studies.models import Organisation, Study
from tests.journeys.making import all_steps, make_finished, stored

ORGANISATION = "/organisatie"
MEANWHILE = "Intussen is hier bewaard: ‘"


def opened(client: FlaskClient, address: str) -> dict[str, str]:
    """The form of this page as a browser would send it untouched."""
    return sent_by(client.get(address).text)


def sent_by(page: str) -> dict[str, str]:
    [form] = html.fromstring(page).xpath("//main//form[@method='post']")
    return {name: str(value) for name, value in form.form_values()}


@pytest.fixture
def facts(session: Session, study: Study) -> str:
    """The page of what readers get of a study with two roles."""
    session.expire_on_commit = False
    journey: Journey = make_finished(session, study, ("ouder", "ouder", "jongere"))
    session.commit()
    return f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}/onderzoek"


def roles(session: Session) -> list[str]:
    return stored(session, lambda fresh: list(fresh.exec(select(Interview.role).order_by(col(Interview.number))).all()))


def role_fields(form: dict[str, str]) -> list[str]:
    return sorted((name for name in form if name.startswith("rol-")), key=lambda name: int(name[4:]))


def test_a_page_of_the_organisation_that_was_open_takes_back_nothing(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    stale = opened(client, ORGANISATION)
    theirs = {"email": "raad@lindermeer.example", "privacy_words": "Bel ons.\n\nOf mail."}
    client.post(ORGANISATION, data=opened(client, ORGANISATION) | theirs)

    answer = client.post(ORGANISATION, data=stale | {"telephone": "043-2222222"})

    assert answer.status_code == 302
    now = stored(session, lambda fresh: fresh.get_one(Organisation, organisation.id))
    assert (now.telephone, now.email) == ("043-2222222", "raad@lindermeer.example")
    assert now.privacy_words == "Bel ons.\n\nOf mail."


def test_what_two_changed_of_the_organisation_is_shown_and_asked(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    stale = opened(client, ORGANISATION)
    theirs = {"telephone": "043-7654321", "email": "raad@lindermeer.example"}
    client.post(ORGANISATION, data=opened(client, ORGANISATION) | theirs)

    asked = client.post(ORGANISATION, data=stale | {"telephone": "043-2222222"})

    assert asked.status_code == 409
    assert f"{MEANWHILE}043-7654321’" in asked.text
    both = sent_by(asked.text)
    assert (both["telephone"], both["email"]) == ("043-2222222", "raad@lindermeer.example")
    assert stored(session, lambda fresh: fresh.get_one(Organisation, organisation.id)).telephone == "043-7654321"
    assert client.post(ORGANISATION, data=both).status_code == 302
    assert stored(session, lambda fresh: fresh.get_one(Organisation, organisation.id)).telephone == "043-2222222"


def test_a_refusal_between_takes_back_nothing_either(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    stale = opened(client, ORGANISATION)
    client.post(ORGANISATION, data=opened(client, ORGANISATION) | {"email": "raad@lindermeer.example"})
    refused = client.post(ORGANISATION, data=stale | {"telephone": "043-12"})
    assert refused.status_code == 422

    client.post(ORGANISATION, data=sent_by(refused.text) | {"telephone": "043-2222222"})

    now = stored(session, lambda fresh: fresh.get_one(Organisation, organisation.id))
    assert (now.telephone, now.email) == ("043-2222222", "raad@lindermeer.example")


def test_a_page_of_facts_that_was_open_takes_back_nothing(
    client: FlaskClient, session: Session, study: Study, facts: str
) -> None:
    stale = opened(client, facts)
    parent, youth = role_fields(stale)
    client.post(facts, data=opened(client, facts) | {"onderzoek-title": "Jeugd in Lindermeer", youth: "scholier"})

    answer = client.post(facts, data=stale | {"onderzoek-municipality": "Lindermeer", parent: "moeder"})

    assert answer.status_code == 302
    now = stored(session, lambda fresh: fresh.get_one(Study, study.id))
    assert (now.title, now.municipality) == ("Jeugd in Lindermeer", "Lindermeer")
    assert roles(session) == ["moeder", "moeder", "scholier"]


def test_what_two_changed_of_the_facts_is_shown_and_asked(client: FlaskClient, session: Session, facts: str) -> None:
    stale = opened(client, facts)
    parent, youth = role_fields(stale)
    client.post(facts, data=opened(client, facts) | {parent: "vader", youth: "scholier"})

    asked = client.post(facts, data=stale | {parent: "moeder"})

    assert asked.status_code == 409
    assert f"{MEANWHILE}vader’" in asked.text
    both = sent_by(asked.text)
    assert (both[parent], both[youth]) == ("moeder", "scholier")
    assert roles(session) == ["vader", "vader", "scholier"]
    assert client.post(facts, data=both).status_code == 302
    assert roles(session) == ["moeder", "moeder", "scholier"]


def test_a_role_that_was_typed_and_is_not_there_any_more_is_told(
    client: FlaskClient, session: Session, facts: str
) -> None:
    stale = opened(client, facts)
    _parent, youth = role_fields(stale)
    client.post(facts, data=opened(client, facts) | {youth: "ouder"})

    asked = client.post(facts, data=stale | {youth: "scholier"})

    assert asked.status_code == 409
    assert "De rol ‘jongere’ staat hier niet meer. Je typte daar: ‘scholier’." in asked.text
    assert roles(session) == ["ouder", "ouder", "ouder"]


@pytest.fixture
def measure(session: Session, study: Study) -> tuple[str, str]:
    """The composer of a journey with one measure, and where that is sent."""
    session.expire_on_commit = False
    journey = make_finished(session, study)
    text = MeasureText("Bellen", MeasureState.PROPOSED, what="U hoort iets.", owner="Team")
    made = add_measure(session, journey, text, all_steps(session, journey)[0])
    session.commit()
    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    return composer, f"{composer}/maatregelen/{made.id}"


def measure_form(page: str, action: str) -> dict[str, str]:
    [form] = html.fromstring(page).xpath(f"//form[@action='{action}']")
    return {name: str(value) for name, value in form.form_values()}


def test_a_measure_in_an_older_composer_takes_back_nothing(
    client: FlaskClient, session: Session, measure: tuple[str, str]
) -> None:
    composer, address = measure
    stale = measure_form(client.get(composer).text, address)
    client.post(address, data=stale | {"owner": "Wijkteam", "review_on": "2030-05-01"})

    assert client.post(address, data=stale | {"what": "U wordt gebeld."}).status_code in (302, 303)

    now = stored(session, lambda fresh: fresh.exec(select(Measure)).one())
    assert (now.what, now.owner) == ("U wordt gebeld.", "Wijkteam")
    assert str(now.review_on) == "2030-05-01"


def test_words_typed_of_another_state_than_a_measure_has_by_now_are_asked_about(
    client: FlaskClient, session: Session, measure: tuple[str, str]
) -> None:
    composer, address = measure
    stale = measure_form(client.get(composer).text, address)
    client.post(address, data=stale | {"state": "busy", "reread": "busy"})

    asked = client.post(address, data=stale | {"what": "U wordt gebeld."})

    assert asked.status_code == 409
    assert "‘Bezig’" in asked.text
    both = measure_form(asked.text, address)
    assert (both["what"].strip(), both["state"]) == ("U wordt gebeld.", "busy")
    assert client.post(address, data=both).status_code in (302, 303)
    assert stored(session, lambda fresh: fresh.exec(select(Measure)).one()).what == "U wordt gebeld."


def test_what_two_changed_of_a_measure_is_shown_and_asked(
    client: FlaskClient, session: Session, measure: tuple[str, str]
) -> None:
    composer, address = measure
    stale = measure_form(client.get(composer).text, address)
    theirs = {
        "owner": "Wijkteam",
        "state": "busy",
        "reread": "busy",
        "review_on": "2030-05-01",
        "when": "in mei",
        "step": "",
    }
    client.post(address, data=stale | theirs)

    step = str(int(stale["step"]) + 1)
    mine = {"owner": "Loket", "state": "done", "review_on": "2031-05-01", "step": step}
    asked = client.post(address, data=stale | mine)

    assert asked.status_code == 409
    for told in ("Wie het doet: Intussen is hier bewaard: ‘Wijkteam’", "‘Bezig’", "‘1 mei 2030’", "leeggemaakt"):
        assert told in asked.text
    both = measure_form(asked.text, address)
    assert (both["owner"], both["when"]) == ("Loket", "in mei")
    assert stored(session, lambda fresh: fresh.exec(select(Measure)).one()).owner == "Wijkteam"
    assert client.post(address, data=both | {"reread": "done"}).status_code in (302, 303)
    assert stored(session, lambda fresh: fresh.exec(select(Measure)).one()).owner == "Loket"
