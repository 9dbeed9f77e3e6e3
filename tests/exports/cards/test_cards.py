"""Printing cards: the codes are in the file that comes back, and nowhere else."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, func, select

from exports.cards import views
from exports.pdf.cards.sheets import CardSheets
from feedback.codes.models import CodeBatch, EntryCode
from foundation.clock import today
from tests.feedback.making import answer, measurement

PLACE = "/metingen/spreekuur-geld-en-regels/kaartjes"


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[CardSheets]:
    """What was sent to the printer."""
    sheets: list[CardSheets] = []
    monkeypatch.setattr(views, "cards_pdf", lambda one: sheets.append(one) or b"%PDF-")
    return sheets


def form(**changed: str) -> dict[str, str]:
    return {"sheets": "2", "valid_until": str(today() + timedelta(days=30)), "handed_out_by": "Balie", **changed}


def test_every_printed_code_works_once(client: FlaskClient, session: Session, printed: list[CardSheets]) -> None:
    measurement(session)
    session.commit()

    file = client.post(PLACE, data=form())

    assert (file.status_code, file.mimetype) == (200, "application/pdf")
    assert "kaartjes-spreekuur-geld-en-regels-" in file.headers["Content-Disposition"]
    (sheets,) = printed
    assert (sheets.subject, sheets.scanned) == ("het spreekuur", "https://verhalen.lindermeer.example/mening")
    assert (sheets.address, len(sheets.codes)) == ("verhalen.lindermeer.example/mening", 16)
    assert answer(session, sheets.codes[3], 8)
    assert not answer(session, sheets.codes[3], 8)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sheets": "0"}, "Kies 1 tot 25 vellen"),
        ({"sheets": "1000"}, "Kies 1 tot 25 vellen"),
        ({"sheets": "²"}, "Kies 1 tot 25 vellen"),
        ({"valid_until": "2020-01-01"}, "Kies een dag na vandaag"),
        ({"valid_until": "morgen"}, "Kies een dag na vandaag"),
        ({"handed_out_by": "a" * 81}, "Dit is te lang"),
    ],
)
def test_what_can_not_be_printed_is_said_and_no_code_is_made(
    client: FlaskClient, session: Session, printed: list[CardSheets], changed: dict[str, str], said: str
) -> None:
    measurement(session)
    session.commit()

    refused = client.post(PLACE, data=form(**changed))

    assert refused.status_code == 422
    assert said in refused.text
    assert not printed
    assert session.exec(select(func.count()).select_from(EntryCode)).one() == 0


def test_before_it_was_agreed_there_are_no_cards(client: FlaskClient, session: Session) -> None:
    measurement(session, is_agreed=False)
    session.commit()

    assert "Maak de vellen" not in client.get(PLACE).text
    refused = client.post(PLACE, data=form())

    assert refused.status_code == 422
    assert "Leg eerst de afspraken vast" in refused.text


def test_a_file_that_could_not_be_made_leaves_no_codes_behind(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    measurement(session)
    session.commit()

    def fails(_sheets: CardSheets) -> bytes:
        raise RuntimeError

    monkeypatch.setattr(views, "cards_pdf", fails)

    assert client.post(PLACE, data=form()).status_code == 500
    assert session.exec(select(CodeBatch)).all() == []
