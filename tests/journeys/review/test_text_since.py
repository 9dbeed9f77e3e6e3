"""The council read one text, readers get another: what is said of its reading is true of the text that it was."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session

from foundation.clock import now, pretend_it_is
from foundation.dutch import long_date, short_date
from journeys.checks.council import agreed_by_council
from journeys.checks.gate import open_points
from journeys.composing.fields import change_journey, change_step
from journeys.composing.order import add_step, remove_step
from journeys.evidence.outline import outline_of
from journeys.lookup import phases_of
from journeys.models import Journey
from journeys.open_point import OpenPoint
from journeys.public.council_read import council_read, council_sentences
from journeys.reading.council import judge, say
from journeys.reading.models import Outcome, Verdict
from journeys.review.rounds import answer, close_round
from journeys.review.starting import StartedRound
from studies.models import Study
from tests.journeys.making import all_steps, make_finished
from tests.journeys.rounds import make_round, piet


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    return make_finished(session, study)


@pytest.fixture
def agreed(session: Session, journey: Journey) -> StartedRound:
    """A closed round in which both members agreed and nobody had a remark."""
    started = make_round(session, journey)
    for invitation in started.invitations:
        for number in range(1, 5):
            say(session, invitation.member, number, None)
        judge(session, invitation.member, Verdict.AGREED)
    close_round(session, started.round, is_meant=True)
    return started


def signals(session: Session, journey: Journey) -> list[OpenPoint]:
    return open_points(session, journey)


def told(session: Session, journey: Journey) -> list[str]:
    return council_sentences(session, journey, outline_of(session, journey))


def test_who_agreed_with_the_text_as_it_stands_agrees(session: Session, journey: Journey, agreed: StartedRound) -> None:
    assert agreed_by_council(session, journey, outline_of(session, journey)) == ["Akkoord van de adviesraad"]
    assert told(session, journey) == ["Twee leden van de adviesraad lazen mee. Bij de stappen waren geen opmerkingen."]


def test_the_gate_says_which_text_the_council_agreed_with_and_what_changed_since(
    session: Session, journey: Journey, agreed: StartedRound
) -> None:
    steps = all_steps(session, journey)
    change_step(session, journey, steps[1], "happens", "Mirjam belt zeven keer.")
    remove_step(session, journey, steps[3])
    added = add_step(session, journey, phases_of(session, journey)[0], "Naar de wijkagent")
    change_journey(session, journey, "introduction", "Mirjam zoekt al lang.")

    assert agreed_by_council(session, journey, outline_of(session, journey)) == []
    found = [(one.sentence, one.step_id, one.is_blocking) for one in signals(session, journey)]
    day = short_date(agreed.round.started_at)
    for sentence, step_id in (
        (f"Het akkoord van de adviesraad is voor de tekst van {day}. Die is daarna veranderd", None),
        ("Stap 2 is nieuw: de leden lazen die niet", added.id),
        ("Stap 3 is veranderd nadat de leden de tekst kregen", steps[1].id),
        ("Stap ‘Op de wachtlijst’, die de leden lazen, is weg", None),
        ("‘Inleiding’ is veranderd nadat de leden de tekst kregen", None),
    ):
        assert (sentence, step_id, False) in found


def test_what_is_put_back_is_what_they_read(session: Session, journey: Journey, agreed: StartedRound) -> None:
    step = all_steps(session, journey)[1]
    before = step.happens
    change_step(session, journey, step, "happens", "Iets anders.")
    change_step(session, journey, step, "happens", before)

    assert agreed_by_council(session, journey, outline_of(session, journey)) == ["Akkoord van de adviesraad"]


def test_readers_hear_which_text_the_council_read_and_what_changed_since(
    session: Session, journey: Journey, agreed: StartedRound
) -> None:
    steps = all_steps(session, journey)
    add_step(session, journey, phases_of(session, journey)[0], "Naar de wijkagent")
    change_step(session, journey, steps[1], "happens", "Mirjam belt zeven keer.")

    assert told(session, journey) == [
        "Twee leden van de adviesraad lazen mee. Bij de stappen die toen in het verhaal stonden, waren geen "
        f"opmerkingen. Zij lazen de tekst van {long_date(agreed.round.started_at)}. Daarna is die veranderd: één stap "
        "is nieuw en één stap is anders."
    ]


def test_words_beside_the_steps_count_too(session: Session, journey: Journey, agreed: StartedRound) -> None:
    change_journey(session, journey, "introduction", "Mirjam zoekt al lang.")

    assert told(session, journey)[0].endswith("Daarna is die veranderd: alleen buiten de stappen.")


def test_members_who_read_different_texts_are_told_apart(
    session: Session, journey: Journey, agreed: StartedRound
) -> None:
    step = all_steps(session, journey)[1]
    change_step(session, journey, step, "happens", "Mirjam belt zeven keer.")
    first, later = long_date(agreed.round.started_at), now() + timedelta(days=3)
    with pretend_it_is(later):
        second = make_round(session, journey)
        say(session, piet(second).member, 1, None)
        assert told(session, journey)[0].endswith(
            f"Zij lazen niet allemaal dezelfde tekst: een die van {first} en een die van {long_date(later)}. "
            f"De tekst van {long_date(later)} staat hier."
        )
        change_step(session, journey, step, "happens", "Mirjam belt acht keer.")
        assert told(session, journey)[0].endswith(f"Na {long_date(later)} is de tekst veranderd: één stap is anders.")


def test_what_was_only_thanked_for_is_not_called_refused(session: Session, journey: Journey) -> None:
    started = make_round(session, journey)
    comment = say(session, piet(started).member, 1, "Mooi verteld.", is_good=True)
    assert told(session, journey) == [
        "Eén lid van de adviesraad las mee. Dat gaf 1 opmerking bij de stappen. Nog niet elke opmerking is beantwoord."
    ]

    answer(session, comment, Outcome.READ)

    assert told(session, journey) == [
        "Eén lid van de adviesraad las mee. Dat gaf 1 opmerking bij de stappen; daarin stond dat de stap goed is."
    ]
    assert council_read(2, 5, 0, thanked=2).endswith(
        "in 2 daarvan stond dat de stap goed is, de rest namen we niet over."
    )


def test_the_page_of_a_round_leads_to_what_changed(
    client: FlaskClient, session: Session, study: Study, journey: Journey, agreed: StartedRound
) -> None:
    step = all_steps(session, journey)[1]
    change_step(session, journey, step, "happens", "Mirjam belt zeven keer.")
    session.commit()

    page = client.get(f"/onderzoeken/{study.slug}/leesrondes/{agreed.round.id}").text

    assert "Stap 2 is veranderd nadat de leden de tekst kregen" in page
    assert f"stap={step.id}#stap-title" in page
