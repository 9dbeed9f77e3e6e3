"""Sentences about the research follow from what the product holds, or are not there."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from sqlmodel import Session, col, select

from coding.ends import finish_coding, reopen_coding
from coding.models import Segment
from coding.screen.actions import uncode
from coding.undo import undo_last
from foundation.clock import now
from interviews.models import Interview, InterviewState
from interviews.respondents.consent import record_consent
from interviews.respondents.conversations import link_interview
from interviews.respondents.models import ConsentWay, Purpose
from interviews.respondents.register import add_respondent
from interviews.texts.models import Source
from journeys.checks.gate import open_points
from journeys.checks.typed_claims import claims_in_how_made, claims_in_story
from journeys.composing.fields import change_journey, change_persona, change_step
from journeys.evidence.ledger import uncite, use_as_quote
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_finished
from tests.journeys.public.test_publication import frozen

LITERAL = "Ik kreeg een brief dat we op de wachtlijst stonden."
TYPED = (
    "We belden in april, mei en juni 2026.",
    "Een gesprek duurde ongeveer twintig minuten.",
    "Twee onderzoekers lazen vijf gesprekken los van elkaar.",
    "Niemand die we spraken, heeft hun leeftijd, werk en hobby.",
    "Vijf leden van de adviesraad lazen mee, drie gingen akkoord.",
    "Dit verhaal is gemaakt van 15 gesprekken.",
    "De citaten zijn herschreven.",
    "Alle namen zijn vervangen.",
)


def interviews_of(session: Session) -> list[Interview]:
    return list(session.exec(select(Interview).order_by(col(Interview.number))).all())


def test_the_period_is_said_in_months_once_every_day_is_known(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    first, second, third = interviews_of(session)
    first.held_on, second.held_on = date(2026, 4, 8), date(2026, 6, 24)
    assert not any("waren" in sentence for sentence in frozen(session, journey).how_made)

    third.held_on = date(2026, 5, 11)
    assert "De gesprekken waren van april tot en met juni 2026." in frozen(session, journey).how_made


def test_two_conversations_of_one_respondent_are_one_person(session: Session, study: Study) -> None:
    journey = make_finished(session, study, ("ouder", "ouder", "jongere", "jongere"))
    first, *others = (add_respondent(session, study, role) for role in ("ouder", "jongere", "jongere"))
    told = interviews_of(session)
    for respondent, interview in zip((first, first, *others), told, strict=True):
        link_interview(session, respondent, interview)
    assert frozen(session, journey).how_made[0] == "We spraken met drie mensen: twee jongeren en een ouder."

    told[0].role = "Pleegouder"
    assert "twee jongeren en een pleegouder." in frozen(session, journey).how_made[0]

    told[1].respondent_id = None
    assert frozen(session, journey).how_made[0] == (
        "We voerden vier gesprekken: twee met een jongere, één met een pleegouder en één met een ouder."
    ), "whose that one is nobody knows: maybe of one who is counted"


def test_names_are_said_to_be_replaced_when_every_conversation_was_released(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    sentence = "Namen waaraan iemand te herkennen is, zijn vervangen."
    assert sentence in frozen(session, journey).how_made

    interviews_of(session)[0].state = InterviewState.NAMES
    session.flush()
    assert sentence not in frozen(session, journey).how_made


def test_two_readers_are_said_to_have_read_exactly_what_both_coded(
    session: Session, study: Study, organisation: Organisation
) -> None:
    journey = make_finished(session, study)
    assert not any("los van elkaar" in sentence for sentence in frozen(session, journey).how_made)
    second = add_person(session, organisation, "tweede@voorbeeld.nl", "Tweede Codeur", Role.SECOND_CODER)
    first, other, _third = session.exec(select(Segment).order_by(col(Segment.id)).limit(3)).all()
    for segment in (first, other):
        _coded_again(session, segment, second)
    assert not any("los van elkaar" in sentence for sentence in frozen(session, journey).how_made)

    for interview in interviews_of(session)[:2]:
        finish_coding(session, interview, is_meant=True)
        _as(session, second, partial(finish_coding, session, interview, is_meant=True))
    assert (
        "Twee van de drie gesprekken zijn door twee mensen los van elkaar gelezen." in frozen(session, journey).how_made
    )


@pytest.mark.parametrize("goes_on", ["the second coder", "the researcher", "takes away and undoes"])
def test_what_two_readers_did_before_they_looked_stays_read_apart_when_one_of_them_goes_on(
    session: Session, study: Study, organisation: Organisation, goes_on: str
) -> None:
    journey = make_finished(session, study)
    second = add_person(session, organisation, "tweede@voorbeeld.nl", "Tweede Codeur", Role.SECOND_CODER)
    segment = session.exec(select(Segment).order_by(col(Segment.id)).limit(1)).one()
    _coded_again(session, segment, second)
    interview, source = interviews_of(session)[0], session.get_one(Source, segment.source_id)
    finish_coding(session, interview)
    _as(session, second, partial(finish_coding, session, interview, is_meant=True))
    sentence = "Eén gesprek is door twee mensen los van elkaar gelezen."
    assert sentence in frozen(session, journey).how_made

    if goes_on == "the second coder":
        _as(session, second, partial(reopen_coding, session, interview))
    elif goes_on == "the researcher":
        reopen_coding(session, interview)
    else:
        uncode(session, source, segment.id)
        undo_last(session, source)
        assert interview.state is InterviewState.CODING

    assert sentence in frozen(session, journey).how_made


def test_one_who_never_said_to_be_done_has_not_read_apart(
    session: Session, study: Study, organisation: Organisation
) -> None:
    journey = make_finished(session, study)
    second = add_person(session, organisation, "tweede@voorbeeld.nl", "Tweede Codeur", Role.SECOND_CODER)
    _coded_again(session, session.exec(select(Segment).order_by(col(Segment.id)).limit(1)).one(), second)
    finish_coding(session, interviews_of(session)[0])

    assert not any("los van elkaar" in sentence for sentence in frozen(session, journey).how_made)


def test_what_was_coded_after_looking_is_not_said_to_be_read_apart(
    session: Session, study: Study, organisation: Organisation
) -> None:
    journey = make_finished(session, study)
    second = add_person(session, organisation, "tweede@voorbeeld.nl", "Tweede Codeur", Role.SECOND_CODER)
    interview = interviews_of(session)[0]
    segment = session.exec(select(Segment).order_by(col(Segment.id))).first()
    assert segment
    twin = _coded_again(session, segment, second)
    finish_coding(session, interview)
    _as(session, second, partial(finish_coding, session, interview, is_meant=True))
    assert any("los van elkaar" in sentence for sentence in frozen(session, journey).how_made)

    twin.created_at = now() + timedelta(minutes=5)
    session.flush()

    assert not any("los van elkaar" in sentence for sentence in frozen(session, journey).how_made)


def _coded_again(session: Session, segment: Segment, by: Person) -> Segment:
    twin = Segment(**segment.model_dump(exclude={"id", "coder_id"}), coder_id=by.id)
    session.add(twin)
    session.flush()
    return twin


def _as(session: Session, person: Person, act: Callable[[], None]) -> None:
    me = session.info["person_id"]
    session.info["person_id"] = person.id
    act()
    session.info["person_id"] = me


def test_a_literal_quote_is_named_with_its_step_and_consent_only_when_it_was_given(
    session: Session, study: Study
) -> None:
    journey = make_finished(session, study)
    change_step(session, journey, all_steps(session, journey)[1], "quote", LITERAL)
    assert (
        "Het citaat bij stap 2 is letterlijk. De andere citaten zijn herschreven." in frozen(session, journey).how_made
    )

    for interview in interviews_of(session):
        respondent = add_respondent(session, study, "ouder")
        link_interview(session, respondent, interview)
        record_consent(session, respondent, Purpose.QUOTE_LITERALLY, True, date(2026, 3, 10), ConsentWay.BY_TELEPHONE)
    assert (
        "Het citaat bij stap 2 is letterlijk, met toestemming. De andere citaten zijn herschreven."
        in frozen(session, journey).how_made
    )


REWRITTEN = "De citaten zijn herschreven: de woorden zijn van ons."


def test_a_short_fragment_as_quote_is_literal_and_a_few_words_of_one_are_not_called_rewritten(
    session: Session, study: Study
) -> None:
    journey = make_finished(session, study)
    assert REWRITTEN in frozen(session, journey).how_made

    for words in ("Op de wachtlijst", "brief"):  # stand in what everybody said
        change_step(session, journey, all_steps(session, journey)[1], "quote", words)
        assert not any("citaten" in sentence for sentence in frozen(session, journey).how_made)
        signals = [point.sentence for point in open_points(session, journey) if point.anchor == "stap-quote"]
        assert len(signals) == 1
        assert signals[0].startswith("Stap 2: deze woorden staan ook in een fragment. Daarom zegt het verhaal niet")

    segment = session.exec(select(Segment).order_by(col(Segment.id))).first()
    assert segment
    segment.quotation = "Nee, niemand."
    change_step(session, journey, all_steps(session, journey)[1], "quote", "Nee. Niemand!")
    assert (
        "Het citaat bij stap 2 is letterlijk. De andere citaten zijn herschreven." in frozen(session, journey).how_made
    )


def test_words_taken_with_the_button_are_literal_however_short_and_though_no_step_cites_them(
    session: Session, study: Study
) -> None:
    journey = make_finished(session, study)
    step = all_steps(session, journey)[1]
    segment = session.exec(select(Segment).order_by(col(Segment.id))).first()
    assert segment
    use_as_quote(session, journey, step, segment.id)
    for one in all_steps(session, journey):
        uncite(session, journey, one, segment.id)
    for words in (segment.quotation, "op de wachtlijst"):
        change_step(session, journey, step, "quote", words)
        told = frozen(session, journey).how_made
        assert "Het citaat bij stap 2 is letterlijk. De andere citaten zijn herschreven." in told

    change_step(session, journey, step, "quote", "Er kwam post.")
    assert REWRITTEN in frozen(session, journey).how_made


ADVICE = ": dit rekent het programma zelf uit, haal de zin weg of schrijf hem zonder aantal"


@pytest.mark.parametrize("typed", TYPED)
def test_a_typed_claim_about_the_research_stops_publication(session: Session, study: Study, typed: str) -> None:
    journey = make_finished(session, study)
    change_journey(session, journey, "how_made", f"Niemand krijgt door dit verhaal een cijfer.\n{typed}")

    stops = [(point.sentence, point.anchor) for point in open_points(session, journey) if point.is_blocking]

    assert stops == [(f"‘{typed}’ (Hoe dit verhaal is gemaakt){ADVICE}", "reis-how_made")]


def test_a_portrait_may_not_vouch_for_the_research_but_may_hold_numbers_of_its_own(
    session: Session, study: Study
) -> None:
    journey = make_finished(session, study)
    change_persona(session, journey, "about", "Ze wacht al acht maanden. Niemand die we spraken heeft haar hobby.")

    stops = [point.sentence for point in open_points(session, journey) if point.is_blocking]

    assert stops == [f"‘Niemand die we spraken heeft haar hobby.’ (Wie is dit?){ADVICE}"]


def test_ordinary_sentences_are_no_claims() -> None:
    free = ["Niemand krijgt door dit verhaal een cijfer of een contract.", "Het verhaal is in korte zinnen geschreven."]

    assert claims_in_how_made(free) == []
    assert claims_in_story("Mirjam belt vier keer. Drie gesprekjes later weet ze het.") == []


def test_who_is_not_counted_yet_is_not_told_to_be_nobody(session: Session, study: Study) -> None:
    """While nothing of a conversation is coded, it is told of whom was read; the gate says which one is missing."""
    journey = make_finished(session, study, ("ouder", "jongere", "ouder"))
    assert (
        frozen(session, journey).how_made[0] == "We voerden drie gesprekken: twee met een ouder en één met een jongere."
    )
    late = session.get_one(Interview, make_interview(session, study, role="ouder").interview_id)

    told = "Voor dit verhaal lazen we drie gesprekken: twee met een ouder en één met een jongere."
    assert frozen(session, journey).how_made[0] == told
    missing = [one for one in open_points(session, journey) if one.is_of_coding]
    assert [(one.sentence, one.is_blocking) for one in missing] == [
        (f"In {late.title} is nog niets gecodeerd: het telt in dit verhaal niet mee", False)
    ]

    for number, one in enumerate(interviews_of(session)):
        link_interview(session, add_respondent(session, study, ("ouder", "jongere", "ouder", "ouder")[number]), one)
    session.flush()
    assert frozen(session, journey).how_made[0] == (
        "Voor dit verhaal lazen we de gesprekken met drie mensen: twee ouders en een jongere."
    )
