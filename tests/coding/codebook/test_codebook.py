"""A codebook is a tree of three levels with unique names; nothing coded is lost when it changes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from coding.codebook.changing import CodeExists, CodeNameMissing, TooDeep, UnderItself, add_code, move_code, rename_code
from coding.codebook.counts import codebook_of
from coding.codebook.describing import LONGEST_TEXT, DescriptionTooLong, DescriptionUnknown
from coding.codebook.going import CodeHasSegments, delete_code, merge_codes
from coding.codebook.tree import codes_of
from coding.memos import add_memo
from coding.models import Code, Dimension, Memo, Segment, StatutoryTheme
from coding.screen.actions import join_codes
from coding.segments import add_segment
from foundation.forms.written import name_key
from interviews.texts.models import Source
from interviews.texts.sources import text_of
from studies.history.changes import recorded
from studies.history.undoing import undo
from studies.models import Study
from studies.planning import add_study
from tests.factories import make_interview


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    return make_interview(session, study)


def _code_stretch(session: Session, source: Source, code: Code, start: int = 0, end: int = 10) -> Segment:
    return add_segment(session, source.id, start, end, text_of(session, source.id)[start:end], code.id)


def test_a_new_code_says_only_what_a_changed_one_may_say(session: Session, study: Study) -> None:
    with pytest.raises(DescriptionUnknown):
        add_code(session, study.id, "wachttijd", theme="gezelligheid")
    with pytest.raises(DescriptionTooLong):
        add_code(session, study.id, "wachttijd", definition="x" * (LONGEST_TEXT + 1))
    assert codes_of(session, study.id) == []


def test_codes_come_in_the_order_of_the_tree(session: Session, study: Study) -> None:
    access = add_code(session, study.id, "Toegang")
    waiting = add_code(session, study.id, "Wachten")
    add_code(session, study.id, "Geen bericht", waiting)
    add_code(session, study.id, "Bereikbaarheid", access)

    assert [code.name for code in codes_of(session, study.id)] == [
        "Toegang",
        "Bereikbaarheid",
        "Wachten",
        "Geen bericht",
    ]


@pytest.mark.parametrize("again", ["wachttijd", " Wachttijd ", "WACHTTIJD"])
def test_a_name_is_used_once_however_it_is_written(session: Session, study: Study, again: str) -> None:
    add_code(session, study.id, "Wachttijd")

    with pytest.raises(CodeExists, match="Wachttijd"):
        add_code(session, study.id, again)


def test_a_name_may_change_its_capitals_but_not_become_anothers(session: Session, study: Study) -> None:
    code = add_code(session, study.id, "wachttijd")
    add_code(session, study.id, "Bereikbaarheid")

    rename_code(session, code, "Wachttijd")
    with pytest.raises(CodeExists):
        rename_code(session, code, "bereikbaarheid")

    assert code.name == "Wachttijd"


def test_a_code_needs_a_name(session: Session, study: Study) -> None:
    with pytest.raises(CodeNameMissing):
        add_code(session, study.id, "  ")


def test_there_are_three_levels(session: Session, study: Study) -> None:
    theme = add_code(session, study.id, "Toegang")
    code = add_code(session, study.id, "Bereikbaarheid", theme)
    below = add_code(session, study.id, "Bandje", code)

    with pytest.raises(TooDeep):
        add_code(session, study.id, "Muziek", below)


def test_moving_counts_the_codes_that_come_along(session: Session, study: Study) -> None:
    theme = add_code(session, study.id, "Toegang")
    code = add_code(session, study.id, "Bereikbaarheid", theme)
    other = add_code(session, study.id, "Wachten")
    add_code(session, study.id, "Geen bericht", other)

    with pytest.raises(TooDeep):
        move_code(session, other, code)
    with pytest.raises(UnderItself):
        move_code(session, theme, code)
    move_code(session, other, theme)

    assert [one.level for one in codebook_of(session, study.id)] == [0, 1, 1, 2]


def test_a_colour_is_inherited_until_a_code_has_its_own(session: Session, study: Study) -> None:
    theme = add_code(session, study.id, "Toegang", colour=3)
    code = add_code(session, study.id, "Bereikbaarheid", theme)
    add_code(session, study.id, "Bandje", code)
    add_code(session, study.id, "Van het kastje naar de muur", theme, colour=6)

    assert [one.colour for one in codebook_of(session, study.id)] == [3, 3, 3, 6]


def test_new_themes_differ_in_colour(session: Session, study: Study) -> None:
    for name in "abcdefgh":
        add_code(session, study.id, name)

    assert sorted(one.colour for one in codebook_of(session, study.id)) == list(range(1, 9))


def test_counts_add_up_through_the_tree(session: Session, study: Study, source: Source) -> None:
    theme = add_code(session, study.id, "Toegang")
    code = add_code(session, study.id, "Bereikbaarheid", theme)
    _code_stretch(session, source, theme, 0, 5)
    _code_stretch(session, source, code, 0, 5)
    _code_stretch(session, source, code, 6, 12)

    assert [(one.segments, one.segments_below) for one in codebook_of(session, study.id)] == [(1, 3), (2, 2)]


def test_the_codebook_costs_two_queries_whatever_its_size(session: Session, study: Study, asked: list[str]) -> None:
    for number in range(30):
        add_code(session, study.id, f"code {number}")
    session.commit()

    study_id = study.id  # loads the study again after the commit, before counting
    asked.clear()
    codebook_of(session, study_id)

    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 2


def test_merging_keeps_every_segment_and_memo(session: Session, study: Study, source: Source) -> None:
    kept, absorbed = add_code(session, study.id, "Geen bericht"), add_code(session, study.id, "Stilte")
    both = _code_stretch(session, source, kept, 0, 10)
    double = _code_stretch(session, source, absorbed, 0, 10)
    _code_stretch(session, source, absorbed, 3, 20)
    add_memo(session, double, "Opvallend: vijf maanden.")

    merge_codes(session, absorbed, kept)

    segments = session.exec(select(Segment)).all()
    assert {(one.start, one.end, one.code_id) for one in segments} == {(0, 20, kept.id)}
    assert session.exec(select(Memo)).one().segment_id == both.id
    assert [code.name for code in codes_of(session, study.id)] == ["Geen bericht"]


def test_a_merge_can_be_undone(session: Session, study: Study, source: Source) -> None:
    kept, absorbed = add_code(session, study.id, "Geen bericht"), add_code(session, study.id, "Stilte")
    _code_stretch(session, source, kept)
    add_memo(session, _code_stretch(session, source, absorbed), "Opvallend.")
    with recorded(session, study.id, "codebook", "samengevoegd"):
        merge_codes(session, absorbed, kept)

    undo(session, "codebook")

    assert {code.name for code in codes_of(session, study.id)} == {"Geen bericht", "Stilte"}
    assert len(session.exec(select(Segment)).all()) == 2
    assert session.exec(select(Memo)).one().text == "Opvallend."


def test_a_code_is_not_merged_into_one_below_it(session: Session, study: Study) -> None:
    theme = add_code(session, study.id, "Toegang")
    code = add_code(session, study.id, "Bereikbaarheid", theme)

    with pytest.raises(UnderItself):
        merge_codes(session, theme, code)


def test_a_code_with_segments_is_deleted_only_when_that_is_meant(
    session: Session, study: Study, source: Source
) -> None:
    code = add_code(session, study.id, "Stilte")
    _code_stretch(session, source, code)

    with pytest.raises(CodeHasSegments, match="1 fragment"):
        delete_code(session, code)
    with recorded(session, study.id, "codebook", "verwijderd"):
        delete_code(session, code, with_segments=True)
    assert session.exec(select(Segment)).all() == []

    undo(session, "codebook")
    assert [segment.code_id for segment in session.exec(select(Segment)).all()] == [code.id]


def test_codes_under_a_deleted_code_move_up(session: Session, study: Study) -> None:
    theme = add_code(session, study.id, "Toegang")
    code = add_code(session, study.id, "Bereikbaarheid", theme)
    below = add_code(session, study.id, "Bandje", code)

    delete_code(session, code)

    assert below.parent_id == theme.id


def test_codes_under_a_deleted_code_keep_its_theme_dimension_and_colour(session: Session, study: Study) -> None:
    above = add_code(session, study.id, "Effect", theme=StatutoryTheme.EFFECT, dimension=Dimension.OUTCOME, colour=3)
    below = add_code(session, study.id, "Sterker", above)
    own = add_code(session, study.id, "Toegang", above, theme=StatutoryTheme.ACCESSIBILITY)
    with recorded(session, study.id, "codebook", "verwijderd"):
        delete_code(session, above)

    assert (below.theme, below.dimension, below.colour) == (StatutoryTheme.EFFECT, Dimension.OUTCOME, 3)
    assert own.theme == StatutoryTheme.ACCESSIBILITY

    undo(session, "codebook")
    assert (below.parent_id, below.theme, below.dimension, below.colour) == (above.id, "", "", None)


def test_codes_under_a_merged_code_keep_their_theme_and_it_is_told_where_they_get_one(
    session: Session, study: Study
) -> None:
    kept = add_code(session, study.id, "Toegang", theme=StatutoryTheme.ACCESSIBILITY)
    absorbed = add_code(session, study.id, "Effect", theme=StatutoryTheme.EFFECT)
    below = add_code(session, study.id, "Sterker", absorbed)
    merge_codes(session, absorbed, kept)
    assert below.theme == StatutoryTheme.EFFECT

    nothing = add_code(session, study.id, "Stilte")
    add_code(session, study.id, "Bandje", nothing)
    told = join_codes(session, study.id, nothing.id, kept.id)

    assert "‘Bandje’: thema en ‘zegt iets over’ zijn nu zoals bij ‘Toegang’." in told


def test_the_codebook_of_one_study_is_not_that_of_another(session: Session, study: Study) -> None:
    other = add_study(session, "Een ander onderzoek")
    add_code(session, study.id, "Wachttijd")
    add_code(session, other.id, "Wachttijd")

    assert len(codes_of(session, study.id)) == len(codes_of(session, other.id)) == 1


@given(st.text(max_size=30))
def test_a_name_and_its_other_spellings_have_one_key(name: str) -> None:
    assert name_key(f"  {name}  ") == name_key(name) == name_key(" ".join(name.split()))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stretches=st.lists(st.tuples(st.integers(0, 40), st.integers(3, 40), st.booleans()), max_size=8))
def test_merging_loses_no_stretch(session: Session, study: Study, stretches: list[tuple[int, int, bool]]) -> None:
    source = make_interview(session, study)
    with session.begin_nested() as attempt:
        kept, absorbed = add_code(session, study.id, "a"), add_code(session, study.id, "b")
        for start, length, to_kept in stretches:
            _code_stretch(session, source, kept if to_kept else absorbed, start, start + length)
        before = {place for one in session.exec(select(Segment)).all() for place in range(one.start, one.end)}

        merge_codes(session, absorbed, kept)

        after = session.exec(select(Segment)).all()
        assert {place for one in after for place in range(one.start, one.end)} == before
        assert all(one.code_id == kept.id for one in after)
        attempt.rollback()
    session.expire_all()
