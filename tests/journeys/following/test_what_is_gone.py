"""Words about a measure or step that was removed meanwhile: none are lost, and the page says what to do with them."""

from flask.testing import FlaskClient
from lxml import html
from sqlmodel import Session, select

from journeys.measures.models import Measure
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from tests.journeys.following.on_the_list import LIST, SENT, form_of, public, words_of
from tests.journeys.making import all_steps, stored

RESULT = "Er belt nu iemand terug."


def _composer(journey: Journey) -> str:
    return f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"


def _remove_measure(client: FlaskClient, journey: Journey, measure: int) -> None:
    assert client.post(f"{_composer(journey)}/maatregelen/{measure}/verwijder").status_code < 400


def _remove_first_step(client: FlaskClient, session: Session, journey: Journey) -> None:
    step = stored(session, lambda fresh: all_steps(fresh, journey)[0].id)
    assert client.post(f"{_composer(journey)}/stappen/{step}/verwijder").status_code < 400


def _typed_in(page: str) -> dict[str, str]:
    """What the form of a new measure would send."""
    form = html.fromstring(page).xpath("//main//form")[0]
    return {name: value or "" for name, value in form.fields.items() if name != "csrf_token"}


def test_a_result_that_waits_is_in_the_form_and_stored_after_its_measure_was_removed(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"result": RESULT})
    _remove_measure(client, journey, measure)
    (words,) = set(words_of(client.get(LIST).text))

    opened = _typed_in(team.get(f"{LIST}nieuw?woorden={words}").text)
    assert opened["result"] == RESULT
    team.post(f"{LIST}nieuw", data=opened | {"what": "Binnen een dag."})
    (words,) = set(words_of(client.get(LIST).text))
    reviewed = _typed_in(client.get(f"{LIST}nieuw?woorden={words}").text)
    assert (reviewed["result"], reviewed["what"]) == (RESULT, "Binnen een dag.")
    assert client.post(f"{LIST}nieuw", data=reviewed).status_code == 303
    assert RESULT in public(client, journey)


def test_a_page_of_before_that_shows_no_result_takes_none_away(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"result": RESULT})
    _remove_measure(client, journey, measure)
    (words,) = set(words_of(client.get(LIST).text))
    opened = _typed_in(team.get(f"{LIST}nieuw?woorden={words}").text)
    del opened["result"]

    team.post(f"{LIST}nieuw", data=opened | {"what": "Binnen een dag."})

    assert RESULT in client.get(LIST).text


def test_words_taken_back_after_measure_and_step_were_removed_stand_in_a_form_that_can_be_stored(
    team: FlaskClient, client: FlaskClient, session: Session, journey: Journey, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"result": RESULT})
    _remove_measure(client, journey, measure)
    _remove_first_step(client, session, journey)
    (words,) = set(words_of(client.get(LIST).text))
    [carried] = html.fromstring(team.get(LIST).text).xpath(f"//input[@name='waits-{words}']/@value")

    for _time in ("once", "twice"):
        page = team.post(f"{LIST}woorden/{words}/intrekken", data={f"waits-{words}": carried})
        assert page.status_code == 200
        assert f"{RESULT}</textarea>" in page.text
        assert "De stap waar dit bij hoorde, is weggehaald." in page.text
    assert team.post(f"{LIST}nieuw", data=_typed_in(page.text)).status_code == 303
    assert RESULT in client.get(LIST).text


def test_a_measure_for_a_step_that_was_removed_while_somebody_typed_can_still_be_stored(
    team: FlaskClient, client: FlaskClient, session: Session, journey: Journey
) -> None:
    step = stored(session, lambda fresh: all_steps(fresh, journey)[0].id)
    typed = _typed_in(team.get(f"{LIST}nieuw?stap={step}").text) | {"title": "Een loket"}
    _remove_first_step(client, session, journey)

    refused = team.post(f"{LIST}nieuw", data=typed)

    assert refused.status_code == 409
    assert "De stap waar dit bij hoorde, is weggehaald. Wat je typte, staat er nog" in refused.text
    assert team.post(f"{LIST}nieuw", data=_typed_in(refused.text)).status_code == 303
    assert "Een loket" in client.get(LIST).text
    assert team.get(f"{LIST}nieuw?stap={step}").headers["Location"] == LIST


def test_taking_a_new_measure_back_keeps_what_is_half_typed_in_the_list(
    team: FlaskClient, client: FlaskClient, session: Session, journey: Journey, measure: int
) -> None:
    step = stored(session, lambda fresh: all_steps(fresh, journey)[1].id)
    team.post(f"{LIST}nieuw", data={"step": step, "title": "Een loket", "what": "Elke dag open."})
    (words,) = set(words_of(team.get(LIST).text))
    half = {f"seen-what-{measure}": "", f"what-{measure}": "Mijn halve zin"}

    page = team.post(f"{LIST}woorden/{words}/intrekken", data=half).text

    assert "In de lijst typte je ook iets." in page
    sent = _typed_in(page)
    again = team.post(f"{LIST}", data=sent | {"lijst": "ja"})
    assert form_of(again.text, measure)["what"] == "Mijn halve zin"
    stored_now = team.post(f"{LIST}nieuw", data=sent)
    assert form_of(stored_now.text, measure)["what"] == "Mijn halve zin"
    assert "Elke dag open." in stored_now.text


def test_taking_words_back_keeps_what_was_half_typed_over_them(
    team: FlaskClient, client: FlaskClient, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"result": RESULT})
    (words,) = set(words_of(client.get(LIST).text))
    half = {f"seen-result-{measure}": RESULT, f"result-{measure}": f"{RESULT} Elke dag."}

    page = team.post(f"{LIST}woorden/{words}/intrekken", data=half).text

    assert form_of(page, measure)["result"] == f"{RESULT} Elke dag."


def test_a_half_typed_report_at_a_measure_that_was_removed_is_shown_until_it_is_thrown_away(
    team: FlaskClient, client: FlaskClient, session: Session, journey: Journey, measure: int
) -> None:
    add_measure(session, session.get_one(Journey, journey.id), MeasureText("Een korte brief"))
    session.commit()
    other = stored(session, lambda fresh: fresh.exec(select(Measure.id).where(Measure.id != measure)).one())
    said = {f"seen-{name}-{number}": "" for name in ("what", "result") for number in (measure, other)}
    half = said | {f"result-{measure}": "Mijn halve zin", f"seen-title-{measure}": "Direct bellen"}
    _remove_measure(client, journey, measure)

    page = team.post(f"{LIST}{other}", data=half | {f"seen-state-{other}": "proposed", f"state-{other}": "busy"})

    for _save in range(2):
        assert page.status_code == 200
        assert "De maatregel ‘<bdi>Direct bellen</bdi>’ is er niet meer." in page.text
        assert "Mijn halve zin</dd>" in page.text
        page = team.post(f"{LIST}{other}", data=_typed_in(page.text))
    refused = team.post(f"{LIST}{measure}", data=half)
    assert refused.status_code == 404
    assert "Mijn halve zin</dd>" in refused.text
    assert "Wat je invulde" not in refused.text
    assert team.post(LIST, data=half | {"weg": str(measure)}).headers["Location"] == LIST


def test_a_page_that_gives_back_what_was_sent_calls_no_waiting_words_unsaved_and_says_choices_in_words(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"result": RESULT})
    (words,) = set(words_of(client.get(LIST).text))
    [carried] = html.fromstring(team.get(LIST).text).xpath(f"//input[@name='waits-{words}']/@value")
    sent = {f"waits-{words}": carried, "step": "41", "state-99": "not_yet", "what-99": "Mijn halve zin"}
    page = team.post(f"{LIST}99", data=sent, headers={"Accept": "text/html", "Sec-Fetch-Site": "same-origin"})

    assert page.status_code == 404
    shown = html.fromstring(page.text).xpath("//p[@class='typed-text']/text()")
    assert shown == ["Kan nu niet", "Mijn halve zin"]
