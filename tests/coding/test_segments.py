"""A segment is a stretch of the text with a code, exact to the code point."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from coding.codebook.changing import add_code
from coding.codebook.lookup import CodeUnknown
from coding.memos import MemoEmpty, MemoUnknown, add_memo, edit_memo, memo_by_id, memos_of
from coding.models import Code, Memo, Segment, SegmentFeeling
from coding.retrieval.search import find_segments
from coding.segments import (
    NothingChosen,
    NotReleased,
    QuoteMoved,
    SegmentUnknown,
    SourceUnknown,
    add_segment,
    remove_segment,
    segment_by_id,
    set_feeling,
)
from interviews.models import InterviewState
from interviews.texts.sources import text_of
from studies.history.changes import recorded
from studies.history.undoing import redo, undo
from studies.models import Study
from studies.planning import add_study
from tests.factories import make_interview

SIGNS = ["a", " ", "é", "e\u0301", "😀", "👩‍👩‍👧", "🇳🇱", "\n", "𝒳", "ß", "\r"]
turn_texts = st.lists(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12).map("".join), min_size=1, max_size=5)


@pytest.fixture
def code(session: Session, study: Study) -> Code:
    return add_code(session, study.id, "Geen bericht")


def coded_in(session: Session, source_id: int) -> list[Segment]:
    return list(session.exec(select(Segment).where(Segment.source_id == source_id)).all())


def test_a_stretch_may_span_several_turns(session: Session, study: Study, code: Code) -> None:
    source = make_interview(session, study)
    text = text_of(session, source.id)
    start, end = text.index("En daarna"), text.index("drie keer")

    segment = add_segment(session, source.id, start, end, text[start:end], code.id)

    assert segment.quotation.count("\n") == 2
    assert coded_in(session, source.id) == [segment]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=turn_texts, data=st.data())
def test_a_quotation_equals_its_slice(session: Session, study: Study, texts: list[str], data: st.DataObject) -> None:
    code = session.exec(select(Code)).first() or add_code(session, study.id, "Geen bericht")
    source = make_interview(session, study, [("Ouder", text, False) for text in texts])
    text = "\n".join(texts)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return

    segment = add_segment(session, source.id, start, end, text[start:end], code.id)

    assert text[segment.start : segment.end] == segment.quotation
    with pytest.raises(QuoteMoved):
        add_segment(session, source.id, start, end, text[start:end] + "x", code.id)


@pytest.mark.parametrize(("start", "end"), [(1, 11), (-10, 0), (10, 0), (5_000, 5_010), (0, 11)])
def test_a_quote_that_is_not_there_is_refused(session: Session, study: Study, code: Code, start: int, end: int) -> None:
    source = make_interview(session, study)

    with pytest.raises(QuoteMoved, match="Herlaad"):
        add_segment(session, source.id, start, end, text_of(session, source.id)[:10], code.id)

    assert coded_in(session, source.id) == []


def test_white_space_alone_is_not_coded(session: Session, study: Study, code: Code) -> None:
    source = make_interview(session, study)

    with pytest.raises(NothingChosen):
        add_segment(session, source.id, 2, 3, " ", code.id)


def test_the_same_code_on_the_same_stretch_is_one_segment(session: Session, study: Study, code: Code) -> None:
    source = make_interview(session, study)

    first = add_segment(session, source.id, 0, 2, "En", code.id)
    again = add_segment(session, source.id, 0, 2, "En", code.id)

    assert again is first
    assert len(coded_in(session, source.id)) == 1


@pytest.mark.parametrize("state", [InterviewState.CODING, InterviewState.CODED])
def test_a_released_interview_can_be_coded(session: Session, study: Study, code: Code, state: InterviewState) -> None:
    source = make_interview(session, study, state=state)

    assert add_segment(session, source.id, 0, 2, "En", code.id).quotation == "En"


def test_an_interview_with_names_in_it_is_not_coded(session: Session, study: Study, code: Code) -> None:
    source = make_interview(session, study, state=InterviewState.NAMES)

    with pytest.raises(NotReleased, match="vrijgegeven"):
        add_segment(session, source.id, 0, 2, "En", code.id)


def test_a_code_of_another_study_does_not_fit(session: Session, study: Study) -> None:
    source = make_interview(session, study)
    stranger = add_code(session, add_study(session, "Een ander onderzoek").id, "Vreemd")

    with pytest.raises(CodeUnknown):
        add_segment(session, source.id, 0, 2, "En", stranger.id)


def test_a_source_that_is_gone_is_not_coded(session: Session, code: Code) -> None:
    with pytest.raises(SourceUnknown):
        add_segment(session, 9_999, 0, 2, "En", code.id)


def test_removing_takes_the_memos_along_and_undo_brings_all_back(session: Session, study: Study, code: Code) -> None:
    source = make_interview(session, study)
    segment = add_segment(session, source.id, 0, 2, "En", code.id)
    add_memo(session, segment, "Let op de toon.")
    with recorded(session, study.id, "source:1", "weggehaald"):
        assert remove_segment(session, segment) == (1, 0)
    assert coded_in(session, source.id) == []
    assert memos_of(session, source.id) == []

    undo(session, "source:1")
    assert [memo.text for memo in memos_of(session, source.id)] == ["Let op de toon."]

    redo(session, "source:1")
    assert session.exec(select(Memo)).all() == []


def test_a_feeling_can_be_said_and_taken_back(session: Session, study: Study, code: Code) -> None:
    source = make_interview(session, study)
    segment = add_segment(session, source.id, 0, 2, "En", code.id)

    set_feeling(session, segment, SegmentFeeling.NEGATIVE)
    assert segment.feeling is SegmentFeeling.NEGATIVE
    set_feeling(session, segment, None)
    assert segment.feeling is None


def test_an_empty_memo_is_refused(session: Session, study: Study, code: Code) -> None:
    source = make_interview(session, study)
    memo = add_memo(session, add_segment(session, source.id, 0, 2, "En", code.id), "iets")

    with pytest.raises(MemoEmpty):
        edit_memo(session, memo, "  ")


def test_segments_are_found_whatever_the_case_and_accents(session: Session, study: Study, code: Code) -> None:
    source = make_interview(session, study, [("Ouder", "Eén keer gebeld. Geen reactie.", False)])
    add_segment(session, source.id, 0, 16, "Eén keer gebeld.", code.id)
    add_segment(session, source.id, 17, 30, "Geen reactie.", code.id)

    found = find_segments(session, study.id, "EEN KEER").segments
    assert [one.segment.quotation for one in found] == ["Eén keer gebeld."]
    assert find_segments(session, study.id, "reactie").segments[0].interview.title == "Gesprek 1"  # type: ignore[union-attr]
    assert find_segments(session, study.id, "geen bericht").total == 2
    assert find_segments(session, study.id, "wachtlijst").segments == []


def test_segments_are_found_by_code_and_by_the_codes_under_it(session: Session, study: Study) -> None:
    source = make_interview(session, study)
    theme = add_code(session, study.id, "Wachten")
    below, other = add_code(session, study.id, "Stilte", theme), add_code(session, study.id, "Toegang")
    for code in (theme, below, other):
        add_segment(session, source.id, 0, 2, "En", code.id)

    found = find_segments(session, study.id, code_id=theme.id).segments

    assert [one.code.name for one in found] == ["Wachten", "Stilte"]
    assert {one.colour for one in found} == {1}


def test_found_segments_come_in_pages_without_gaps(session: Session, study: Study, code: Code) -> None:
    for _interview in range(3):
        source = make_interview(session, study)
        for start in (3, 0):
            add_segment(session, source.id, start, start + 2, text_of(session, source.id)[start : start + 2], code.id)

    pages = [find_segments(session, study.id, limit=4, offset=offset).segments for offset in (0, 4)]

    places = [(one.interview.number, one.segment.start) for page in pages for one in page if one.interview]
    assert places == [(number, start) for number in (1, 2, 3) for start in (0, 3)]


def test_a_segment_and_its_memo_are_found_in_their_own_text_only(session: Session, study: Study, code: Code) -> None:
    source, other = make_interview(session, study), make_interview(session, study)
    segment = add_segment(session, source.id, 0, 3, text_of(session, source.id)[:3], code.id)
    memo = add_memo(session, segment, "Hier begint het.")

    assert segment_by_id(session, source.id, segment.id) is segment
    assert memo_by_id(session, source.id, memo.id) is memo
    with pytest.raises(SegmentUnknown):
        segment_by_id(session, other.id, segment.id)
    with pytest.raises(MemoUnknown):
        memo_by_id(session, other.id, memo.id)
