"""Who comes in through their organisation's service, who doesn't, and what it opens."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now, pretend_it_is
from foundation.database.engine import open_session, unit_of_work
from foundation.limits.models import Attempts
from studies.access import Role
from studies.accounts.models import ProviderVisit
from studies.accounts.persons import add_organisation, add_person
from studies.accounts.sign_ins.lifetime import forget_ended
from studies.models import CameBy, Membership, Organisation, Person, SignIn, Study
from studies.people.leaving import end_membership_of
from studies.planning import add_study
from tests.webapp.by_provider.conftest import set_up_for
from tests.webapp.by_provider.provider import LEFT_OUT, LocalProvider, Somebody
from tests.webapp.by_provider.walking import (
    back,
    bound,
    by_password,
    come,
    door_of,
    is_in,
    there,
    walk,
)
from tests.webapp.sign_in.apps import forget_last_code, set_up_app


def test_the_door_names_the_organisation_and_nobody_in_it(
    app: Flask, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    page = app.test_client().get("/aanmelden?verder=/account").text
    assert f'href="{door_of(organisation)}?verder=/account"' in page
    assert "Inloggen via" in page
    assert anna.email not in page


def test_without_a_service_there_is_no_such_door(app: Flask, organisation: Organisation) -> None:
    browser = app.test_client()
    assert "Inloggen via" not in browser.get("/aanmelden").text
    for address in (door_of(organisation), "/aanmelden/bij/nergens", f"{door_of(organisation)}/terug"):
        answer = browser.get(address)
        assert (answer.status_code, "Kijk of het adres klopt." in answer.text) == (404, True)


def test_somebody_who_bound_their_account_comes_in_where_they_were_going(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    bound(engine, organisation, anna)
    browser = app.test_client()

    answer = walk(browser, browser.get(f"{door_of(organisation)}?verder=/account"))

    assert answer.headers["Location"] == "/account"
    page = browser.get("/account").text
    assert "Anna Aalders" in page
    assert "Via je organisatie." in page, "in the list of where somebody is signed in"
    assert browser.get_cookie("verhaallijn_visit", path="/aanmelden") is None


@pytest.mark.parametrize("address", ["https://elders.example", "//elders.example", "/\\elders.example"])
def test_nobody_is_led_to_another_site(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person, address: str
) -> None:
    bound(engine, organisation, anna)
    browser = app.test_client()
    begun = browser.get(door_of(organisation), query_string={"verder": address})
    assert walk(browser, begun).headers["Location"] == "/onderzoeken"


def test_an_address_alone_lets_nobody_in(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    """It has an account, and the service says that it is theirs: who runs the service could say that of any."""
    answers = []
    for email in (anna.email, "niemand@voorbeeld.nl"):
        provider.somebody = Somebody(sub="nieuw", email=email)
        browser = app.test_client()
        answer = come(browser, organisation)
        assert (answer.status_code, is_in(browser)) == (403, False)
        answers.append(answer.text.partition("We weten nog niet")[2].partition("</div>")[0])
    assert answers[0] == answers[1] != "", "and is told the same as where there is no account"


def test_whoever_is_bound_stays_so_under_another_address(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    bound(engine, organisation, anna)
    provider.somebody = Somebody(email="anna.de.vries@voorbeeld.nl", email_verified=False)
    assert come(app.test_client(), organisation).status_code == 302


def test_somebody_who_left_comes_in_no_more(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person, researcher: Person
) -> None:
    bound(engine, organisation, anna)
    browser = app.test_client()
    come(browser, organisation)
    with open_session(engine, organisation.id, researcher.id) as session:
        end_membership_of(session, anna.id)
        session.commit()
    assert not is_in(browser)
    assert come(app.test_client(), organisation).status_code == 403


def test_a_newcomer_is_taken_where_the_organisation_says_so_and_may_do_nothing(
    app: Flask, engine: Engine, organisation: Organisation, service: LocalProvider, study: Study
) -> None:
    set_up_for(app, engine, organisation, service, takes_newcomers=True)
    service.somebody = Somebody(sub="nieuw", name="Nina Nieuw", email="Nina@voorbeeld.nl")
    browser = app.test_client()

    assert come(browser, organisation).headers["Location"] == "/onderzoeken"

    assert study.title not in browser.get("/onderzoeken").text
    assert browser.get(f"/onderzoeken/{study.slug}/").status_code == 404
    assert browser.get("/onderzoeken/nieuw").status_code == 403
    with unit_of_work(engine, across=True) as session:
        nina = session.exec(select(Person).where(Person.email == "nina@voorbeeld.nl")).one()
        role = session.exec(select(Membership.role).where(Membership.person_id == nina.id)).one()
        assert (nina.name, nina.password_hash, role) == ("Nina Nieuw", None, Role.GUEST)
    assert come(app.test_client(), organisation).status_code == 302, "the next time they are the same"


@pytest.mark.parametrize("verified", [False, LEFT_OUT, "true"])
def test_a_newcomer_has_an_address_that_is_theirs(
    app: Flask, engine: Engine, organisation: Organisation, service: LocalProvider, verified: object
) -> None:
    set_up_for(app, engine, organisation, service, takes_newcomers=True)
    service.somebody = Somebody(sub="nieuw", email="nina@voorbeeld.nl")
    service.claims["email_verified"] = verified
    assert come(app.test_client(), organisation).status_code == 403


def test_a_newcomer_takes_nobodys_account(
    app: Flask, engine: Engine, organisation: Organisation, service: LocalProvider, anna: Person
) -> None:
    set_up_for(app, engine, organisation, service, takes_newcomers=True)
    service.somebody = Somebody(sub="nieuw", email=anna.email)
    browser = app.test_client()
    assert come(browser, organisation).status_code == 403
    assert not is_in(browser)


def test_the_second_step_of_here_is_asked(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    bound(engine, organisation, anna)
    telephone, _codes = set_up_app(by_password(app))
    forget_last_code(engine)
    provider.somebody = Somebody(amr=["pwd", "mfa"])
    browser = app.test_client()

    assert come(browser, organisation).headers["Location"] == "/aanmelden/tweede-stap"

    assert not is_in(browser)
    assert "Organisatie" in browser.get("/aanmelden/tweede-stap").text
    assert browser.post("/aanmelden/tweede-stap", data={"code": telephone.code()}).status_code == 302
    assert is_in(browser)
    with unit_of_work(engine, across=True) as session:
        ways = session.exec(select(SignIn.came_by).where(SignIn.person_id == anna.id)).all()
    assert sorted(ways) == [CameBy.PASSWORD, CameBy.PROVIDER]
    assert browser.post("/account/wachtwoord", data={"password": "een ander wachtwoord"}).status_code == 403


@pytest.mark.parametrize(
    ("counts", "amr", "acr", "is_enough"),
    [
        ("never", ["mfa"], "mfa", False),
        ("when_said", ["pwd"], LEFT_OUT, False),
        ("when_said", ["pwd", "mfa"], LEFT_OUT, True),
        ("when_said", LEFT_OUT, "urn:hoog", True),
        ("when_said", "mfa", LEFT_OUT, None),
        ("always", LEFT_OUT, LEFT_OUT, True),
    ],
)
def test_the_second_step_of_there_counts_where_the_organisation_says_so(
    app: Flask,
    engine: Engine,
    organisation: Organisation,
    service: LocalProvider,
    anna: Person,
    counts: str,
    amr: object,
    acr: object,
    is_enough: bool | None,
) -> None:
    set_up_for(app, engine, organisation, service, second_step=counts, second_step_words="mfa urn:hoog")
    bound(engine, organisation, anna)
    with unit_of_work(engine, across=True) as session:
        session.get_one(Organisation, organisation.id).second_step_for = [Role.RESEARCHER.value]
    service.claims.update(amr=amr, acr=acr)
    browser = app.test_client()

    answer = come(browser, organisation)

    assert (answer.status_code == 302) is (is_enough is not None), "what is malformed is refused"
    if is_enough is False:
        assert browser.get("/onderzoeken").headers["Location"] == "/account/tweede-stap"
    else:
        assert is_in(browser) is bool(is_enough)


@pytest.fixture
def elsewhere(engine: Engine, anna: Person) -> Organisation:
    """Anna works there too, in a study of it."""
    with unit_of_work(engine, across=True) as session:
        other = add_organisation(session, "Gemeente Elders", "elders")
        other.second_step_for = []
        session.add(Membership(organisation_id=other.id, person_id=anna.id, role=Role.RESEARCHER))
        session.flush()
        session.expunge(other)
    with open_session(engine, other.id, anna.id) as session:
        add_study(session, "Geheim onderzoek elders", slug="elders-2026")
        session.commit()
    return other


def test_it_opens_that_organisation_and_no_other(
    app: Flask,
    engine: Engine,
    provider: LocalProvider,
    organisation: Organisation,
    anna: Person,
    study: Study,
    elsewhere: Organisation,
) -> None:
    """Whoever runs the service of one municipality is nobody in another."""
    own, through = by_password(app), app.test_client()
    bound(engine, organisation, anna)
    come(through, organisation)
    assert own.get("/onderzoeken/elders-2026/").status_code == 200

    assert through.get("/onderzoeken/elders-2026/").status_code == 404
    assert "Geheim onderzoek elders" not in through.get("/onderzoeken").text
    assert "Gemeente Elders" not in through.get("/account").text
    chosen = through.post(f"/account/organisaties/{elsewhere.id}")
    assert chosen.status_code == 403
    assert "Je bent aangemeld via je organisatie." in chosen.text


def test_it_changes_nothing_by_which_somebody_comes_in_elsewhere(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    bound(engine, organisation, anna)
    browser = app.test_client()
    come(browser, organisation)
    for method, address in (
        ("POST", "/account/wachtwoord"),
        ("GET", "/account/e-mail"),
        ("POST", "/account/e-mail"),
        ("POST", "/account/passkeys/begin"),
        ("POST", "/account/passkeys"),
        ("POST", "/account/passkeys/1/weg"),
        ("POST", "/account/tweede-stap/herstelcodes"),
        ("POST", "/account/tweede-stap/app/weg"),
        ("POST", f"/account/aanmelddienst/{organisation.id}/koppelen"),
    ):
        answer = browser.open(address, method=method, data={"password": "een ander wachtwoord"})
        assert answer.status_code == 403, address
        assert "Je bent aangemeld via je organisatie." in answer.text, address
    assert "Nieuw wachtwoord" not in browser.get("/account").text


def test_an_app_that_somebody_has_is_not_replaced(
    app: Flask, engine: Engine, organisation: Organisation, service: LocalProvider, anna: Person
) -> None:
    set_up_for(app, engine, organisation, service, second_step="always")
    bound(engine, organisation, anna)
    set_up_app(by_password(app))
    browser = app.test_client()
    come(browser, organisation)
    assert browser.post("/account/tweede-stap/app").status_code == 403
    assert browser.post("/account/tweede-stap/app/code", data={"code": "123456"}).status_code == 403


@pytest.mark.parametrize("trouble", ["broken", "gone", "another"])
def test_a_service_that_is_away_leaves_the_other_ways(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person, trouble: str
) -> None:
    bound(engine, organisation, anna)
    provider.is_broken = trouble == "broken"
    if trouble == "another":
        provider.metadata["issuer"] = "https://elders.example"
    if trouble == "gone":
        set_up_for(app, engine, organisation, LocalProvider(issuer="http://127.0.0.1:9"))
    browser = app.test_client()

    answer = browser.get(door_of(organisation))

    assert answer.status_code == 503
    assert "antwoordt nu niet. Probeer het over een paar minuten opnieuw" in answer.text
    assert 'name="password"' in answer.text
    assert is_in(by_password(app))


def test_a_service_that_goes_away_meanwhile_is_said_too(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    bound(engine, organisation, anna)
    browser = app.test_client()
    address = there(browser.get(door_of(organisation)).headers["Location"])
    provider.is_broken = True
    answer = back(browser, address)
    assert answer.status_code == 503
    assert "antwoordt nu niet" in answer.text


def test_who_gives_up_there_is_told_so(app: Flask, provider: LocalProvider, organisation: Organisation) -> None:
    provider.denies = True
    answer = come(app.test_client(), organisation)
    assert answer.status_code == 422
    assert "liet je niet door, of je brak het af" in answer.text


def test_new_keys_are_asked_for_once(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    bound(engine, organisation, anna)
    come(app.test_client(), organisation)
    provider.kid, provider.published = "twee", ["een", "twee"]
    assert come(app.test_client(), organisation).status_code == 302
    assert come(app.test_client(), organisation).status_code == 302
    assert provider.asked.count("/keys") == 2, "at first, and when one was unknown"
    provider.kid = "vreemd"
    assert come(app.test_client(), organisation).status_code == 403
    assert provider.asked.count("/keys") == 3
    assert provider.asked.count("/.well-known/openid-configuration") == 1


def test_a_link_on_another_site_leads_to_a_page_first(
    app: Flask, provider: LocalProvider, organisation: Organisation
) -> None:
    browser = app.test_client()
    answer = browser.get(door_of(organisation), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert f'href="{door_of(organisation)}"' in answer.text
    assert browser.get_cookie("verhaallijn_visit", path="/aanmelden") is None


def test_a_visit_lasts_ten_minutes_and_is_forgotten(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    bound(engine, organisation, anna)
    browser = app.test_client()
    address = there(browser.get(door_of(organisation)).headers["Location"])
    with pretend_it_is(now() + timedelta(minutes=11)):
        assert back(browser, address).status_code == 422
        with unit_of_work(engine, across=True) as session:
            forget_ended(session)
            assert session.exec(select(ProviderVisit)).all() == []


def test_who_keeps_failing_is_stopped_and_who_succeeds_counts_for_nothing(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    bound(engine, organisation, anna)
    come(app.test_client(), organisation)
    with unit_of_work(engine, across=True) as session:
        counted = [one.hits for one in session.exec(select(Attempts)) if one.key.startswith("provider:")]
    assert counted == [0]
    stranger = app.test_client()
    answers = [stranger.get(f"{door_of(organisation)}/terug?state=x&code=y").status_code for _time in range(101)]
    assert answers == [422] * 100 + [429]


def test_who_signs_out_is_shown_the_way_out_there(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    bound(engine, organisation, anna)
    browser = app.test_client()
    come(browser, organisation)

    page = browser.post("/afmelden", follow_redirects=True)

    assert not is_in(browser)
    assert f'href="{provider.issuer}/leave?client_id=verhaallijn&amp;post_logout_redirect_uri=' in page.text
    by_own = by_password(app)
    assert by_own.post("/afmelden").headers["Location"] == "/aanmelden"


def test_in_a_study_too_somebody_is_who_they_are_there(
    app: Flask, engine: Engine, session: Session, provider: LocalProvider, organisation: Organisation, study: Study
) -> None:
    with unit_of_work(engine, across=True) as across:
        coder = add_person(across, organisation, "c@voorbeeld.nl", "Coos Coder", Role.RESEARCHER)
        across.get_one(Organisation, organisation.id).second_step_for = []
        across.flush()
        across.expunge(coder)
    bound(engine, organisation, coder)
    browser = app.test_client()
    come(browser, organisation)
    assert browser.get(f"/onderzoeken/{study.slug}/").status_code == 200
