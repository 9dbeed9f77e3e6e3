"""What is half filled in on the page of a respondent survives leaving it, in two tabs too, and goes once it is kept."""

import re

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from interviews.respondents.contacts import wipe_contacts
from interviews.respondents.models import CallAttempt, Consent, RespondentDraft
from interviews.respondents.register import all_respondents
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.files import contents_of
from tests.interviews.respondents.test_respondents import HOME, SHOWN, TYPED
from webapp.settings import Settings

WAITS = "Wat je eerder invulde, staat er nog."


@pytest.fixture(autouse=True)
def two_respondents(client: FlaskClient, study: Study) -> None:
    for role in ("ouder", "jongere"):
        client.post(f"{HOME}nieuw", data={"role": role})


def opened(page: str) -> dict[str, str]:
    """What the form on a page says about itself."""
    return dict(re.findall(r'type="hidden" name="(page|took|turn)" value="([^"]*)"', page))


def hold(client: FlaskClient, typed: dict[str, object], page: str = "", **more: str) -> str:
    """Type on the page of the first respondent, and go without keeping it."""
    of_page = opened(page or client.get(f"{HOME}1").text)
    answer = client.post(f"{HOME}1/concept", data={**typed, **of_page, **more}, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def test_next_keeps_what_was_half_filled_in_without_a_script(
    client: FlaskClient, session: Session, study: Study
) -> None:
    following = hold(client, TYPED, to="2")

    assert "<h1>Respondent 2</h1>" in following
    assert "Wat je bij Respondent 1 invulde, is nog niet bewaard." in following
    assert "liever na zes" not in following
    page = client.get(f"{HOME}1").text
    assert WAITS in page
    assert "Het is nog niet bewaard" in page
    for texts in SHOWN.values():
        for text in texts:
            assert text in page, text
    assert session.exec(select(CallAttempt)).all() == []
    assert session.exec(select(Consent)).all() == []
    session.rollback()  # that somebody looks is written down
    assert client.get(HOME).text.count("Niet bewaard") == 1


def test_what_is_kept_waits_no_more_and_the_rest_does(client: FlaskClient, session: Session, study: Study) -> None:
    hold(client, TYPED)
    page = client.get(f"{HOME}1").text

    client.post(f"{HOME}1/bellen", data={**TYPED, **opened(page)})

    again = client.get(f"{HOME}1").text
    no_call = {"result": "", "note": "", "called_at": "", "again_at": ""}
    assert WAITS in again
    assert 'value="no_answer" checked' not in again
    assert 'name="record" value="yes" checked' in again
    client.post(f"{HOME}1/alles", data={**TYPED, **no_call, **opened(again)})
    assert WAITS not in client.get(f"{HOME}1").text
    session.rollback()
    assert session.exec(select(RespondentDraft)).all() == []


def test_two_tabs_never_wipe_each_other(client: FlaskClient, session: Session, study: Study) -> None:
    one, other = client.get(f"{HOME}1").text, client.get(f"{HOME}1").text
    fresh = {"called_at": "", "name": "", "answered_on": ""}
    hold(client, {**fresh, "note": "liever na zes", "called_at": "2026-03-10T14:00"}, one)
    hold(client, {**fresh, "note": "belt zelf", "called_at": "2026-03-11T14:00"}, other)
    hold(client, {"name": "Anna Pieterse"}, client.get(f"{HOME}2").text)

    page = client.get(f"{HOME}1").text
    assert "belt zelf" in page
    newest = {"note": "belt zelf", "called_at": "2026-03-11T14:00", "result": "no_answer"}
    client.post(f"{HOME}1/bellen", data={**newest, **opened(page)})

    assert "liever na zes" in client.get(f"{HOME}1").text


def test_what_is_typed_is_sealed_and_goes_with_the_contact_data(
    client: FlaskClient, session: Session, study: Study, settings: Settings
) -> None:
    hold(client, TYPED)
    files = contents_of(settings.data_dir).values()
    assert not any(b"Anna Pieterse" in held or b"liever na" in held for held in files)

    wipe_contacts(session, all_respondents(session, study.id))
    session.commit()

    assert session.exec(select(RespondentDraft)).all() == []
    session.rollback()
    assert WAITS not in client.get(f"{HOME}1").text


def test_nobody_else_sees_what_somebody_typed(
    client: FlaskClient, session: Session, organisation: Organisation, study: Study, sign_in_as: SignInAs
) -> None:
    hold(client, TYPED)
    colleague = add_person(session, organisation, "b@voorbeeld.nl", "Bo", Role.RESEARCHER)
    session.commit()

    page = sign_in_as(colleague).get(f"{HOME}1").text

    assert "Anna Pieterse" not in page
    assert WAITS not in page


def test_what_was_typed_is_thrown_away_on_request(client: FlaskClient, study: Study) -> None:
    hold(client, TYPED)
    page = client.get(f"{HOME}1").text

    answer = client.post(f"{HOME}1/concept/weg", data=opened(page), follow_redirects=True)

    assert "is weggegooid" in answer.text
    assert "liever na zes" not in answer.text


LATE = {"note": "liever na zes", "called_at": "2026-03-10T14:00", "name": "", "answered_on": ""}


@pytest.mark.parametrize("sent", ["bellen", "alles", "contact/wissen", "concept/weg"])
def test_what_was_typed_before_a_page_was_sent_and_arrives_later_is_not_put_back(
    client: FlaskClient, session: Session, study: Study, sent: str
) -> None:
    page = client.get(f"{HOME}1").text
    of_page = opened(page)
    typed = {**LATE, "note": "liever na zes uur", "result": "no_answer"}
    answer = client.post(f"{HOME}1/{sent}", data={**typed, **of_page, "turn": "3"}, follow_redirects=True)
    assert answer.status_code == 200
    client.post(f"{HOME}1/concept/weg", data={**opened(answer.text)})

    hold(client, {**LATE, "name": "Anna Piet"}, page, turn="2")

    assert WAITS not in client.get(f"{HOME}1").text
    assert session.exec(select(RespondentDraft)).all() == []
    session.rollback()
    hold(client, {**LATE, "note": "daarna getypt"}, page, turn="4")
    assert "daarna getypt" in client.get(f"{HOME}1").text


def test_what_arrives_late_never_takes_the_place_of_what_was_typed_later(client: FlaskClient, study: Study) -> None:
    page = client.get(f"{HOME}1").text
    hold(client, {**LATE, "note": "liever na zes uur"}, page, turn="3")

    hold(client, {**LATE, "note": "liever"}, page, turn="2")

    assert "liever na zes uur" in client.get(f"{HOME}1").text


def test_a_refused_page_goes_on_holding_what_is_typed(client: FlaskClient, study: Study) -> None:
    page = client.get(f"{HOME}1").text
    refused = client.post(f"{HOME}1/contact", data={"telephone": "1", **opened(page), "turn": "3"})
    assert refused.status_code == 422

    hold(client, LATE, refused.text, turn="4")

    assert "liever na zes" in client.get(f"{HOME}1").text
