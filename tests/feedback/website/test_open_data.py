"""The figures of a measurement as files."""

import csv
import io
import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from feedback.counts.months import month_of, months_before
from feedback.measurements.models import Measurement
from feedback.scores.closing import close_blocks
from foundation.clock import today
from tests.feedback.answered import HIGH, TEN, give, measured_provider, of_providers, own_work
from tests.feedback.making import measurement

PAGE = "/cijfers/spreekuur-geld-en-regels"
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


def table(app: Flask) -> list[dict[str, str]]:
    answer = app.test_client().get(f"{PAGE}.csv")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    text = answer.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_file_has_the_grades_as_the_page_shows_them(app: Flask, session: Session, running: Measurement) -> None:
    named = of_providers(session, running, ["Amber", "Berk", "Zonnig"])
    for name, grades in {"Amber": TEN * 3, "Berk": TEN, "Zonnig": TEN[:4]}.items():
        give(session, named[name], grades, LAST_MONTH)
    closed(session)

    amber, berk, zonnig = [row for row in table(app) if row["Soort"] == "Cijfer"]

    assert (amber["Over"], amber["Antwoorden"], amber["Cijfer"], amber["Marge van"]) == ("Amber", "30", "7,1", "6,3")
    assert (berk["Antwoorden"], berk["Cijfer"], berk["Marge van"], berk["Marge tot"]) == ("10", "", "5,5", "8,7")
    assert (zonnig["Antwoorden"], zonnig["Cijfer"], zonnig["Uitleg"]) == ("", "", "Te weinig antwoorden")


def test_both_files_tell_the_same_and_under_what_terms(app: Flask, session: Session, running: Measurement) -> None:
    give(session, own_work(session, running), TEN * 3, LAST_MONTH, vinden=1)
    give(session, own_work(session, running), TEN, LAST_MONTH, vinden=4)
    closed(session)

    rows, told = table(app), json.loads(app.test_client().get(f"{PAGE}.json").text)

    assert any("CC0 1.0" in row["Uitleg"] for row in rows)
    assert any("Niet of de hulp werkt." in row["Uitleg"] for row in rows)
    assert told["licentie"].startswith("https://creativecommons.org/")
    assert [one["cijfer"] for one in told["cijfers"]] == [7.1]
    chosen = next(one for one in told["vragen"] if one["gekozen"])["gekozen"][0]
    first = next(row for row in rows if row["Gekozen antwoord"])
    assert (first["Gekozen antwoord"], first["Hoe vaak gekozen"], first["Deel in procenten"]) == (
        chosen["antwoord"],
        str(chosen["aantal"]),
        "75",
    )


def test_the_files_stand_still_while_answers_wait(app: Flask, session: Session, running: Measurement) -> None:
    give(session, own_work(session, running), TEN, LAST_MONTH)
    closed(session)
    before = [app.test_client().get(f"{PAGE}.{kind}").data for kind in ("csv", "json")]

    give(session, own_work(session, running), HIGH[:9], LAST_MONTH)
    closed(session)

    assert [app.test_client().get(f"{PAGE}.{kind}").data for kind in ("csv", "json")] == before


def test_of_statutory_research_no_provider_is_in_the_files(app: Flask, session: Session, running: Measurement) -> None:
    give(session, measured_provider(session, running, "Amber"), TEN * 3, LAST_MONTH)
    running.is_statutory = True
    session.add(running)
    closed(session)

    for kind in ("csv", "json"):
        text = app.test_client().get(f"{PAGE}.{kind}").text
        assert "Amber" not in text
        assert "Dit is wettelijk onderzoek." in text


def test_no_spreadsheet_calculates_with_a_name(app: Flask, session: Session, running: Measurement) -> None:
    give(session, of_providers(session, running, ["=1+1"])["=1+1"], TEN, LAST_MONTH)
    closed(session)

    assert table(app)[0]["Over"] == "'=1+1"


def test_the_page_leads_to_the_files_once_there_is_something_in_them(
    app: Flask, session: Session, running: Measurement
) -> None:
    assert "Download de cijfers" not in app.test_client().get(PAGE).text

    give(session, own_work(session, running), TEN, LAST_MONTH)
    closed(session)

    text = app.test_client().get(PAGE).text
    assert f'href="{PAGE}.csv"' in text
    assert "Download: CSV, 2 kB." in text or "Download: CSV, 1 kB." in text
    assert "Print deze bladzijde" in text


def test_of_what_was_not_agreed_there_are_no_files(app: Flask, client: FlaskClient, session: Session) -> None:
    assert client
    measurement(session, is_agreed=False)
    session.commit()

    for kind in ("csv", "json"):
        assert app.test_client().get(f"{PAGE}.{kind}").status_code == 404
        assert app.test_client().get(f"/cijfers/onbekend.{kind}").status_code == 404
