"""The figure in a frame on somebody else's website."""

import html
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from feedback.counts.months import month_of, months_before
from feedback.measurements.models import Measurement
from feedback.scores.closing import close_blocks
from foundation.clock import today
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation
from tests.conftest import SignInAs
from tests.feedback.answered import TEN, give, of_providers, own_work
from tests.feedback.making import measurement

PAGE = "/cijfers/spreekuur-geld-en-regels"
STAFF = "/metingen/spreekuur-geld-en-regels/op-uw-website"
LAST_MONTH = months_before(month_of(today()), 1)


@pytest.fixture
def running(client: FlaskClient, session: Session) -> Measurement:
    assert client
    made = measurement(session)
    session.commit()
    return made


def closed(session: Session) -> None:
    close_blocks(session)
    session.commit()


def may_frame(app: Flask, address: str = f"{PAGE}/widget") -> str:
    policy = app.test_client().get(address).headers["Content-Security-Policy"]
    return next(one for one in policy.split("; ") if one.startswith("frame-ancestors"))


def test_the_widget_is_small_and_brings_no_script_or_cookie(app: Flask, session: Session, running: Measurement) -> None:
    give(session, own_work(session, running), TEN * 3, LAST_MONTH)
    closed(session)
    stranger = app.test_client()

    answer = stranger.get(f"{PAGE}/widget")

    assert "<b>7,1</b>" in answer.text
    assert "30 antwoorden" in answer.text
    assert "Een cijfer zegt hoe tevreden mensen zijn. Niet of de hulp werkt." in answer.text
    assert "<script" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    sheets = re.findall(r'href="(/static/css/[^"]+)"', answer.text)
    assert len(answer.data) + sum(len(stranger.get(sheet).data) for sheet in sheets) < 20_000


def test_the_widget_of_a_provider_tells_of_that_provider_alone(
    app: Flask, session: Session, running: Measurement
) -> None:
    named = of_providers(session, running, ["Amber", "Berk"])
    give(session, named["Amber"], TEN * 3, LAST_MONTH)
    give(session, named["Berk"], TEN, LAST_MONTH)
    closed(session)
    stranger = app.test_client()

    amber = stranger.get(f"{PAGE}/widget?aanbieder={named['Amber'].provider_id}").text
    berk = stranger.get(f"{PAGE}/widget?aanbieder={named['Berk'].provider_id}").text

    assert "Wat mensen vinden van Amber" in amber
    assert "7,1" in amber
    assert "Berk" not in amber
    assert "tussen 5,5 en 8,7" in berk
    assert "7,1" not in berk
    for unknown in ("0", "999999", "x", ""):
        assert stranger.get(f"{PAGE}/widget?aanbieder={unknown}").status_code == 404


def test_of_statutory_research_no_provider_has_a_widget(app: Flask, session: Session, running: Measurement) -> None:
    named = of_providers(session, running, ["Amber"])
    give(session, named["Amber"], TEN * 3, LAST_MONTH)
    running.is_statutory = True
    session.add(running)
    closed(session)
    stranger = app.test_client()

    assert stranger.get(f"{PAGE}/widget?aanbieder={named['Amber'].provider_id}").status_code == 404
    assert "7,1" not in stranger.get(f"{PAGE}/widget").text


def test_it_stands_on_the_websites_that_a_researcher_named_and_nowhere_else(
    app: Flask, client: FlaskClient, session: Session, running: Measurement
) -> None:
    assert may_frame(app) == "frame-ancestors 'self'"

    answer = client.post(STAFF, data={"websites": "https://www.Lindermeer.example/\n\nhttps://zorg.example:8443\n"})

    assert answer.status_code == 303
    assert may_frame(app) == "frame-ancestors 'self' https://www.lindermeer.example https://zorg.example:8443"
    assert "https://zorg.example:8443" in client.get(STAFF).text
    for other in (PAGE, f"{PAGE}/reviews", "/cijfers/onbekend/widget"):
        assert may_frame(app, other) == "frame-ancestors 'none'"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("http://zorg.example", "is niet beveiligd"),
        ("zorg.example", "is geen adres van een website"),
        ("https://*", "is geen adres van een website"),
        ("https://zorg.example; script-src *", "is geen adres van een website"),
        ("https://zorg.example https://x.nl", "is geen adres van een website"),
        ("https://[", "is geen adres van een website"),
        ("https://zorg.example:hoi", "is geen adres van een website"),
        ("https://wie@zorg.example", "Laat bij"),
        ("https://zorg.example/over-ons", "Laat bij"),
        ("\n".join(f"https://zorg{number}.example" for number in range(11)), "Gebruik hooguit 10 websites."),
    ],
)
def test_what_is_no_website_is_refused_and_stays_in_the_form(
    app: Flask, client: FlaskClient, running: Measurement, typed: str, sentence: str
) -> None:
    answer = client.post(STAFF, data={"websites": typed})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert typed.splitlines()[-1] in answer.text
    assert may_frame(app) == "frame-ancestors 'self'"


def test_staff_copy_what_to_paste(client: FlaskClient, session: Session, running: Measurement) -> None:
    give(session, own_work(session, running), TEN * 3, LAST_MONTH)
    closed(session)

    answer = client.get(STAFF)

    assert "&lt;iframe src=" in answer.text
    assert f'<iframe src="{PAGE}/widget"' in answer.text
    assert "7,1" in answer.text
    assert "frame-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_who_hands_out_cards_does_not_say_where_it_stands(
    sign_in_as: SignInAs, session: Session, running: Measurement, organisation: Organisation
) -> None:
    person = add_person(session, organisation, "p@voorbeeld.nl", "Pim Pauw", Role.SOCIAL_TEAM)
    session.commit()

    assert sign_in_as(person).get(STAFF).status_code == 403


def test_a_name_cannot_break_out_of_what_is_copied(client: FlaskClient, session: Session, running: Measurement) -> None:
    name = 'Amber "><script>'
    named = of_providers(session, running, [name])
    give(session, named[name], TEN * 3, LAST_MONTH)
    closed(session)

    text = client.get(f"{STAFF}?aanbieder={named[name].provider_id}").text
    copied = [
        html.unescape(one) for one in re.findall(r"<textarea[^>]*readonly[^>]*>(.*?)</textarea>", text, re.DOTALL)
    ]

    assert len(copied) == 2
    for code in copied:
        assert "<script" not in code
        assert "Amber &#34;&gt;&lt;script&gt;" in code
