from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from interviews.models import Interview
from interviews.respondents.consent import record_consent
from interviews.respondents.conversations import link_interview
from interviews.respondents.models import ConsentWay, Purpose
from interviews.respondents.register import add_respondent
from journeys.checks.gate import open_points, points_in_order
from journeys.composing.fields import change_step
from journeys.evidence.ledger import cite, uncite
from journeys.evidence.literal_quotes import is_literal
from journeys.evidence.outline import outline_of
from journeys.models import Journey
from studies.models import Study
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_code, make_finished, make_journey, make_segment


def blocking(session: Session, journey: Journey) -> list[str]:
    return [point.sentence for point in open_points(session, journey) if point.is_blocking]


def test_an_empty_journey_says_what_it_needs_first(session: Session, study: Study) -> None:
    assert blocking(session, make_journey(session, study, {})) == ["Maak ten minste één stap"]


def test_every_step_needs_evidence_text_and_a_quote(session: Session, study: Study) -> None:
    journey = make_journey(session, study, {"Zorgen": ["Daan slaapt niet"]})

    assert blocking(session, journey) == [
        "Dit verhaal rust op 0 gesprekken, ten minste drie zijn nodig",
        "Stap 1 heeft nog geen onderbouwing",
        "De reis heeft 1 stap, ten minste vier zijn nodig",
        "Stap 1: wat er gebeurt ontbreekt",
        "Stap 1: citaat ontbreekt",
    ]
    point = open_points(session, journey)[1]
    assert (point.anchor, point.step_id) == ("onderbouwing", all_steps(session, journey)[0].id)


def test_two_conversations_are_too_few(session: Session, study: Study) -> None:
    journey = make_finished(session, study, roles=("ouder", "jongere"))

    assert blocking(session, journey) == ["Dit verhaal rust op 2 gesprekken, ten minste drie zijn nodig"]


def test_a_finished_journey_may_go_out_and_the_gate_says_what_is_fine(session: Session, study: Study) -> None:
    journey = make_finished(session, study)

    assert blocking(session, journey) == []
    assert points_in_order(outline_of(session, journey)) == ["Alle 4 stappen onderbouwd", "Verhaal uit 3 gesprekken"]


def test_a_chosen_feeling_that_most_do_not_share_is_a_signal(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    change_step(session, journey, all_steps(session, journey)[1], "feeling", "positive")

    signals = [point for point in open_points(session, journey) if not point.is_of_council]

    assert [point.sentence for point in signals] == [
        "Stap 2: je koos ‘positief’, maar van wie dit vertelt is het bij 3 negatief"
    ]
    assert not signals[0].is_blocking


def test_a_literal_quote_with_consent_is_a_signal(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    for interview in session.exec(select(Interview)).all():
        respondent = add_respondent(session, study, "ouder")
        link_interview(session, respondent, interview)
        record_consent(session, respondent, Purpose.QUOTE_LITERALLY, True, date(2026, 3, 10), ConsentWay.BY_TELEPHONE)
    change_step(
        session,
        journey,
        all_steps(session, journey)[0],
        "quote",
        "ik kreeg een BRIEF, dat we op de wachtlijst stonden!",
    )

    assert "Stap 1: het citaat is nog letterlijk, herschrijf het" in [
        point.sentence for point in open_points(session, journey)
    ]


def test_a_few_common_words_of_a_fragment_are_not_a_literal_quote() -> None:
    assert not is_literal("Er belde niemand.", ("Er belde niemand, dacht ik toen.",))
    assert not is_literal("Er belde dus echt nooit iemand", ("Ik dacht: ze bellen nooit",))


def test_hard_texts_are_a_signal_about_the_whole_journey(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    bureaucratic = (
        "Ingevolge de verordening maatschappelijke ondersteuning wordt de beschikkingsprocedure met betrekking tot "
        "de individuele begeleidingsvoorziening uitsluitend gecontinueerd indien de verantwoordelijke "
        "gezinsconsulent de noodzakelijke herindicatieaanvraag overeenkomstig de vastgestelde beleidsregels tijdig "
        "bij het gemeentelijk verwijzingsteam heeft ingediend en geaccordeerd. "
    )
    for step in all_steps(session, journey):
        change_step(session, journey, step, "happens", bureaucratic)

    signals = [point for point in open_points(session, journey) if point.sentence.startswith("Leesbaarheidssignaal")]

    assert len(signals) == 1
    assert not signals[0].is_blocking


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(6)), removed=st.integers(0, 5))
def test_more_evidence_never_closes_the_gate_further(
    session: Session, study: Study, order: list[int], removed: int
) -> None:
    journey, code = make_journey(session, study), make_code(session, study, f"code {order} {removed}")
    steps = all_steps(session, journey)
    segments = [make_segment(session, study, make_interview(session, study), code) for _number in range(3)]
    pairs = [(step, segment) for step in steps[:2] for segment in segments]
    counts = [len(blocking(session, journey))]
    for index in order:
        cite(session, journey, pairs[index][0], pairs[index][1].id)
        counts.append(len(blocking(session, journey)))

    assert counts == sorted(counts, reverse=True)
    uncite(session, journey, pairs[removed][0], pairs[removed][1].id)
    assert len(blocking(session, journey)) >= counts[-1]
