"""Words of a quote are kept after the transcripts are erased for as long as the quote is, and a day for undo."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

import webapp.work.tidying  # noqa: F401  declares what every package erases
from coding.models import Segment
from foundation.clock import now, pretend_it_is
from journeys.composing.fields import change_step
from journeys.composing.models import LiteralQuote
from journeys.composing.order import remove_step
from journeys.composing.quote_source import take_quote_away
from journeys.evidence.ledger import use_as_quote
from journeys.evidence.literal_quotes import literal_sources
from journeys.evidence.outline import outline_of
from journeys.lookup import journey_area
from journeys.models import Journey, Step
from studies.history.undoing import NothingToUndo, undo
from studies.models import ChangeRecord, Study
from studies.retention.due import Kept, erase
from tests.journeys.making import all_steps, make_finished
from webapp.work.tidying import keep_promises

LITERAL = "Ik kreeg een brief dat we op de wachtlijst stonden."
OURS = "Er kwam alleen maar post, en verder niets."


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """Its second quote stands word for word in the transcripts, which are erased; the first did, and was rewritten."""
    journey = make_finished(session, study)
    first, second, *_rest = all_steps(session, journey)
    segment = session.exec(select(Segment).order_by(col(Segment.id))).first()
    assert segment is not None
    use_as_quote(session, journey, first, segment.id)
    assert LITERAL in first.quote
    change_step(session, journey, first, "quote", OURS)
    change_step(session, journey, second, "quote", LITERAL)
    for what in Kept:
        erase(session, study, what)
    session.commit()
    return journey


def second(session: Session, journey: Journey) -> Step:
    return all_steps(session, journey)[1]


def rewrite(session: Session, journey: Journey) -> None:
    change_step(session, journey, second(session, journey), "quote", OURS)


def empty(session: Session, journey: Journey) -> None:
    change_step(session, journey, second(session, journey), "quote", "")


def take_away(session: Session, journey: Journey) -> None:
    take_quote_away(session, journey, second(session, journey))


def remove(session: Session, journey: Journey) -> None:
    remove_step(session, journey, second(session, journey))


GONE = [rewrite, empty, take_away, remove]


def in_history(session: Session) -> bool:
    """Whether undo remembers the words."""
    return any(LITERAL in json.dumps(one.operations) for one in session.exec(select(ChangeRecord)).all())


def noted(session: Session) -> list[str]:
    return [one.words for one in session.exec(select(LiteralQuote)).all()]


def knows_whose(session: Session, journey: Journey) -> bool:
    return bool(literal_sources(outline_of(session, journey))[second(session, journey).id])


def tidied(session: Session, engine: Engine, hours: int) -> None:
    """The worker tidies, so long after."""
    session.commit()
    with pretend_it_is(now() + timedelta(hours=hours)):
        keep_promises(engine)
    session.expire_all()


def test_erasing_the_transcripts_takes_their_words_out_of_undo(session: Session, journey: Journey) -> None:
    assert not in_history(session)
    assert noted(session) == [LITERAL], "what stands in the story is known still"
    assert [step.quote for step in all_steps(session, journey)[:2]] == [OURS, LITERAL]


@pytest.mark.parametrize("changed", GONE)
def test_a_quote_that_goes_can_come_back_for_a_day_with_whose_it_is(
    session: Session, engine: Engine, journey: Journey, changed: Callable[[Session, Journey], None]
) -> None:
    changed(session, journey)
    tidied(session, engine, hours=23)

    undo(session, journey_area(journey))

    assert second(session, journey).quote == LITERAL
    assert knows_whose(session, journey)
    tidied(session, engine, hours=48)
    assert noted(session) == [LITERAL]


@pytest.mark.parametrize("changed", GONE)
def test_after_that_its_words_are_nowhere(
    session: Session, engine: Engine, journey: Journey, changed: Callable[[Session, Journey], None]
) -> None:
    changed(session, journey)

    tidied(session, engine, hours=25)

    assert noted(session) == []
    assert not in_history(session)


def test_what_was_changed_elsewhere_can_still_be_undone(session: Session, engine: Engine, journey: Journey) -> None:
    change_step(session, journey, all_steps(session, journey)[2], "happens", "Mirjam belt nog eens.")
    rewrite(session, journey)

    tidied(session, engine, hours=25)
    undo(session, journey_area(journey))

    assert all_steps(session, journey)[2].happens == "Mirjam belt. Niemand neemt op."


def test_while_somebody_is_still_at_it_nothing_goes(session: Session, engine: Engine, journey: Journey) -> None:
    """Typed by fits and starts, and in the end as it was: who said it can be asked still."""
    change_step(session, journey, second(session, journey), "quote", f"{LITERAL} En toen niets.")
    tidied(session, engine, hours=1)
    change_step(session, journey, second(session, journey), "quote", LITERAL.upper())

    tidied(session, engine, hours=48)

    assert knows_whose(session, journey)


def test_nothing_is_left_to_undo_of_a_quote_alone(session: Session, engine: Engine, journey: Journey) -> None:
    for record in session.exec(select(ChangeRecord).where(ChangeRecord.area == journey_area(journey))).all():
        session.delete(record)
    rewrite(session, journey)

    tidied(session, engine, hours=25)

    with pytest.raises(NothingToUndo):
        undo(session, journey_area(journey))
