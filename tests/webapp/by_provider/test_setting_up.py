"""An administrator fills in the service, tries it out, makes it the only way in, and gets in when it is away."""

from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import col, select

from foundation.database.engine import unit_of_work
from foundation.mail.contents import opened_contents
from foundation.mail.models import OutgoingMail
from studies.access import Role
from studies.accounts.by_provider.configuring import provider_of
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from studies.trail.models import TrailEntry
from tests.by_link import come_in
from tests.webapp.anna import PASSWORD
from tests.webapp.by_provider.conftest import set_up_for
from tests.webapp.by_provider.provider import CLIENT, LEFT_OUT, SECRET, LocalProvider, local_provider
from tests.webapp.by_provider.walking import bound, by_password, come, door_of, is_in
from tests.webapp.sign_in.apps import set_up_app
from webapp.commands.verhaallijn import main
from webapp.settings import Settings

HERE = "/organisatie/aanmelddienst"


@pytest.fixture
def femke(app: Flask, engine: Engine, organisation: Organisation) -> Person:
    with unit_of_work(engine, across=True) as session:
        session.get_one(Organisation, organisation.id).second_step_for = []
        person = add_person(session, organisation, "f@voorbeeld.nl", "Femke Dijk", Role.ADMINISTRATOR, PASSWORD)
        session.flush()
        session.expunge(person)
        return person


@pytest.fixture
def administrator(app: Flask, engine: Engine, femke: Person) -> FlaskClient:
    browser = app.test_client()
    come_in(browser, engine, femke.id)
    return browser


def filled_in(service: LocalProvider, **changed: str) -> dict[str, str]:
    form = {"issuer": service.issuer, "client_id": CLIENT, "secret": SECRET, "second_step": "never", "is_on": "ja"}
    return form | changed


def test_what_is_filled_in_is_tried_and_opens_the_door(
    app: Flask, engine: Engine, administrator: FlaskClient, organisation: Organisation, service: LocalProvider
) -> None:
    page = administrator.get(HERE).text
    assert f"{door_of(organisation)}/terug" in page, "the address to fill in there"

    tried = administrator.post(f"{HERE}/proef", data=filled_in(service))
    assert "De proef ging goed." in tried.text
    assert "Inloggen via" not in app.test_client().get("/aanmelden").text, "nothing is kept by trying"
    assert administrator.post(HERE, data=filled_in(service)).status_code == 302

    assert "Inloggen via" in app.test_client().get("/aanmelden").text
    page = administrator.get(HERE).text
    assert SECRET not in page
    with unit_of_work(engine, across=True) as session:
        kept = provider_of(session, organisation.id)
        assert kept
        assert SECRET.encode() not in kept.sealed_secret


def test_an_address_is_taken_as_people_copy_it(
    administrator: FlaskClient, engine: Engine, organisation: Organisation, service: LocalProvider
) -> None:
    for written in (f" {service.issuer}/ ", f"{service.issuer}/.well-known/openid-configuration"):
        assert administrator.post(HERE, data=filled_in(service, issuer=written)).status_code == 302
        with unit_of_work(engine, across=True) as session:
            kept = provider_of(session, organisation.id)
            assert kept
            assert kept.issuer == service.issuer


def is_broken(one: LocalProvider) -> None:
    one.is_broken = True


def says(**words: Any) -> Any:
    return lambda one: one.metadata.update(words)


WRONG = {
    "secret": (lambda _one: None, {"secret": "een ander geheim"}, "of het geheim hoort er niet bij"),
    "client": (lambda _one: None, {"client_id": "een-ander"}, "kent deze client-id niet"),
    "address": (lambda _one: None, {"issuer": "http://127.0.0.1:9"}, "127.0.0.1 is nu niet te bereiken"),
    "no address": (lambda _one: None, {"issuer": ""}, "Vul het adres van de aanmelddienst in"),
    "words": (lambda _one: None, {"issuer": "onze eigen dienst"}, "Het moet met https:// beginnen."),
    "without security": (lambda _one: None, {"issuer": "http://192.0.2.1"}, "in een afgesloten netwerk"),
    "private": (lambda _one: None, {"issuer": "https://10.0.0.1"}, "VERHAALLIJN_SIGN_IN_NETWORKS"),
    "no name": (lambda _one: None, {"issuer": "https://bestaat-niet.invalid"}, "bestaat niet"),
    "broken": (is_broken, {}, "een antwoord dat niet te lezen is"),
    "other issuer": (says(issuer="https://elders.example"), {}, "noemt zichzelf ‘https://elders.example’"),
    "elsewhere": (says(token_endpoint="https://elders.example/t"), {}, "verwijst naar een andere computer"),
    "other port": (says(jwks_uri="http://127.0.0.1:9/k"), {}, "verwijst naar een andere computer"),
    "no keys": (lambda one: one.published.clear(), {}, "‘jwks_uri’ ontbreekt of klopt niet"),
    "no token": (says(token_endpoint=LEFT_OUT), {}, "‘token_endpoint’ ontbreekt"),
    "weak alone": (says(id_token_signing_alg_values_supported=["HS256", "none"]), {}, "signing_alg_values_supported"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    administrator: FlaskClient, engine: Engine, organisation: Organisation, service: LocalProvider, name: str
) -> None:
    misbehave, changed, sentence = WRONG[name]
    misbehave(service)
    for address in (f"{HERE}/proef", HERE):
        answer = administrator.post(address, data=filled_in(service, **changed))
        assert answer.status_code == 422
        assert sentence in answer.text
        assert changed.get("client_id", CLIENT) in answer.text, "what was typed stands there still"
    with unit_of_work(engine, across=True) as session:
        assert provider_of(session, organisation.id) is None


def test_a_service_that_sends_on_is_not_followed(administrator: FlaskClient, service: LocalProvider) -> None:
    with local_provider() as other:
        answer = administrator.post(f"{HERE}/proef", data=filled_in(service, issuer=f"{service.issuer}/leave"))
        assert answer.status_code == 422
        assert other.asked == []


def test_the_kept_secret_goes_to_no_other_service(
    administrator: FlaskClient, provider: LocalProvider, organisation: Organisation
) -> None:
    assert administrator.post(HERE, data=filled_in(provider, secret="")).status_code == 302
    with local_provider() as other:
        answer = administrator.post(f"{HERE}/proef", data=filled_in(other, secret=""))
        assert answer.status_code == 422
        assert "Vul het geheim in dat bij de client-id hoort." in answer.text
        assert other.asked == []


def test_only_an_administrator_sets_it_up(app: Flask, provider: LocalProvider, anna: Person) -> None:
    researcher = by_password(app)
    for method, address in (("GET", HERE), ("POST", HERE), ("POST", f"{HERE}/proef"), ("POST", f"{HERE}/weg")):
        assert researcher.open(address, method=method).status_code == 403


def test_taking_it_away_opens_the_old_doors(
    app: Flask,
    engine: Engine,
    administrator: FlaskClient,
    provider: LocalProvider,
    organisation: Organisation,
    anna: Person,
) -> None:
    bound(engine, organisation, anna)
    through = app.test_client()
    come(through, organisation)
    administrator.post(f"{HERE}/weg")
    assert not is_in(through)
    assert app.test_client().get(door_of(organisation)).status_code == 404
    assert is_in(by_password(app))


def test_turning_it_off_signs_out_who_came_by_it(
    app: Flask,
    engine: Engine,
    administrator: FlaskClient,
    provider: LocalProvider,
    organisation: Organisation,
    anna: Person,
) -> None:
    bound(engine, organisation, anna)
    through = app.test_client()
    come(through, organisation)
    form = filled_in(provider, is_on="nee", is_only_way="ja", secret="")
    assert administrator.post(HERE, data=form).status_code == 302
    assert not is_in(through)
    assert is_in(by_password(app)), "a service that is off is not the only way in"


def test_who_makes_it_the_only_way_has_been_through_it(
    app: Flask,
    engine: Engine,
    administrator: FlaskClient,
    provider: LocalProvider,
    organisation: Organisation,
    femke: Person,
) -> None:
    answer = administrator.post(HERE, data=filled_in(provider, is_only_way="ja"))
    assert answer.status_code == 422
    assert "Koppel eerst je eigen account" in answer.text
    bound(engine, organisation, femke, "femke")
    assert administrator.post(HERE, data=filled_in(provider, is_only_way="ja")).status_code == 302


@pytest.fixture
def only_way(app: Flask, engine: Engine, organisation: Organisation, service: LocalProvider) -> LocalProvider:
    set_up_for(app, engine, organisation, service, is_only_way=True)
    return service


def test_with_one_way_in_a_password_leads_to_it(
    app: Flask, engine: Engine, anna: Person, only_way: LocalProvider, organisation: Organisation, study: Study
) -> None:
    bound(engine, organisation, anna)
    browser = by_password(app)
    for address in ("/onderzoeken", "/account", f"/onderzoeken/{study.slug}/", "/account/tweede-stap"):
        assert browser.get(address).headers["Location"] == "/account/aanmelddienst", address
    page = browser.get("/account/aanmelddienst").text
    assert "Hier meld je je aan via je organisatie." in page
    assert door_of(organisation) in page

    come(browser, organisation)

    assert is_in(browser)


def test_with_one_way_in_a_link_leads_to_it_too(
    app: Flask, engine: Engine, anna: Person, only_way: LocalProvider, organisation: Organisation
) -> None:
    browser = app.test_client()
    come_in(browser, engine, anna.id)
    assert browser.get("/onderzoeken").headers["Location"] == "/account/aanmelddienst"


def test_who_was_not_bound_yet_binds_first(
    app: Flask, engine: Engine, anna: Person, only_way: LocalProvider, organisation: Organisation
) -> None:
    from tests.webapp.by_provider.test_binding import bind_at

    browser = by_password(app)
    assert bind_at(browser, organisation).headers["Location"] == "/account/aanmelddienst"
    come(browser, organisation)
    assert is_in(browser)


def test_nobody_gets_a_password_where_there_is_one_way_in(
    app: Flask, engine: Engine, only_way: LocalProvider, organisation: Organisation, researcher: Person
) -> None:
    from tests.webapp.by_provider.test_binding import invited

    token = invited(engine, organisation, researcher, "nieuw@voorbeeld.nl")
    browser = app.test_client()
    assert 'name="password"' not in browser.get(f"/uitnodiging/{token}").text
    answer = browser.post(f"/uitnodiging/{token}", data={"name": "Nina", "password": PASSWORD})
    assert answer.status_code == 403
    assert "meld je je aan via je organisatie" in answer.text


def test_an_administrator_gets_in_when_it_is_away_with_two_steps(
    app: Flask, engine: Engine, femke: Person, only_way: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    only_way.is_broken = True
    browser = by_password(app, femke.email)
    assert browser.get("/onderzoeken").headers["Location"] == "/account/tweede-stap"
    set_up_app(browser)
    assert is_in(browser)

    form = filled_in(only_way, secret="", is_on="nee")
    assert browser.post(HERE, data=form).status_code == 302

    assert is_in(by_password(app))


def test_whoever_runs_the_installation_opens_the_old_doors(
    app: Flask,
    engine: Engine,
    settings: Settings,
    anna: Person,
    only_way: LocalProvider,
    organisation: Organisation,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VERHAALLIJN_DATA_DIR", str(settings.data_dir))
    assert not is_in(by_password(app))

    told = CliRunner().invoke(main, ["organisation", "own-sign-in", organisation.slug]).output

    assert "Iedereen meldt zich weer aan met een wachtwoord of passkey." in told
    assert is_in(by_password(app))
    again = CliRunner().invoke(main, ["organisation", "own-sign-in", organisation.slug]).output
    assert "had geen aanmelddienst in gebruik" in again
    assert "Er is geen organisatie" in CliRunner().invoke(main, ["organisation", "own-sign-in", "nergens"]).output


def test_administrators_hear_of_a_change_to_the_service_and_of_nothing_else(
    app: Flask,
    engine: Engine,
    administrator: FlaskClient,
    organisation: Organisation,
    service: LocalProvider,
) -> None:
    server = {"smtp_host": "127.0.0.1", "smtp_tls": "none", "mail_from": "v@lindermeer.example"}
    app.config["SETTINGS"] = app.config["SETTINGS"].model_copy(update=server)
    with unit_of_work(engine, across=True) as session:
        add_person(session, organisation, "tweede@voorbeeld.nl", "Ties Bakker", Role.ADMINISTRATOR)
        add_person(session, organisation, "anna@voorbeeld.nl", "Anna Aalders", Role.RESEARCHER)

    administrator.post(HERE, data=filled_in(service))
    assert _told(app, engine) == ["f@voorbeeld.nl", "tweede@voorbeeld.nl"]
    administrator.post(HERE, data=filled_in(service, secret=""))
    assert len(_told(app, engine)) == 2, "nothing is other than it was"
    administrator.post(HERE, data=filled_in(service, takes_newcomers="ja"))
    administrator.post(f"{HERE}/weg")

    assert len(_told(app, engine)) == 6
    with unit_of_work(engine, organisation.id) as session:
        noted = session.exec(select(TrailEntry.detail).where(TrailEntry.kind == "organisation_changed")).all()
    assert noted.count("provider") == 3


def _told(app: Flask, engine: Engine) -> list[str]:
    """To whom it was written."""
    door = app.config["SETTINGS"].mail
    with unit_of_work(engine, across=True) as session:
        mails = session.exec(select(OutgoingMail).order_by(col(OutgoingMail.id))).all()
        told = [one for one in mails if one.kind == "provider_change"]
        return [opened_contents(door.seal, one.sealed or b"", one.message_id).to for one in told]
