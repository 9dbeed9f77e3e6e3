"""Codings to look at once more: few, only where another code is likely, and gone with what they are about."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from coding.codebook.changing import add_code
from coding.models import Code, Segment
from coding.segments import add_segment
from coding.suggestions.as_coder.doubting import (
    MOST_PER_CODE,
    Doubt,
    DoubtUnknown,
    Family,
    doubts_in,
    doubts_to_read,
    settle_doubt,
    store_doubts,
)
from coding.suggestions.as_coder.models import DoubtedCoding
from coding.suggestions.judging.left_out import LeftOut
from coding.suggestions.judging.material import Coding, Conversation
from foundation.database.engine import unit_of_work
from interviews.texts.corrections import replace_stretches
from interviews.texts.models import Source
from interviews.texts.offsets import Replacement
from studies.models import Organisation, Study
from tests.coding.suggestions.as_coder.coded_study import answers_in, make_coded
from tests.coding.suggestions.as_coder.test_measuring import PAGE, learn, page_of, second_coder
from tests.conftest import SignInAs
from tests.factories import make_interview

SAID = "We stonden heel lang op de wachtlijst."
ONE, OTHER, UNDER = 1, 2, 3


def left_out(*judged: tuple[Coding, dict[int, float]]) -> LeftOut:
    return LeftOut(Conversation(1, 1, (), True), [], [], [one for one, _c in judged], [c for _one, c in judged])


def coding(code: int = ONE, text: str = SAID, start: int = 0) -> Coding:
    return Coding(1, start, start + len(text), code, text)


FLAT = Family({ONE: None, OTHER: None, UNDER: ONE})


def test_a_coding_is_doubted_when_another_code_is_likely_and_its_own_is_not() -> None:
    (found,) = doubts_in(left_out((coding(), {ONE: 0.02, OTHER: 0.9})), FLAT)
    assert (found.coding.code_id, found.other_id) == (ONE, OTHER)


@pytest.mark.parametrize(
    ("judged", "why"),
    [
        ((coding(), {ONE: 0.3, OTHER: 0.7}), "its own is possible"),
        ((coding(), {ONE: 0.02, OTHER: 0.5, UNDER: 0.48}), "no other is likely"),
        ((coding(), {ONE: 0.02, UNDER: 0.9}), "it is a code under it"),
        ((coding(text="Ja, dat klopt."), {ONE: 0.02, OTHER: 0.9}), "it says too little"),
        ((coding(), {OTHER: 1.0}), "nothing else is known of the code"),
    ],
)
def test_what_is_not_clear_is_not_doubted(judged: tuple[Coding, dict[int, float]], why: str) -> None:
    assert doubts_in(left_out(judged), FLAT) == [], why


def test_what_has_the_other_code_too_is_not_doubted() -> None:
    twice = (coding(), {ONE: 0.02, OTHER: 0.9}), (coding(OTHER), {ONE: 0.02, OTHER: 0.9})
    assert doubts_in(left_out(*twice), FLAT) == []


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    return make_interview(session, study, [("Ouder", f"{SAID} Dat was nummer {number}.", False) for number in range(6)])


@pytest.fixture
def codes(session: Session, study: Study) -> list[Code]:
    return [add_code(session, study.id, name) for name in ("School", "Wachten")]


def doubted(session: Session, study: Study, source: Source, codes: list[Code], count: int = 1) -> list[Doubt]:
    found = []
    for number, turn in enumerate(answers_in(session, source)[:count]):
        add_segment(session, source.id, turn.start, turn.end, turn.text, codes[0].id)
        at = Coding(source.id, turn.start, turn.end, codes[0].id, turn.text)
        found.append(Doubt(at, codes[1].id, 0.99 - number / 100))
    store_doubts(session, study.id, found)
    return found


def test_at_most_a_few_of_a_code_are_asked_about_the_surest(
    session: Session, study: Study, source: Source, codes: list[Code]
) -> None:
    doubted(session, study, source, codes, count=5)

    found = doubts_to_read(session, study.id)

    assert len(found) == MOST_PER_CODE
    assert [one.turn for one in found] == [1, 2, 3]
    assert {(one.code.name, one.other.name) for one in found} == {("School", "Wachten")}


def test_what_a_person_lets_stand_is_not_asked_again(
    session: Session, study: Study, source: Source, codes: list[Code]
) -> None:
    found = doubted(session, study, source, codes)
    (one,) = doubts_to_read(session, study.id)

    settle_doubt(session, study.id, one.doubt.id)
    store_doubts(session, study.id, found)

    assert doubts_to_read(session, study.id) == []
    with pytest.raises(DoubtUnknown):
        settle_doubt(session, study.id, one.doubt.id)


def test_it_leaves_with_the_segment_another_code_or_the_text(
    session: Session, study: Study, source: Source, codes: list[Code]
) -> None:
    doubted(session, study, source, codes, count=3)
    first, second, third = session.exec(select(Segment).order_by(Segment.id)).all()  # type: ignore[arg-type]
    session.delete(first)
    second.code_id = codes[1].id
    session.add(second)
    session.flush()
    assert [one.segment.id for one in doubts_to_read(session, study.id)] == [third.id]

    replace_stretches(session, source, [Replacement(0, 2, "Wij")])

    assert session.exec(select(DoubtedCoding)).all() == []


def test_what_changed_while_it_was_measured_is_not_stored(
    session: Session, study: Study, source: Source, codes: list[Code]
) -> None:
    store_doubts(session, study.id, [Doubt(Coding(source.id, 0, 10, codes[0].id, "We stonden"), codes[1].id, 0.9)])
    assert session.exec(select(DoubtedCoding)).all() == []


def test_a_second_coder_sees_none_and_settles_none(
    session: Session,
    study: Study,
    source: Source,
    codes: list[Code],
    engine: Engine,
    organisation: Organisation,
    sign_in_as: SignInAs,
) -> None:
    doubted(session, study, source, codes)
    session.commit()
    tariq = second_coder(engine, organisation)
    with unit_of_work(engine, organisation.id, tariq.id) as theirs:
        assert doubts_to_read(theirs, study.id) == []
    number = session.exec(select(DoubtedCoding.id)).one()
    session.commit()
    assert sign_in_as(tariq).post(f"{PAGE}/{number}/klopt").status_code == 403


def test_a_coding_that_speaks_of_something_else_is_found_read_and_settled(
    session: Session, study: Study, engine: Engine, client: FlaskClient
) -> None:
    """Fails when who judges has seen how this interview was coded: it is coded so there alone."""
    sources, codes = make_coded(session, study, interviews=6)
    waiting = session.exec(
        select(Segment).where(Segment.source_id == sources[0].id, Segment.code_id == codes[0].id)
    ).first()
    assert waiting is not None
    waiting.code_id = codes[1].id
    session.add(waiting)
    segment_id, quotation = waiting.id, waiting.quotation
    learn(session, study, engine)

    page = page_of(session, client)
    assert "het programma verwachtte:" in page
    assert quotation in page
    number = session.exec(select(DoubtedCoding.id)).one()
    session.commit()
    told = client.post(f"{PAGE}/{number}/klopt", follow_redirects=True).text

    assert "Het programma vraagt er niet meer naar." in told
    assert quotation not in told
    session.expire_all()
    assert session.get_one(Segment, segment_id).code_id == codes[1].id, "it changes nothing"
