"""Redo on the coding screen does again what was undone last there, and nothing after something new was done."""

import pytest
from sqlmodel import Session, col, select

from coding.codebook.changing import add_code
from coding.models import Code
from coding.screen.actions import ChosenStretch, CodeAsWished, change_code, code_stretch, join_codes, make_code
from coding.undo import last_undone, redo_last, undo_last
from interviews.texts.models import Source
from interviews.texts.sources import text_of
from studies.history.undoing import NothingToRedo
from studies.models import Study
from tests.factories import make_interview


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    return make_interview(session, study)


@pytest.fixture
def elsewhere(session: Session, study: Study) -> Source:
    return make_interview(session, study)


@pytest.fixture
def code(session: Session, study: Study) -> Code:
    return add_code(session, study.id, "Wachttijd")


def _code(session: Session, source: Source, code: Code, start: int = 0) -> None:
    quote = text_of(session, source.id)[start : start + 5]
    code_stretch(session, source, ChosenStretch(start, start + 5, quote), code.id)


def _rename(session: Session, code: Code) -> None:
    change_code(session, code.study_id, code.id, CodeAsWished("Wachttijd in maanden"))


def _names(session: Session) -> list[str]:
    return list(session.exec(select(Code.name).order_by(col(Code.id))).all())


def _closed(session: Session, source: Source) -> None:
    assert last_undone(session, source) is None
    with pytest.raises(NothingToRedo):
        redo_last(session, source)


def test_coding_closes_the_way_to_redo_what_was_undone_in_the_codebook(
    session: Session, source: Source, code: Code
) -> None:
    _rename(session, code)
    undo_last(session, source)
    _code(session, source, code)

    _closed(session, source)
    assert _names(session) == ["Wachttijd"]


def test_coding_in_another_interview_closes_the_way_to_redo_a_merge_that_was_taken_back(
    session: Session, study: Study, source: Source, elsewhere: Source, code: Code
) -> None:
    other = add_code(session, study.id, "Lang wachten")
    _code(session, source, other)
    join_codes(session, study.id, other.id, code.id)
    undo_last(session, source)
    _code(session, elsewhere, code)

    _closed(session, source)
    assert _names(session) == ["Wachttijd", "Lang wachten"]


def test_what_is_new_in_the_codebook_closes_the_way_to_redo_in_every_text_of_the_study(
    session: Session, study: Study, source: Source, elsewhere: Source, code: Code
) -> None:
    _code(session, source, code)
    undo_last(session, source)
    make_code(session, study.id, CodeAsWished("Zelf geregeld"))

    _closed(session, source)
    _closed(session, elsewhere)


def test_coding_in_another_text_leaves_what_can_be_redone_in_this_one(
    session: Session, source: Source, elsewhere: Source, code: Code
) -> None:
    _code(session, source, code)
    _code(session, elsewhere, code)
    undo_last(session, source)
    _code(session, elsewhere, code, start=10)

    assert redo_last(session, source).area == f"source:{source.id}"


def test_redo_begins_with_what_was_undone_last_also_when_older_things_were_undone_elsewhere(
    session: Session, source: Source, elsewhere: Source, code: Code
) -> None:
    _rename(session, code)
    _code(session, source, code)
    undo_last(session, elsewhere)
    undo_last(session, source)

    assert redo_last(session, source).label == "code ‘Wachttijd in maanden’ koppelen"
    assert _names(session) == ["Wachttijd"]
