"""What a researcher was typing when they left is not lost: a colleague has it."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

import interviews.handing_over  # noqa: F401  registers how transcripts pass on
from foundation.database.engine import open_session, unit_of_work
from interviews.transcripts.drafts import in_progress_by_id, in_progress_of, save_typed, start_typing
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import ChangeNotice, Organisation, Person, Study
from studies.people.granting import give_role, take_role
from studies.people.leaving import end_membership_of


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
    told = session.exec(select(ChangeNotice.sentence).where(ChangeNotice.person_id == researcher.id)).all()
    assert told == [
        "Rik Smit is geen onderzoeker meer in dit onderzoek. 1 gesprek dat nog niet af was, staat nu bij jou."
    ]
