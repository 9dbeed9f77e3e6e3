"""Names are looked for while others write, and a long text in a process of its own finds the same."""

import subprocess
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database import write_turn
from foundation.database.engine import open_session, unit_of_work
from interviews.deidentification.models import NameFinding
from interviews.deidentification.replacing import looking_apart, searching
from interviews.deidentification.replacing.looking import SPEAKER, Known, Place, look_through
from interviews.deidentification.replacing.looking_apart import look_apart
from interviews.models import Interview, InterviewState
from interviews.name_kinds import NameKind
from studies.models import Organisation, Study
from tests.factories import make_interview
from tests.interviews.transcripts.test_views import HOME, SPEAKERS, typed

KNOWN = Known(
    speakers=("Fatima",),
    earlier={"Yassin": NameKind.PERSON},
    marked={"de Klimroos": NameKind.ORGANISATION},
    kept=frozenset({"lindermeer"}),
    names=((NameKind.PERSON, "Yassin"),),
)
TEXT = "Fatima zei dat Yassin 😀 naar de Klimroos ging.\nIn Zwolle woont mevrouw Bouzid, en Y-a-s-s-i-n ook."


@pytest.fixture
def written_meanwhile(monkeypatch: pytest.MonkeyPatch, engine: Engine, study: Study) -> list[str]:
    """What a colleague stored while names were looked for; with little patience."""
    stored: list[str] = []

    def looking(text: str, known: Known) -> Iterator[Place]:
        with unit_of_work(engine, study.organisation_id) as session:
            session.get_one(Study, study.id).question = "Intussen bewaard"
        stored.append(text)
        return look_through(text, known)

    monkeypatch.setattr(write_turn, "LONGEST_WAIT", 0.5)
    monkeypatch.setattr(searching, "look_through", looking)
    return stored


def test_whoever_writes_need_not_wait_while_a_conversation_comes_in(
    client: FlaskClient, engine: Engine, organisation: Organisation, written_meanwhile: list[str]
) -> None:
    transcript = typed(client)

    assert client.post(f"{transcript}/sprekers", data=SPEAKERS).status_code == 302

    assert len(written_meanwhile) == 1, "it is looked through once"
    with open_session(engine, organisation.id) as session:
        assert session.exec(select(Study.question)).one() == "Intussen bewaard"
        assert session.exec(select(Interview.names_searched)).one()
        assert session.exec(select(NameFinding)).all()


def test_whoever_writes_need_not_wait_while_names_are_looked_for_again(
    client: FlaskClient, session: Session, study: Study, written_meanwhile: list[str]
) -> None:
    make_interview(session, study, [("Ouder", "Tijn huilde elke ochtend.", False)], state=InterviewState.NAMES)
    session.commit()

    assert client.post(f"{HOME}/1/namen/zoeken").status_code == 302

    assert len(written_meanwhile) == 1
    assert session.exec(select(NameFinding.start, NameFinding.end)).all() == [(0, 4)]


def test_a_form_that_is_not_taken_is_not_searched(client: FlaskClient, written_meanwhile: list[str]) -> None:
    transcript = typed(client)

    assert client.post(f"{transcript}/sprekers", data=SPEAKERS | {"minutes": "heel lang"}).status_code == 422

    assert written_meanwhile == []


def test_a_process_of_its_own_finds_the_same() -> None:
    apart = look_apart(TEXT, KNOWN)

    assert apart == list(look_through(TEXT, KNOWN))
    assert (0, 6, NameKind.PERSON, SPEAKER) in apart
    assert all(isinstance(one.kind, NameKind) for one in apart)


def test_a_long_text_is_looked_through_apart(
    monkeypatch: pytest.MonkeyPatch, client: FlaskClient, session: Session, study: Study
) -> None:
    monkeypatch.setattr(searching, "LONG", 10)
    monkeypatch.setattr(searching, "look_through", lambda *_: pytest.fail("in this process"))
    make_interview(session, study, [("Ouder", "Tijn huilde elke ochtend.", False)], state=InterviewState.NAMES)
    session.commit()

    assert client.post(f"{HOME}/1/namen/zoeken").status_code == 302

    assert session.exec(select(NameFinding.start, NameFinding.end)).all() == [(0, 4)]


def test_a_process_that_does_not_end_well_costs_time_and_no_names(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(-9, "python", stderr=TEXT.encode())

    monkeypatch.setattr(looking_apart.subprocess, "run", killed)

    assert look_apart(TEXT, KNOWN) == list(look_through(TEXT, KNOWN))
    assert "Yassin" not in caplog.text
    assert "Bouzid" not in caplog.text
