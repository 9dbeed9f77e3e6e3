"""What somebody is in a study, and that it opens nothing else."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database.engine import open_session, unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import ChangeNotice, Membership, Organisation, Person, Study
from studies.people.granting import (
    CountsChange,
    LastManager,
    LastResearcher,
    OwnRole,
    change_standing,
    give_role,
    role_in,
    take_role,
)
from studies.people.leaving import end_membership_of, leave, membership_of
from studies.people.members import members_of_study, not_in_study
from studies.planning import add_study, studies_of
from tests.conftest import SignInAs


@pytest.fixture
def tariq(engine: Engine, organisation: Organisation) -> Person:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "t@voorbeeld.nl", "Tariq Bensaïd", Role.SECOND_CODER)
        across.expunge(person)
    return person


@pytest.fixture
def wmo(session: Session, study: Study, tariq: Person) -> Study:
    """A study in which Tariq has no part."""
    other = add_study(session, "Wmo in Lindermeer", slug="wmo")
    take_role(session, other, tariq.id)
    session.commit()
    return other


def test_a_new_study_is_for_who_is_of_the_organisation_and_a_guest_gets_none(
    engine: Engine, session: Session, organisation: Organisation, researcher: Person, tariq: Person
) -> None:
    with unit_of_work(engine, across=True) as across:
        guest = add_person(across, organisation, "g@voorbeeld.nl", "Gast", Role.GUEST)
        add_person_id = guest.id
    study = add_study(session, "Jeugdhulp")
    roles = {one.person_id: one.role for one in members_of_study(session, study.id)}
    assert roles == {researcher.id: Role.RESEARCHER, tariq.id: Role.SECOND_CODER}
    assert [one.person_id for one in not_in_study(session, study.id)] == [add_person_id]


def test_whoever_has_no_role_does_not_find_the_study(
    sign_in_as: SignInAs, study: Study, wmo: Study, tariq: Person
) -> None:
    browser = sign_in_as(tariq)
    shown = browser.get("/onderzoeken").text
    assert study.title in shown
    assert wmo.title not in shown
    assert browser.get("/onderzoeken/jeugdhulp/").status_code == 200
    for address in (
        "/onderzoeken/wmo/",
        "/onderzoeken/wmo/coderen/",
        "/onderzoeken/wmo/interviews/",
        "/onderzoeken/nergens/",
    ):
        refused = browser.get(address)
        assert refused.status_code == 404, address
        assert "Dit onderzoek bestaat niet, of je werkt er niet aan mee." in refused.text
    assert browser.post("/onderzoeken/wmo/coderen/gezien").status_code == 404


def test_somebody_can_be_one_thing_here_and_another_there(
    session: Session, sign_in_as: SignInAs, study: Study, wmo: Study, tariq: Person
) -> None:
    give_role(session, wmo, tariq.id, Role.SOCIAL_TEAM)
    session.commit()
    browser = sign_in_as(tariq)
    assert browser.get("/onderzoeken/jeugdhulp/coderen/").status_code == 200
    assert browser.get("/onderzoeken/wmo/coderen/").status_code == 403
    assert browser.get("/onderzoeken/wmo/maatregelen/").status_code == 200
    assert browser.get("/onderzoeken/jeugdhulp/maatregelen/").status_code == 403


def test_who_gets_another_role_is_told(session: Session, study: Study, tariq: Person) -> None:
    give_role(session, study, tariq.id, Role.RESEARCHER)
    told = session.exec(select(ChangeNotice).where(ChangeNotice.person_id == tariq.id)).one()
    assert told.sentence == "Lotte Veldman gaf je een andere rol in dit onderzoek."


def test_nobody_changes_what_they_are_themselves(session: Session, study: Study, researcher: Person) -> None:
    with pytest.raises(OwnRole):
        give_role(session, study, researcher.id, Role.SOCIAL_TEAM)
    with pytest.raises(OwnRole):
        take_role(session, study, researcher.id)
    with pytest.raises(OwnRole):
        change_standing(session, membership_of(session, researcher.id), Role.GUEST)
    with pytest.raises(OwnRole):
        end_membership_of(session, researcher.id)


def test_a_study_keeps_a_researcher(engine: Engine, study: Study, researcher: Person, tariq: Person) -> None:
    with open_session(engine, study.organisation_id, tariq.id) as session:
        with pytest.raises(LastResearcher):
            give_role(session, study, researcher.id, Role.SECOND_CODER)
        with pytest.raises(LastResearcher):
            take_role(session, study, researcher.id)
        assert role_in(session, study.id, researcher.id) is Role.RESEARCHER


def test_an_organisation_keeps_somebody_who_gives_roles(session: Session, researcher: Person, tariq: Person) -> None:
    with pytest.raises(LastManager):
        leave(session, membership_of(session, researcher.id))


def test_when_codings_begin_to_count_it_is_asked_once(session: Session, study: Study, tariq: Person) -> None:
    with pytest.raises(CountsChange, match="tellen dan mee"):
        give_role(session, study, tariq.id, Role.RESEARCHER, coded=3)
    assert role_in(session, study.id, tariq.id) is Role.SECOND_CODER
    give_role(session, study, tariq.id, Role.RESEARCHER, coded=3, is_meant=True)
    with pytest.raises(CountsChange, match="tellen dan niet meer mee"):
        give_role(session, study, tariq.id, Role.SECOND_CODER, coded=3)
    give_role(session, study, tariq.id, Role.COMMISSIONER, coded=3)


def test_who_leaves_is_out_at_once_and_their_name_stays(
    engine: Engine, session: Session, sign_in_as: SignInAs, study: Study, tariq: Person
) -> None:
    browser = sign_in_as(tariq)
    end_membership_of(session, tariq.id)
    session.commit()
    assert browser.get("/onderzoeken").headers["Location"].startswith("/aanmelden")
    assert role_in(session, study.id, tariq.id) is None
    assert session.exec(select(Membership).where(Membership.person_id == tariq.id)).one().ended_at is not None
    session.commit()
    with unit_of_work(engine, across=True) as across:
        assert studies_of(across, tariq.id) == []
