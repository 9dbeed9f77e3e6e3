"""Undo and redo: every change with its inverse."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database.engine import open_session
from interviews.models import Interview, InterviewState
from studies.history.applying import ChangedSince
from studies.history.changes import recorded
from studies.history.undoing import NothingToRedo, NothingToUndo, redo, redoable, undo, undoable
from studies.models import Study


def _interview(session: Session, study: Study, number: int = 1) -> Interview:
    with recorded(session, study.id, "list", f"gesprek {number} toegevoegd"):
        interview = Interview(study_id=study.id, number=number, held_on=date(2026, 3, 12))
        session.add(interview)
    return interview


def test_undoing_an_addition_removes_the_row_and_redo_brings_it_back_whole(session: Session, study: Study) -> None:
    interview_id = _interview(session, study).id

    undo(session, "list")
    assert session.get(Interview, interview_id) is None

    redo(session, "list")
    again = session.get_one(Interview, interview_id)
    assert (again.number, again.held_on, again.state) == (1, date(2026, 3, 12), InterviewState.NAMES)


def test_undoing_a_change_restores_just_what_it_changed(session: Session, study: Study) -> None:
    interview = _interview(session, study)
    with recorded(session, study.id, "list", "vrijgegeven"):
        interview.state = InterviewState.CODING

    assert undo(session, "list").label == "vrijgegeven"
    assert session.get_one(Interview, interview.id).state == InterviewState.NAMES


def test_undoing_a_removal_brings_the_row_back(session: Session, study: Study) -> None:
    interview = _interview(session, study)
    with recorded(session, study.id, "list", "verwijderd"):
        session.delete(interview)

    undo(session, "list")

    assert [row.number for row in session.exec(select(Interview)).all()] == [1]


def test_steps_are_undone_in_reverse_and_redone_in_order(session: Session, study: Study) -> None:
    _interview(session, study, 1)
    _interview(session, study, 2)

    assert undo(session, "list").label == "gesprek 2 toegevoegd"
    assert undo(session, "list").label == "gesprek 1 toegevoegd"
    assert redo(session, "list").label == "gesprek 1 toegevoegd"


def test_a_new_change_closes_the_way_to_redo(session: Session, study: Study) -> None:
    _interview(session, study, 1)
    undo(session, "list")
    _interview(session, study, 2)

    assert redoable(session, "list") is None
    with pytest.raises(NothingToRedo):
        redo(session, "list")


def test_another_person_cannot_undo_it(engine: Engine, session: Session, study: Study) -> None:
    _interview(session, study)
    session.commit()
    with open_session(engine, study.organisation_id, person_id=None) as other:
        assert undoable(other, "list") is None
        with pytest.raises(NothingToUndo):
            undo(other, "list")


def test_what_was_changed_since_is_not_undone_over_it(session: Session, study: Study) -> None:
    interview = _interview(session, study)
    with recorded(session, study.id, "list", "rol gekozen"):
        interview.role = "ouder"
    interview.role = "jongere"
    session.flush()

    with pytest.raises(ChangedSince, match="rol gekozen"):
        undo(session, "list")
    assert interview.role == "jongere"


def test_an_addition_that_was_changed_since_is_not_undone_with_the_change(session: Session, study: Study) -> None:
    interview = _interview(session, study)
    interview.role = "jongere"
    session.flush()

    with pytest.raises(ChangedSince, match="gesprek 1 toegevoegd"):
        undo(session, "list")
    assert session.get_one(Interview, interview.id).role == "jongere"


def test_a_removal_of_what_was_changed_since_it_came_back_is_not_done_again(session: Session, study: Study) -> None:
    interview = _interview(session, study)
    with recorded(session, study.id, "list", "verwijderd"):
        session.delete(interview)
    undo(session, "list")
    back = session.exec(select(Interview)).one()
    back.role = "jongere"
    session.flush()

    with pytest.raises(ChangedSince, match="verwijderd"):
        redo(session, "list")
    assert session.exec(select(Interview.role)).one() == "jongere"


def test_a_block_that_changes_nothing_leaves_no_record(session: Session, study: Study) -> None:
    with recorded(session, study.id, "list", "niets"):
        pass
    assert undoable(session, "list") is None
