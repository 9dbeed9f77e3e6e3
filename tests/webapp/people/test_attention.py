"""What asks for attention among people is said where it is so, and leads to where it is mended."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import select

from foundation.clock import now
from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Membership, Organisation, Person, Study
from studies.people.models import Invitation
from tests.webapp.people.test_inviting import EMAIL, PEOPLE, invited, words_of

PAGES = ("/organisatie/mensen", PEOPLE)


def asks_for_attention(page: str) -> str:
    """What the panel says; '' without one."""
    return words_of(page.partition('<section class="section attention"')[2].partition("</section>")[0]).partition("> ")[
        2
    ]


@pytest.fixture
def rob(engine: Engine, organisation: Organisation, study: Study) -> Person:
    """A commissioner who was here just now."""
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "rob@voorbeeld.nl", "Rob", Role.COMMISSIONER)
        across.exec(select(Membership).where(Membership.person_id == person.id)).one().seen_at = now()
        across.expunge(person)
    return person


@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_said_while_all_is_well(administrator: FlaskClient, rob: Person, address: str) -> None:
    invited(administrator)
    assert "Vraagt om aandacht" not in administrator.get(address).text


@pytest.mark.parametrize("address", PAGES)
def test_who_must_have_a_second_step_and_has_none(
    administrator: FlaskClient, engine: Engine, researcher: Person, address: str
) -> None:
    with unit_of_work(engine, across=True) as across:
        for one in across.exec(select(Organisation)).all():
            one.second_step_for = [Role.RESEARCHER.value]
    shown = administrator.get(address).text
    assert "Lotte Veldman heeft geen tweede stap" in asks_for_attention(shown)
    assert "Bea heeft" not in asks_for_attention(shown)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("days", "is_said"), [(89, False), (91, True)])
def test_who_was_away_for_long_may_still_see_it(
    administrator: FlaskClient, engine: Engine, rob: Person, address: str, days: int, is_said: bool
) -> None:
    with unit_of_work(engine, across=True) as across:
        across.exec(select(Membership).where(Membership.person_id == rob.id)).one().seen_at = now() - timedelta(days)
    shown = administrator.get(address).text
    said = asks_for_attention(shown)
    assert ("Rob was hier lang niet" in said) is is_said
    assert (f'mensen/{rob.id}">Beheer<span class="said"> <bdi>Rob' in shown.partition("attention")[2]) is is_said


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(
    ("hours", "words"),
    [(-1, f"De uitnodiging van {EMAIL} is verlopen"), (47, f"De uitnodiging van {EMAIL} verloopt bijna"), (49, "")],
)
def test_an_invitation_that_ends(
    administrator: FlaskClient, engine: Engine, address: str, hours: int, words: str
) -> None:
    invited(administrator)
    with unit_of_work(engine, across=True) as across:
        invitation = across.exec(select(Invitation)).one()
        invitation.expires_at, number = now() + timedelta(hours=hours), invitation.id
    shown = administrator.get(address).text
    assert words in asks_for_attention(shown)
    assert bool(asks_for_attention(shown)) is bool(words)
    assert f'id="uitnodiging-{number}"' in shown
    assert (f'href="#uitnodiging-{number}"' in shown) is bool(words)
