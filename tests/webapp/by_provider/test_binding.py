"""Whose account a number there is of: bound by who shows both, or who was invited; let go again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now, pretend_it_is
from foundation.database.engine import open_session, unit_of_work
from studies.access import Role
from studies.accounts.models import ProviderIdentity
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from studies.people.leaving import end_membership_of
from tests.by_link import come_in
from tests.webapp.anna import PASSWORD
from tests.webapp.by_provider.conftest import set_up_for
from tests.webapp.by_provider.provider import LEFT_OUT, LocalProvider, Somebody, local_provider
from tests.webapp.by_provider.walking import (
    back,
    bind_at,
    bound,
    by_password,
    come,
    invited,
    is_in,
    there,
    walk,
    way_on,
    word_of,
)
from tests.webapp.sign_in.apps import forget_last_code, set_up_app


def identities(engine: Engine) -> list[tuple[int, str, str]]:
    with unit_of_work(engine, across=True) as session:
        return [(one.person_id, one.issuer, one.subject) for one in session.exec(select(ProviderIdentity))]


def test_who_is_signed_in_binds_and_comes_in_by_it(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    browser = by_password(app)
    begun = browser.post(f"/account/aanmelddienst/{organisation.id}/koppelen")
    asked = way_on(begun)
    assert word_of(asked, "prompt") == "login", "whoever was signed in there may be another"

    told = back(browser, there(asked))

    assert told.headers["Location"] == "/account/aanmelddienst"
    assert "Je account is gekoppeld." in browser.get("/account/aanmelddienst").text
    assert identities(engine) == [(anna.id, provider.issuer, "anna-0001")]
    assert come(app.test_client(), organisation).status_code == 302


def test_binding_asks_who_somebody_is(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    browser = by_password(app)
    with pretend_it_is(now() + timedelta(minutes=16)):
        answer = browser.post(f"/account/aanmelddienst/{organisation.id}/koppelen")
    assert answer.headers["Location"] == "/account/bevestigen?verder=/account/aanmelddienst"


def test_who_has_a_second_step_takes_it_before_they_bind(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    telephone, _codes = set_up_app(by_password(app))
    forget_last_code(engine)
    browser, address = by_password(app), f"/account/aanmelddienst/{organisation.id}/koppelen"
    assert browser.post(address).headers["Location"] == "/aanmelden"
    browser.post("/aanmelden/tweede-stap", data={"code": telephone.code()})
    assert browser.post(address).status_code == 200


def test_what_another_bound_stays_theirs(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person, researcher: Person
) -> None:
    bound(engine, organisation, researcher)
    browser = by_password(app)

    bind_at(browser, organisation)

    assert "al een ander account gekoppeld" in browser.get("/account/aanmelddienst").text
    assert [one[0] for one in identities(engine)] == [researcher.id]


def test_the_way_back_is_of_who_went(
    app: Flask,
    engine: Engine,
    provider: LocalProvider,
    organisation: Organisation,
    anna: Person,
    researcher: Person,
) -> None:
    """Somebody else signed in here meanwhile."""
    browser = by_password(app)
    address = there(way_on(browser.post(f"/account/aanmelddienst/{organisation.id}/koppelen")))
    come_in(browser, engine, researcher.id)

    back(browser, address)

    assert identities(engine) == []
    signed_out = by_password(app)
    address = there(way_on(signed_out.post(f"/account/aanmelddienst/{organisation.id}/koppelen")))
    signed_out.post("/afmelden")
    assert back(signed_out, address).status_code == 403
    assert identities(engine) == []


def test_who_is_not_of_an_organisation_binds_nothing_there(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    browser = by_password(app)
    browser.post("/account/aanmelddienst/999/koppelen")
    assert "Kijk of het adres klopt." in browser.get("/account/aanmelddienst").text


def test_letting_go_signs_out_who_came_by_it(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    bound(engine, organisation, anna)
    through, own = app.test_client(), by_password(app)
    come(through, organisation)

    own.post(f"/account/aanmelddienst/{organisation.id}/los")

    assert identities(engine) == []
    assert not is_in(through)
    assert is_in(own)
    assert come(app.test_client(), organisation).status_code == 403


def test_an_administrator_lets_go_of_somebody(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    bound(engine, organisation, anna)
    with unit_of_work(engine, across=True) as session:
        femke = add_person(session, organisation, "f@voorbeeld.nl", "Femke", Role.ADMINISTRATOR).id
    administrator, through = app.test_client(), app.test_client()
    come_in(administrator, engine, femke)
    come(through, organisation)
    assert "Anna Aalders" in administrator.get("/organisatie/aanmelddienst").text

    administrator.post(f"/organisatie/aanmelddienst/los/{anna.id}")

    assert identities(engine) == []
    assert not is_in(through)
    assert by_password(app).post(f"/organisatie/aanmelddienst/los/{anna.id}").status_code == 403


def test_who_was_invited_comes_in_by_it_and_needs_no_password(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, researcher: Person, study: Study
) -> None:
    token = invited(engine, organisation, researcher, "nieuw@voorbeeld.nl")
    provider.somebody = Somebody(sub="nieuw", name="Nina Nieuw", email="n.nieuw@elders.nl", email_verified=False)
    browser = app.test_client()
    assert "Ja, via" in browser.get(f"/uitnodiging/{token}").text

    page = browser.post(f"/aanmelden/bij/{organisation.slug}/uitnodiging/{token}")
    answer = back(browser, there(way_on(page)))

    assert answer.headers["Location"] == "/onderzoeken"
    assert study.title in browser.get("/onderzoeken").text
    with unit_of_work(engine, across=True) as session:
        nina = session.exec(select(Person).where(Person.name == "Nina Nieuw")).one()
        assert (nina.email, nina.password_hash) == ("nieuw@voorbeeld.nl", None)
    assert come(app.test_client(), organisation).status_code == 302


def test_an_invitation_to_an_address_with_an_account_is_for_its_owner(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, researcher: Person, anna: Person
) -> None:
    with unit_of_work(engine, across=True) as session:
        other = add_person(session, organisation, "weg@voorbeeld.nl", "Wessel Weg", Role.GUEST, PASSWORD)
        session.flush()
        session.expunge(other)
    with open_session(engine, organisation.id, researcher.id) as session:
        end_membership_of(session, other.id)
        session.commit()
    token = invited(engine, organisation, researcher, "weg@voorbeeld.nl")
    browser = app.test_client()

    page = browser.post(f"/aanmelden/bij/{organisation.slug}/uitnodiging/{token}")
    answer = back(browser, there(way_on(page)))

    assert "Er is al een account met dit e-mailadres." in answer.text
    assert identities(engine) == []
    assert not is_in(browser)


def test_an_invitation_that_is_none_lets_nobody_in(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation
) -> None:
    browser = app.test_client()
    page = browser.post(f"/aanmelden/bij/{organisation.slug}/uitnodiging/verzonnen")
    assert back(browser, there(way_on(page))).status_code == 404
    assert not is_in(browser)


@contextmanager
def later(provider: LocalProvider) -> Iterator[None]:
    """Here and there, what was shown is not fresh any more."""
    provider.ahead = timedelta(minutes=16)
    with pretend_it_is(now() + provider.ahead):
        yield


FILE = "coderen/thema-overzicht/cijfers.csv"


def test_who_shows_there_again_who_they_are_goes_on(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person, study: Study
) -> None:
    bound(engine, organisation, anna)
    browser, file = app.test_client(), f"/onderzoeken/{study.slug}/{FILE}"
    come(browser, organisation)
    assert browser.get(file).status_code == 200
    with later(provider):
        confirm = browser.get(browser.get(file).headers["Location"]).text
        assert "Bevestig via je organisatie" in confirm
        assert "Kies eerst een wachtwoord" not in confirm
        begun = browser.get(f"/account/bevestigen/organisatie?verder={file}")
        assert (word_of(begun.headers["Location"], "prompt"), word_of(begun.headers["Location"], "max_age")) == (
            "login",
            "0",
        )

        assert walk(browser, begun).headers["Location"] == file

        assert browser.get(file).status_code == 200


def shown_long_ago(provider: LocalProvider) -> None:
    provider.claims["auth_time"] = int((now() - timedelta(minutes=5)).timestamp())


def says_no_time(provider: LocalProvider) -> None:
    provider.claims["auth_time"] = LEFT_OUT


def is_somebody_else(provider: LocalProvider) -> None:
    provider.somebody = Somebody(sub="een-ander")


Misbehave = Callable[[LocalProvider], None]


@pytest.mark.parametrize(
    ("misbehave", "why"),
    [(shown_long_ago, "NotShownAnew"), (says_no_time, "NotShownAnew"), (is_somebody_else, "SomebodyElse")],
)
def test_who_does_not_show_it_again_does_not_go_on(
    app: Flask,
    engine: Engine,
    provider: LocalProvider,
    organisation: Organisation,
    anna: Person,
    study: Study,
    caplog: pytest.LogCaptureFixture,
    misbehave: Misbehave,
    why: str,
) -> None:
    bound(engine, organisation, anna)
    browser, file = app.test_client(), f"/onderzoeken/{study.slug}/{FILE}"
    come(browser, organisation)
    with later(provider):
        misbehave(provider)
        answer = walk(browser, browser.get(f"/account/bevestigen/organisatie?verder={file}"))
        assert answer.headers["Location"] == "/account/bevestigen"
        assert why in caplog.text
        assert "/account/bevestigen" in browser.get(file).headers["Location"]


def test_being_let_through_there_unasked_shows_nothing(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person, study: Study
) -> None:
    """Whoever sits down behind an open screen signs out and in again, and the service asks nothing."""
    bound(engine, organisation, anna)
    provider.shown_ago = timedelta(hours=2)
    browser = app.test_client()
    come(browser, organisation)
    assert is_in(browser)
    assert "/account/bevestigen" in browser.get(f"/onderzoeken/{study.slug}/{FILE}").headers["Location"]
    provider.claims["auth_time"] = LEFT_OUT
    come(browser, organisation)
    assert "/account/bevestigen" in browser.get(f"/onderzoeken/{study.slug}/{FILE}").headers["Location"]
    provider.claims["auth_time"] = int((now() + timedelta(days=9)).timestamp())
    come(browser, organisation)
    with pretend_it_is(now() + timedelta(minutes=16)):
        assert "/account/bevestigen" in browser.get(f"/onderzoeken/{study.slug}/{FILE}").headers["Location"]


def test_who_came_by_themselves_confirms_nothing_there(
    app: Flask, engine: Engine, provider: LocalProvider, organisation: Organisation, anna: Person, study: Study
) -> None:
    bound(engine, organisation, anna)
    browser = by_password(app)
    with later(provider):
        answer = walk(browser, browser.get("/account/bevestigen/organisatie"))
        assert answer.headers["Location"] == "/account/bevestigen"
        assert "/account/bevestigen" in browser.get(f"/onderzoeken/{study.slug}/{FILE}").headers["Location"]


def test_another_service_lets_nobody_in_by_what_was_bound_before(
    app: Flask, engine: Engine, session: Session, provider: LocalProvider, organisation: Organisation, anna: Person
) -> None:
    bound(engine, organisation, anna)
    through = app.test_client()
    come(through, organisation)
    with local_provider() as other:
        set_up_for(app, engine, organisation, other)
        assert not is_in(through)
        assert come(app.test_client(), organisation).status_code == 403
