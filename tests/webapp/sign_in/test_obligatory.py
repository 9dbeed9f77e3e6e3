"""Who must have a second step sets it up before anything else; and who is signed in shows again who they are."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from foundation.clock import now, pretend_it_is
from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.models import Organisation, Person, Study
from studies.people.granting import give_role
from tests.by_link import come_in
from tests.webapp.anna import PASSWORD
from tests.webapp.requests.test_guard import _addresses
from tests.webapp.sign_in.apps import forget_last_code, scan, set_up_app
from webapp.commands.verhaallijn import main
from webapp.settings import Settings

HERE = "/account/tweede-stap"


@pytest.fixture
def strict(engine: Engine, organisation: Organisation) -> None:
    """The organisation asks it of whoever reads transcripts, as a new one does."""
    with unit_of_work(engine, across=True) as session:
        stored = session.get_one(Organisation, organisation.id)
        stored.second_step_for = add_organisation(session, "Gemeente Nieuw", "nieuw").second_step_for


def by_password(app: Flask) -> FlaskClient:
    browser = app.test_client()
    browser.post("/aanmelden", data={"email": "anna@voorbeeld.nl", "password": PASSWORD})
    return browser


def later(minutes: int = 16):
    return pretend_it_is(now() + timedelta(minutes=minutes))


def test_whoever_must_is_led_there_and_works_afterwards(app: Flask, strict: None, anna: Person) -> None:
    browser = by_password(app)

    page = browser.get("/onderzoeken", follow_redirects=True)
    assert page.request.path == HERE
    assert "Stel eerst een tweede stap in." in page.text
    set_up_app(browser)

    assert browser.get("/onderzoeken").status_code == 200


def test_no_other_door_opens_before_it(app: Flask, strict: None, anna: Person, study: Study) -> None:
    browser, closed = by_password(app), 0
    opened = set()
    for method, address in _addresses(app):
        if not address.startswith(("/onderzoeken", "/account", "/organisatie", "/hulp")) or address.endswith("/af"):
            continue
        answer = browser.open(address, method=method)
        if answer.status_code == 302 and answer.headers["Location"] == HERE:
            closed += 1
        elif answer.status_code not in (403, 404):
            opened.add(address)
    assert closed > 80
    of_second_steps = ("/account/tweede-stap", "/account/bevestigen")
    assert {address for address in opened if not address.startswith(of_second_steps)} == {
        *("/account/wachtwoord", "/account/passkeys", "/account/passkeys/begin"),
        *("/account/aanmelddienst", "/account/aanmelddienst/1/koppelen"),
    }


def test_what_was_typed_meanwhile_comes_back(
    app: Flask, engine: Engine, organisation: Organisation, anna: Person
) -> None:
    browser = by_password(app)
    with unit_of_work(engine, across=True) as session:
        session.get_one(Organisation, organisation.id).second_step_for = [Role.RESEARCHER.value]

    answer = browser.post("/onderzoeken/nieuw", data={"title": "Lang getypt"}, headers={"Accept": "text/html"})

    assert answer.status_code == 403
    assert "Lang getypt" in answer.text
    assert "Het is nog niet bewaard." in answer.text


def test_a_part_of_a_page_sends_the_whole_page_there(app: Flask, strict: None, anna: Person) -> None:
    browser = by_password(app)
    for header in ({"HX-Request": "true"}, {"Accept": "application/json"}):
        answer = browser.get("/onderzoeken", headers=header)
        assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, HERE)


@pytest.mark.parametrize("role", [Role.SOCIAL_TEAM, Role.ADMINISTRATOR])
def test_who_reads_no_transcripts_needs_none(
    app: Flask, engine: Engine, organisation: Organisation, strict: None, role: Role
) -> None:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "f@voorbeeld.nl", "Fenna", role).id
    browser = app.test_client()
    come_in(browser, engine, person)

    assert browser.get("/onderzoeken").status_code == 200


def test_who_has_such_a_role_in_one_study_is_led_there_by_that_study(
    app: Flask, engine: Engine, session: Session, organisation: Organisation, strict: None, study: Study
) -> None:
    with unit_of_work(engine, across=True) as across:
        guest = add_person(across, organisation, "g@voorbeeld.nl", "Gast Gerards", Role.GUEST).id
    give_role(session, study, guest, Role.SECOND_CODER)
    session.commit()
    browser = app.test_client()
    come_in(browser, engine, guest)

    assert browser.get("/onderzoeken").status_code == 200
    page = browser.get(f"/onderzoeken/{study.slug}/", follow_redirects=True)
    assert page.request.path == HERE
    assert "Stel eerst een tweede stap in." in page.text
    set_up_app(browser)
    assert browser.get(f"/onderzoeken/{study.slug}/").status_code == 200
    assert "verplicht. Voeg eerst een andere toe." in browser.post(f"{HERE}/app/weg", follow_redirects=True).text


def test_an_administrator_says_for_whom_and_nobody_else_does(
    app: Flask, engine: Engine, organisation: Organisation, strict: None, anna: Person
) -> None:
    with unit_of_work(engine, across=True) as session:
        femke = add_person(session, organisation, "f@voorbeeld.nl", "Femke", Role.ADMINISTRATOR).id
    administrator, researcher = app.test_client(), by_password(app)
    come_in(administrator, engine, femke)
    set_up_app(researcher)
    where = "/organisatie/tweede-stap"
    assert researcher.post(where, data={}).status_code == 403
    assert administrator.get(where).text.count("checked") == 2

    administrator.post(where, data={"role": [Role.ADMINISTRATOR.value, "keizer"]})

    assert administrator.get("/onderzoeken").headers["Location"] == HERE, "who sets it is no exception"
    assert researcher.post(f"{HERE}/app/weg").status_code == 302
    assert by_password(app).get("/onderzoeken").status_code == 200
    with unit_of_work(engine, across=True) as session:
        assert session.get_one(Organisation, organisation.id).second_step_for == [Role.ADMINISTRATOR.value]


def test_where_no_role_must_have_one_nobody_is_said_to_set_one_up(
    app: Flask, engine: Engine, organisation: Organisation, anna: Person
) -> None:
    with unit_of_work(engine, across=True) as session:
        femke = add_person(session, organisation, "f@voorbeeld.nl", "Femke", Role.ADMINISTRATOR).id
    administrator = app.test_client()
    come_in(administrator, engine, femke)

    page = administrator.post("/organisatie/tweede-stap", data={}, follow_redirects=True).text

    assert "Bewaard. Een tweede stap is nu bij geen enkele rol verplicht." in page
    assert "stelt die meteen in" not in page


def test_the_only_one_stays_where_it_is_obligatory(app: Flask, engine: Engine, strict: None, anna: Person) -> None:
    browser = by_password(app)
    set_up_app(browser)

    page = browser.post(f"{HERE}/app/weg", follow_redirects=True).text

    assert "Dit is je enige tweede stap, en die is bij jouw rol verplicht." in page
    assert "Haal deze app weg" in browser.get(HERE).text


def test_elsewhere_it_goes_with_its_codes(app: Flask, anna: Person) -> None:
    browser = by_password(app)
    set_up_app(browser)

    assert "Je app wordt niet meer gevraagd." in browser.post(f"{HERE}/app/weg", follow_redirects=True).text

    assert by_password(app).get("/onderzoeken").status_code == 200
    assert "Herstelcodes" not in browser.get(HERE).text


def test_a_wrong_first_code_sets_nothing_up(app: Flask, anna: Person) -> None:
    browser = by_password(app)
    telephone = scan(browser)

    answer = browser.post(f"{HERE}/app/code", data={"code": telephone.wrong_code()})

    assert answer.status_code == 422
    assert telephone.secret in answer.text.replace(" ", ""), "the same, so that it need not be scanned again"
    assert by_password(app).get("/onderzoeken").status_code == 200


def test_another_telephone_replaces_the_old_one_once_it_is_confirmed(app: Flask, engine: Engine, anna: Person) -> None:
    browser = by_password(app)
    old, _codes = set_up_app(browser)
    forget_last_code(engine)
    new = scan(browser)
    assert by_password(app).post("/aanmelden/tweede-stap", data={"code": old.code()}).status_code == 302

    assert browser.post(f"{HERE}/app/code", data={"code": new.code()}).status_code == 302

    forget_last_code(engine)
    assert by_password(app).post("/aanmelden/tweede-stap", data={"code": old.code()}).status_code == 422
    assert by_password(app).post("/aanmelden/tweede-stap", data={"code": new.code()}).status_code == 302


def test_setting_one_up_signs_out_who_came_in_without(app: Flask, anna: Person) -> None:
    laptop, thief = by_password(app), by_password(app)

    set_up_app(laptop)

    assert thief.get("/onderzoeken").status_code == 302


def test_who_lost_everything_begins_anew_once_an_administrator_says_so(
    app: Flask, settings: Settings, engine: Engine, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = by_password(app)
    set_up_app(laptop)
    monkeypatch.setenv("VERHAALLIJN_DATA_DIR", str(settings.data_dir))

    told = CliRunner().invoke(main, ["person", "reset-second-step", "Anna@voorbeeld.nl"]).output

    assert "De tweede stap van Anna Aalders is weggehaald." in told
    assert laptop.get("/onderzoeken").status_code == 302, "signed out: whoever has the telephone may sit there"
    assert by_password(app).get("/onderzoeken").status_code == 200
    again = CliRunner().invoke(main, ["person", "reset-second-step", "anna@voorbeeld.nl"]).output
    assert "Anna Aalders heeft geen tweede stap." in again


def test_the_codes_are_shown_once(app: Flask, anna: Person) -> None:
    browser = by_password(app)
    _telephone, codes = set_up_app(browser)
    assert len(codes) == 10
    for address in (HERE, f"{HERE}/app", "/account"):
        assert not any(code in browser.get(address, follow_redirects=True).text for code in codes)


def test_a_file_with_material_leaves_after_showing_who_one_is(app: Flask, anna: Person, study: Study) -> None:
    browser, file = by_password(app), f"/onderzoeken/{study.slug}/coderen/thema-overzicht/cijfers.csv"
    assert browser.get(file).mimetype == "text/csv"
    with later():
        asked = browser.get(f"{file}?niveau=code")
        page = browser.get(asked.headers["Location"]).text
        assert f'value="{file}?niveau=code"' in page
        data = {"present_password": PASSWORD, "verder": f"{file}?niveau=code"}
        back = browser.post("/account/bevestigen", data=data)
        assert back.headers["Location"] == f"{file}?niveau=code"
        assert browser.get(back.headers["Location"]).mimetype == "text/csv"


def test_after_a_quarter_the_password_is_asked_before_what_lets_in_or_leaves(app: Flask, anna: Person) -> None:
    browser = by_password(app)
    assert browser.get(HERE).status_code == 200
    with later():
        asked = browser.get(HERE)
        assert asked.headers["Location"] == "/account/bevestigen?verder=/account/tweede-stap"
        for method, address in (("POST", f"{HERE}/app"), ("POST", f"{HERE}/app/weg"), ("POST", f"{HERE}/herstelcodes")):
            assert "/account/bevestigen" in browser.open(address, method=method).headers["Location"]
        wrong = browser.post("/account/bevestigen", data={"present_password": "mis", "verder": HERE})
        assert wrong.status_code == 422
        assert browser.get(HERE).status_code == 302

        right = browser.post("/account/bevestigen", data={"present_password": PASSWORD, "verder": HERE})

        assert right.headers["Location"] == HERE
        assert browser.get(HERE).status_code == 200
    with later(33):
        assert browser.get(HERE).status_code == 302


def test_a_code_confirms_too_and_works_once(app: Flask, engine: Engine, anna: Person) -> None:
    browser = by_password(app)
    telephone, _codes = set_up_app(browser)
    with later():
        code = {"code": telephone.code(), "verder": HERE}
        assert browser.post("/account/bevestigen/code", data=code).headers["Location"] == HERE
        again = browser.post("/account/bevestigen/code", data=code)
        assert again.status_code == 422
        assert "Je hebt nog 4 pogingen." in again.text
        assert by_password(app).post("/aanmelden/tweede-stap", data=code).status_code == 422


def test_who_confirms_can_be_led_to_no_other_site(app: Flask, anna: Person) -> None:
    browser = by_password(app)
    for address in ("https://elders.nl", "//elders.nl", "/\\elders.nl"):
        data = {"present_password": PASSWORD, "verder": address}
        assert browser.post("/account/bevestigen", data=data).headers["Location"] == "/onderzoeken"


def test_who_has_nothing_to_confirm_with_chooses_a_password_and_goes_on(
    client: FlaskClient, researcher: Person
) -> None:
    with later():
        page = client.get(HERE, follow_redirects=True).text
        assert "Kies eerst een wachtwoord" in page
        answer = client.post("/account/wachtwoord", data={"password": PASSWORD, "verder": HERE})
        assert answer.headers["Location"] == HERE
        assert client.get(HERE).status_code == 200
