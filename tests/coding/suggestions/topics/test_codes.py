"""A topic that becomes a code with its quotes is coding: what was done opens again only when that was chosen."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coding.codebook.changing import add_code
from coding.ends import finish_coding
from coding.models import CodingDone, Segment, Topic
from coding.undo import undo_last
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source, Turn
from studies.access import Role
from studies.models import Organisation, Study
from tests.coding.test_visibility import BASE, _person
from tests.conftest import SignInAs
from tests.factories import make_interview

ALSO_DONE: dict[str, str | list[str]] = {"ook-klaar": "ja"}


@pytest.fixture
def sources(session: Session, study: Study) -> list[Source]:
    """Of three interviews the first two are done; the topic has a quote from the first and the last."""
    sources = [
        make_interview(session, study, state=state)
        for state in (InterviewState.CODED, InterviewState.CODED, InterviewState.CODING)
    ]
    starts = [(one.id, _first_answer(session, one)) for one in (sources[0], sources[2])]
    session.add(
        Topic(
            study_id=study.id,
            position=0,
            name="wachten",
            words=["wachten"],
            stretches=[[source_id, start, start + 10] for source_id, start in starts],
            segments=2,
            interviews=2,
        )
    )
    session.commit()
    return sources


def _first_answer(session: Session, source: Source) -> int:
    answers = select(Turn.start).where(Turn.source_id == source.id, col(Turn.is_interviewer).is_(False))
    return session.exec(answers.order_by(col(Turn.start))).first() or 0


def _make(client: FlaskClient, **also: str | list[str]) -> str:
    ticked = {"naam": "Lang wachten", "stukje": ["0", "1"], "doe": "maak", **also}
    made = client.post(f"{BASE}/onderwerpen/1/stukjes", data=ticked, follow_redirects=True)
    assert made.status_code == 200
    return made.text


def _states(session: Session) -> list[InterviewState]:
    session.expire_all()
    return [one.state for one in session.exec(select(Interview).order_by(col(Interview.number))).all()]


def test_which_interviews_are_open_again_is_said(client: FlaskClient, session: Session, sources: list[Source]) -> None:
    page = _make(client, **ALSO_DONE)

    assert "bij 2 fragmenten. Gesprek 1 was klaar en staat weer open." in page
    assert _states(session) == [InterviewState.CODING, InterviewState.CODED, InterviewState.CODING]


def test_what_is_done_stays_as_it_is_unless_that_is_chosen(
    client: FlaskClient, session: Session, sources: list[Source]
) -> None:
    form = client.get(f"{BASE}/onderwerpen/1").text
    assert "Ook in het ene gesprek dat klaar is" in form
    assert form.count("gesprek is klaar") == 1, "beside the passage that stands in it"
    for way in ({"doe": "maak"}, {"doe": "voeg", "code": str(_code(session, sources[0].study_id))}):
        page = _make(client, **way)

        assert "bij 1 fragment. Gesprek 1 is klaar en bleef zoals het was: 1 aangevinkt stukje" in page
        assert _states(session) == [InterviewState.CODED, InterviewState.CODED, InterviewState.CODING]
        session.exec(select(Topic)).one().code_id = None
        session.commit()
    assert {one.source_id for one in session.exec(select(Segment)).all()} == {sources[2].id}


def test_ticked_in_what_is_done_alone_asks_whether_that_is_meant(
    client: FlaskClient, session: Session, sources: list[Source]
) -> None:
    ticked = {"naam": "Lang wachten", "stukje": ["0"], "doe": "maak"}
    refused = client.post(f"{BASE}/onderwerpen/1/stukjes", data=ticked)

    assert refused.status_code == 422
    assert "Alles wat is aangevinkt, staat in gesprekken die klaar zijn." in refused.text
    assert 'value="Lang wachten"' in refused.text
    assert _states(session)[0] is InterviewState.CODED


def test_where_nothing_is_done_nothing_is_asked(client: FlaskClient, session: Session, sources: list[Source]) -> None:
    for one in session.exec(select(Interview)).all():
        one.state = InterviewState.CODING
    session.commit()

    assert "ook-klaar" not in client.get(f"{BASE}/onderwerpen/1").text


def _code(session: Session, study_id: int) -> int:
    code = add_code(session, study_id, "Wachten op een brief")
    session.commit()
    return code.id


def test_a_second_coder_hears_that_their_own_interview_is_open_again(
    sign_in_as: SignInAs, session: Session, engine: Engine, organisation: Organisation, sources: list[Source]
) -> None:
    tariq = _person(engine, organisation, "Tariq Bensaïd", Role.SECOND_CODER)
    session.add(CodingDone(interview_id=sources[2].interview_id, person_id=tariq.id))
    session.commit()

    page = _make(sign_in_as(tariq), **ALSO_DONE)

    assert "Gesprek 3 was klaar en staat weer open." in page
    assert "Gesprek 1 was klaar" not in page, "that is of the researchers, and still done"
    assert _states(session)[0] is InterviewState.CODED
    assert session.exec(select(CodingDone)).all() == []


def test_who_is_done_again_can_still_undo_it(client: FlaskClient, session: Session, sources: list[Source]) -> None:
    _make(client, **ALSO_DONE)
    session.expire_all()
    finish_coding(session, session.get_one(Interview, sources[0].interview_id))

    undone = undo_last(session, sources[0])

    assert session.exec(select(Segment)).all() == []
    assert undone.label == "code ‘Lang wachten’ maken bij 2 fragmenten in 2 gesprekken"
