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
        "Hoe kwam u?\n\nVia de huisarts.",
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


def test_a_speaker_that_was_chosen_stays_chosen(client: FlaskClient, address: str) -> None:
    sent = {"do": "split:0", "mend_at": "0", "mend_text": TURN, "turn_speaker": "nieuw", "split_speaker": "0"}

    told = client.post(f"{address}/verdeel", data=sent)

    assert told.status_code == 422
    of_split, of_turn = (part.split("</select>")[0] for part in told.text.split("<select")[1:3])
    assert '<option value="0" selected>' in of_split
    assert '<option value="nieuw" selected>' in of_turn


class TestMendedElsewhere:
    """Another tab divided the turns anew while a split was typed here."""

    def mended(self, client: FlaskClient, address: str, **sent: str) -> None:
        assert client.post(f"{address}/verdeel", data={"version": "0", **sent}).status_code == 302

    @pytest.mark.parametrize("door", ["/verdeel", ""])
    def test_the_typed_split_is_offered_again_in_the_turn_it_is_now(
        self, client: FlaskClient, address: str, door: str
    ) -> None:
        self.mended(client, address, do="join:1")
        sent = {"do": "split:0", "mend_at": "0", "mend_text": HALF, "version": "0", "minutes": "24", "role": "ouder"}

        told = client.post(f"{address}{door}", data=sent)

        assert told.status_code == 409
        assert "ander tabblad" in told.text
        assert "Je lege regel staat nog in beurt 1" in told.text
        assert "Hoe kwam u?\n\nVia de huisarts. Niks gehoord.</textarea>" in told.text
        assert 'value="24"' in told.text
        version = {"version": "1", "do": "split:0", "mend_text": "Hoe kwam u?\n\nVia de huisarts. Niks gehoord."}
        assert client.post(f"{address}/verdeel", data={**sent, **version}).status_code == 302

    def test_a_turn_that_moved_is_found(self, client: FlaskClient, address: str) -> None:
        self.mended(client, address, do="split:0", mend_at="0", mend_text=HALF)
        sent = {"do": "split:1", "mend_at": "1", "mend_text": "Niks\n\ngehoord.", "version": "0"}

        told = client.post(f"{address}/verdeel", data=sent)

        assert "Je lege regel staat nog in beurt 3" in told.text
        assert 'name="mend_at" value="2"' in told.text
        assert "Niks\n\ngehoord.</textarea>" in told.text

    def test_the_same_split_needs_nothing_more(self, client: FlaskClient, address: str) -> None:
        self.mended(client, address, do="split:0", mend_at="0", mend_text=HALF)

        told = client.post(f"{address}/verdeel", data={"mend_at": "0", "mend_text": HALF, "version": "0", "do": "undo"})

        assert "is daar al gesplitst" in told.text
        assert "lege regel staat nog" not in told.text

    def test_words_that_are_nowhere_are_shown(self, client: FlaskClient, address: str) -> None:
        self.mended(client, address, do="alternate:1")
        sent = {"do": "split:0", "mend_at": "0", "mend_text": "Hoe kwam u?\n\nVia de DOKTER.", "version": "0"}

        told = client.post(f"{address}/verdeel", data=sent)

        assert "past niet meer in een beurt" in told.text
        assert "Via de DOKTER.</textarea>" in told.text

    def test_a_turn_that_was_only_open_is_not_spoken_of(self, client: FlaskClient, address: str) -> None:
        self.mended(client, address, do="alternate:1")

        told = client.post(f"{address}/verdeel", data={"mend_at": "0", "mend_text": TURN, "version": "0", "do": "undo"})

        assert "lege regel" not in told.text
        assert "past niet meer" not in told.text
