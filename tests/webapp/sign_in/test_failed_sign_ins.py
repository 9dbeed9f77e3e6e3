"""Who failed to sign in to an account stands in its history: how, and how often, at most once an hour."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from sqlmodel import select

from foundation.clock import now, pretend_it_is
from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.models import FailedSignIns
from studies.accounts.persons import add_person
from studies.models import Organisation, Person
from studies.trail.kinds import Kind
from studies.trail.models import TrailEntry
from tests.signed_in import client_of
from tests.webapp.anna import PASSWORD
from tests.webapp.sign_in.apps import set_up_app
from webapp.work.tidying import tell_of_failed_sign_ins

GUESSED = "gokje van een vreemde"


def fail(app: Flask, email: str = "anna@voorbeeld.nl", times: int = 1) -> None:
    for _time in range(times):
        assert app.test_client().post("/aanmelden", data={"email": email, "password": GUESSED}).status_code == 422


def told(engine: Engine) -> list[tuple[int | None, str, int | None, str]]:
    tell_of_failed_sign_ins(engine)
    with unit_of_work(engine, across=True) as session:
        query = select(TrailEntry).where(TrailEntry.kind == Kind.SIGN_IN_FAILED.value).order_by(TrailEntry.sequence)
        return [(one.person_id, one.about, one.about_id, one.detail) for one in session.exec(query).all()]


def test_an_administrator_reads_on_the_history_of_somebody_how_and_how_often(
    app: Flask, engine: Engine, organisation: Organisation, anna: Person
) -> None:
    with unit_of_work(engine, across=True) as session:
        femke = add_person(session, organisation, "f@voorbeeld.nl", "Femke Dijk", Role.ADMINISTRATOR).id
    fail(app, times=3)
    fail(app, " Anna@Voorbeeld.nl")
    assert told(engine) == [(None, "person", anna.id, "4,password")]

    page = client_of(app, engine, femke).get(f"/organisatie/mensen/{anna.id}/geschiedenis").text

    assert "Aanmelden als Anna Aalders mislukt: 4 keer, wachtwoord" in page.replace("<bdi>", "").replace("</bdi>", "")
    assert "onbekend" in page
    assert [one for one in _rows(engine) if GUESSED in str(one.model_dump())] == []


def test_who_guesses_makes_the_history_a_line_longer_an_hour(app: Flask, engine: Engine, anna: Person) -> None:
    begun = now()
    for minute in range(0, 180, 5):
        with pretend_it_is(begun + timedelta(minutes=minute)):
            app.test_client().post("/aanmelden", data={"email": "anna@voorbeeld.nl", "password": GUESSED})
            lines = told(engine)
        assert len(lines) == minute // 60 + 1
    assert [detail for *_who, detail in lines] == ["1,password", "12,password", "12,password"]
    with pretend_it_is(begun + timedelta(minutes=250)):
        assert told(engine)[-1][-1] == "11,password"
    with pretend_it_is(begun + timedelta(minutes=400)):
        assert len(told(engine)) == 4
    assert _rows_left(engine) == 0


def test_an_address_that_nobody_has_is_counted_and_never_written(app: Flask, engine: Engine, anna: Person) -> None:
    fail(app, "niemand@voorbeeld.nl", 2)
    fail(app, "iemand.anders@voorbeeld.nl")
    with unit_of_work(engine, across=True) as session:
        assert [(one.person_id, one.hits) for one in session.exec(select(FailedSignIns)).all()] == [(0, 3)]
    assert told(engine) == []
    assert _rows_left(engine) == 0


def test_a_known_address_takes_as_many_statements_as_one_that_nobody_has(
    app: Flask, engine: Engine, anna: Person
) -> None:
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_rest: asked.append(statement))
    counts = []
    for email in ("anna@voorbeeld.nl", "niemand@voorbeeld.nl"):
        asked.clear()
        fail(app, email)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_wrong_code_is_told_apart_and_who_comes_in_is_not_told_as_failing(
    app: Flask, engine: Engine, anna: Person
) -> None:
    set_up_app(client_of(app, engine, anna.id))
    browser = app.test_client()
    browser.post("/aanmelden", data={"email": "anna@voorbeeld.nl", "password": PASSWORD})
    assert told(engine) == []
    _wrong_code(browser)
    _wrong_code(browser)
    fail(app)
    assert told(engine) == [(None, "person", anna.id, "3,code,password")]


def _wrong_code(browser: FlaskClient) -> None:
    assert browser.post("/aanmelden/tweede-stap", data={"code": "000000"}).status_code == 422


def _rows(engine: Engine) -> list[TrailEntry]:
    with unit_of_work(engine, across=True) as session:
        rows = list(session.exec(select(TrailEntry)).all())
        session.expunge_all()
        return rows


def _rows_left(engine: Engine) -> int:
    with unit_of_work(engine, across=True) as session:
        return len(session.exec(select(FailedSignIns)).all())
