"""A quote remembers whose words it was made from, also when it was rewritten."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from coding.models import Segment
from exports.publishing.publish import publish_journey
from interviews.models import Interview, Respondent
from interviews.respondents.consent import record_consent, withdraw_consent
from interviews.respondents.conversations import link_interview
from interviews.respondents.models import ConsentWay, Purpose
from interviews.respondents.register import add_respondent
from interviews.texts.models import Source
from journeys.checks.gate import open_points
from journeys.composing.fields import change_step
from journeys.composing.models import QuoteSource
from journeys.evidence.ledger import uncite, use_as_quote
from journeys.lookup import journey_area
from journeys.models import Journey, Step
from journeys.withdrawing.models import ToReread
from journeys.withdrawing.rereading import was_reread
from studies.history.undoing import undo
from studies.models import Study
from tests.journeys.making import SITE, all_steps, make_finished

DAY = date(2026, 6, 1)
REWRITTEN = "Er kwam post, en verder hoorde ik niemand."
BOTH = (Purpose.QUOTE_REWORDED, Purpose.QUOTE_LITERALLY)
MARKED = "rust op ingetrokken toestemming</strong></p><p>Het gaat om stap 2 van die uitgave."


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """The second step's quote was made from what the second of four told, and rewritten; all four allowed all."""
    journey = make_finished(session, study, ("ouder", "ouder", "jongere", "verzorger"))
    for interview in session.exec(select(Interview).order_by(Interview.id)).all():  # type: ignore[arg-type]
        told = add_respondent(session, study, "ouder")
        link_interview(session, told, interview)
        for purpose in BOTH:
            record_consent(session, told, purpose, True, DAY, ConsentWay.BY_TELEPHONE)
    use_as_quote(session, journey, second_step(session, journey), segment(session).id)
    change_step(session, journey, second_step(session, journey), "quote", REWRITTEN)
    session.commit()
    return journey


def second_step(session: Session, journey: Journey) -> Step:
    return all_steps(session, journey)[1]


def segment(session: Session) -> Segment:
    """What the second of them told."""
    of_second = select(Segment).join(Source, Source.id == Segment.source_id).join(Interview)  # type: ignore[arg-type]
    return session.exec(of_second.where(Interview.number == 2)).one()


def teller(session: Session) -> Respondent:
    return session.exec(select(Respondent).where(Respondent.number == 2)).one()


def blocking(session: Session, journey: Journey) -> list[tuple[str, str]]:
    return [(point.sentence, point.anchor) for point in open_points(session, journey) if point.is_blocking]


NOT_THEIRS = (
    "Stap 2: het citaat is gemaakt van woorden die we niet (meer) mogen gebruiken. Haal het weg en schrijf een ander "
    "citaat",
    "citaat-van",
)


def test_taking_rewording_back_marks_just_that_step_and_the_edition_that_has_it(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    publish_journey(session, journey, SITE)
    assert blocking(session, journey) == []
    withdraw_consent(session, teller(session), Purpose.QUOTE_REWORDED, DAY)
    session.commit()

    assert blocking(session, journey) == [NOT_THEIRS]
    composer = f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}"
    second, overview_page, title = second_step(session, journey).id, f"/onderzoeken/{study.slug}/", journey.title
    session.rollback()  # that somebody looks is written down
    page = client.get(composer, query_string={"stap": second}).text
    assert MARKED in " ".join(page.split())
    assert 'id="citaat-van"' in page
    overview = client.get(overview_page).text
    assert f"{title} is openbaar, en rust op ingetrokken toestemming" in overview
    assert "1 citaat mag er zo niet in" in overview
    assert "Deze woorden mogen we niet (meer) gebruiken, ook niet herschreven. Schrijf een ander citaat." in overview
    assert "Herschrijf het" not in overview


def test_taking_literal_use_back_marks_the_edition_that_quotes_word_for_word_and_no_other(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    composer = f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}"
    publish_journey(session, journey, SITE)
    withdraw_consent(session, teller(session), Purpose.QUOTE_LITERALLY, DAY)
    session.commit()
    assert "ingetrokken toestemming" not in client.get(composer).text
    record_consent(session, teller(session), Purpose.QUOTE_LITERALLY, True, DAY, ConsentWay.BY_TELEPHONE)
    use_as_quote(session, journey, second_step(session, journey), segment(session).id)
    publish_journey(session, journey, SITE)

    withdraw_consent(session, teller(session), Purpose.QUOTE_LITERALLY, DAY)
    session.commit()

    assert MARKED in " ".join(client.get(composer).text.split())


def test_words_of_who_left_have_to_go_though_they_are_rewritten_and_cited_no_more(
    session: Session, journey: Journey
) -> None:
    for purpose in BOTH:
        withdraw_consent(session, teller(session), purpose, DAY)
    for step in all_steps(session, journey):
        uncite(session, journey, step, segment(session).id)
    for waiting in session.exec(select(ToReread)).all():
        was_reread(session, journey, waiting.id)

    assert blocking(session, journey) == [NOT_THEIRS]


def test_who_said_no_to_rewording_is_no_source_of_a_rewritten_quote(session: Session, journey: Journey) -> None:
    record_consent(session, teller(session), Purpose.QUOTE_REWORDED, False, DAY, ConsentWay.BY_TELEPHONE)

    assert blocking(session, journey) == [NOT_THEIRS]


def test_taking_the_quote_away_opens_the_way_to_another_one_and_undo_brings_both_back(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    step = second_step(session, journey)
    withdraw_consent(session, teller(session), Purpose.QUOTE_REWORDED, DAY)
    session.commit()
    where = f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}"
    client.post(f"{where}/stappen/{step.id}/citaat/weg")
    session.expire_all()
    assert step.quote == ""
    change_step(session, journey, step, "quote", "Niemand belde terug.")
    assert blocking(session, journey) == []

    undo(session, journey_area(journey))
    undo(session, journey_area(journey))
    session.expire_all()

    assert step.quote == REWRITTEN
    assert blocking(session, journey) == [NOT_THEIRS]


def test_an_emptied_quote_forgets_whose_words_it_had(session: Session, journey: Journey) -> None:
    change_step(session, journey, second_step(session, journey), "quote", " ")

    assert session.exec(select(QuoteSource)).all() == []
    undo(session, journey_area(journey))
    assert len(session.exec(select(QuoteSource)).all()) == 1
