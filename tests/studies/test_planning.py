"""Starting a study."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database.engine import open_session, unit_of_work
from studies.accounts.persons import add_organisation
from studies.models import Study
from studies.planning import TitleMissing, add_study
from studies.retention.deleting import delete_study


def test_two_studies_of_one_name_get_their_own_addresses_also_over_organisations(
    engine: Engine, session: Session
) -> None:
    assert [add_study(session, "Wmo").slug, add_study(session, "Wmo").slug] == ["wmo", "wmo-2"]
    session.commit()
    with unit_of_work(engine, across=True) as across:
        other = add_organisation(across, "Elders", "elders").id
    with open_session(engine, other) as elsewhere:
        assert add_study(elsewhere, "Wmo").slug == "wmo-3"
        assert [study.slug for study in elsewhere.exec(select(Study)).all()] == ["wmo-3"]


def test_a_study_needs_a_name(session: Session) -> None:
    with pytest.raises(TitleMissing):
        add_study(session, "   ")


def test_the_address_of_a_study_that_went_leads_to_no_other_one(engine: Engine, session: Session) -> None:
    delete_study(session, add_study(session, "Wmo"))
    session.commit()

    with unit_of_work(engine, across=True) as across:
        other = add_organisation(across, "Elders", "elders").id
    with open_session(engine, other) as elsewhere:
        assert add_study(elsewhere, "Wmo").slug == "wmo-2"
