"""A field that did not come along with its form decides nothing: what stands stays, or a sentence asks for it."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from interviews.deidentification.models import NameFinding
from interviews.models import Respondent
from interviews.respondents.models import Consent
from interviews.respondents.register import add_respondent
from interviews.transcripts.models import TranscriptInProgress
from journeys.evidence.ledger import ties_of
from journeys.evidence.models import Stance
from journeys.measures.models import Measure
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.story import MeasureState
from studies.agreements.stored_terms import agreement_of, version_of
from studies.models import Organisation, Study
from tests.interviews.transcripts.test_views import SPEAKERS, typed
from tests.journeys.making import all_steps, make_finished, stored, titles
from tests.studies.test_agreement import FORM

HOME = "/onderzoeken/jeugdhulp"


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    session.expire_on_commit = False
    journey = make_finished(session, study)
    session.commit()
    return journey


@pytest.fixture
def measure(session: Session, journey: Journey) -> Measure:
    """One that cannot be done yet, at the first step."""
    text = MeasureText("Bellen", MeasureState.NOT_YET, what="U hoort iets.", reason="Geen geld.", owner="Team")
    measure = add_measure(session, journey, text, all_steps(session, journey)[0])
    session.commit()
    return measure


@pytest.fixture
def respondent(session: Session, study: Study) -> Respondent:
    session.expire_on_commit = False
    respondent = add_respondent(session, study, "ouder", {"wijk": "Noord"})
    session.commit()
    return respondent


def now_stands(session: Session, measure: Measure) -> tuple[MeasureState, str, str, int | None]:
    now = stored(session, lambda fresh: fresh.get_one(Measure, measure.id))
    return now.state, now.reason, now.what, now.step_id


@pytest.mark.parametrize("way", ["maatregelen", "klantreizen/{journey}/maatregelen"])
def test_a_measure_of_which_one_thing_is_said_keeps_the_rest(
    client: FlaskClient, session: Session, journey: Journey, measure: Measure, way: str
) -> None:
    stood = now_stands(session, measure)

    answer = client.post(f"{HOME}/{way.format(journey=journey.slug)}/{measure.id}", data={"when": "in mei"})

    assert answer.status_code == 303
    assert now_stands(session, measure) == stood
    assert stored(session, lambda fresh: fresh.get_one(Measure, measure.id)).when == "in mei"


@pytest.mark.parametrize("way", ["maatregelen/{measure}", "klantreizen/{journey}/maatregelen/{measure}"])
@pytest.mark.parametrize("state", ["", "wachten"])
def test_a_state_that_does_not_exist_is_refused(
    client: FlaskClient, session: Session, journey: Journey, measure: Measure, way: str, state: str
) -> None:
    stood = now_stands(session, measure)
    address = f"{HOME}/{way.format(journey=journey.slug, measure=measure.id)}"

    answer = client.post(address, data={"title": "Bellen", "state": state, "result": "Half gelukt."})

    assert answer.status_code == 422
    assert "Kies bij ‘Hoe staat het?’ wat het wordt. Er is nog niets veranderd." in answer.text
    assert now_stands(session, measure) == stood


@pytest.mark.parametrize("way", ["maatregelen/nieuw", "klantreizen/{journey}/maatregelen"])
def test_a_new_measure_stands_as_was_said_or_not_at_all(
    client: FlaskClient, session: Session, journey: Journey, way: str
) -> None:
    step = all_steps(session, journey)[0].id
    session.commit()

    data = {"title": "Mailen", "step": step, "state": "wachten"}
    answer = client.post(f"{HOME}/{way.format(journey=journey.slug)}", data=data)

    assert answer.status_code == 422
    assert "Kies bij ‘Hoe staat het?’ wat het wordt" in answer.text
    assert 'value="Mailen"' in answer.text
    assert stored(session, lambda fresh: fresh.exec(select(Measure)).all()) == []


@pytest.mark.parametrize("given", [{}, {"stance": "misschien"}, {"stance": "differs", "about": "alles"}])
def test_what_a_fragment_tells_stays_when_nothing_was_chosen(
    client: FlaskClient, session: Session, journey: Journey, given: dict[str, str]
) -> None:
    step = all_steps(session, journey)[0]
    segment = next(iter(ties_of(session, step)))
    session.commit()

    answer = client.post(
        f"{HOME}/klantreizen/{journey.slug}/stappen/{step.id}/houding", data={"segment": segment, **given}
    )

    assert answer.status_code == 422
    assert "Kies bij ‘Wat vertelt dit fragment?’ wat het wordt" in answer.text
    assert stored(session, lambda fresh: ties_of(fresh, step)[segment].stance) is Stance.TELLS


def test_nothing_moves_without_a_direction(client: FlaskClient, session: Session, journey: Journey) -> None:
    stood = titles(session, journey)
    first = all_steps(session, journey)[0].id
    session.commit()

    answer = client.post(f"{HOME}/klantreizen/{journey.slug}/stappen/{first}/verplaats")

    assert answer.status_code == 422
    assert stored(session, lambda fresh: titles(fresh, journey)) == stood


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("address", ["namen", "namen/rest"])
@pytest.mark.parametrize("given", [{}, {"decision": "raad"}])
def test_no_name_is_decided_without_a_decision(
    client: FlaskClient, session: Session, address: str, given: dict[str, str]
) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)
    finding = stored(session, lambda fresh: fresh.exec(select(NameFinding)).first())
    assert finding is not None

    answer = client.post(f"{HOME}/interviews/1/{address}", data={"finding": finding.id, **given})

    assert answer.status_code == 422
    assert "Kies bij ‘Deze naam’ wat het wordt" in answer.text
    now = stored(session, lambda fresh: fresh.get_one(NameFinding, finding.id))
    assert now.state is finding.state


def test_how_consent_was_given_is_never_made_up(client: FlaskClient, session: Session, respondent: Respondent) -> None:
    page = f"{HOME}/interviews/respondenten/{respondent.number}"

    answer = client.post(f"{page}/toestemming", data={"answered_on": "2026-03-11", "interview": "yes"})

    assert answer.status_code == 422
    assert "Kies hoe de antwoorden zijn gegeven." in answer.text
    assert stored(session, lambda fresh: fresh.exec(select(Consent)).all()) == []


def test_what_is_not_sent_of_a_respondent_stays(client: FlaskClient, session: Session, respondent: Respondent) -> None:
    page = f"{HOME}/interviews/respondenten/{respondent.number}"
    client.post(f"{page}/contact", data={"name": "Nynke", "telephone": "06 12345678", "email": "n@voorbeeld.nl"})

    client.post(f"{page}/contact", data={"telephone": "06 87654321"})
    client.post(page, data={"attribute_name": ["wijk"], "attribute_value": ["Zuid"]})
    client.post(page, data={"role": "jongere"})

    shown = client.get(page).text
    assert 'value="Nynke"' in shown
    assert 'value="n@voorbeeld.nl"' in shown
    assert "06-87654321" in shown
    now = stored(session, lambda fresh: fresh.get_one(Respondent, respondent.id))
    assert (now.role, now.attributes) == ("jongere", {"wijk": "Zuid"})


def test_what_is_not_sent_of_the_organisation_stays(
    client: FlaskClient, session: Session, organisation: Organisation
) -> None:
    client.post("/organisatie", data={"name": "Lindermeer", "telephone": "14 043", "email": "hulp@voorbeeld.nl"})

    client.post("/organisatie", data={"telephone": "14 045"})

    now = stored(session, lambda fresh: fresh.get_one(Organisation, organisation.id))
    assert (now.name, now.telephone, now.email) == ("Lindermeer", "14 045", "hulp@voorbeeld.nl")


def test_what_is_not_sent_of_the_agreement_stays(client: FlaskClient, session: Session, study: Study) -> None:
    client.post(f"{HOME}/afspraken", data=FORM)
    before = stored(session, lambda fresh: agreement_of(fresh, study.id))
    assert before is not None

    version = stored(session, lambda fresh: version_of(agreement_of(fresh, study.id), study))
    client.post(f"{HOME}/afspraken", data={"version": version, "asked_by": FORM["asked_by"], "published": "Een boek."})

    now = stored(session, lambda fresh: agreement_of(fresh, study.id))
    assert now is not None
    assert now.published == "Een boek."
    for name in ("question", "used_for", "not_for", "parties", "success", "transcripts_until", "key_until"):
        assert getattr(now, name) == getattr(before, name), name


@pytest.mark.usefixtures("study")
def test_a_typed_conversation_is_not_emptied_by_a_form_without_it(client: FlaskClient, session: Session) -> None:
    place = typed(client)
    before = stored(session, lambda fresh: fresh.exec(select(TranscriptInProgress)).one())
    assert before.text

    client.post(place, data={"version": before.version})

    assert stored(session, lambda fresh: fresh.exec(select(TranscriptInProgress.text)).one()) == before.text
