"""A closed reading round opens again, unless the council may not read that text any more."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from foundation.clock import now, pretend_it_is, today
from interviews.deidentification.models import Pseudonym
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.models import Interview
from interviews.name_kinds import NameKind
from interviews.respondents.consent import record_consent, withdraw_consent
from interviews.respondents.conversations import link_interview, unlink_interview
from interviews.respondents.models import ConsentWay, Purpose
from interviews.respondents.register import add_respondent
from journeys.checks.models import Why
from journeys.checks.names import names_in_story, waive_place
from journeys.composing.fields import change_step
from journeys.evidence.ledger import uncite
from journeys.evidence.models import Evidence
from journeys.evidence.outline import outline_of
from journeys.models import Journey
from journeys.reading.council import RoundClosed, keep_unsent, say
from journeys.reading.opened_form import FilledIn
from journeys.reading.progress import RoundProgress, is_open, rounds_progress
from journeys.review.reopening import HoldsNamesSince, RestsOnTakenBackSince, RoundSince, reopen_round
from journeys.review.rounds import close_round
from journeys.review.starting import ClosesInThePast, StartedRound
from journeys.texts.story import story_texts
from studies.keys.keeping import study_key
from studies.models import Study
from tests.journeys.allowing import everybody_allows
from tests.journeys.making import all_steps, make_finished
from tests.journeys.rounds import make_round, piet
from webapp.settings import Settings


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    return make_finished(session, study)


@pytest.fixture
def closed(session: Session, journey: Journey) -> StartedRound:
    started = make_round(session, journey)
    close_round(session, started.round, is_meant=True)
    return started


def read_of(session: Session, started: StartedRound) -> RoundProgress:
    return rounds_progress(session, [started.round])[0]


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def test_members_say_something_again_until_the_new_last_day(session: Session, closed: StartedRound) -> None:
    member = piet(closed).member
    with pytest.raises(RoundClosed):
        say(session, member, 1, "Te kort.")

    reopen_round(session, read_of(session, closed), in_days(3))

    assert say(session, member, 1, "Te kort.").text == "Te kort."
    with pretend_it_is(now() + timedelta(days=4)), pytest.raises(RoundClosed):
        say(session, member, 1, "Te laat.")


def test_a_round_that_ended_by_itself_opens_again_too(session: Session, journey: Journey) -> None:
    started = make_round(session, journey, days=0)
    with pretend_it_is(now() + timedelta(days=2)):
        reopen_round(session, read_of(session, started), today())
        assert is_open(started.round)


def test_the_text_stays_what_it_was(session: Session, journey: Journey, closed: StartedRound) -> None:
    change_step(session, journey, all_steps(session, journey)[0], "title", "Heel anders")
    reopen_round(session, read_of(session, closed), in_days(3))

    assert "Heel anders" not in [step.title for step in read_of(session, closed).story.steps]


def test_no_round_opens_beside_or_after_a_newer_one(session: Session, journey: Journey, closed: StartedRound) -> None:
    newer = make_round(session, journey)
    for is_running in (True, False):
        with pytest.raises(RoundSince):
            reopen_round(session, read_of(session, closed), in_days(3))
        if is_running:
            close_round(session, newer.round, is_meant=True)
    assert not is_open(closed.round)


def test_the_last_day_is_still_to_come(session: Session, closed: StartedRound) -> None:
    with pytest.raises(ClosesInThePast):
        reopen_round(session, read_of(session, closed), in_days(-1))
    assert not is_open(closed.round)


def test_what_somebody_took_back_is_not_read_again(session: Session, study: Study) -> None:
    """Also when it was taken out of the journey since: the council would read the old text."""
    journey = make_finished(session, study)
    interview = session.exec(select(Interview).order_by(Interview.id)).first()  # type: ignore[arg-type]
    assert interview
    respondent = add_respondent(session, study, "ouder")
    link_interview(session, respondent, interview)
    day = date(2026, 6, 1)
    record_consent(session, respondent, Purpose.QUOTE_REWORDED, True, day, ConsentWay.BY_TELEPHONE)
    started = make_round(session, journey)
    close_round(session, started.round, is_meant=True)
    withdraw_consent(session, respondent, Purpose.QUOTE_REWORDED, day)
    first = min(session.exec(select(Evidence.segment_id)).all())
    for step in all_steps(session, journey):
        uncite(session, journey, step, first)

    with pytest.raises(RestsOnTakenBackSince, match="stukje 1, 2, 3 en 4"):
        reopen_round(session, read_of(session, started), in_days(3))
    assert not is_open(started.round)


def test_a_literal_quote_of_who_is_not_known_any_more_is_not_read_again(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    change_step(session, journey, all_steps(session, journey)[1], "quote", "Ik kreeg een brief dat we op de wachtlijst")
    told = everybody_allows(session, study)
    started = make_round(session, journey)
    close_round(session, started.round, is_meant=True)
    unlink_interview(session, *told[0])

    with pytest.raises(RestsOnTakenBackSince, match="Voor stukje 2 is er geen toestemming"):
        reopen_round(session, read_of(session, started), in_days(3))


def learn_name(session: Session, study: Study, name: str) -> None:
    """A name that somebody found in a conversation since."""
    hidden = PseudonymVault(study_key(session, study.id)).hide(NameKind.PERSON, name, "Iemand")
    found = Pseudonym(
        study_id=study.id,
        kind=NameKind.PERSON,
        digest=hidden.digest,
        pseudonym=hidden.pseudonym,
        sealed=hidden.sealed,
    )
    session.add(found)
    session.flush()


def test_a_name_that_was_found_since_does_not_go_to_the_council_again(session: Session, study: Study) -> None:
    """Also when the journey says it differently by now."""
    journey = make_finished(session, study)
    step = all_steps(session, journey)[1]
    change_step(session, journey, step, "happens", "Yassin belde vier keer.")
    started = make_round(session, journey)
    close_round(session, started.round, is_meant=True)
    learn_name(session, study, "Yassin")
    change_step(session, journey, step, "happens", "Hij belde vier keer.")

    with pytest.raises(HoldsNamesSince):
        reopen_round(session, read_of(session, started), in_days(3))
    assert not is_open(started.round)


def test_nobody_is_invited_to_open_what_can_not_open_again(
    session: Session, study: Study, settings: Settings, client: FlaskClient
) -> None:
    """Not before the round is closed, not after, not beside words that were not sent and not among what waits."""
    journey = make_finished(session, study)
    step = all_steps(session, journey)[1]
    change_step(session, journey, step, "happens", "Yassin belde vier keer.")
    started = make_round(session, journey)
    keep_unsent(session, piet(started).member, {2: FilledIn("beter", "Half getypt")})
    session.commit()
    page = f"/onderzoeken/jeugdhulp/leesrondes/{started.round.id}"
    assert "Je kunt deze leesronde weer openen" in client.get(f"{page}/sluiten").text
    learn_name(session, study, "Yassin")
    session.commit()
    assert "Je kunt deze leesronde weer openen" not in client.get(f"{page}/sluiten").text

    started.round.closes_on = in_days(-1)
    session.commit()
    told = client.get(page).text
    assert "1 lid had nog iets niet verstuurd" in told
    assert "Open de leesronde weer" not in told
    assert "Deze tekst kan de adviesraad niet meer lezen. Begin een nieuwe leesronde." in told
    assert "Bel of mail" in told
    assert "Laat de leesronde gesloten" in told
    assert "Open de ronde weer" not in client.get("/onderzoeken/jeugdhulp/").text
    refused = client.post(f"{page}/heropenen", data={"closes_on": in_days(3).isoformat()})
    assert refused.status_code == 422
    assert "Deze tekst kan de adviesraad niet meer lezen." in refused.text


def test_a_word_that_may_stand_in_a_text_may_stand_in_what_the_council_reads(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    change_step(session, journey, all_steps(session, journey)[1], "happens", "Bij de Linde stond Yassin op de deur.")
    started = make_round(session, journey)
    close_round(session, started.round, is_meant=True)
    for name in ("Yassin", "Mirjam", "Lindermeer"):
        learn_name(session, study, name)
    with pytest.raises(HoldsNamesSince):
        reopen_round(session, read_of(session, started), in_days(3))
    outline = outline_of(session, journey)
    while names := names_in_story(session, journey, story_texts(session, journey, outline)).open:
        waive_place(session, journey, outline, names[0].digest, Why.OTHER)

    reopen_round(session, read_of(session, started), in_days(3))
    assert is_open(started.round)
