"""What was typed and not saved: one draft per person and thing, seen by nobody else, gone with what it is about."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from coding.codebook import add_code
from coding.drafts import TypedTooMuch, drafts_of, keep_draft
from coding.models import Code, Draft, Segment
from coding.segments import add_segment, remove_segment
from studies.access import Role
from studies.accounts import add_person
from studies.models import Organisation, Study
from tests.factories import make_interview


@pytest.fixture
def code(session: Session, study: Study) -> Code:
    return add_code(session, study.id, "Geen bericht")


@pytest.fixture
def segment(session: Session, study: Study, code: Code) -> Segment:
    return add_segment(session, make_interview(session, study).id, 0, 2, "En", code.id)


def _typed(session: Session, study: Study) -> list[dict[str, str]]:
    return [draft.typed for draft in drafts_of(session, study.id)]


def test_the_last_text_about_a_thing_is_kept_and_nothing_typed_keeps_nothing(
    session: Session, study: Study, code: Code, segment: Segment
) -> None:
    for about in (segment, code, None):
        keep_draft(session, study.id, about, {"text": "Half"})
        keep_draft(session, study.id, about, {"text": "Half getypt"})
    assert _typed(session, study) == [{"text": "Half getypt"}] * 3

    for about in (segment, code, None):
        keep_draft(session, study.id, about, {})
    assert _typed(session, study) == []


def test_nobody_else_sees_it(session: Session, study: Study, organisation: Organisation, segment: Segment) -> None:
    keep_draft(session, study.id, segment, {"text": "Half"})
    session.info["person_id"] = add_person(session, organisation, "g@voorbeeld.nl", "Gerda", Role.RESEARCHER).id

    assert _typed(session, study) == []
    keep_draft(session, study.id, segment, {"text": "Van Gerda"})
    assert _typed(session, study) == [{"text": "Van Gerda"}]


def test_it_goes_with_what_it_is_about_and_is_not_endless(session: Session, study: Study, segment: Segment) -> None:
    keep_draft(session, study.id, segment, {"text": "Half"})
    with pytest.raises(TypedTooMuch):
        keep_draft(session, study.id, segment, {"text": "a" * 30_001})
    with pytest.raises(TypedTooMuch):
        keep_draft(session, study.id, segment, {f"{'a' * 50}{number}": "" for number in range(1_000)})
    remove_segment(session, segment)

    assert session.exec(select(Draft)).all() == []


def test_half_an_emoji_in_the_name_of_a_field_is_refused_too(
    client: FlaskClient, session: Session, segment: Segment
) -> None:
    session.commit()
    typed = {"segment": None, "code": None, "typed": {"\ud83d": "Half"}}

    assert client.post("/onderzoeken/jeugdhulp/coderen/1/concept", json=typed).status_code == 422
    assert client.get("/onderzoeken/jeugdhulp/coderen/1").status_code == 200
