"""A split that is typed but not made yet: no button of the page loses it."""

import io

import pytest
from flask.testing import FlaskClient

from studies.models import Study

HOME = "/onderzoeken/jeugdhulp/interviews"
TURN = "Hoe kwam u? Via de huisarts."
HALF = "Hoe kwam u?\r\n\r\nVia de huisarts."
CAPTIONS = f"1\n00:00:01,000 --> 00:00:03,000\n{TURN}\n\n2\n00:00:09,000 --> 00:00:10,000\nNiks gehoord.\n"


@pytest.fixture
def address(client: FlaskClient, study: Study) -> str:
    """Where the speakers of a file without speakers are settled."""
    sent = {"files": [(io.BytesIO(CAPTIONS.encode()), "a.srt")]}
    return str(client.post(f"{HOME}/inlezen", data=sent, content_type="multipart/form-data").location)


@pytest.mark.parametrize("do", ["close:0", "open:1", "join:1", "speaker:1", "alternate:1", "undo"])
def test_another_button_asks_first_and_keeps_what_was_typed(client: FlaskClient, address: str, do: str) -> None:
    sent = {"do": do, "mend_at": "0", "mend_text": HALF, "turn_speaker": "0", "minutes": "24"}

    asked = client.post(f"{address}/verdeel", data=sent)

    assert asked.status_code == 422
    for words in (
        "nog niet gesplitst",
        "Hoe kwam u?\r\n\r\nVia de huisarts.",
        'value="24"',
        'name="mend_at" value="0"',
    ):
        assert words in asked.text
    assert 'value="leave:0"' in asked.text
    left = client.post(f"{address}/verdeel", data={**sent, "do": "leave:0"})
    assert left.status_code == 302
    assert 'value="24"' in client.get(left.location).text


def test_taking_over_asks_first_too(client: FlaskClient, address: str) -> None:
    sent = {"mend_at": "0", "mend_text": HALF, "speaker-0-name": "Moeder", "role": "ouder"}

    asked = client.post(address, data=sent)

    assert asked.status_code == 422
    assert "nog niet gesplitst" in asked.text
    assert 'value="Moeder"' in asked.text


def test_an_untouched_turn_closes(client: FlaskClient, address: str) -> None:
    sent = {"do": "close:0", "mend_at": "0", "mend_text": f"{TURN}\r\n"}

    assert client.post(f"{address}/verdeel", data=sent).status_code == 302


def test_other_words_in_the_turn_are_told_too(client: FlaskClient, address: str) -> None:
    told = client.post(f"{address}/verdeel", data={"do": "close:0", "mend_at": "0", "mend_text": "Iets anders."})

    assert told.status_code == 422
    assert "geen woorden veranderen" in told.text
    assert "Iets anders." in told.text
