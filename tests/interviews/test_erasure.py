"""What was replaced, wiped or thrown away is in no file of the data folder any more."""

import tempfile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from foundation.clock import at, now
from foundation.database import unit_of_work
from interviews.calls import log_call
from interviews.contacts import wipe_contacts
from interviews.entering import KEPT_AFTER_THROWING_AWAY, erase_thrown_away
from interviews.models import CallResult, RespondentContact
from interviews.respondents import add_respondent, change_respondent, remove_respondent
from studies.models import Study
from tests.files import files_with
from tests.interviews import names_pass
from webapp.settings import Settings

NAMES = ("Qasimyan", "Zwärtendijck", "Wubbenhorst")
FILE = "gesprek Wilma Qasimyan.txt"
TRANSCRIPT = """\
Gesprek met Wilma Qasimyan, moeder van Daan Wubbenhorst
Interviewer: Kunt u vertellen hoe het ging, mevrouw Qasimyan?
Moeder: Mijn zoon Daan Wubbenhorst wachtte lang. Daan Wubbenhorsts juf heet mevrouw Zwärtendijck.
Interviewer: En wat deed mevrouw Zwärtendijck toen?
Moeder: Mevrouw Zwärtendijck belde het loket, en mevrouw Qasimyan, dat ben ik, kreeg een brief.
""".encode()


@pytest.fixture(autouse=True)
def _a_study(study: Study) -> None:
    """Every page stands in a study."""


def _names_left(settings: Settings) -> list[tuple[str, str]]:
    return [(name, file) for name in NAMES for file in files_with(name, settings.data_dir)]


def test_names_that_were_replaced_are_in_no_file(settings: Settings, engine: Engine, client: FlaskClient) -> None:
    names = names_pass.take_in(client, names_pass.bring_in(client, FILE, TRANSCRIPT))
    assert {name for name, _file in _names_left(settings)} == set(NAMES)
    assert names_pass.replace_all(client, engine, names) >= len(NAMES)
    assert _names_left(settings) == [], "also before the interview is released"
    names_pass.release(client, names)
    assert _names_left(settings) == []


def test_a_transcript_that_is_thrown_away_is_in_no_file(
    settings: Settings, engine: Engine, client: FlaskClient
) -> None:
    address = names_pass.bring_in(client, FILE, TRANSCRIPT)
    assert client.post(address.replace("/sprekers", "/weg")).status_code == 302
    assert _names_left(settings), "for a day it can be put back"
    with at(now() + KEPT_AFTER_THROWING_AWAY), unit_of_work(engine, across=True) as session:
        assert erase_thrown_away(session) == 1
    assert _names_left(settings) == []


def test_an_interview_that_is_thrown_away_is_in_no_file(settings: Settings, client: FlaskClient) -> None:
    names = names_pass.take_in(client, names_pass.bring_in(client, FILE, TRANSCRIPT))
    assert client.post(names.replace("/namen", "/weg")).status_code == 302
    assert _names_left(settings) == []


def test_what_is_typed_over_is_in_no_file(settings: Settings, client: FlaskClient) -> None:
    typing = client.post(f"{names_pass.HOME}/typen").headers["Location"]
    client.post(typing, data={"text": TRANSCRIPT.decode(), "version": 0})
    client.post(typing, data={"text": "I: Hoe ging het?\nR: Goed.", "version": 1})
    assert _names_left(settings) == []


def test_contact_data_that_were_wiped_are_in_no_file(settings: Settings, session: Session, study: Study) -> None:
    respondent = add_respondent(session, study, "ouder")
    session.add(RespondentContact(respondent_id=respondent.id, sealed=b"Wilma Qasimyan"))
    log_call(session, respondent, CallResult.NO_ANSWER, now(), note="Vraag naar Zwärtendijck.")
    session.commit()
    assert {name for name, _file in _names_left(settings)} == {"Qasimyan", "Zwärtendijck"}
    wipe_contacts(session, [respondent])
    session.commit()
    assert _names_left(settings) == []


def test_what_is_known_of_somebody_off_the_list_is_in_no_file(
    settings: Settings, session: Session, study: Study
) -> None:
    respondent = add_respondent(session, study, "ouder", {"woonplaats": "Wubbenhorst"})
    change_respondent(session, respondent, "ouder", {"woonplaats": "Zwärtendijck"})
    session.commit()
    assert {name for name, _file in _names_left(settings)} == {"Zwärtendijck", "Wubbenhorst"}
    remove_respondent(session, respondent)
    session.commit()
    assert _names_left(settings) == []


def test_an_upload_never_touches_a_disk(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/er/is/hier/niets")
    long = TRANSCRIPT + (b"Moeder: " + b"En dat was lang wachten. " * 200 + b"\n") * 200
    head = b'--grens\r\nContent-Disposition: form-data; name="files"; filename="gesprek.txt"\r\n\r\n'
    kind = "multipart/form-data; boundary=grens"
    answer = client.post(f"{names_pass.HOME}/inlezen", data=head + long + b"\r\n--grens--\r\n", content_type=kind)
    assert answer.status_code == 302, answer.text
