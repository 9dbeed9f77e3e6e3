"""Undo takes back what one did oneself, and never along with it what somebody else did with it since."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from coding.models import Code, Draft, Segment
from interviews.texts.models import Source
from studies.access import Role
from studies.models import Organisation, Study
from tests.coding.screen.test_views import _post
from tests.coding.test_visibility import _person
from tests.conftest import SignInAs
from tests.factories import make_interview

MADE = "Zelf verzonnen"


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    source = make_interview(session, study)
    session.commit()
    return source


@pytest.fixture
def second(sign_in_as: SignInAs, engine: Engine, organisation: Organisation, source: Source) -> FlaskClient:
    """A second coder who just made a code while coding."""
    second = sign_in_as(_person(engine, organisation, "Tariq Bensaïd", Role.SECOND_CODER))
    assert _post(second, "1/fragmenten", start=0, end=2, quote="En", name=MADE).status_code == 201
    return second


def _codes(session: Session) -> list[tuple[str, str]]:
    found = [(code.name, code.definition) for code in session.exec(select(Code).order_by(Code.id)).all()]  # type: ignore[arg-type]
    session.rollback()
    return found


def _code_id(session: Session) -> int:
    code_id: int = session.exec(select(Code.id)).one()
    session.rollback()
    return code_id


def test_a_code_that_a_researcher_described_since_stays(
    client: FlaskClient, second: FlaskClient, session: Session
) -> None:
    _post(client, f"1/codes/{_code_id(session)}", name="Zelf geregeld", definition="Wat iemand zonder hulp deed.")

    refused = _post(second, "1/ongedaan")

    assert refused.status_code == 422
    assert "kan niet meer terug" in refused.json["error"]
    assert _codes(session) == [("Zelf geregeld", "Wat iemand zonder hulp deed.")]
    assert session.exec(select(Segment.quotation)).all() == ["En"]


def test_a_code_that_somebody_is_describing_stays(client: FlaskClient, second: FlaskClient, session: Session) -> None:
    half = {"definition": "Wat iemand zonder"}
    assert _post(client, "1/concept", code=_code_id(session), typed=half).status_code == 200

    refused = _post(second, "1/ongedaan")

    assert refused.status_code == 422
    assert "kan niet meer terug" in refused.json["error"]
    assert [draft.typed for draft in session.exec(select(Draft)).all()] == [half]


def test_a_code_that_nobody_else_touched_goes_and_comes_back(second: FlaskClient, session: Session) -> None:
    assert _post(second, "1/ongedaan").status_code == 200
    assert _codes(session) == []
    assert _post(second, "1/opnieuw").status_code == 200
    assert _codes(session) == [(MADE, "")]
