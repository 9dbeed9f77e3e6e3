"""What a researcher was typing when they left is not lost: a colleague has it."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

import interviews.handing_over  # noqa: F401  registers how transcripts pass on
from foundation.database.engine import open_session, unit_of_work
from interviews.deidentification.may_read import may_read
from interviews.models import Interview, InterviewState
from interviews.overview import waiting_tasks
from interviews.transcripts.drafts import discard, in_progress_by_id, in_progress_of, save_typed, start_typing
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import ChangeNotice, Organisation, Person, Study
from studies.people.granting import give_role, take_role
from studies.people.leaving import end_membership_of
from tests.factories import make_interview


@pytest.mark.parametrize("way", ["out of the study", "out of the organisation", "another role"])
def test_a_transcript_that_was_being_typed_is_the_colleagues_now(
    engine: Engine, session: Session, organisation: Organisation, researcher: Person, study: Study, way: str
) -> None:
    with unit_of_work(engine, across=True) as across:
        rik = add_person(across, organisation, "r@voorbeeld.nl", "Rik Smit", Role.RESEARCHER).id
    with open_session(engine, organisation.id, rik) as his:
        typed = start_typing(his, study)
        save_typed(his, typed, "I: Hoe ging het?\nR: We wachtten lang.", typed.version)
        number = typed.id
        his.commit()
    assert in_progress_of(session, study.id) == []

    if way == "out of the study":
        take_role(session, study, rik)
    elif way == "another role":
        give_role(session, study, rik, Role.SOCIAL_TEAM)
    else:
        end_membership_of(session, rik)

    assert in_progress_by_id(session, study.id, number).text == "I: Hoe ging het?\nR: We wachtten lang."
    (task,) = waiting_tasks(session, study, lambda _door: True)
    assert (task.title, task.why) == (
        "1 gesprek is nog niet af",
        "1 gesprek was eerst van Rik Smit en staat nu bij jou. Kijk na wie wie is en neem het over in het onderzoek.",
    )
    discard(session, in_progress_by_id(session, study.id, number))
    assert waiting_tasks(session, study, lambda _door: True) == [], "what asks for something goes when it is done"
    assert session.exec(select(ChangeNotice).where(ChangeNotice.person_id == researcher.id)).all() == []


def test_an_interview_of_which_the_names_wait_can_be_read_by_a_colleague(
    engine: Engine, session: Session, organisation: Organisation, researcher: Person, study: Study
) -> None:
    with unit_of_work(engine, across=True) as across:
        rik = add_person(across, organisation, "r@voorbeeld.nl", "Rik Smit", Role.RESEARCHER).id
    with open_session(engine, organisation.id, rik) as his:
        source = make_interview(his, study)
        interview_id = source.interview_id
        entered = his.get_one(Interview, interview_id)
        entered.state, entered.created_by = InterviewState.NAMES, rik
        his.commit()
    assert not may_read(session, session.get_one(Interview, interview_id))

    take_role(session, study, rik)

    session.expire_all()
    assert may_read(session, session.get_one(Interview, interview_id))
