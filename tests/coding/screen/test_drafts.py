"""What was typed and not saved: of every page its own, seen by nobody else, gone with what it is about."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from coding.codebook.changing import add_code
from coding.models import Code, Draft, Segment
from coding.screen.drafts import Typed, TypedTooMuch, drafts_of, keep_draft, version_of_draft
from coding.segments import add_segment, remove_segment
from studies.access import Role
from studies.accounts.persons import add_person
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


def _keep(
    session: Session, about: Segment | Code | None, text: str, slip: str = "here", instead: dict[str, str] | None = None
) -> None:
    study_id = session.exec(select(Study.id)).one()
    keep_draft(session, study_id, about, Typed(slip, {"text": text} if text else {}), instead)


def test_the_last_text_about_a_thing_is_kept_and_nothing_typed_keeps_nothing(
    session: Session, study: Study, code: Code, segment: Segment
) -> None:
    for place, about in enumerate((segment, code, None)):
        _keep(session, about, "Half", f"slip {place}")
        _keep(session, about, "Half getypt", f"slip {place}")
    assert _typed(session, study) == [{"text": "Half getypt"}] * 3

    for place, about in enumerate((segment, code, None)):
        _keep(session, about, "", f"slip {place}")
    assert _typed(session, study) == []


def test_two_tabs_keep_what_each_typed_about_the_same_thing(
    session: Session, study: Study, code: Code, segment: Segment
) -> None:
    for about in (segment, code, None):
        _keep(session, about, "In het ene", "one")
        _keep(session, about, "In het andere", "other")
        _keep(session, about, "In het ene, verder", "one")
        assert _typed(session, study) == [{"text": "In het andere"}, {"text": "In het ene, verder"}]

        _keep(session, about, "", "one")
        assert _typed(session, study) == [{"text": "In het andere"}]
        _keep(session, about, "", "other")


def test_what_was_taken_over_goes_unless_more_was_typed_on_it_since(
    session: Session, study: Study, segment: Segment
) -> None:
    _keep(session, segment, "Half", "one")
    seen = {"one": version_of_draft(drafts_of(session, study.id)[0])}
    _keep(session, segment, "Half en verder", "one")
    _keep(session, segment, "Half, en nog iets", "other", seen)
    assert _typed(session, study) == [{"text": "Half en verder"}, {"text": "Half, en nog iets"}]

    seen = {one.slip: version_of_draft(one) for one in drafts_of(session, study.id)}
    _keep(session, segment, "Allebei", "third", seen)
    assert _typed(session, study) == [{"text": "Allebei"}]


def test_nobody_else_sees_or_changes_it(
    session: Session, study: Study, organisation: Organisation, segment: Segment
) -> None:
    _keep(session, segment, "Half")
    version = version_of_draft(drafts_of(session, study.id)[0])
    me = session.info["person_id"]
    session.info["person_id"] = add_person(session, organisation, "g@voorbeeld.nl", "Gerda", Role.RESEARCHER).id

    assert _typed(session, study) == []
    _keep(session, segment, "Van Gerda")
    _keep(session, segment, "Van Gerda, verder", "other", {"here": version})
    assert _typed(session, study) == [{"text": "Van Gerda"}, {"text": "Van Gerda, verder"}]
    session.info["person_id"] = me
    assert _typed(session, study) == [{"text": "Half"}]


def test_it_goes_with_what_it_is_about_and_is_not_endless(session: Session, study: Study, segment: Segment) -> None:
    _keep(session, segment, "Half")
    long = {"text": "a" * 30_001}
    for typed in (Typed("a", long), Typed("a", {"text": "a"}, long)):
        with pytest.raises(TypedTooMuch):
            keep_draft(session, study.id, segment, typed)
    with pytest.raises(TypedTooMuch):
        keep_draft(session, study.id, segment, Typed("a", {f"{'a' * 50}{number}": "" for number in range(1_000)}))
    remove_segment(session, segment)

    assert session.exec(select(Draft)).all() == []


def test_a_page_of_an_earlier_release_keeps_one_text_about_a_thing(
    client: FlaskClient, session: Session, study: Study, segment: Segment
) -> None:
    session.commit()
    for text in ("Half", "Half getypt"):
        typed = {"segment": segment.id, "code": None, "typed": {"text": text}}
        assert client.post("/onderzoeken/jeugdhulp/coderen/1/concept", json=typed).status_code == 200
    session.expire_all()
    assert _typed(session, study) == [{"text": "Half getypt"}]


def test_half_an_emoji_in_the_name_of_a_field_is_refused_too(
    client: FlaskClient, session: Session, segment: Segment
) -> None:
    session.commit()
    typed = {"segment": None, "code": None, "typed": {"\ud83d": "Half"}}

    assert client.post("/onderzoeken/jeugdhulp/coderen/1/concept", json=typed).status_code == 422
    assert client.get("/onderzoeken/jeugdhulp/coderen/1").status_code == 200
