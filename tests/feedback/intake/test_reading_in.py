"""A researcher reads in a list: looks at it, and has its lines wait for their day."""

import io
import logging
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from feedback.intake import jobs
from feedback.intake.files import LASTS, IntakeVault, forget_old_files
from feedback.intake.models import IntakeFile, IntakeLine, IntakeSource
from feedback.intake.taking_in import fates_now
from feedback.measurements.models import Measured, Measurement, Provider
from feedback.people.models import InvitationState, Invitee, OpinionInvitation
from foundation.clock import now, pretend_it_is
from foundation.forms.written import name_key
from tests.feedback.intake.lists import BSN, LINES, csv_of
from tests.feedback.making import measurement
from webapp.work.worker import work_off

PLACE = "/metingen/spreekuur-geld-en-regels/inlezen"
NOVEMBER = datetime(2026, 11, 15, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    with pretend_it_is(NOVEMBER):
        yield


@pytest.fixture
def asked(client: FlaskClient, session: Session) -> Measurement:
    made = measurement(session)
    session.commit()
    session.refresh(made)
    session.expunge(made)
    session.rollback()
    client.post(f"{PLACE}/bronnen", data={"name": "Registratie jeugd", "kind": "closed", "months_after": "0"})
    return made


def bring(client: FlaskClient, content: bytes, name: str = "lijst.csv", source: int = 1) -> TestResponse:
    data = {"list": (io.BytesIO(content), name)}
    return client.post(f"{PLACE}/bronnen/{source}", data=data, content_type="multipart/form-data")


def taken_in(client: FlaskClient, content: bytes, source: int = 1, **form: str) -> str:
    """The page afterwards."""
    address = bring(client, content, source=source).location
    assert client.post(address, data={"klaarzetten": "1", **form}).status_code == 303
    return client.get(address).text


def invitations(session: Session) -> list[OpinionInvitation]:
    session.rollback()
    found = list(session.exec(select(OpinionInvitation).order_by("id")).all())
    session.expunge_all()
    session.rollback()
    return found


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_nothing_is_asked_of_anybody_before_a_person_looked(
    client: FlaskClient, session: Session, asked: Measurement
) -> None:
    page = client.get(bring(client, csv_of(*LINES)).location)

    assert page.status_code == 200
    assert invitations(session) == []
    assert session.exec(select(IntakeLine)).all() == []
    text = plain(page.text)
    for said in ("1 krijgt een e-mail, vanaf 16 november", "1 overgeslagen: geen e-mailadres", "1 niet te lezen"):
        assert said in text
    assert "Regel 4 De datum ligt in 2062." in text
    assert "Er is nog niets verstuurd." in text


def test_what_was_looked_at_waits_for_its_day(client: FlaskClient, session: Session, asked: Measurement) -> None:
    page = taken_in(client, csv_of(*LINES))

    one, nowhere = invitations(session)
    assert (one.state, one.due_on) == (InvitationState.WAITING, date(2026, 11, 16))
    assert nowhere.state is InvitationState.LEFT_OUT
    file = session.exec(select(IntakeFile)).one()
    assert file.sealed is None
    assert sum(fates_now(session, file).values()) == len(LINES) == file.lines
    assert "Regel 4 De datum is te ver weg." not in page
    assert "verstuurd" in page
    assert "uitnodigingen verstuurd" not in page


def test_a_citizen_number_is_nowhere(
    client: FlaskClient, session: Session, engine: Engine, asked: Measurement, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    stained = f"88299;13-11-2026;Kim {BSN};k@voorbeeld.nl;;;;"

    answer = bring(client, csv_of(*LINES, stained), name=f"{BSN}.csv")
    page = client.get(answer.location)

    assert "Geweigerd" in page.text
    assert "Er stond een burgerservicenummer in. Dat is gewist." in page.text
    assert BSN not in page.text + caplog.text
    file = session.exec(select(IntakeFile)).one()
    assert BSN not in str(IntakeVault.of(session).table(file).rows)
    assert BSN not in repr(file)
    assert "belt liever" not in page.text


def test_the_same_file_twice_does_nothing(client: FlaskClient, session: Session, asked: Measurement) -> None:
    taken_in(client, csv_of(*LINES))
    before = [one.id for one in invitations(session)]

    address = bring(client, csv_of(*LINES)).location
    assert "2 overgeslagen: al eerder ingelezen" in plain(client.get(address).text)
    refused = client.post(address, data={"klaarzetten": "1"})

    assert refused.status_code == 422
    assert "staat niemand die je iets kunt vragen" in refused.text
    assert [one.id for one in invitations(session)] == before


def test_a_line_is_known_again_by_a_digest_alone(client: FlaskClient, session: Session, asked: Measurement) -> None:
    taken_in(client, csv_of(*LINES))

    lines = session.exec(select(IntakeLine)).all()
    assert all(re.fullmatch("[0-9a-f]{64}", one.reference) for one in lines)
    assert "88213" not in repr(lines)


def test_pressing_twice_takes_in_once(client: FlaskClient, session: Session, asked: Measurement) -> None:
    address = bring(client, csv_of(*LINES)).location
    client.post(address, data={"klaarzetten": "1"})

    again = client.post(address, data={"klaarzetten": "1"})

    assert again.status_code in (303, 404, 409, 422)
    assert len(invitations(session)) == 2


def test_columns_are_read_as_last_time(client: FlaskClient, session: Session, asked: Measurement) -> None:
    headings = "nummer;dichtgezet;wie;mail"
    address = bring(client, csv_of("1;13-11-2026;Kim Bos;k@b.nl", headings=headings)).location
    assert "De datum ontbreekt." in client.get(address).text

    client.post(address, data={"kolom-1": "dag", "kolom-2": "naam"})
    assert "De datum ontbreekt." not in client.get(address).text
    client.post(address, data={"klaarzetten": "1"})

    next_page = client.get(bring(client, csv_of("2;13-11-2026;Lou Vos;l@b.nl", headings=headings)).location).text
    assert "Zoals vorige keer" in next_page
    assert "1 krijgt een e-mail" in plain(next_page)


def test_what_was_changed_and_not_looked_at_is_shown_first(
    client: FlaskClient, session: Session, asked: Measurement
) -> None:
    address = bring(client, csv_of(*LINES)).location

    answer = client.post(address, data={"klaarzetten": "1", "kolom-2": "niet"})

    assert answer.status_code == 303
    assert invitations(session) == []
    assert "Er is nog niets klaargezet." in client.get(address).text


def test_a_name_of_a_provider_is_told_once(client: FlaskClient, session: Session, asked: Measurement) -> None:
    for name in ("Stapvoets", "Meerkant Zorg aan Huis"):
        provider = Provider(name=name, name_key=name_key(name))
        session.add(provider)
        session.flush()
        session.add(Measured(measurement_id=asked.id, provider_id=provider.id))
    session.commit()
    measured = session.exec(select(Measured).order_by("id")).all()[-1].id
    session.rollback()
    headings, line = "clientnr;einddatum;naam;email;aanbieder", "1;13-11-2026;Kim Bos;k@b.nl;Meerkant ZaH"

    address = bring(client, csv_of(line, headings=headings)).location
    assert "‘Meerkant ZaH’ is" in client.get(address).text
    client.post(address, data={"naam-0": "Meerkant ZaH", "is-0": str(measured)})
    client.post(address, data={"klaarzetten": "1"})

    assert [one.measured_id for one in invitations(session)] == [measured]
    again = bring(client, csv_of(line.replace("1;", "2;").replace("k@b", "l@b"), headings=headings)).location
    assert "‘Meerkant ZaH’ is" not in client.get(again).text


def test_a_provider_of_another_measurement_is_no_answer(
    client: FlaskClient, session: Session, asked: Measurement
) -> None:
    provider = Provider(name="Stapvoets", name_key="stapvoets")
    session.add(provider)
    session.flush()
    session.add(Measured(measurement_id=asked.id, provider_id=provider.id))
    session.commit()
    line = csv_of("1;13-11-2026;Kim;k@b.nl;X", headings="clientnr;einddatum;naam;email;aanbieder")

    address = bring(client, line).location
    client.post(address, data={"naam-0": "X", "is-0": "4711"})

    assert "De aanbieder ‘X’ is onbekend." in client.get(address).text


def test_who_was_asked_recently_or_stopped_is_passed_over(
    client: FlaskClient, session: Session, asked: Measurement
) -> None:
    taken_in(client, csv_of("1;13-11-2026;A;a@b.nl", "2;13-11-2026;B;b@b.nl", headings="clientnr;einddatum;naam;email"))
    known = session.exec(select(Invitee).order_by("id")).all()
    known[0].next_on, known[1].stopped_on = date(2027, 2, 1), date(2026, 11, 15)
    for one in session.exec(select(OpinionInvitation)).all():
        one.sealed = None
    session.commit()

    lines = ("3;13-11-2026;A;A@B.nl", "4;13-11-2026;B;b@b.nl", "5;13-11-2024;C;c@b.nl", "6;1-11-2026;D;d@b.nl")
    page = plain(taken_in(client, csv_of(*lines, headings="clientnr;einddatum;naam;email")))

    assert "1 overgeslagen: in de afgelopen 90 dagen al gevraagd" in page
    assert "1 overgeslagen: afgemeld voor uitnodigingen" in page
    assert "1 overgeslagen: langer dan een jaar geleden" in page
    assert "1 krijgt een e-mail" in page


def test_no_list_comes_in_before_there_is_an_agreement(client: FlaskClient, session: Session) -> None:
    measurement(session, is_agreed=False)
    session.commit()
    client.post(f"{PLACE}/bronnen", data={"name": "Jeugd", "kind": "closed", "months_after": "0"})

    refused = bring(client, csv_of(*LINES))

    assert refused.status_code == 422
    assert "Leg eerst de afspraken vast." in refused.text
    assert session.exec(select(IntakeFile)).all() == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Geef de bron een naam"),
        ({"kind": "iets"}, "Kies wat er in de lijst staat."),
        ({"months_after": "25"}, "0 tot en met 24"),
        ({"months_after": "x"}, "0 tot en met 24"),
        ({"name": "registratie  JEUGD"}, "heeft al een bron met deze naam"),
    ],
)
def test_a_source_that_is_not_clear_says_why_and_keeps_what_was_typed(
    client: FlaskClient, asked: Measurement, typed: dict[str, str], said: str
) -> None:
    refused = client.post(f"{PLACE}/bronnen", data={"name": "Wmo", "kind": "started", "months_after": "3", **typed})

    assert refused.status_code == 422
    assert said in refused.text


def test_a_file_that_can_not_be_read_says_so_beside_its_source(client: FlaskClient, asked: Measurement) -> None:
    refused = bring(client, b"%PDF-1.7")

    assert refused.status_code == 422
    assert "geen rekenblad" in refused.text
    assert "Kies eerst een bestand." in client.post(f"{PLACE}/bronnen/1", data={}).text


def test_a_file_goes_when_it_is_thrown_away_and_after_seven_days(
    client: FlaskClient, session: Session, asked: Measurement
) -> None:
    address = bring(client, csv_of(*LINES)).location
    client.post(address, data={"weg": "1"})
    assert client.get(address).status_code == 404

    bring(client, csv_of(*LINES))
    with pretend_it_is(now() + LASTS + timedelta(minutes=1)):
        assert forget_old_files(session) == 1
    assert session.exec(select(IntakeFile)).all() == []


def test_of_another_measurement_nothing_is_found(client: FlaskClient, session: Session, asked: Measurement) -> None:
    address = bring(client, csv_of(*LINES)).location
    other = measurement(session)
    session.commit()

    assert client.get(address.replace(asked.slug, other.slug)).status_code == 404
    assert client.post(f"/metingen/{other.slug}/inlezen/bronnen/1", data={}).status_code == 404


def test_a_long_list_is_read_in_by_the_worker(
    client: FlaskClient, session: Session, engine: Engine, asked: Measurement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedback.intake.views.files.MOST_AT_ONCE", 10)
    monkeypatch.setattr("feedback.intake.taking_in.AT_ONCE", 7)
    lines = [f"{one};13-11-2026;;n{one}@voorbeeld.nl" for one in range(20)]
    address = bring(client, csv_of(*lines, headings="clientnr;einddatum;naam;email")).location

    client.post(address, data={"klaarzetten": "1"})
    assert "wordt ingelezen: 0 van 20 regels" in client.get(address).text
    work_off(engine)

    assert len(invitations(session)) == 20
    assert "20 krijgen een e-mail" in plain(client.get(address).text)
    assert jobs.begun_files(session) == []


def test_what_stopped_halfway_goes_on_where_it_was(
    client: FlaskClient, session: Session, engine: Engine, asked: Measurement, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("feedback.intake.views.files.MOST_AT_ONCE", 10)
    monkeypatch.setattr("feedback.intake.taking_in.AT_ONCE", 7)
    lines = [f"{one};13-11-2026;;n{one}@voorbeeld.nl" for one in range(19)]
    address = bring(client, csv_of(*lines, "x;nooit;;", headings="clientnr;einddatum;naam;email")).location
    client.post(address, data={"klaarzetten": "1"})
    with monkeypatch.context() as patch:
        patch.setattr("foundation.jobs.running.RunningJob.tell", _stop)
        work_off(engine)
    assert len(invitations(session)) == 7

    jobs.ask_to_read_in(session)
    session.commit()
    work_off(engine)

    assert len(invitations(session)) == 19
    file = session.exec(select(IntakeFile)).one()
    assert sum(fates_now(session, file).values()) == 20
    assert session.exec(select(IntakeSource)).one().columns


def _stop(_running: object, done: int, *_told: object) -> None:
    if done:
        raise RuntimeError("stopped here")
