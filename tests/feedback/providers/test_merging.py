"""Merging two providers that are one: nothing that was answered or published gets lost, and nobody is given away."""

from datetime import date

import pytest
from sqlmodel import Session, SQLModel, select

from feedback.answers.models import Response
from feedback.codes.models import CodeBatch
from feedback.counts.models import BlockCount, MonthCount, PublishedBlock
from feedback.measurements.models import Measured, Measurement, Provider
from feedback.providers.choosing import ProviderUnknown, add_providers, provider_in, take_out
from feedback.providers.merging import GO_OVER, SameProvider, merge_providers, merger_of
from feedback.questionnaires.questions import GRADE_KEY
from feedback.scores.closing import close_blocks
from feedback.scores.published import published_counts
from feedback.scores.recounting import recount
from feedback.scores.rolling import rolling_counts
from studies.models import Organisation
from tests.feedback.answered import HIGH, LOW, TEN, give
from tests.feedback.making import answer, codes, entered, measurement

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def asked(session: Session, organisation: Organisation) -> Measurement:
    assert session.info["organisation_id"] == organisation.id
    made = measurement(session)
    add_providers(session, made, "Amber\nAmber BV\nBerk")
    return made


def provider(session: Session, name: str) -> Provider:
    return session.exec(select(Provider).where(Provider.name == name)).one()


def measured(session: Session, asked: Measurement, name: str) -> Measured:
    return provider_in(session, asked, provider(session, name).id)[0]


def blocks(session: Session) -> set[tuple[object, ...]]:
    """Everything of every block but whom it is about."""
    query = select(PublishedBlock, BlockCount).join(BlockCount)
    return {
        (one.id, one.first_month, one.last_month, one.answers, one.closed_on, counted.question, counted.counts)
        for one, counted in session.exec(query).all()
    }


def merge(session: Session, gone: str = "Amber BV", into: str = "Amber") -> None:
    merge_providers(session, provider(session, gone), provider(session, into).id)


def test_answers_counts_and_cards_go_over(session: Session, asked: Measurement) -> None:
    gone = measured(session, asked, "Amber BV")
    give(session, gone, TEN, NOVEMBER, vinden=2)
    give(session, measured(session, asked, "Amber"), HIGH[:4], NOVEMBER)
    give(session, gone, LOW[:3], OCTOBER)
    merge(session)

    into = measured(session, asked, "Amber")
    assert [one.name for one in session.exec(select(Provider).order_by(Provider.name)).all()] == ["Amber", "Berk"]
    assert set(session.exec(select(Response.measured_id)).all()) == {into.id}
    kept = session.exec(select(MonthCount).where(MonthCount.measured_id == into.id)).all()
    assert {(one.question, one.month): one.counts for one in kept} == recount(session, into.id)
    found = rolling_counts(session, asked.id, [OCTOBER, NOVEMBER])
    summed = {place: sum(counts) for place, counts in found.items()}
    assert summed == {(into.id, GRADE_KEY): 17, (into.id, "vinden"): 10}


def test_cards_that_were_handed_out_are_about_the_other_one(session: Session, asked: Measurement) -> None:
    for name in ("Berk", "Amber"):  # cards are made for the first of those that are left
        take_out(session, asked, provider(session, name).id)
    code = codes(session, asked)[0]
    add_providers(session, asked, "Amber")
    merge(session)

    who = entered(session, code)
    assert who.provider is not None
    assert who.provider.name == "Amber"
    assert answer(session, code, 7)
    assert session.exec(select(Response.measured_id)).all() == [measured(session, asked, "Amber").id]


def test_no_closed_block_changes_and_the_sum_is_that_of_both(session: Session, asked: Measurement) -> None:
    give(session, measured(session, asked, "Amber BV"), TEN, NOVEMBER)
    give(session, measured(session, asked, "Amber"), LOW, NOVEMBER)
    close_blocks(session, DECEMBER)
    before, published = blocks(session), published_counts(session, asked.id, DECEMBER)

    merge(session)

    assert blocks(session) == before
    ((place, after),) = published_counts(session, asked.id, DECEMBER).items()
    assert place == (measured(session, asked, "Amber").id, GRADE_KEY)
    assert list(after) == [sum(both) for both in zip(*published.values(), strict=True)]


def test_whatever_is_merged_two_publications_differ_by_ten_answers_or_more(
    session: Session, asked: Measurement
) -> None:
    """Six and seven wait at two of them: together they are published, and none of them alone."""
    publications = []

    def publish() -> None:
        close_blocks(session, DECEMBER)
        publications.append(frozenset(session.exec(select(PublishedBlock.id, PublishedBlock.answers)).all()))

    give(session, measured(session, asked, "Amber BV"), TEN, OCTOBER)
    publish()
    give(session, measured(session, asked, "Amber BV"), TEN[:6], NOVEMBER)
    give(session, measured(session, asked, "Amber"), TEN[3:], NOVEMBER)
    publish()
    merge(session)
    publish()
    merge(session, "Amber", "Berk")
    publish()

    assert [sum(answers for _id, answers in one) for one in publications] == [10, 10, 23, 23]
    for one in publications:
        for other in publications:
            assert one == other or sum(answers for _id, answers in one ^ other) >= 10


def test_in_a_measurement_of_its_own_it_goes_on_under_the_other_name(session: Session, asked: Measurement) -> None:
    elsewhere = measurement(session)
    add_providers(session, elsewhere, "Amber BV")
    give(session, measured(session, elsewhere, "Amber BV"), TEN, NOVEMBER)
    before = measured(session, elsewhere, "Amber BV").id

    merge(session)

    assert measured(session, elsewhere, "Amber").id == before


def test_who_was_taken_out_is_asked_about_when_the_other_is(session: Session, asked: Measurement) -> None:
    give(session, measured(session, asked, "Amber"), TEN, NOVEMBER)
    take_out(session, asked, provider(session, "Amber").id)

    merge(session)

    assert measured(session, asked, "Amber").left_on is None


def test_before_it_is_done_it_says_what_goes_over(session: Session, asked: Measurement) -> None:
    give(session, measured(session, asked, "Amber BV"), TEN, NOVEMBER)
    give(session, measured(session, asked, "Amber BV"), TEN[:3], DECEMBER)
    close_blocks(session, DECEMBER)

    merger = merger_of(session, provider(session, "Amber BV"), provider(session, "Amber").id)

    assert (merger.answers, merger.cards, merger.published, merger.measurements) == (13, 0, 10, (asked.name,))


def test_with_itself_or_nobody_nothing_is_merged(session: Session, asked: Measurement) -> None:
    amber = provider(session, "Amber")

    for other in (amber.id, None):
        with pytest.raises(SameProvider):
            merge_providers(session, amber, other)
    with pytest.raises(ProviderUnknown):
        merge_providers(session, amber, 10_000)


def test_every_table_that_points_at_what_is_measured_goes_over() -> None:
    import webapp.tables  # noqa: F401  registers every table

    pointing = {
        table.name
        for table in SQLModel.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "measured"
    }
    assert pointing == {one.__tablename__ for one in (*GO_OVER, MonthCount)}
    assert CodeBatch in GO_OVER
