"""What is new in the public figures, for feed readers."""

from email.utils import parsedate_to_datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from sqlmodel import Session

from feedback.counts.months import month_of, months_before
from feedback.measurements.models import Measurement
from feedback.scores.closing import close_blocks
from foundation.clock import today
from tests.feedback.answered import HIGH, TEN, give, of_providers, own_work
from tests.feedback.making import measurement

PAGE = "/cijfers/spreekuur-geld-en-regels"
FEED = f"{PAGE}/nieuw.xml"
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


def titles(app: Flask) -> list[str]:
    root = etree.fromstring(app.test_client().get(FEED).data)
    return [one.text or "" for one in root.iterfind("channel/item/title")]


def test_the_feed_is_rss_as_its_rules_say(app: Flask, session: Session, running: Measurement) -> None:
    give(session, own_work(session, running), TEN, LAST_MONTH)
    closed(session)

    answer = app.test_client().get(FEED)
    root = etree.fromstring(answer.data)
    channel = root.find("channel")

    assert answer.mimetype == "application/rss+xml"
    assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
    assert channel is not None
    assert all(channel.findtext(name) for name in ("title", "link", "description", "language"))
    own = channel.find("{http://www.w3.org/2005/Atom}link")
    assert own is not None
    assert (own.get("rel"), str(own.get("href")).endswith(FEED)) == ("self", True)
    for item in channel.iterfind("item"):
        assert str(item.findtext("link")).startswith("http")
        assert parsedate_to_datetime(str(item.findtext("pubDate"))).date() <= today()
    keys = [one.text for one in channel.iterfind("item/guid")]
    assert len(keys) == len(set(keys)) == 1


def test_only_what_has_a_grade_on_the_page_is_new_and_no_number_is_told(
    app: Flask, session: Session, running: Measurement
) -> None:
    named = of_providers(session, running, ["Amber & Zn <b>", "Berk"])
    give(session, named["Amber & Zn <b>"], TEN * 3, LAST_MONTH)
    give(session, named["Berk"], TEN[:9], LAST_MONTH)
    closed(session)
    before = app.test_client().get(FEED).data

    assert titles(app) == ["Nieuw cijfer over Amber & Zn <b>"]
    assert b"7,1" not in before
    assert b">30<" not in before

    give(session, named["Amber & Zn <b>"], HIGH[:9], LAST_MONTH)
    closed(session)
    assert app.test_client().get(FEED).data == before


def test_of_statutory_research_no_provider_is_in_the_feed(app: Flask, session: Session, running: Measurement) -> None:
    give(session, of_providers(session, running, ["Amber"])["Amber"], TEN * 3, LAST_MONTH)
    running.is_statutory = True
    session.add(running)
    closed(session)

    assert titles(app) == []


def test_the_page_names_its_feed_and_what_was_not_agreed_has_none(
    app: Flask, client: FlaskClient, session: Session, running: Measurement
) -> None:
    assert client
    assert f'type="application/rss+xml" title="Wat mensen vinden van het spreekuur" href="{FEED}"' in (
        app.test_client().get(PAGE).text
    )
    assert app.test_client().get("/cijfers/onbekend/nieuw.xml").status_code == 404
