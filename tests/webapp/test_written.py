"""What nobody can see is not something that somebody wrote."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from coding.models import Code, Memo
from foundation.forms.written import clean, one_line, shows
from studies.models import Study
from tests.factories import make_interview
from tests.journeys.making import make_code, make_segment

UNSEEN = ["\u200b", "\u2060 \u200e", "\u00ad", "\u202e", "\ufeff\u200d"]


@pytest.mark.parametrize("text", UNSEEN)
def test_signs_without_ink_are_nothing(text: str) -> None:
    assert not shows(text)
    assert clean(text) == one_line(text) == ""


@pytest.mark.parametrize("text", ["a\u200bb", "👩\u200d👩\u200d👧", "\u0301", "\U0001faea", "!"])
def test_what_shows_stays_as_it_was_written(text: str) -> None:
    assert clean(text) == one_line(text) == text


@pytest.mark.parametrize("name", UNSEEN)
def test_a_code_a_memo_and_a_study_have_something_to_read(
    client: FlaskClient, session: Session, study: Study, name: str
) -> None:
    segment = make_segment(session, study, make_interview(session, study), make_code(session, study)).id
    session.commit()
    coding = "/onderzoeken/jeugdhulp/coderen/1"

    answers = [
        client.post(f"{coding}/codes", json={"name": name, "parent": None}),
        client.post(f"{coding}/fragmenten/{segment}/memos", json={"text": name}),
        client.post("/onderzoeken/nieuw", data={"title": name, "question": "Wat maken ouders mee?"}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    session.expire_all()
    assert len(session.exec(select(Code)).all()) == 1
    assert len(session.exec(select(Study)).all()) == 1
    assert session.exec(select(Memo)).all() == []


def test_the_name_of_a_code_turns_no_reading_direction(client: FlaskClient, session: Session, study: Study) -> None:
    make_interview(session, study)
    session.commit()

    client.post("/onderzoeken/jeugdhulp/coderen/1/codes", json={"name": "\u202eWachten", "parent": None})
    again = client.post("/onderzoeken/jeugdhulp/coderen/1/codes", json={"name": "Wachten", "parent": None})

    assert again.status_code == 422
    assert "bestaat al" in again.text
    assert session.exec(select(Code.name)).all() == ["Wachten"]
