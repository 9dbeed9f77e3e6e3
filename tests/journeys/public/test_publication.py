import json
from datetime import date

from sqlmodel import Session

from journeys.composing.fields import change_journey, change_step
from journeys.composing.order import add_phase
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.public.freezing import frozen_story
from journeys.story import Feeling, MeasureState, Story, as_json, from_json
from studies.models import Study
from tests.journeys.making import all_steps, make_finished, make_journey

FOUR = ("ouder", "jongere", "ouder", "verzorger")


def frozen(session: Session, journey: Journey) -> Story:
    return frozen_story(session, journey, 2, date(2026, 10, 8), "https://voorbeeld.nl/verhalen/mirjam")


def test_a_reader_gets_the_steps_with_their_counts_and_without_any_identifier(session: Session, study: Study) -> None:
    story = frozen(session, make_finished(session, study, FOUR))

    assert [step.number for step in story.steps] == [1, 2, 3, 4]
    assert (story.steps[0].tells, story.steps[0].differs, story.steps[0].interviews) == (4, 0, None)
    assert (story.municipality, story.interviews_total, story.version) == ("Lindermeer", 4, 2)
    assert "_id" not in json.dumps(as_json(story))


def test_the_published_story_survives_storing(session: Session, study: Study) -> None:
    journey = make_finished(session, study, FOUR)
    change_journey(session, journey, "glossary", "CJG: Centrum voor Jeugd en Gezin")
    add_measure(session, journey, MeasureText("Elke maand bellen", MeasureState.BUSY), all_steps(session, journey)[1])
    story = frozen(session, journey)

    assert from_json(json.loads(json.dumps(as_json(story)))) == story


def test_how_it_was_made_names_the_roles_and_says_only_what_holds(session: Session, study: Study) -> None:
    journey = make_finished(session, study, FOUR)
    change_journey(session, journey, "how_made", "Niemand krijgt door dit verhaal een cijfer.")

    assert frozen(session, journey).how_made == (
        "We voerden vier gesprekken: twee met een ouder, één met een jongere en één met een verzorger.",
        "Een gesprek duurde gemiddeld 46 minuten.",
        "Namen waaraan iemand te herkennen is, zijn vervangen.",
        "De citaten zijn herschreven: de woorden zijn van ons.",
        "Elke stap is in ten minste vier gesprekken verteld.",
        "Niemand krijgt door dit verhaal een cijfer.",
    )


def test_a_literal_quote_is_not_called_rewritten(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    change_step(
        session, journey, all_steps(session, journey)[0], "quote", "Ik kreeg een brief dat we op de wachtlijst stonden."
    )

    assert not any("De citaten zijn herschreven" in sentence for sentence in frozen(session, journey).how_made)


def test_the_curve_is_told_in_words(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    change_step(session, journey, all_steps(session, journey)[3], "feeling", Feeling.POSITIVE.value)

    assert frozen(session, journey).curve_summary == (
        "Het gevoel van Mirjam in vier stappen. Positief bij stap 4. Negatief bij stap 1, 2 en 3. "
        "De reis begint negatief en eindigt positief."
    )


def test_a_phase_without_steps_is_not_published_and_a_draft_can_be_seen(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    add_phase(session, journey, "Nog niets")

    story = frozen(session, journey)

    assert [phase.title for phase in story.phases] == ["Zorgen", "Zoeken"]
    assert story.how_made == ()


def test_a_measure_points_at_the_number_of_its_step(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    reason = "Het plan moet aan regels van het Rijk voldoen."
    add_measure(
        session,
        journey,
        MeasureText("Korter plan", MeasureState.NOT_YET, reason=reason),
        all_steps(session, journey)[2],
    )

    measure = frozen(session, journey).measures[0]

    assert (measure.step, measure.state, measure.reason) == (3, MeasureState.NOT_YET, reason)
