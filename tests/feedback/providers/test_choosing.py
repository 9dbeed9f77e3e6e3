"""Choosing whom a measurement is about, and what becomes of cards and answers when that changes."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from feedback.answers.models import Response
from feedback.measurements.lookup import asked_about, measured_in
from feedback.measurements.models import Measured, Measurement, Provider
from feedback.providers.choosing import (
    LONGEST_NAME,
    MOST,
    Added,
    NamesUnclear,
    ProviderUnknown,
    StatutoryHasNone,
    add_providers,
    bring_back,
    own_work_in,
    take_out,
)
from feedback.providers.listing import providers_of
from foundation.clock import today
from studies.models import Organisation
from tests.feedback.making import answer, codes, measurement


@pytest.fixture
def asked(session: Session, organisation: Organisation) -> Measurement:
    assert session.info["organisation_id"] == organisation.id
    return measurement(session)


def names(session: Session, asked: Measurement) -> list[str]:
    return [provider.name if provider else "eigen werk" for _one, provider in asked_about(session, asked.id)]


def number_of(session: Session, name: str) -> int:
    return session.exec(select(Provider.id).where(Provider.name == name)).one()


def test_a_pasted_list_is_one_provider_a_line_by_alphabet(session: Session, asked: Measurement) -> None:
    added = add_providers(session, asked, "Zilverlinde Thuishulp\r\n\n  Élan   Zorg \nberk\nzilverlinde  thuishulp\n")

    assert added == Added(new=3)
    assert names(session, asked) == ["berk", "Élan Zorg", "Zilverlinde Thuishulp"]


def test_who_is_there_already_is_not_added_twice(session: Session, asked: Measurement) -> None:
    add_providers(session, asked, "Berk\nAmber")
    take_out(session, asked, number_of(session, "Amber"))

    assert add_providers(session, asked, "BERK\nAmber\nDille") == Added(new=2, back=0, there=1)
    assert len(session.exec(select(Provider)).all()) == 3


def test_a_name_that_the_organisation_knows_is_the_same_provider(session: Session, asked: Measurement) -> None:
    add_providers(session, asked, "Berk")
    other = measurement(session)

    add_providers(session, other, "berk")

    assert len(session.exec(select(Provider)).all()) == 1
    assert names(session, other) == ["Berk"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Typ de naam van een aanbieder"),
        (" \n\u200b\n", "Typ de naam van een aanbieder"),
        ("Berk\n" + "a" * (LONGEST_NAME + 1), "Staan er twee namen op één regel"),
        ("\n".join(f"Aanbieder {number}" for number in range(MOST + 1)), "hooguit 300 aanbieders"),
    ],
)
def test_what_is_no_list_of_names_is_refused_and_nobody_is_added(
    session: Session, asked: Measurement, typed: str, said: str
) -> None:
    with pytest.raises(NamesUnclear, match=said):
        add_providers(session, asked, typed)

    assert session.exec(select(Provider)).all() == []
    assert names(session, asked) == ["eigen werk"]


def test_statutory_research_has_no_providers(session: Session, asked: Measurement) -> None:
    asked.is_statutory = True

    with pytest.raises(StatutoryHasNone, match="mag je niet gebruiken bij inkoop"):
        add_providers(session, asked, "Berk")


def test_without_cards_own_work_makes_room_for_the_first_provider(session: Session, asked: Measurement) -> None:
    add_providers(session, asked, "Berk")

    assert own_work_in(session, asked.id) is None
    assert names(session, asked) == ["Berk"]


def test_cards_about_own_work_go_on_and_count_for_no_provider(session: Session, asked: Measurement) -> None:
    used, handed_out = codes(session, asked)[:2]
    answer(session, used, 8)

    add_providers(session, asked, "Berk")
    assert answer(session, handed_out, 3)

    own = own_work_in(session, asked.id)
    assert own is not None
    assert own.left_on == today()
    assert session.exec(select(Response.measured_id)).all() == [own.id, own.id]
    shown = providers_of(session, asked)
    assert [(one.answers, one.cards) for one in shown.asked] == [(0, 0)]
    assert shown.own is not None
    assert (shown.own.answers, shown.own.cards) == (2, 16)


def test_who_is_taken_out_keeps_the_answers_and_comes_back(session: Session, asked: Measurement) -> None:
    add_providers(session, asked, "Amber\nBerk")
    code, handed_out = codes(session, asked)[:2]
    answer(session, code, 8)
    amber = number_of(session, "Amber")

    take_out(session, asked, amber)
    assert answer(session, handed_out, 4)

    assert names(session, asked) == ["Berk"]
    (left,) = providers_of(session, asked).left
    assert (left.provider and left.provider.name, left.answers, left.measured.left_on) == ("Amber", 2, today())
    bring_back(session, asked, amber)
    assert names(session, asked) == ["Amber", "Berk"]
    assert [one.answers for one in providers_of(session, asked).asked] == [2, 0]


def test_of_a_typing_mistake_nothing_is_kept(session: Session, asked: Measurement) -> None:
    add_providers(session, asked, "Amber\nBrek")

    take_out(session, asked, number_of(session, "Brek"))

    assert [one.name for one in session.exec(select(Provider)).all()] == ["Amber"]
    assert providers_of(session, asked).left == ()


def test_without_providers_it_is_about_own_work_again(session: Session, asked: Measurement) -> None:
    codes(session, asked)
    add_providers(session, asked, "Amber")
    codes(session, asked)
    assert names(session, asked) == ["Amber"]

    take_out(session, asked, number_of(session, "Amber"))
    assert names(session, asked) == ["eigen werk"]
    assert [one.left_on for one, _provider in measured_in(session, asked.id)] == [None, today()]
    bring_back(session, asked, number_of(session, "Amber"))

    assert names(session, asked) == ["Amber"]


def test_a_provider_of_another_measurement_is_not_found_here(session: Session, asked: Measurement) -> None:
    add_providers(session, measurement(session), "Amber")

    with pytest.raises(ProviderUnknown):
        take_out(session, asked, number_of(session, "Amber"))


def test_own_work_stands_in_a_measurement_once(session: Session, asked: Measurement) -> None:
    session.add(Measured(measurement_id=asked.id))

    with pytest.raises(IntegrityError):
        session.flush()
