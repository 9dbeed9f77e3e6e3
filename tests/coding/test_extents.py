"""One passage, one segment: a coder's segments with one code never overlap, whatever is added, merged or taken back."""

from collections.abc import Iterable
from contextlib import suppress
from itertools import combinations
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coding.codebook.changing import add_code
from coding.codebook.going import merge_codes
from coding.memos import add_memo, memos_of
from coding.models import Code, Segment, SegmentFeeling
from coding.screen.actions import ChosenStretch, code_stretch, join_codes, uncode
from coding.segments import add_segment, set_feeling
from coding.undo import in_text, redo_last, undo_last
from foundation.errors import ResearcherError
from interviews.texts.models import Source
from interviews.texts.sources import text_of
from journeys.evidence.counting import evidence_by_step
from journeys.evidence.ledger import cite, set_stance
from journeys.evidence.models import Evidence, Stance
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import ChangeNotice, Organisation, Study
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_journey
from webapp.integrity import problems, repair

SCREEN = "/onderzoeken/jeugdhulp/coderen/1"


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    return make_interview(session, study)


@pytest.fixture
def code(session: Session, study: Study) -> Code:
    return add_code(session, study.id, "Geen bericht")


def _coded(session: Session, source: Source, code: Code, start: int, end: int) -> Segment:
    return add_segment(session, source.id, start, end, text_of(session, source.id)[start:end], code.id)


def _extents(session: Session, source: Source) -> list[tuple[int, int]]:
    query = select(Segment).where(Segment.source_id == source.id).order_by(col(Segment.start))
    found = session.exec(query.execution_options(populate_existing=True)).all()
    text = text_of(session, source.id)
    assert all(text[one.start : one.end] == one.quotation for one in found)
    return [(one.start, one.end) for one in found]


def test_a_segment_that_is_chosen_wider_becomes_longer(session: Session, source: Source, code: Code) -> None:
    first = _coded(session, source, code, 10, 20)
    add_memo(session, first, "Let op.")
    set_feeling(session, first, SegmentFeeling.NEGATIVE)
    with in_text(session, source, "langer"):
        longer = _coded(session, source, code, 15, 40)

    assert longer is first
    assert _extents(session, source) == [(10, 40)]
    assert ([memo.text for memo in memos_of(session, source.id)], first.feeling) == (
        ["Let op."],
        SegmentFeeling.NEGATIVE,
    )

    undo_last(session, source)
    assert _extents(session, source) == [(10, 20)]
    redo_last(session, source)
    assert _extents(session, source) == [(10, 40)]


def test_a_part_of_a_segment_has_the_code_already(session: Session, source: Source, code: Code) -> None:
    _coded(session, source, code, 10, 40)
    _coded(session, source, code, 20, 30)

    assert _extents(session, source) == [(10, 40)]


def test_stretches_that_only_meet_stay_two(session: Session, source: Source, code: Code) -> None:
    _coded(session, source, code, 10, 20)
    _coded(session, source, code, 20, 30)

    assert _extents(session, source) == [(10, 20), (20, 30)]


def test_a_bridge_makes_one_of_two_and_undo_makes_two_again(
    session: Session, study: Study, source: Source, code: Code
) -> None:
    journey = make_journey(session, study)
    step, other_step, _third = all_steps(session, journey)
    left, right = _coded(session, source, code, 0, 10), _coded(session, source, code, 20, 30)
    add_memo(session, right, "Rechts.")
    set_feeling(session, right, SegmentFeeling.POSITIVE)
    for one in (left, right):
        cite(session, journey, step, one.id)
    set_stance(session, journey, step, left.id, Stance.THEME)
    set_stance(session, journey, step, right.id, Stance.TELLS)
    cite(session, journey, other_step, right.id)
    with in_text(session, source, "brug"):
        _coded(session, source, code, 5, 25)

    assert _extents(session, source) == [(0, 30)]
    assert left.feeling is SegmentFeeling.POSITIVE
    assert [memo.segment_id for memo in memos_of(session, source.id)] == [left.id]
    behind = evidence_by_step(session, journey)
    assert (behind[step.id].segments, behind[step.id].tells) == (1, 1), "the strongest of what was said holds"
    assert behind[other_step.id].segment_ids == {left.id}

    undo_last(session, source)
    assert _extents(session, source) == [(0, 10), (20, 30)]
    assert [memo.segment_id for memo in memos_of(session, source.id)] == [right.id]
    stances = {one.segment_id: one.stance for one in session.exec(select(Evidence).where(Evidence.step_id == step.id))}
    assert stances == {left.id: Stance.THEME, right.id: Stance.TELLS}


def test_merging_codes_unites_what_overlaps_and_undo_parts_it(session: Session, study: Study, source: Source) -> None:
    kept, absorbed = add_code(session, study.id, "Geen bericht"), add_code(session, study.id, "Stilte")
    first, second = _coded(session, source, kept, 0, 10), _coded(session, source, absorbed, 5, 20)
    apart = _coded(session, source, absorbed, 30, 40)
    add_memo(session, second, "Stil.")

    join_codes(session, study.id, absorbed.id, kept.id)

    assert _extents(session, source) == [(0, 20), (30, 40)]
    assert memos_of(session, source.id)[0].segment_id == first.id
    undo_last(session, source)
    assert _extents(session, source) == [(0, 10), (5, 20), (30, 40)]
    assert session.get_one(Segment, apart.id).code_id == absorbed.id


def _felt(session: Session, segment: Segment, feeling: SegmentFeeling) -> Segment:
    set_feeling(session, segment, feeling)
    return segment


def test_of_two_feelings_a_bridge_keeps_neither_says_so_and_undo_brings_both_back(
    session: Session, client: FlaskClient, source: Source, code: Code
) -> None:
    left = _felt(session, _coded(session, source, code, 0, 10), SegmentFeeling.POSITIVE).id
    right = _felt(session, _coded(session, source, code, 20, 30), SegmentFeeling.NEGATIVE).id
    bridge = {"start": 5, "end": 25, "quote": text_of(session, source.id)[5:25], "code": code.id}
    session.commit()

    told = client.post(f"{SCREEN}/fragmenten", json=bridge).get_json()["told"]

    assert "(positief en negatief); er staat nu geen gevoel bij" in told
    session.expire_all()
    assert [one.feeling for one in session.exec(select(Segment)).all()] == [None]
    session.commit()
    assert client.post(f"{SCREEN}/ongedaan", json={}).status_code == 200
    session.expire_all()
    felt = session.exec(select(Segment.id, Segment.feeling)).all()
    assert dict(felt) == {left: SegmentFeeling.POSITIVE, right: SegmentFeeling.NEGATIVE}


def test_of_two_feelings_a_merge_keeps_neither_and_tells_who_coded(
    session: Session, client: FlaskClient, organisation: Organisation, study: Study, source: Source, code: Code
) -> None:
    other = add_code(session, study.id, "Stilte")
    me, rik = session.info["person_id"], add_person(session, organisation, "rik@a.nl", "Rik", Role.RESEARCHER).id
    for person in (me, rik):
        session.info["person_id"] = person
        _felt(session, _coded(session, source, code, 0, 10), SegmentFeeling.POSITIVE)
        _felt(session, _coded(session, source, other, 5, 20), SegmentFeeling.NEGATIVE)
    session.info["person_id"] = me
    session.commit()

    answer = client.post(f"{SCREEN}/codes/{other.id}/samenvoegen", json={"into": code.id, "is_meant": True}).get_json()

    assert "heeft nu geen gevoel. Geef het opnieuw aan: Gesprek 1. Met Ongedaan komt alles terug." in answer["told"]
    session.expire_all()
    assert {one.feeling for one in session.exec(select(Segment)).all()} == {None}
    [notice] = session.exec(select(ChangeNotice).where(ChangeNotice.person_id == rik)).all()
    assert "heeft nu geen gevoel. Geef het opnieuw aan: Gesprek 1." in notice.sentence


def test_rows_from_before_with_different_feelings_are_left_to_their_coder(
    engine: Engine, session: Session, source: Source, code: Code
) -> None:
    first = _felt(session, _coded(session, source, code, 0, 5), SegmentFeeling.POSITIVE)
    _felt(session, _coded(session, source, code, 10, 20), SegmentFeeling.NEGATIVE)
    first.end, first.quotation = 12, text_of(session, source.id)[:12]
    session.commit()

    assert repair(engine) == 0
    assert [one for one in problems(engine) if one.endswith("; geef ze eerst hetzelfde gevoel")]


def test_rows_from_before_that_overlap_are_found_and_united_with_all_that_hangs_on_them(
    engine: Engine, session: Session, study: Study, source: Source, code: Code
) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    other_code = add_code(session, study.id, "Stilte")
    first, second, third = (_coded(session, source, code, start, start + 5) for start in (0, 10, 20))
    _coded(session, source, other_code, 3, 14)
    apart = _coded(session, source, code, 60, 70)
    add_memo(session, second, "Let op.")
    set_feeling(session, third, SegmentFeeling.NEGATIVE)
    cite(session, journey, step, first.id)
    for one, stance in ((second, Stance.TELLS), (third, Stance.THEME)):
        cite(session, journey, step, one.id)
        set_stance(session, journey, step, one.id, stance)
    for one, end in ((first, 12), (second, 22)):
        one.end = end
        one.quotation = text_of(session, source.id)[one.start : end]
    kept, left_alone = first.id, apart.id
    session.commit()
    assert [one for one in problems(engine) if "overlappen" in one] == [
        f"fragmenten {first.id}, {second.id}, {third.id} hebben dezelfde codeur en code en overlappen"
    ]
    session.rollback()

    assert (repair(engine), repair(engine)) == (1, 0)

    session.expire_all()
    assert problems(engine) == []
    assert _extents(session, source) == [(0, 25), (3, 14), (60, 70)]
    assert {left_alone, kept} <= set(session.exec(select(Segment.id)).all())
    assert [(memo.segment_id, memo.text) for memo in memos_of(session, source.id)] == [(kept, "Let op.")]
    assert session.get_one(Segment, kept).feeling is SegmentFeeling.NEGATIVE
    assert [(one.segment_id, one.stance) for one in session.exec(select(Evidence)).all()] == [(kept, Stance.TELLS)]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("code"), st.integers(0, 1), st.integers(0, 40), st.integers(3, 25)),
        st.tuples(st.just("uncode"), st.integers(0, 30)),
        st.tuples(st.sampled_from(["undo", "redo", "join"])),
    ),
    max_size=14,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_two_segments_of_a_coder_with_one_code_ever_overlap(
    session: Session, study: Study, steps: list[tuple[Any, ...]]
) -> None:
    session.rollback()
    source = make_interview(session, study)
    codes = [add_code(session, study.id, name).id for name in ("a", "b")]
    text = text_of(session, source.id)
    for step in steps:
        with suppress(ResearcherError), session.begin_nested():
            _take(session, study, source, codes, text, step)
        found = session.exec(select(Segment).execution_options(populate_existing=True)).all()
        assert not _overlaps(found), step
        assert all(text[one.start : one.end] == one.quotation for one in found)


def _take(session: Session, study: Study, source: Source, codes: list[int], text: str, step: tuple[Any, ...]) -> None:
    match step:
        case ("code", which, start, length):
            chosen = ChosenStretch(start, start + length, text[start : start + length])
            code_stretch(session, source, chosen, codes[which])
        case ("uncode", which):
            there = session.exec(select(Segment.id).order_by(col(Segment.id))).all()
            if there:
                uncode(session, source, there[which % len(there)])
        case ("undo",):
            undo_last(session, source)
        case ("redo",):
            redo_last(session, source)
        case ("join",):
            join_codes(session, study.id, codes[1], codes[0])


def _overlaps(segments: Iterable[Segment]) -> list[tuple[int, int]]:
    return [
        (one.id, other.id)
        for one, other in combinations(segments, 2)
        if (one.source_id, one.coder_id, one.code_id) == (other.source_id, other.coder_id, other.code_id)
        and one.start < other.end
        and other.start < one.end
    ]


def test_the_screen_is_told_all_when_a_segment_grows(
    client: FlaskClient, session: Session, source: Source, code: Code
) -> None:
    first, second = _coded(session, source, code, 0, 10), _coded(session, source, code, 20, 30)
    kept, gone, code_id, quote = first.id, second.id, code.id, text_of(session, source.id)[5:25]
    session.commit()

    answer: Any = client.post(
        "/onderzoeken/jeugdhulp/coderen/1/fragmenten",
        json={"start": 5, "end": 25, "quote": quote, "code": code_id},
        headers={"Accept": "application/json"},
    ).json

    assert answer["segment"][:3] == [kept, 0, 30]
    assert gone not in {one[0] for one in answer["screen"]["segments"]}


# What a code says of itself


def test_merging_keeps_what_both_codes_say_of_themselves(session: Session, study: Study) -> None:
    kept = add_code(session, study.id, "Wachten", definition="Alles over wachttijd", when_to_use="Bij een wachtlijst.")
    absorbed = add_code(
        session,
        study.id,
        "Traag antwoord",
        definition="Het loket antwoordt laat; niet voor wachtlijsten",
        when_to_use="Bij het loket.",
        when_not="Bij een wachtlijst.",
        example="‘Ik belde vijf keer.’",
        theme="toegankelijkheid",
        dimension="output",
    )

    merge_codes(session, absorbed, kept)

    assert kept.definition == (
        "Alles over wachttijd\n\nUit ‘Traag antwoord’: Het loket antwoordt laat; niet voor wachtlijsten"
    )
    assert kept.when_to_use == "Bij een wachtlijst.\n\nUit ‘Traag antwoord’: Bij het loket."
    assert (kept.when_not, kept.example) == ("Bij een wachtlijst.", "‘Ik belde vijf keer.’")
    assert (kept.theme, kept.dimension) == ("toegankelijkheid", "output")


def test_a_theme_that_differs_is_said_and_not_lost(session: Session, study: Study) -> None:
    top = add_code(session, study.id, "Toegang", theme="toegankelijkheid")
    kept = add_code(session, study.id, "Wachten", top, dimension="output")
    absorbed = add_code(session, study.id, "Luisteren", theme="kwaliteit", dimension="output")

    merge_codes(session, absorbed, kept)

    assert kept.theme == "", "it still has the theme of the code above"
    assert kept.definition == "thema uit de wet: kwaliteit"


def test_undoing_a_merge_gives_both_codes_their_own_words_back(session: Session, study: Study, source: Source) -> None:
    kept = add_code(session, study.id, "Wachten", definition="Lang.")
    absorbed = add_code(session, study.id, "Stilte", definition="Niets gehoord.", when_not="Bij ruzie.")
    join_codes(session, study.id, absorbed.id, kept.id)

    undo_last(session, source)

    texts = {one.name: (one.definition, one.when_not) for one in session.exec(select(Code)).all()}
    assert texts == {"Wachten": ("Lang.", ""), "Stilte": ("Niets gehoord.", "Bij ruzie.")}
