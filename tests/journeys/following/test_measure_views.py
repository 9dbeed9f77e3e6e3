"""The list of measures on screen: who may say how each stands, and what a refusal keeps."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import today
from foundation.database.engine import unit_of_work
from journeys.composing.fields import change_step
from journeys.measures.lookup import changes_of
from journeys.measures.models import Measure
from journeys.measures.plans import MeasureText, ReviewDayUnknown, add_measure, read_review_day
from journeys.models import Journey
from journeys.story import MeasureState
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.journeys.making import all_steps, make_journey, stored

LIST = "/onderzoeken/jeugdhulp/maatregelen/"


@pytest.fixture
def measure(session: Session, study: Study) -> Measure:
    """'Direct bellen', at a step with a pain point; another step has a pain point and no measure."""
    journey = make_journey(session, study)
    first, second, _third = all_steps(session, journey)
    change_step(session, journey, first, "pain_point", "Niemand belt terug.")
    change_step(session, journey, second, "pain_point", "De brief is onleesbaar.")
    measure = add_measure(session, journey, MeasureText("Direct bellen", owner="Sociaal Team"), first)
    session.commit()
    return measure


@pytest.fixture
def team(engine: Engine, organisation: Organisation, sign_in_as: SignInAs) -> FlaskClient:
    """A browser of somebody of the social team."""
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "s@voorbeeld.nl", "Sanne Team", Role.SOCIAL_TEAM)
        session.expunge(person)
    return sign_in_as(person)


def _now(session: Session, measure: Measure) -> Measure:
    return stored(session, lambda fresh: fresh.get_one(Measure, measure.id))


def test_the_social_team_says_how_a_measure_stands(session: Session, team: FlaskClient, measure: Measure) -> None:
    made = team.get(LIST).text
    assert "Gemaakt op" in made
    assert "Bijgewerkt op" not in made
    answer = team.post(f"{LIST}{measure.id}", data={"state": "done", "result": "Het werkt.", "review_on": "2027-03-01"})

    assert answer.headers["Location"] == f"{LIST}#maatregel-{measure.id}"
    assert (_now(session, measure).state, _now(session, measure).result) == (MeasureState.DONE, "Het werkt.")
    page = team.get(LIST).text
    assert "van voorstel naar klaar, <bdi>Sanne Team</bdi>" in page
    assert "is bijgewerkt" in page


def test_a_report_that_says_nothing_new_is_not_called_an_update(
    session: Session, team: FlaskClient, measure: Measure
) -> None:
    said = {"state": "done", "result": "Het werkt.", "review_on": "2027-03-01"}
    team.post(f"{LIST}{measure.id}", data=said)
    assert "is bijgewerkt" in team.get(LIST).text

    team.post(f"{LIST}{measure.id}", data=said | {"result": " Het werkt. "})
    page = team.get(LIST).text
    assert "is bijgewerkt" not in page
    assert "Er is niets veranderd aan ‘Direct bellen’." in page

    team.post(f"{LIST}{measure.id}", data=said | {"review_on": "2027-04-01"})
    assert "is bijgewerkt" in team.get(LIST).text, "a new day to look again is stored"


def test_a_second_coder_reads_the_list_and_changes_nothing(
    session: Session, engine: Engine, organisation: Organisation, sign_in_as: SignInAs, measure: Measure
) -> None:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "t@voorbeeld.nl", "Teun", Role.SECOND_CODER)
        across.expunge(person)
    client = sign_in_as(person)

    assert "Werk bij" not in client.get(LIST).text
    assert client.post(f"{LIST}{measure.id}", data={"state": "done"}).status_code == 403
    assert _now(session, measure).state is MeasureState.PROPOSED


def test_a_refusal_keeps_what_was_typed(session: Session, team: FlaskClient, measure: Measure) -> None:
    answer = team.post(f"{LIST}{measure.id}", data={"state": "not_yet", "reason": "", "result": "Half gelukt."})

    assert answer.status_code == 422
    assert "waarom het niet kan" in answer.text
    assert "Half gelukt." in answer.text
    assert _now(session, measure).result == ""


@pytest.mark.parametrize("named", ["2147483648", "klaar"])
def test_a_refusal_asks_nothing_about_a_state_that_there_is_not(
    team: FlaskClient, measure: Measure, named: str
) -> None:
    """Only who changes a page sends that; nobody gets a fault for it."""
    new = team.post(f"{LIST}nieuw", data={"step": measure.step_id, "title": "", "reread": named})
    again = team.post(f"{LIST}{measure.id}", data={"state": "not_yet", "reason": "", "reread": named})
    assert (new.status_code, again.status_code) == (422, 422)
    assert "Wat er al stond" not in new.text + again.text


def test_the_list_says_why_not_only_of_what_cannot_be_done_and_a_day_only_of_the_rest(
    team: FlaskClient, measure: Measure
) -> None:
    said = {"reason": "Er is geen geld.", "when": "Klaar op 1 januari 2027"}
    why, day = "<b>Waarom nu niet?</b>", '<span dir="auto">Klaar op 1 januari 2027</span>'

    team.post(f"{LIST}{measure.id}", data=said | {"state": "not_yet"})
    page = team.get(LIST).text
    assert why in page
    assert day not in page

    team.post(f"{LIST}{measure.id}", data={"state": "done", "reread": "done"})
    page = team.get(LIST).text
    assert why not in page
    assert day in page
    assert "Er is geen geld.</textarea>" in page, "it is kept for when it cannot be done again"


def test_a_day_that_does_not_exist_is_refused_in_words(team: FlaskClient, measure: Measure) -> None:
    answer = team.post(f"{LIST}{measure.id}", data={"state": "busy", "review_on": "31-2-2027"})

    assert answer.status_code == 422
    assert "‘31-2-2027’ is geen datum" in answer.text


def test_of_two_people_at_once_the_second_hears_and_keeps_the_words(
    session: Session, client: FlaskClient, team: FlaskClient, measure: Measure
) -> None:
    seen = stored(session, lambda fresh: changes_of(fresh, fresh.get_one(Measure, measure.id))[-1].id)
    client.post(f"{LIST}{measure.id}", data={"state": "busy", "seen": seen})

    answer = team.post(f"{LIST}{measure.id}", data={"state": "done", "result": "Mijn tekst.", "seen": seen})

    assert answer.status_code == 409
    assert "intussen bijgewerkt" in answer.text
    assert "Mijn tekst." in answer.text
    assert _now(session, measure).state is MeasureState.BUSY


def test_late_measures_are_shown_apart(session: Session, client: FlaskClient, study: Study, measure: Measure) -> None:
    measure.review_on = today() - timedelta(days=2)
    session.add(measure)
    add_measure(session, make_journey(session, study), MeasureText("Duidelijke brief"))
    session.commit()

    late = client.get(f"{LIST}?toon=te-laat").text
    assert "Direct bellen" in late
    assert "Duidelijke brief" not in late
    assert "Duidelijke brief" in client.get(f"{LIST}?toon=onzin").text


def test_a_pain_point_without_a_measure_gets_one(session: Session, team: FlaskClient, measure: Measure) -> None:
    page = team.get(LIST).text
    assert "Nog zonder maatregel" in page
    link = next(part for part in page.split('"') if part.startswith(f"{LIST}nieuw?stap="))
    assert "De brief is onleesbaar." in team.get(link).text
    step = link.split("stap=")[1]

    refused = team.post(f"{LIST}nieuw", data={"step": step, "title": "", "owner": "Team Jeugd"})
    assert refused.status_code == 422
    assert "Team Jeugd" in refused.text

    team.post(f"{LIST}nieuw", data={"step": step, "title": "Brief in gewone taal", "review_on": "2027-03-01"})
    made = stored(
        session, lambda fresh: fresh.exec(select(Measure).where(Measure.title == "Brief in gewone taal")).one()
    )
    assert (made.step_id, made.state, str(made.review_on)) == (int(step), MeasureState.PROPOSED, "2027-03-01")
    assert "Nog zonder maatregel" not in team.get(LIST).text


def test_the_composer_keeps_the_day_to_look_again(session: Session, client: FlaskClient, measure: Measure) -> None:
    slug = stored(session, lambda fresh: fresh.get_one(Journey, measure.journey_id).slug)
    client.post(
        f"/onderzoeken/jeugdhulp/klantreizen/{slug}/maatregelen/{measure.id}",
        data={"title": "Direct bellen", "state": "busy", "review_on": "2027-03-01"},
    )

    assert str(_now(session, measure).review_on) == "2027-03-01"


@pytest.mark.parametrize(("written", "day"), [("2027-03-01", "2027-03-01"), (" 1-3-2027 ", "2027-03-01"), ("", "None")])
def test_a_day_is_read_as_browsers_send_it_and_as_people_write_it(written: str, day: str) -> None:
    assert str(read_review_day(written)) == day


@pytest.mark.parametrize("written", ["morgen", "2027-13-01", "1-3", "1-3-27-x", "0027-03-01"])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(ReviewDayUnknown):
        read_review_day(written)


def test_a_new_measure_may_say_why_not_now_and_is_kept_while_typing(
    session: Session, team: FlaskClient, measure: Measure
) -> None:
    form = team.get(f"{LIST}nieuw?stap={measure.step_id}").text
    assert "keep-form.js" in form
    refused = team.post(f"{LIST}nieuw", data={"step": measure.step_id, "title": "Loket", "state": "not_yet"})
    assert refused.status_code == 422
    assert 'value="not_yet" checked' in refused.text

    why = {"step": measure.step_id, "title": "Loket", "state": "not_yet", "reason": "Er is geen ruimte."}
    assert "Er is geen ruimte." in team.post(f"{LIST}nieuw", data=why, follow_redirects=True).text
    titled = select(Measure).where(Measure.title == "Loket")
    assert stored(session, lambda fresh: fresh.exec(titled).one().state) == MeasureState.NOT_YET


def test_the_page_of_a_refused_report_can_be_opened_again(team: FlaskClient, measure: Measure) -> None:
    refused = team.post(f"{LIST}{measure.id}", data={"state": "not_yet"})
    assert refused.status_code == 422
    again = team.get(f"{LIST}{measure.id}")

    assert again.headers["Location"] == f"{LIST}#maatregel-{measure.id}"


@pytest.fixture
def second(session: Session, measure: Measure) -> Measure:
    """'Duidelijke brief', on the same page."""
    journey = session.get_one(Journey, measure.journey_id)
    other = add_measure(session, journey, MeasureText("Duidelijke brief", what="Er komt een brief."))
    session.commit()
    return other


def _sent_with(first: Measure, said: dict[str, str], second: Measure, half: dict[str, str]) -> dict[str, str]:
    """What a browser sends with the button of `first`: all that stands on the page."""
    whole = {"reason": "", "result": "", "when": "", "review_on": ""}
    shown = {
        first.id: whole | {"state": "proposed", "what": ""},
        second.id: whole | {"state": "proposed", "what": "Er komt een brief."},
    }
    typed = {first.id: shown[first.id] | said, second.id: shown[second.id] | half}
    seen = {f"seen-{name}-{number}": text for number, values in shown.items() for name, text in values.items()}
    return seen | {f"{name}-{number}": text for number, values in typed.items() for name, text in values.items()}


def test_what_is_half_typed_at_another_measure_comes_back_when_one_is_stored(
    session: Session, team: FlaskClient, measure: Measure, second: Measure
) -> None:
    half = {"what": "Er komt een brief in gewone", "state": "busy"}
    sent = _sent_with(measure, {"result": "Er wordt gebeld."}, second, half)
    answer = team.post(f"{LIST}{measure.id}", data=sent)

    assert answer.status_code == 200
    assert "‘Direct bellen’ is bijgewerkt." in answer.text
    assert "Er komt een brief in gewone</textarea>" in answer.text
    assert "Wat je eerder invulde en nog niet bewaarde, is teruggezet." in answer.text
    assert _now(session, measure).result == "Er wordt gebeld."
    assert (_now(session, second).what, _now(session, second).state) == ("Er komt een brief.", MeasureState.PROPOSED)

    nothing_else = _sent_with(measure, {"result": "Er wordt snel gebeld."}, second, {})
    nothing_else[f"seen-result-{measure.id}"] = "Er wordt gebeld."
    assert team.post(f"{LIST}{measure.id}", data=nothing_else).status_code == 303
    assert _now(session, second).what == "Er komt een brief."


def test_what_is_half_typed_at_another_measure_comes_back_when_one_is_refused(
    session: Session, team: FlaskClient, measure: Measure, second: Measure
) -> None:
    sent = _sent_with(measure, {"state": "not_yet"}, second, {"what": "Er komt een brief in gewone"})
    answer = team.post(f"{LIST}{measure.id}", data=sent)

    assert answer.status_code == 422
    assert answer.text.count("waarom het niet kan") == 1
    assert "Er komt een brief in gewone</textarea>" in answer.text
    assert _now(session, measure).state is MeasureState.PROPOSED


def test_half_typed_words_take_back_nothing_that_a_colleague_stored(
    session: Session, client: FlaskClient, team: FlaskClient, measure: Measure, second: Measure
) -> None:
    seen = stored(session, lambda fresh: changes_of(fresh, fresh.get_one(Measure, second.id))[-1].id)
    client.post(f"{LIST}{second.id}", data={"state": "done", "reread": "done", "result": "De brief is af."})
    half = _sent_with(measure, {"result": "Er wordt gebeld."}, second, {"what": "Er komt een brief in gewone"})
    answer = team.post(f"{LIST}{measure.id}?toon=proposed", data=half | {f"seen-{second.id}": str(seen)})

    assert "Dit is intussen veranderd." in answer.text
    assert "De brief is af.</textarea>" in answer.text, "what nobody typed over shows what stands there now"
    assert "Er komt een brief in gewone</textarea>" in answer.text, "also where the list shows other measures"
    assert f'name="seen-{second.id}" value="{seen}"' in answer.text, "so that storing it says so first"


def test_enter_stores_the_one_measure_that_was_typed_at_and_asks_which_of_two(
    session: Session, team: FlaskClient, measure: Measure, second: Measure
) -> None:
    answer = team.post(LIST, data=_sent_with(measure, {}, second, {"when": "Vanaf mei"}))
    assert answer.headers["Location"] == f"{LIST}#maatregel-{second.id}"
    assert _now(session, second).when == "Vanaf mei"

    answer = team.post(LIST, data=_sent_with(measure, {"result": "Gebeld."}, second, {"what": "Een brief"}))
    assert answer.status_code == 422
    assert answer.text.count("Druk op ‘Bewaar’ bij deze maatregel.") == 2
    assert "Gebeld.</textarea>" in answer.text
    assert "Een brief</textarea>" in answer.text
    assert _now(session, measure).result == ""
    assert team.post(LIST, data=_sent_with(measure, {}, second, {})).headers["Location"] == LIST
