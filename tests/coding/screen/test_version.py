"""Whether others changed the coding screen, told without loading it."""

import pytest
from sqlmodel import Session, select

from coding.codebook.changing import add_code
from coding.ends import finish_coding
from coding.models import Code, CodingDone, Segment
from coding.screen import actions
from coding.screen.actions import ChosenStretch, CodeAsWished
from coding.screen.version import version_of
from coding.undo import redo_last, undo_last
from foundation.clock import now
from foundation.jobs.models import Job, JobState
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from tests.factories import make_interview


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    return make_interview(session, study)


@pytest.fixture
def code(session: Session, study: Study) -> Code:
    return add_code(session, study.id, "Geen bericht")


@pytest.fixture
def colleague(session: Session, organisation: Organisation) -> Person:
    return add_person(session, organisation, "gerda@voorbeeld.nl", "Gerda Smit", Role.RESEARCHER)


@pytest.fixture
def second_coder(session: Session, organisation: Organisation) -> Person:
    return add_person(session, organisation, "tariq@voorbeeld.nl", "Tariq Bensaïd", Role.SECOND_CODER)


@pytest.fixture
def other_second(session: Session, organisation: Organisation) -> Person:
    return add_person(session, organisation, "eva@voorbeeld.nl", "Eva de Wit", Role.SECOND_CODER)


def _as(session: Session, person: Person) -> Session:
    session.info["person_id"] = person.id
    return session


def test_it_changes_with_everything_others_do_and_stays_with_what_one_does_oneself(
    session: Session, source: Source, code: Code, researcher: Person, colleague: Person
) -> None:
    seen = {version_of(session, source)}

    def seen_by_me() -> str:
        return version_of(_as(session, researcher), source)

    chosen = ChosenStretch(0, 2, "En")
    actions.code_stretch(session, source, chosen, code.id)
    undo_last(session, source)
    redo_last(session, source)
    assert {seen_by_me()} == seen

    for act in (
        lambda: actions.code_stretch(session, source, ChosenStretch(3, 6, "toe"), code.id),
        lambda: actions.make_code(session, source.study_id, CodeAsWished("Wachttijd")),
        lambda: undo_last(session, source),
        lambda: actions.make_code(session, source.study_id, CodeAsWished("Wachtlijst")),
    ):
        _as(session, colleague)
        act()  # type: ignore[no-untyped-call]
        assert seen_by_me() not in seen
        seen.add(seen_by_me())


def test_it_changes_with_new_suggestions_and_with_the_end_of_coding(
    session: Session, source: Source, colleague: Person
) -> None:
    before = version_of(session, source)
    session.add(Job(kind="suggestions", study_id=source.study_id, state=JobState.DONE, finished_at=now()))
    suggested = version_of(session, source)
    session.get_one(Interview, source.interview_id).state = InterviewState.CODED
    done = version_of(session, source)
    session.add(CodingDone(interview_id=source.interview_id, person_id=colleague.id))

    assert len({before, suggested, done, version_of(session, source)}) == 4


def test_what_somebody_codes_unseen_shows_in_no_version(
    session: Session, source: Source, code: Code, researcher: Person, second_coder: Person, other_second: Person
) -> None:
    interview = session.get_one(Interview, source.interview_id)
    people = (researcher, second_coder, other_second)

    def versions(*whose: Person) -> list[str]:
        return [version_of(_as(session, one), source) for one in whose]

    for busy in people:
        others = [one for one in people if one is not busy]
        before = versions(*others)
        _as(session, busy)
        actions.code_stretch(session, source, ChosenStretch(0, 2, "En"), code.id)
        undo_last(session, source)
        assert versions(*others) == before
        redo_last(_as(session, busy), source)
        assert versions(*others) == before

    unfinished = versions(second_coder)
    session.add(Job(kind="suggestions", study_id=source.study_id, state=JobState.DONE, finished_at=now()))
    finish_coding(_as(session, other_second), interview, is_meant=True)
    assert versions(second_coder) == unfinished, "it shows neither suggestions nor another second coder's end"

    finish_coding(_as(session, second_coder), interview, is_meant=True)
    both_done = versions(second_coder, other_second)
    finish_coding(_as(session, researcher), interview, is_meant=True)
    assert not set(versions(second_coder, other_second)) & set(both_done)
    open_now = versions(researcher)
    _as(session, second_coder)
    actions.uncode(session, source, _own_segment(session, second_coder))
    assert versions(researcher) != open_now, "both are done, so each looks at what the other changes"


def test_a_code_made_while_coding_unseen_shows_because_the_codebook_is_one(
    session: Session, source: Source, researcher: Person, second_coder: Person
) -> None:
    before = version_of(_as(session, second_coder), source)

    _as(session, researcher)
    actions.code_stretch_with_new(session, source, ChosenStretch(0, 2, "En"), CodeAsWished("Wachttijd"))

    assert version_of(_as(session, second_coder), source) != before


def _own_segment(session: Session, person: Person) -> int:
    return session.exec(select(Segment.id).where(Segment.coder_id == person.id)).one()


def test_it_costs_one_statement(session: Session, source: Source, asked: list[str]) -> None:
    session.flush()
    asked.clear()

    version_of(session, source)

    assert len(asked) == 1
