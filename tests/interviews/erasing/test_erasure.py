"""What was replaced, wiped or thrown away is in no file of the data folder any more."""

import base64
import gzip
import io
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now, pretend_it_is, today
from foundation.database.engine import unit_of_work
from interviews.respondents.calls import log_call
from interviews.respondents.contacts import wipe_contacts
from interviews.respondents.models import CallResult, RespondentContact
from interviews.respondents.register import add_respondent, change_respondent, remove_respondent
from interviews.transcripts.drafts import KEPT_AFTER_THROWING_AWAY, erase_thrown_away
from studies.models import Study
from tests.files import contents_of, files_with
from tests.interviews.deidentification import names_pass
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
    with pretend_it_is(now() + KEPT_AFTER_THROWING_AWAY), unit_of_work(engine, across=True) as session:
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


RESPONDENTS = f"{names_pass.HOME}/respondenten"
CONTACT = {"name": "Wilma Qasimyan", "telephone": "06-48291735", "email": "w.qasimyan@voorbeeld.nl"}
OF_A_PERSON = ("Qasimyan", "Zwärtendijck", "48291735")


def _left_of_person(settings: Settings) -> list[tuple[str, str]]:
    return [(one, file) for one in OF_A_PERSON for file in files_with(one, settings.data_dir)]


def _on_the_list(client: FlaskClient, session: Session) -> bytes:
    """Somebody with contact data, a call with a note, two attributes and a consent; the contact data as sealed."""
    client.post(f"{RESPONDENTS}/nieuw", data={"role": "ouder", **CONTACT})
    call = {"result": "refused", "called_at": "", "note": "Qasimyan, bel Zwärtendijck: 0648291735"}
    assert client.post(f"{RESPONDENTS}/1/bellen", data=call).status_code == 302
    consent = {"quote_reworded": "yes", "answered_on": today().isoformat(), "way": "by_telephone"}
    assert client.post(f"{RESPONDENTS}/1/toestemming", data=consent).status_code == 302
    return session.exec(select(RespondentContact.sealed)).one()


FAREWELLS = {
    "taking part no more": ("1/doet-niet-mee", {"withdrawn_on": today().isoformat()}),
    "wiping one": ("1/contact/wissen", {}),
    "wiping all that may be": ("contact/wissen", {}),
    "off the list": ("1/weg", {}),
}


@pytest.mark.parametrize(("page", "data"), FAREWELLS.values(), ids=FAREWELLS)
def test_who_says_farewell_is_in_no_file(
    settings: Settings, session: Session, client: FlaskClient, page: str, data: dict[str, str]
) -> None:
    sealed = _on_the_list(client, session)
    session.rollback()
    assert all(files_with(one, settings.data_dir) for one in OF_A_PERSON), "the note is open"
    assert client.post(f"{RESPONDENTS}/{page}", data=data).status_code == 302
    assert _left_of_person(settings) == []
    assert [name for name, held in contents_of(settings.data_dir).items() if sealed in held] == []


def test_who_must_still_be_written_to_keeps_their_address(session: Session, client: FlaskClient) -> None:
    sealed = _on_the_list(client, session)
    session.rollback()
    stops = {"withdrawn_on": today().isoformat(), "keeps_contact": "ja"}
    assert client.post(f"{RESPONDENTS}/1/doet-niet-mee", data=stops).status_code == 302
    assert session.exec(select(RespondentContact.sealed)).all() == [sealed]


def test_undo_of_taking_part_no_more_brings_consent_back_and_no_name(
    settings: Settings, session: Session, client: FlaskClient
) -> None:
    _on_the_list(client, session)
    session.rollback()
    client.post(f"{RESPONDENTS}/1/doet-niet-mee", data={"withdrawn_on": today().isoformat()})
    assert client.post(f"{RESPONDENTS}/1/terug").status_code == 302
    assert "Elke toestemming vervalt" in client.get(f"{RESPONDENTS}/1").text, "it can be done again"
    assert _left_of_person(settings) == []


def test_a_call_list_that_nobody_took_in_is_in_no_file(settings: Settings, client: FlaskClient) -> None:
    listed = "naam;telefoon;e-mail;rol\nWilma Qasimyan;06-48291735;z@zwärtendijck.nl;ouder\n"
    page = client.post(f"{RESPONDENTS}/inlezen", data={"list": (io.BytesIO(listed.encode()), "bellijst.csv")})
    assert "Qasimyan" in page.text
    client.get(f"{RESPONDENTS}/")
    assert _left_of_person(settings) == []


@pytest.mark.parametrize("packed", [zlib.compress, gzip.compress, base64.b64encode, lambda words: words])
def test_a_name_is_found_however_it_was_put_away(tmp_path: Path, packed: Callable[[bytes], bytes]) -> None:
    """The test looks well: what follows from finding nothing rests on it."""
    (tmp_path / "a.bin").write_bytes(b"before" + packed(b"A note about Qasimyan, who called.") + b"after")
    assert files_with("Qasimyan", tmp_path) == ["a.bin"]


def test_an_upload_never_touches_a_disk(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/er/is/hier/niets")
    long = TRANSCRIPT + (b"Moeder: " + b"En dat was lang wachten. " * 200 + b"\n") * 200
    head = b'--grens\r\nContent-Disposition: form-data; name="files"; filename="gesprek.txt"\r\n\r\n'
    kind = "multipart/form-data; boundary=grens"
    answer = client.post(f"{names_pass.HOME}/inlezen", data=head + long + b"\r\n--grens--\r\n", content_type=kind)
    assert answer.status_code == 302, answer.text
