"""Undo in the composer takes back what one did oneself, and never along with it what a colleague tied to it since."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from coding.undo import HangsOnIt, WrittenSince
from foundation.errors import ResearcherError
from journeys.composer.undoing import ReadersHaveIt
from journeys.evidence.counting import evidence_by_step
from journeys.lookup import phases_of
from journeys.measures.lookup import measures_of
from journeys.measures.models import Measure, WaitingWords
from journeys.models import Journey
from studies.access import Role
from studies.accounts.persons import add_person
from studies.history.applying import ChangedSince
from studies.history.tied import TiedSince
from studies.history.undoing import UsedSince
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.journeys.composing.test_views import address
from tests.journeys.making import all_steps, make_code, make_journey, make_segment, stored, titles

NEW = "Weer bellen"
LABEL = "‘Wie zijn erbij?’ aangepast bij ‘Een weekend weg’"


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    journey = make_journey(session, study)
    make_segment(session, study, make_interview(session, study), make_code(session, study))
    session.commit()
    return journey


@pytest.fixture
def colleague(sign_in_as: SignInAs, session: Session, organisation: Organisation, journey: Journey) -> FlaskClient:
    """A browser of another researcher."""
    anna = add_person(session, organisation, "a.smit@voorbeeld.nl", "Anna Smit", Role.RESEARCHER)
    session.commit()
    return sign_in_as(anna)


def _refused(client: FlaskClient, study: Study, journey: Journey, action: str = "ongedaan") -> str:
    answer = client.post(address(study, journey, action))
    assert answer.status_code == 422
    assert "kan niet meer terug" in answer.text
    assert "Er is niets gewijzigd." in answer.text
    assert "verwijder het dan zelf" in answer.text
    return answer.text


def _new_step(client: FlaskClient, session: Session, study: Study, journey: Journey) -> int:
    client.post(address(study, journey, "stappen"), data={"phase": _last_phase(session, journey), "title": NEW})
    return stored(session, lambda fresh: all_steps(fresh, journey)[-1].id)


def _last_phase(session: Session, journey: Journey) -> int:
    return stored(session, lambda fresh: phases_of(fresh, journey)[-1].id)


def _measure(session: Session, journey: Journey) -> Measure:
    return stored(session, lambda fresh: measures_of(fresh, journey)[0])


def _cite(who: FlaskClient, study: Study, journey: Journey, step_id: int) -> None:
    who.post(address(study, journey, "stappen", step_id, "onderbouwing"), data={"segment": 1, "cited": "1"})


def test_a_step_that_a_colleague_founded_since_stays(
    client: FlaskClient, colleague: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    step_id = _new_step(client, session, study, journey)
    _cite(colleague, study, journey, step_id)

    said = _refused(client, study, journey)

    assert "Anna Smit deed daarna: fragment gekoppeld aan ‘Weer bellen’." in said
    assert stored(session, lambda fresh: evidence_by_step(fresh, journey))[step_id].segments == 1


def test_a_phase_in_which_a_colleague_wrote_a_step_stays(
    client: FlaskClient, colleague: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    client.post(address(study, journey, "fases"), data={"title": "Hulp"})
    _new_step(colleague, session, study, journey)

    said = _refused(client, study, journey)

    assert "Anna Smit deed daarna: stap ‘Weer bellen’ toegevoegd." in said
    assert stored(session, lambda fresh: titles(fresh, journey))["Hulp"] == [NEW]


def test_a_step_that_a_measure_of_a_colleague_answers_stays(
    client: FlaskClient, colleague: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    step_id = _new_step(client, session, study, journey)
    colleague.post(
        address(study, journey, "maatregelen"), data={"title": "Terugbellen", "state": "busy", "step": step_id}
    )

    said = _refused(client, study, journey)

    assert "Anna Smit deed daarna: maatregel ‘Terugbellen’ toegevoegd." in said
    assert _measure(session, journey).step_id == step_id


def test_a_measure_about_which_words_wait_stays(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    client.post(address(study, journey, "maatregelen"), data={"title": "Terugbellen", "state": "busy"})
    measure_id = _measure(session, journey).id
    session.add(WaitingWords(journey_id=journey.id, measure_id=measure_id, typed={"what": "Binnen een dag."}))
    session.commit()

    said = _refused(client, study, journey)

    assert "Daarna kwam er iets bij" in said
    assert stored(session, lambda fresh: fresh.exec(select(WaitingWords.measure_id)).all()) == [measure_id]


def test_a_removal_is_not_done_again_over_what_a_colleague_tied_to_it_since(
    client: FlaskClient, colleague: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    step_id = stored(session, lambda fresh: all_steps(fresh, journey)[1].id)
    client.post(address(study, journey, "stappen", step_id, "verwijder"))
    client.post(address(study, journey, "ongedaan"))
    _cite(colleague, study, journey, step_id)
    stood = stored(session, lambda fresh: titles(fresh, journey))

    said = _refused(client, study, journey, "opnieuw")

    assert "Anna Smit deed daarna: fragment gekoppeld aan ‘Vier keer bellen’." in said
    assert stored(session, lambda fresh: titles(fresh, journey)) == stood
    assert stored(session, lambda fresh: evidence_by_step(fresh, journey))[step_id].segments == 1


def test_a_step_does_not_come_back_in_a_phase_that_a_colleague_removed(
    client: FlaskClient, colleague: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    step_id = stored(session, lambda fresh: all_steps(fresh, journey)[0].id)
    client.post(address(study, journey, "stappen", step_id, "verwijder"))
    first = stored(session, lambda fresh: phases_of(fresh, journey)[0].id)
    colleague.post(address(study, journey, "fases", first, "verwijder"))

    answer = client.post(address(study, journey, "ongedaan"))

    assert answer.status_code == 422
    assert "Anderen werkten intussen verder met wat erbij hoort" in answer.text
    assert stored(session, lambda fresh: titles(fresh, journey)) == {"Zoeken": ["Vier keer bellen", "De huisarts"]}


def test_what_nobody_else_touched_goes_and_comes_back(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    step_id = _new_step(client, session, study, journey)
    _cite(client, study, journey, step_id)
    whole = stored(session, lambda fresh: (titles(fresh, journey), evidence_by_step(fresh, journey)))

    for action in ("ongedaan", "ongedaan", "opnieuw", "opnieuw"):
        assert client.post(address(study, journey, action)).status_code == 303

    assert stored(session, lambda fresh: (titles(fresh, journey), evidence_by_step(fresh, journey))) == whole


def _types(who: FlaskClient, study: Study, journey: Journey, step_id: int, text: str, over: str) -> None:
    answer = who.post(address(study, journey, "stappen", step_id), data={"happens": text, "seen-happens": over})
    assert answer.status_code == 303


def test_what_a_colleague_wrote_between_two_saves_of_one_minute_stays_at_undo(
    client: FlaskClient, colleague: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    step_id = stored(session, lambda fresh: all_steps(fresh, journey)[0].id)

    def happens() -> str:
        return stored(session, lambda fresh: all_steps(fresh, journey)[0].happens)

    _types(client, study, journey, step_id, "Mirjam belt.", "")
    _types(colleague, study, journey, step_id, "Mirjam belt. Ze is bang.", "Mirjam belt.")
    _types(client, study, journey, step_id, "Mirjam belt. Ze is bang en moe.", "Mirjam belt. Ze is bang.")

    client.post(address(study, journey, "ongedaan"))
    assert happens() == "Mirjam belt. Ze is bang."
    refused = client.post(address(study, journey, "ongedaan"))
    assert "Het is daarna nog veranderd. Er is niets gewijzigd." in refused.text
    assert happens() == "Mirjam belt. Ze is bang."


@pytest.mark.parametrize(
    ("field", "first", "more"), [("how_made", "Zo ging het.", "Zo.\nEn zo."), ("glossary", "a: b", "a: c")]
)
def test_what_one_types_in_one_minute_is_one_step_of_undo(
    client: FlaskClient, session: Session, study: Study, journey: Journey, field: str, first: str, more: str
) -> None:
    before = stored(session, lambda fresh: getattr(fresh.get_one(Journey, journey.id), field))
    for text in (first, more):
        client.post(address(study, journey, "teksten"), data={field: text})

    client.post(address(study, journey, "ongedaan"))

    assert stored(session, lambda fresh: getattr(fresh.get_one(Journey, journey.id), field)) == before


@pytest.mark.parametrize(
    "refusal",
    [
        ChangedSince(LABEL),
        UsedSince(LABEL),
        TiedSince(LABEL, "Daarna kwam er iets bij dat mee weg zou gaan."),
        ReadersHaveIt(LABEL),
        HangsOnIt(LABEL),
        WrittenSince(LABEL),
    ],
)
def test_what_cannot_go_back_is_told_without_marks_around_its_own(refusal: ResearcherError) -> None:
    assert f": {LABEL}. " in str(refusal)
    assert "‘‘" not in str(refusal)


def test_a_step_and_a_measure_come_back_when_a_colleague_removed_others_since(
    client: FlaskClient, colleague: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    for title in ("Bellen", "Schrijven", "Langskomen"):
        client.post(address(study, journey, "maatregelen"), data={"title": title, "state": "busy"})
    first, second, third = stored(session, lambda fresh: [one.id for one in measures_of(fresh, journey)])
    added = [_new_step(client, session, study, journey) for _time in range(3)]
    before = stored(session, lambda fresh: [one.id for one in all_steps(fresh, journey)])

    client.post(address(study, journey, "stappen", added[1], "verwijder"))
    colleague.post(address(study, journey, "stappen", added[2], "verwijder"))
    client.post(address(study, journey, "maatregelen", second, "verwijder"))
    colleague.post(address(study, journey, "maatregelen", first, "verwijder"))
    for _time in range(2):
        assert client.post(address(study, journey, "ongedaan")).status_code < 400

    left = stored(session, lambda fresh: [(one.id, one.position) for one in measures_of(fresh, journey)])
    assert left == [(second, 0), (third, 1)]
    steps = stored(session, lambda fresh: all_steps(fresh, journey))
    assert [one.id for one in steps] == before[:-1]
    assert [one.position for one in steps if one.phase_id == steps[-1].phase_id][-2:] == [
        steps[-1].position - 1,
        steps[-1].position,
    ]
    assert client.post(address(study, journey, "opnieuw")).status_code < 400, "and goes again"
    assert added[1] not in stored(session, lambda fresh: [one.id for one in all_steps(fresh, journey)])


def test_a_phase_comes_back_when_a_colleague_removed_one_of_its_steps_since(
    client: FlaskClient, colleague: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    gone = _new_step(client, session, study, journey)
    phase = _last_phase(session, journey)
    client.post(address(study, journey, "fases", phase, "verwijder"))
    colleague.post(address(study, journey, "stappen", gone, "verwijder"))

    assert client.post(address(study, journey, "ongedaan")).status_code < 400

    assert _last_phase(session, journey) == phase
