import re

from flask.testing import FlaskClient
from sqlmodel import Session, select

from coding.models import SegmentFeeling
from journeys.evidence.counting import evidence_by_step
from journeys.lookup import journey_area, persona_of, phases_of
from journeys.measures.lookup import measures_of
from journeys.models import Journey, Step
from studies.access import Role
from studies.accounts.persons import add_person
from studies.history.undoing import undoable
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_code, make_finished, make_journey, make_segment, stored, titles

JSON = {"Accept": "application/json"}


def address(study: Study, journey: Journey, *rest: object) -> str:
    return "/".join([f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}", *map(str, rest)])


def saved(session: Session, journey: Journey) -> Journey:
    """Let the application see it."""
    session.commit()
    return journey


def stored_steps(session: Session, journey: Journey) -> list[Step]:
    return stored(session, lambda fresh: all_steps(fresh, journey))


def test_an_empty_list_says_how_a_journey_begins(client: FlaskClient, study: Study) -> None:
    page = client.get(f"/onderzoeken/{study.slug}/klantreizen/").text

    assert "Een klantreis begint met een verzonnen persoon." in page
    assert "Nieuwe klantreis" in page


def test_a_new_journey_opens_in_the_composer_with_its_phases(
    client: FlaskClient, session: Session, study: Study
) -> None:
    answer = client.post(
        f"/onderzoeken/{study.slug}/klantreizen/nieuw",
        data={"name": "Mirjam", "title": "Mirjam zoekt hulp", "portrait": "riet", "phases": "Zorgen\r\n\r\nWachten"},
        follow_redirects=True,
    )

    journey = stored(session, lambda fresh: fresh.exec(select(Journey)).one())
    assert answer.status_code == 200
    assert "Eerste stap" in answer.text
    assert stored(session, lambda fresh: titles(fresh, journey)) == {"Zorgen": [], "Wachten": []}
    assert stored(session, lambda fresh: persona_of(fresh, journey)).portrait == "riet"


def test_a_journey_without_a_title_keeps_what_was_typed_and_stores_nothing(
    client: FlaskClient, session: Session, study: Study
) -> None:
    answer = client.post(
        f"/onderzoeken/{study.slug}/klantreizen/nieuw", data={"name": "Mirjam", "about": "Moeder van Daan"}
    )

    assert answer.status_code == 422
    assert "Vul ‘Titel van de klantreis’ in" in answer.text
    assert "Moeder van Daan" in answer.text
    assert stored(session, lambda fresh: fresh.exec(select(Journey)).all()) == []


def test_the_composer_shows_map_gate_and_evidence(client: FlaskClient, session: Session, study: Study) -> None:
    journey = saved(session, make_finished(session, study))
    step = stored_steps(session, journey)[1]

    page = client.get(address(study, journey), query_string={"stap": step.id}).text

    assert "Klaar om te publiceren" in page
    assert "Alle 4 stappen onderbouwd" in page
    assert "3 fragmenten, 3 gesprekken" in page
    assert re.search(r'aria-current="true"><span class="map-number">2</span>', page)
    assert "style=" not in page


def test_publishing_is_refused_with_the_reasons(client: FlaskClient, session: Session, study: Study) -> None:
    journey = saved(session, make_journey(session, study))

    page = client.get(address(study, journey)).text

    assert 'aria-disabled="true" aria-describedby="poort"' in page
    assert "Stap 1 heeft nog geen onderbouwing" in page


def test_a_field_saves_itself_and_says_when(client: FlaskClient, session: Session, study: Study) -> None:
    journey = saved(session, make_journey(session, study))
    step = stored_steps(session, journey)[0]

    answer = client.post(
        address(study, journey, "stappen", step.id), data={"need": "Rust", "seen-need": ""}, headers=JSON
    )

    assert re.fullmatch(r"Bewaard om \d{1,2}\.\d\d uur", answer.json["saved"])
    assert stored_steps(session, journey)[0].need == "Rust"


def test_a_conflict_tells_both_texts_and_changes_nothing(client: FlaskClient, session: Session, study: Study) -> None:
    journey = saved(session, make_journey(session, study))
    step = stored_steps(session, journey)[0]
    where = address(study, journey, "stappen", step.id)
    client.post(where, data={"need": "Rust in huis", "seen-need": ""})

    answer = client.post(where, data={"need": "Slapen", "seen-need": ""}, headers=JSON)
    page = client.post(where, data={"need": "Slapen", "seen-need": "", "who": "Oma", "seen-who": ""})

    assert (answer.status_code, answer.json["others"]) == (409, {"need": "Rust in huis"})
    assert page.status_code == 409
    assert "<q>Rust in huis</q>" in page.text
    assert ">\nSlapen</textarea>" in page.text
    assert 'name="seen-need" value="Rust in huis"' in page.text
    stored = stored_steps(session, journey)[0]
    assert (stored.need, stored.who) == ("Rust in huis", "")


def test_a_wrong_field_keeps_the_rest_of_the_form(client: FlaskClient, session: Session, study: Study) -> None:
    journey = saved(session, make_journey(session, study))
    step = stored_steps(session, journey)[0]

    page = client.post(address(study, journey, "stappen", step.id), data={"title": "", "happens": "Ze belt."})

    assert page.status_code == 422
    assert "Vul ‘Titel van de stap’ in" in page.text
    assert "Ze belt.</textarea>" in page.text


def test_a_glossary_line_without_meaning_opens_the_texts_again(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = saved(session, make_journey(session, study))

    page = client.post(address(study, journey, "teksten"), data={"glossary": "CJG"})

    assert page.status_code == 422
    assert 'id="teksten" open' in page.text
    assert "mist de uitleg" in page.text


def test_steps_move_by_direction_and_beside_another(client: FlaskClient, session: Session, study: Study) -> None:
    journey = saved(session, make_journey(session, study))
    one, two, three = stored_steps(session, journey)

    answer = client.post(
        address(study, journey, "stappen", one.id, "verplaats"), data={"direction": "later"}, follow_redirects=True
    )
    assert "‘Daan slaapt niet’ is nu stap 1 van 3, in de fase ‘Zoeken’." in answer.text
    client.post(address(study, journey, "stappen", three.id, "verplaats"), data={"before": one.id})
    client.post(address(study, journey, "stappen", one.id, "verplaats"), data={"behind": two.id})

    assert stored(session, lambda fresh: titles(fresh, journey)) == {
        "Zorgen": [],
        "Zoeken": ["De huisarts", "Vier keer bellen", "Daan slaapt niet"],
    }


def test_evidence_is_searched_cited_and_let_go(client: FlaskClient, session: Session, study: Study) -> None:
    journey, code = make_journey(session, study), make_code(session, study)
    source = make_interview(session, study, role="verzorger")
    quiet, band = (make_segment(session, study, source, code, turn, SegmentFeeling.NEGATIVE) for turn in (1, 3))
    step = stored_steps(session, saved(session, journey))[0]

    page = client.get(address(study, journey), query_string={"stap": step.id, "zoek": "BANDJE", "code": code.id}).text
    assert "ik een bandje" in page
    assert "daarna was het stil" not in page
    assert "Gesprek 1, verzorger" in page

    where = address(study, journey, "stappen", step.id, "onderbouwing")
    answer = client.post(where, data={"segment": quiet.id, "cited": "1", "zoek": "stil"})
    assert answer.location.endswith(f"?stap={step.id}&zoek=stil")
    assert stored(session, lambda fresh: evidence_by_step(fresh, journey))[step.id].beside == (0, 0, 1)
    client.post(where, data={"segment": quiet.id})
    assert stored(session, lambda fresh: evidence_by_step(fresh, journey)) == {}
    assert client.post(where, data={"segment": band.id + 99, "cited": "1"}).status_code == 404


def test_a_fragment_becomes_a_quote_that_still_has_to_be_rewritten(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = make_journey(session, study)
    segment = make_segment(session, study, make_interview(session, study), make_code(session, study))
    step = stored_steps(session, saved(session, journey))[0]

    page = client.post(
        address(study, journey, "stappen", step.id, "citaat"), data={"segment": segment.id}, follow_redirects=True
    ).text

    assert "Nog letterlijk, herschrijf" in page
    assert "Stap 1: dit citaat is letterlijk, en het gesprek is aan niemand gekoppeld." in page


def test_phases_are_added_renamed_moved_and_removed(client: FlaskClient, session: Session, study: Study) -> None:
    journey = saved(session, make_journey(session, study))

    client.post(address(study, journey, "fases"), data={"title": "Hulp"})
    first, _second, third = (phase.id for phase in stored(session, lambda fresh: phases_of(fresh, journey)))
    client.post(address(study, journey, "fases", first), data={"title": "Thuis", "seen-title": "Zorgen"})
    client.post(address(study, journey, "fases", third, "verplaats"), data={"direction": "earlier"})
    page = client.post(address(study, journey, "fases", first, "verwijder"), follow_redirects=True).text

    assert "Fase ‘Thuis’ is verwijderd." in page
    assert stored(session, lambda fresh: titles(fresh, journey)) == {
        "Hulp": ["Daan slaapt niet"],
        "Zoeken": ["Vier keer bellen", "De huisarts"],
    }
    assert client.post(address(study, journey, "fases"), data={"title": " "}).status_code == 422


def test_what_cannot_be_done_yet_asks_for_its_reason_and_keeps_the_rest(
    client: FlaskClient, session: Session, study: Study
) -> None:
    journey = saved(session, make_journey(session, study))
    where = address(study, journey, "maatregelen")

    page = client.post(where, data={"title": "Een korter plan", "state": "not_yet", "owner": "Team Jeugd"})
    assert page.status_code == 422
    assert "ook waarom het niet kan" in page.text
    assert 'value="Team Jeugd"' in page.text

    step = stored_steps(session, journey)[0]
    client.post(where, data={"title": "Een korter plan", "state": "not_yet", "reason": "Regels.", "step": step.id})
    (measure,) = stored(session, lambda fresh: measures_of(fresh, journey))
    assert (measure.reason, measure.step_id) == ("Regels.", step.id)
    client.post(f"{where}/{measure.id}", data={"title": "Kort plan", "state": "busy", "step": ""})
    client.post(f"{where}/{measure.id}/verplaats", data={"direction": "later"})
    assert (
        stored(session, lambda fresh: measures_of(fresh, journey))[0].title,
        stored(session, lambda fresh: measures_of(fresh, journey))[0].step_id,
    ) == ("Kort plan", None)
    client.post(f"{where}/{measure.id}/verwijder")
    assert stored(session, lambda fresh: measures_of(fresh, journey)) == []


def test_a_step_is_added_removed_and_brought_back(client: FlaskClient, session: Session, study: Study) -> None:
    journey = saved(session, make_journey(session, study))
    step = stored_steps(session, journey)[1]

    client.post(address(study, journey, "stappen"), data={"after": step.id, "title": "Weer bellen"})
    client.post(address(study, journey, "stappen", step.id, "verwijder"))
    assert stored(session, lambda fresh: titles(fresh, journey))["Zoeken"] == ["Weer bellen", "De huisarts"]

    page = client.post(address(study, journey, "ongedaan"), follow_redirects=True).text
    assert "Ongedaan gemaakt: stap ‘Vier keer bellen’ verwijderd." in page
    client.post(address(study, journey, "opnieuw"))
    assert stored(session, lambda fresh: titles(fresh, journey))["Zoeken"] == ["Weer bellen", "De huisarts"]
    assert stored(session, lambda fresh: undoable(fresh, journey_area(journey))) is not None


def test_every_answer_is_said_in_json_when_a_script_asks(client: FlaskClient, session: Session, study: Study) -> None:
    journey = saved(session, make_journey(session, study))
    step = stored_steps(session, journey)[0]
    where = address(study, journey, "stappen", step.id)

    assert client.post(where, data={"channel": "postduif"}, headers=JSON).json["errors"]["channel"].startswith("Kies")
    assert client.post(address(study, journey, "stappen", 999), data={}, headers=JSON).status_code == 404


def test_the_social_team_sees_the_list_but_not_what_people_said(
    sign_in_as: SignInAs, session: Session, organisation: Organisation, study: Study
) -> None:
    journey = saved(session, make_finished(session, study))
    colleague = add_person(session, organisation, "team@voorbeeld.nl", "Ton Team", Role.SOCIAL_TEAM)
    session.commit()
    client = sign_in_as(colleague)

    page = client.get(f"/onderzoeken/{study.slug}/klantreizen/").text

    assert journey.title in page
    assert address(study, journey) not in page
    assert client.get(address(study, journey)).status_code == 403
