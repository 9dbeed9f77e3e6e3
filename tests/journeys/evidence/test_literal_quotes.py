"""A respondent's words stay out of a story when the respondent says so."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, col, select

from coding.models import Segment
from foundation.clock import today
from interviews.models import Interview, Respondent
from interviews.respondents.consent import QuoteUse, record_consent, withdraw_consent
from interviews.respondents.conversations import link_interview, unlink_interview
from interviews.respondents.models import ConsentWay, Purpose
from interviews.respondents.register import add_respondent
from journeys.checks.gate import open_points
from journeys.composing.fields import change_step
from journeys.evidence.allowed_quotes import journeys_to_rewrite
from journeys.evidence.ledger import QuoteNotAllowed, use_as_quote
from journeys.evidence.literal_quotes import is_literal
from journeys.models import Journey
from studies.models import Study
from tests.journeys.making import all_steps, make_finished

LITERAL = "Ik kreeg een brief dat we op de wachtlijst stonden."
SENTENCE = "Stap 2: voor dit letterlijke citaat is geen toestemming, herschrijf het"


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """A finished journey; the second step quotes literally what every interview says."""
    journey = make_finished(session, study)
    change_step(session, journey, all_steps(session, journey)[1], "quote", LITERAL)
    return journey


def respondent_of_first(session: Session, study: Study) -> Respondent:
    respondent = add_respondent(session, study, "ouder")
    link_interview(session, respondent, session.exec(select(Interview).where(Interview.number == 1)).one())
    return respondent


def allow(session: Session, respondent: Respondent, purpose: Purpose) -> None:
    record_consent(session, respondent, purpose, True, date(2026, 3, 10), ConsentWay.BY_TELEPHONE)


def about_consent(session: Session, journey: Journey) -> list[tuple[str, bool]]:
    points = open_points(session, journey)
    return [(point.sentence, point.is_blocking) for point in points if "letterlijke citaat" in point.sentence]


def test_a_literal_quote_from_a_conversation_that_is_tied_to_nobody_stops_publication_too(
    session: Session, study: Study, journey: Journey
) -> None:
    def of_nobody() -> list[bool]:
        points = open_points(session, journey)
        return [point.is_blocking for point in points if "aan niemand gekoppeld" in point.sentence]

    assert of_nobody() == [True]
    assert journeys_to_rewrite(session, journey.study_id) == [(journey, [QuoteUse.LITERALLY])]

    for interview in session.exec(select(Interview)).all():
        respondent = add_respondent(session, study, "ouder")
        link_interview(session, respondent, interview)
        allow(session, respondent, Purpose.QUOTE_LITERALLY)
    assert of_nobody() == []
    assert about_consent(session, journey) == []
    assert journeys_to_rewrite(session, journey.study_id) == []

    unlink_interview(session, respondent, interview)
    assert of_nobody() == [True]


def test_a_literal_quote_without_consent_stops_publication(session: Session, study: Study, journey: Journey) -> None:
    respondent_of_first(session, study)

    assert about_consent(session, journey) == [(SENTENCE, True)]
    assert journeys_to_rewrite(session, study.id) == [(journey, [QuoteUse.LITERALLY])]


def test_consent_opens_the_gate_and_withdrawal_closes_it(session: Session, study: Study, journey: Journey) -> None:
    respondent = respondent_of_first(session, study)
    allow(session, respondent, Purpose.QUOTE_LITERALLY)
    assert about_consent(session, journey) == []

    withdraw_consent(session, respondent, Purpose.QUOTE_LITERALLY, date(2026, 4, 1))
    assert about_consent(session, journey) == [(SENTENCE, True)]


def test_a_rewritten_quote_needs_no_consent_for_literal_use(session: Session, study: Study, journey: Journey) -> None:
    allow(session, respondent_of_first(session, study), Purpose.QUOTE_REWORDED)
    change_step(session, journey, all_steps(session, journey)[1], "quote", "Er kwam alleen maar post.")

    assert about_consent(session, journey) == []


def test_words_without_consent_are_not_put_in_a_quote(session: Session, study: Study, journey: Journey) -> None:
    respondent_of_first(session, study)
    step = all_steps(session, journey)[0]
    segment = session.exec(select(Segment).order_by(col(Segment.id)).limit(1)).one()

    with pytest.raises(QuoteNotAllowed):
        use_as_quote(session, journey, step, segment.id)
    assert step.quote == "Er belde nooit iemand terug."


def test_the_composer_and_the_overview_say_which_words_may_not_be_used(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    allow(session, respondent_of_first(session, study), Purpose.QUOTE_REWORDED)
    session.commit()

    composer = client.get(f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}").text
    assert composer.count("Niet letterlijk gebruiken") == 1
    assert "1 citaat mag er zo niet in" in client.get("/onderzoeken/jeugdhulp/").text


def test_five_words_on_end_are_a_literal_quote_and_four_are_not() -> None:
    said = ("Toen kwam er op vrijdag toch nog een brief.",)

    assert is_literal("er op vrijdag toch nog", said)
    assert is_literal("‘Er op vrijdag, toch nog!’", said)
    assert not is_literal("er op vrijdag toch", said)
    assert not is_literal("er op vrijdag toch maar", said)


def test_a_whole_fragment_is_a_literal_quote_however_short() -> None:
    assert is_literal("Niemand, nee.", ("niemand nee",))
    assert is_literal("Nee!", ("Nee.",))
    assert not is_literal("", ("", "…"))


def test_a_council_gets_no_literal_quote_without_consent(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    spoken = [(add_respondent(session, study, "ouder"), one) for one in session.exec(select(Interview)).all()]
    for respondent, interview in spoken:
        link_interview(session, respondent, interview)
    session.commit()
    new = f"/onderzoeken/{study.slug}/leesrondes/nieuw"
    typed = {"journey": journey.slug, "members": "Piet Jansen", "contact": "Fenna", "telephone": "085-0001234"}
    typed["closes_on"] = today().isoformat()

    refused = client.post(new, data=typed)

    assert refused.status_code == 422
    assert "Bij stap 2 van deze klantreis staat een letterlijk citaat waarvoor geen toestemming is." in refused.text
    assert "Piet Jansen" in refused.text, "what was typed stays"
    for respondent, _interview in spoken:
        allow(session, respondent, Purpose.QUOTE_LITERALLY)
    session.commit()
    assert client.post(new, data=typed).status_code == 201
