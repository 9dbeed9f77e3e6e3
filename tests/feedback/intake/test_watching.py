"""A folder that is looked in: read as last time, or a person is told why it waits."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from feedback.intake.folder.watching import look_in
from feedback.intake.models import IntakeFile
from feedback.measurements.agreement import close_measurement
from feedback.measurements.models import Measurement
from foundation.clock import now, pretend_it_is, today
from studies.models import Organisation
from tests.feedback.intake.lists import BSN, csv_of
from tests.feedback.intake.test_reading_in import PLACE, bring, invitations
from tests.feedback.making import measurement
from webapp.work.worker import work_off

HEADINGS = "clientnr;einddatum;naam;email;bsn"


def lines_of(*numbers: int) -> bytes:
    day = f"{today():%d-%m-%Y}"
    return csv_of(*(f"{one};{day};;n{one}@voorbeeld.nl;{BSN}" for one in numbers), headings=HEADINGS)


@pytest.fixture
def asked(client: FlaskClient, session: Session) -> Measurement:
    made = measurement(session)
    session.commit()
    client.post(f"{PLACE}/bronnen", data={"name": "Jeugd", "kind": "closed", "months_after": "0"})
    client.post(bring(client, lines_of(1)).location, data={"klaarzetten": "1"})
    return made


@pytest.fixture
def place(tmp_path: Path, organisation: Organisation) -> Path:
    """Where the files of the source lie."""
    folder = tmp_path / "inkomend" / organisation.slug / "jeugd"
    folder.mkdir(parents=True)
    return folder


def look_later(engine: Engine, place: Path) -> int:
    with pretend_it_is(now() + timedelta(hours=1)):
        done = look_in(engine, place.parents[1])
        work_off(engine)
    return done


def newest(session: Session) -> IntakeFile:
    session.rollback()
    return session.exec(select(IntakeFile).order_by("id")).all()[-1]


def test_a_file_is_read_in_as_last_time_and_deleted(
    engine: Engine, session: Session, asked: Measurement, place: Path
) -> None:
    (place / "vannacht.csv").write_bytes(lines_of(1, 2, 3))

    assert look_later(engine, place) == 1

    assert len(invitations(session)) == 3
    assert list(place.iterdir()) == []
    assert (newest(session).trouble, newest(session).sealed) == ("", None)


def test_a_file_that_is_still_written_to_is_left(
    engine: Engine, session: Session, asked: Measurement, place: Path
) -> None:
    (place / "half.csv").write_bytes(lines_of(2))
    os.utime(place / "half.csv", (0, 0))  # as a program that keeps the day of the file does

    assert look_in(engine, place.parents[1]) == 0
    assert len(list(place.iterdir())) == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (csv_of("2;x;y", headings="clientnr;naam;email"), "De kolommen zijn anders dan vorige keer."),
        (b"%PDF-1.7", "geen rekenblad"),
        (csv_of("2;nooit;;a@b.nl;", headings=HEADINGS), "staat niemand die je iets kunt vragen"),
    ],
)
def test_a_file_that_can_not_be_read_as_last_time_waits_with_why(
    client: FlaskClient, engine: Engine, session: Session, asked: Measurement, place: Path, content: bytes, why: str
) -> None:
    (place / "anders.csv").write_bytes(content)

    look_later(engine, place)

    assert why in newest(session).trouble
    session.rollback()
    assert why in client.get(PLACE).text
    assert len(invitations(session)) == 1
    assert list(place.iterdir()) == []


def test_the_same_file_again_tells_nobody_anything(
    engine: Engine, session: Session, asked: Measurement, place: Path
) -> None:
    before = newest(session).id
    (place / "weer.csv").write_bytes(lines_of(1))

    look_later(engine, place)

    assert newest(session).id == before


def test_of_a_measurement_that_is_closed_nobody_is_asked(
    engine: Engine, session: Session, asked: Measurement, place: Path
) -> None:
    close_measurement(session, session.merge(asked))
    session.commit()
    (place / "later.csv").write_bytes(lines_of(4))

    look_later(engine, place)

    assert newest(session).trouble
    assert len(invitations(session)) == 1


def test_a_link_and_what_is_no_list_are_left_alone(
    engine: Engine, session: Session, asked: Measurement, place: Path, tmp_path: Path
) -> None:
    (tmp_path / "elders.csv").write_bytes(lines_of(5))
    (place / "link.csv").symlink_to(tmp_path / "elders.csv")
    (place / "lees-mij.md").write_text("Leg hier lijsten neer.")

    assert look_later(engine, place) == 0
    assert (tmp_path / "elders.csv").exists()
