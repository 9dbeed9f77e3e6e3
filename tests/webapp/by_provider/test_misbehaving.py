"""A service that does not keep to the rules, or somebody between: nobody comes in, and the log says why."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine

from foundation.clock import now
from foundation.database.engine import unit_of_work
from studies.accounts.persons import add_organisation
from studies.models import Organisation, Person
from tests.webapp.by_provider.conftest import set_up_for
from tests.webapp.by_provider.provider import (
    LEFT_OUT,
    LocalProvider,
    local_provider,
    signed_by_another,
    signed_with_public_key,
    signed_with_secret,
    unsigned,
)
from tests.webapp.by_provider.walking import back, bound, come, door_of, is_in, there, walk, with_words, word_of

SENTENCE = "Het antwoord van de aanmelddienst klopt niet."
HOUR = 3600


@pytest.fixture(autouse=True)
def _bound(provider: LocalProvider, engine: Engine, organisation: Organisation, anna: Person) -> None:
    """Whatever is refused here would let Anna in if it were right."""
    bound(engine, organisation, anna)


def test_who_keeps_to_the_rules_is_let_in(app: Flask, organisation: Organisation) -> None:
    browser = app.test_client()

    answer = come(browser, organisation)

    assert answer.headers["Location"] == "/onderzoeken"
    assert is_in(browser)


def said(**claims: Any) -> Callable[[LocalProvider], None]:
    return lambda provider: provider.claims.update(claims)


def moment() -> int:
    return int(now().timestamp())


WRONG: dict[str, tuple[Callable[[LocalProvider], None], str]] = {
    "nonce of another": (said(nonce="een andere"), "invalid_claim nonce"),
    "no nonce": (said(nonce=LEFT_OUT), "missing_claim nonce"),
    "aud of another": (said(aud="een-ander"), "invalid_claim aud"),
    "aud of more": (said(aud=["verhaallijn", "een-ander"], azp="verhaallijn"), "AnswerRefused aud"),
    "azp of another": (said(azp="een-ander"), "invalid_claim azp"),
    "no aud": (said(aud=LEFT_OUT), "missing_claim aud"),
    "iss of another": (said(iss="https://elders.example"), "invalid_claim iss"),
    "iss as a list": (said(iss=["https://elders.example"]), "invalid_claim iss"),
    "expired": (lambda one: one.claims.update(exp=moment() - 61, iat=moment() - 300), "expired_token"),
    "no exp": (said(exp=LEFT_OUT), "missing_claim exp"),
    "signed long ago": (lambda one: one.claims.update(iat=moment() - HOUR, exp=moment() + HOUR), "AnswerRefused iat"),
    "signed tomorrow": (lambda one: one.claims.update(iat=moment() + HOUR), "iat"),
    "not yet": (lambda one: one.claims.update(nbf=moment() + HOUR), "nbf"),
    "no sub": (said(sub=LEFT_OUT), "missing_claim sub"),
    "sub of nothing": (said(sub=""), "AnswerRefused sub"),
    "sub of a number": (said(sub=1), "sub"),
    "at_hash of another": (said(at_hash="AAAAAAAAAAAAAAAAAAAAAA"), "invalid_claim at_hash"),
    "alg none": (lambda one: setattr(one, "sign", unsigned), "AnswerRefused alg none"),
    "HS256 with the secret": (lambda one: setattr(one, "sign", signed_with_secret), "AnswerRefused alg HS256"),
    "HS256 with the public key": (lambda one: setattr(one, "sign", signed_with_public_key), "AnswerRefused alg HS256"),
    "signed by another": (lambda one: setattr(one, "sign", signed_by_another), "bad_signature"),
    "unknown kid": (lambda one: setattr(one, "kid", "nergens"), "AnswerRefused kid"),
    "no id_token": (lambda one: one.token.update(id_token=LEFT_OUT), "AnswerRefused no id_token"),
    "id_token of rubbish": (lambda one: one.token.update(id_token="a.b.c"), "AnswerRefused"),
    "no iss in the answer": (lambda one: one.answer.update(iss=LEFT_OUT), "AnswerRefused iss of answer missing"),
    "answer of another": (lambda one: one.answer.update(iss="https://elders.example"), "AnswerRefused iss of answer"),
}


@pytest.mark.parametrize("name", WRONG)
def test_nobody_comes_in_by(
    app: Flask, organisation: Organisation, provider: LocalProvider, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    misbehave, why = WRONG[name]
    misbehave(provider)
    browser = app.test_client()
    with caplog.at_level(logging.WARNING):
        answer = come(browser, organisation)

    assert answer.status_code == 403
    assert SENTENCE in answer.text
    told = [one.getMessage() for one in caplog.records if "by provider" in one.getMessage()]
    print(f"{name}: {told}")
    assert len(told) == 1
    assert why in told[0]
    assert not is_in(browser)


def test_a_minute_between_clocks_is_none(app: Flask, organisation: Organisation, provider: LocalProvider) -> None:
    provider.claims.update(iat=moment() + 50, exp=moment() + 100)
    assert come(app.test_client(), organisation).status_code == 302
    provider.claims.update(iat=moment() - 100, exp=moment() - 50)
    assert come(app.test_client(), organisation).status_code == 302


def test_an_answer_works_once(app: Flask, organisation: Organisation) -> None:
    browser = app.test_client()
    address = there(browser.get(door_of(organisation)).headers["Location"])
    cookie = browser.get_cookie("verhaallijn_visit", path="/aanmelden")
    assert cookie
    assert back(browser, address).status_code == 302
    browser.post("/afmelden")
    browser.set_cookie("verhaallijn_visit", cookie.value, path="/aanmelden")

    again = back(browser, address)

    assert again.status_code == 422
    assert "Begin opnieuw met aanmelden." in again.text
    assert not is_in(browser)


def test_a_code_works_once(app: Flask, organisation: Organisation, caplog: pytest.LogCaptureFixture) -> None:
    first, second = app.test_client(), app.test_client()
    address = there(first.get(door_of(organisation)).headers["Location"])
    back(first, address)
    code = word_of(address, "code")

    answer = come(second, organisation, returned=with_words(code=code))

    assert answer.status_code == 403
    assert "token endpoint invalid_grant" in caplog.text
    assert not is_in(second)


def test_a_code_of_another_is_of_no_use(
    app: Flask, organisation: Organisation, provider: LocalProvider, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody puts the code of their own sign-in, or one they caught, into the way back of another browser."""
    victim, attacker = app.test_client(), app.test_client()
    caught = there(victim.get(door_of(organisation)).headers["Location"])

    answer = come(attacker, organisation, returned=with_words(code=word_of(caught, "code")))

    assert answer.status_code == 403
    assert "token endpoint invalid_grant" in caplog.text, "the verifier is in the browser that began"
    assert not is_in(attacker)


def test_an_answer_is_of_the_browser_that_asked(app: Flask, organisation: Organisation) -> None:
    attacker, victim = app.test_client(), app.test_client()
    address = there(attacker.get(door_of(organisation)).headers["Location"])

    assert back(victim, address).status_code == 422, "without a visit of its own"
    victim.get(door_of(organisation))
    assert back(victim, address).status_code == 422, "and with one"

    assert not is_in(victim)
    assert back(attacker, address).status_code == 302, "nobody else's try ends a visit"


@pytest.mark.parametrize("state", [None, "", "x" * 64])
def test_a_state_that_was_not_given_is_refused(app: Flask, organisation: Organisation, state: str | None) -> None:
    browser = app.test_client()
    assert come(browser, organisation, returned=with_words(state=state)).status_code == 422
    assert not is_in(browser)


def test_without_a_code_nobody_comes_in(app: Flask, organisation: Organisation) -> None:
    assert come(app.test_client(), organisation, returned=with_words(code=None)).status_code == 403


def test_the_challenge_is_asked_for(
    app: Flask, organisation: Organisation, provider: LocalProvider, caplog: pytest.LogCaptureFixture
) -> None:
    """A way there without a challenge would let any code be changed in: such a service gives no token."""
    browser = app.test_client()
    answer = come(browser, organisation, sent=with_words(code_challenge=None, code_challenge_method=None))
    assert answer.status_code == 403
    begun = browser.get(door_of(organisation)).headers["Location"]
    assert word_of(begun, "code_challenge_method") == "S256"


@pytest.fixture
def elsewhere(engine: Engine) -> Organisation:
    with unit_of_work(engine, across=True) as session:
        other = add_organisation(session, "Gemeente Elders", "elders")
        session.flush()
        session.expunge(other)
        return other


def test_a_service_vouches_for_its_own_organisation_alone(
    app: Flask, engine: Engine, organisation: Organisation, elsewhere: Organisation, provider: LocalProvider
) -> None:
    """The same number at the service of another organisation is somebody else."""
    with local_provider() as other:
        set_up_for(app, engine, elsewhere, other)
        browser = app.test_client()
        answer = come(browser, elsewhere)
        assert answer.status_code == 403
        assert "We weten nog niet wie je hier bent." in answer.text
        assert not is_in(browser)


def test_an_answer_goes_to_the_organisation_that_asked(
    app: Flask, engine: Engine, organisation: Organisation, elsewhere: Organisation
) -> None:
    """The mix-up: what one service answers, brought to the door of another."""
    with local_provider() as other:
        set_up_for(app, engine, elsewhere, other)
        browser = app.test_client()
        begun = browser.get(door_of(elsewhere))
        for turned in (organisation, elsewhere):
            answer = walk(
                browser,
                begun,
                returned=lambda address, to=turned: address.replace("/bij/elders/", f"/bij/{to.slug}/"),
            )
            print(turned.slug, answer.status_code)
            assert answer.status_code in (403, 422)
            assert not is_in(browser)


def test_the_issuer_claims_to_be_another(
    app: Flask, engine: Engine, organisation: Organisation, elsewhere: Organisation, provider: LocalProvider
) -> None:
    """A service of another organisation that signs in the name of ours."""
    with local_provider() as other:
        set_up_for(app, engine, elsewhere, other)
        other.claims["iss"] = provider.issuer
        browser = app.test_client()
        assert come(browser, elsewhere).status_code == 403
        assert not is_in(browser)
