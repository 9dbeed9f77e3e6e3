"""Thousands of proposals are stored a part at a time, so that others can write in between."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from foundation.database import write_turn
from foundation.database.engine import unit_of_work
from interviews.deidentification.models import NameFinding
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.replacing import proposing
from interviews.deidentification.replacing.proposing import propose_in_turns
from interviews.deidentification.replacing.searching import search_names
from interviews.models import Interview, InterviewState
from interviews.name_kinds import NameKind
from interviews.texts.sources import source_of, text_of
from studies.keys.keeping import study_key
from studies.models import Study
from tests.factories import make_interview

SAID = [("Ouder", f"Tijn huilde, zei Fatima op dag {day}.", False) for day in range(4)]
Act = Callable[[Session, Interview], object]


@pytest.fixture
def proposed(
    session: Session, engine: Engine, study: Study, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Act], Interview]:
    """The interview after two of its names at a time were stored, with what a colleague did after the first two."""
    monkeypatch.setattr(proposing, "AT_ONCE", 2)
    monkeypatch.setattr(write_turn, "LONGEST_WAIT", 0.5)

    def propose(act: Act) -> Interview:
        vault = PseudonymVault(study_key(session, study.id))
        source = make_interview(session, study, SAID, state=InterviewState.NAMES)
        interview, text = session.get_one(Interview, source.interview_id), text_of(session, source.id)
        searched = search_names(session, vault, study.id, text, besides=interview.id)
        session.commit()
        todo, commit = [act], session.commit

        def committed() -> None:
            commit()
            if todo:
                with unit_of_work(engine, study.organisation_id) as colleague:
                    todo.pop()(colleague, colleague.get_one(Interview, interview.id))

        monkeypatch.setattr(session, "commit", committed)
        propose_in_turns(session, vault, interview, searched)
        commit()
        assert todo == []
        return interview

    return propose


def _places(session: Session) -> list[tuple[int, int]]:
    return list(session.exec(select(NameFinding.start, NameFinding.end).order_by(col(NameFinding.start))).all())


def _stored(session: Session) -> tuple[bool | None, int]:
    return session.exec(select(Interview.names_searched)).first(), len(_places(session))


def test_who_writes_in_between_gets_a_turn(
    session: Session, study: Study, proposed: Callable[[Act], Interview]
) -> None:
    def rename(colleague: Session, interview: Interview) -> None:
        colleague.get_one(Study, interview.study_id).question = "Intussen bewaard"

    proposed(rename)

    assert session.exec(select(Study.question)).one() == "Intussen bewaard"
    assert _stored(session) == (True, 8)


def test_a_name_that_somebody_pointed_at_meanwhile_is_not_proposed_twice(
    session: Session, proposed: Callable[[Act], Interview]
) -> None:
    def point(colleague: Session, interview: Interview) -> None:
        text = text_of(colleague, source_of(colleague, interview).id)
        start = text.rindex("Fatima op")
        place = {"start": start, "end": start + 9, "kind": NameKind.PERSON, "reason": "own"}
        colleague.add(NameFinding(source_id=source_of(colleague, interview).id, **place))

    proposed(point)

    places = _places(session)
    assert len(places) == 8
    assert all(end <= start for (_, end), (start, _) in pairwise(places))


@pytest.mark.parametrize(
    "act",
    [
        lambda colleague, interview: setattr(interview, "state", InterviewState.CODING),
        lambda colleague, interview: setattr(source_of(colleague, interview), "revision", 2),
    ],
    ids=["released", "another text"],
)
def test_what_became_another_text_is_searched_again(
    session: Session, proposed: Callable[[Act], Interview], act: Act
) -> None:
    proposed(act)

    assert _stored(session) == (False, 2)


def test_a_conversation_that_was_deleted_meanwhile_stays_away(
    session: Session, proposed: Callable[[Act], Interview]
) -> None:
    proposed(lambda colleague, interview: colleague.delete(interview))

    assert _stored(session) == (None, 0)
