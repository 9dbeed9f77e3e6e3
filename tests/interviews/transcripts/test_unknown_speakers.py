"""What the page says about unknown speakers holds: it goes as soon as the turns have speakers."""

import io

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from interviews.models import Interview
from studies.models import Study

HOME = "/onderzoeken/jeugdhulp/interviews"
NOBODY = "1\n00:00:01,000 --> 00:00:03,000\nHoe kwam u?\n\n2\n00:00:09,000 --> 00:00:10,000\nVia de huisarts.\n"
ONE_UNKNOWN = "\n".join(
    f"{at}\n00:00:{at:02d},000 --> 00:00:{at:02d},900\n{text}\n"
    for at, text in enumerate(("[S1]: Hoe?", "[S2]: Via de huisarts.", "En toen?", "[S2]: Acht weken."), start=1)
)
PARAGRAPHS = "Hoe kwam u?\n\nVia de huisarts.\n"
TIMES = "[00:00:01] Hoe kwam u?\n[00:00:05] Via de huisarts.\n"


def brought_in(client: FlaskClient, text: str, name: str) -> str:
    sent = {"files": [(io.BytesIO(text.encode()), name)]}
    return str(client.post(f"{HOME}/inlezen", data=sent, content_type="multipart/form-data").location)


@pytest.mark.parametrize(("text", "name"), [(NOBODY, "a.srt"), (PARAGRAPHS, "a.txt"), (TIMES, "a.txt")])
@pytest.mark.parametrize("do", [{"do": "alternate:1"}, {"do": "speaker:0", "turn_speaker": "nieuw"}])
def test_no_speakers_is_said_until_there_are(
    client: FlaskClient, study: Study, text: str, name: str, do: dict[str, str]
) -> None:
    address = brought_in(client, text, name)
    assert "geen sprekers gevonden" in client.get(address).text

    client.post(f"{address}/verdeel", data=do)

    page = client.get(address).text
    assert "geen sprekers" not in page
    assert ("staat niet wie er spreekt" in page) == (do["do"] == "speaker:0")


def test_the_number_of_turns_without_a_speaker_is_of_now(client: FlaskClient, study: Study) -> None:
    address = brought_in(client, ONE_UNKNOWN, "a.srt")
    assert "Bij 1 beurt staat niet wie er spreekt" in client.get(address).text

    client.post(f"{address}/verdeel", data={"do": "speaker:2", "turn_speaker": "0"})

    assert "staat niet wie er spreekt" not in client.get(address).text


def test_typed_text_without_speakers_too(client: FlaskClient, study: Study) -> None:
    typing = str(client.post(f"{HOME}/typen").location)
    client.post(typing, data={"text": PARAGRAPHS, "version": "0", "next": "preview"})
    address = f"{typing}/sprekers"
    assert "geen sprekers gevonden" in client.get(address).text

    client.post(f"{address}/verdeel", data={"do": "alternate:1"})

    assert "geen sprekers" not in client.get(address).text


def test_an_interview_does_not_keep_what_was_settled(client: FlaskClient, session: Session, study: Study) -> None:
    address = brought_in(client, NOBODY, "a.srt")

    client.post(
        address, data={"speaker-0-name": "Moeder", "role": "ouder", "held_on": "", "minutes": "", "version": "0"}
    )

    assert session.exec(select(Interview)).one().notices == []
