"""Words about a measure that waited: what was said since, and who goes on with them or takes them back."""

import re
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from foundation.clock import day_of, now, pretend_it_is
from foundation.database.engine import unit_of_work
from foundation.dutch import clock_time, long_date
from journeys.measures.models import Measure
from journeys.models import Journey
from journeys.story import MeasureState
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation
from tests.conftest import SignInAs
from tests.journeys.following.on_the_list import LIST, SENT, form_of, public, words_of
from tests.journeys.making import stored


def test_a_text_that_waited_brings_no_older_state_back(
    team: FlaskClient, client: FlaskClient, journey: Journey, session: Session, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data={"state": "not_yet", "reason": "Er is nu geen geld."})
    client.post(f"{LIST}{measure}", data={"state": "done"})

    listed = client.get(LIST).text
    assert "Na deze tekst is dit op ‘Klaar’ gezet, op " in listed
    opened = client.get(f"{LIST}?woorden={words_of(listed)[0]}").text
    assert opened.count("Na deze tekst is dit op ‘Klaar’ gezet") == 2, "in the list and in the form"
    form = form_of(opened, measure)
    assert (form["state"], form["reason"]) == ("done", "Er is nu geen geld.")

    client.post(f"{LIST}{measure}", data=form | {"words": words_of(listed)[0]})
    assert stored(session, lambda fresh: fresh.get_one(Measure, measure).state) is MeasureState.DONE
    assert "Kan nu niet" not in public(client, journey)


def test_who_opens_a_text_that_waited_sees_what_was_said_later_of_the_same(
    team: FlaskClient, client: FlaskClient, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Er belt iemand terug.", "result": "Het werkt."})
    client.post(f"{LIST}{measure}", data={"what": "U wordt dezelfde dag gebeld."})

    opened = client.get(f"{LIST}?woorden={words_of(client.get(LIST).text)[0]}").text
    assert "Na deze tekst is dit nog bijgewerkt, op " in opened
    told = re.findall(r"<dt>Nu staat er: ([^<]+)</dt><dd[^>]*>([^<]+)</dd>", opened)
    assert told == [("wat mensen ervan merken", "U wordt dezelfde dag gebeld.")] * 2
    assert form_of(opened, measure)["what"] == "Er belt iemand terug.", "what came to be looked at"


def test_the_team_goes_on_with_its_own_text_that_waits_and_reads_when_it_was_written(
    team: FlaskClient, client: FlaskClient, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Er belt iemand terug."})
    page = team.get(LIST).text
    assert re.search(r"Sanne Team</bdi> schreef dit op \d+ \w+ \d{4}, \d+\.\d\d uur\.", page)
    assert form_of(page, measure)["what"] == "Er belt iemand terug."
    assert "Wat je nu bewaart, komt ervoor in de plaats." in page
    assert "Er belt iemand terug.</textarea>" not in client.get(LIST).text, "of somebody else it is only shown"

    words = re.findall(rf'name="words-{measure}" value="(\d+)"', page)[0]
    team.post(f"{LIST}{measure}", data=form_of(page, measure) | {"state": "done", "words": words})
    waiting = client.get(LIST).text
    assert waiting.count("Er belt iemand terug.") == 1
    assert "<dt>Hoe het staat</dt><dd>Klaar</dd>" in waiting


def test_an_older_list_takes_nothing_back_and_lets_only_what_was_typed_wait(
    team: FlaskClient, client: FlaskClient, session: Session, measure: int
) -> None:
    client.post(f"{LIST}{measure}", data=SENT | {"what": "U wordt gebeld."})
    page = team.get(LIST).text
    seen = dict(re.findall(r'name="(seen-\w+-\d+)" value="([^"]*)"', page))
    shown = {f"{name}-{measure}": text for name, text in form_of(page, measure).items()}
    version = re.findall(rf'name="seen-{measure}" value="(\d+)"', page)[0]
    client.post(f"{LIST}{measure}", data={"review_on": "2031-05-01"})

    sent = seen | shown | {f"seen-{measure}": version, f"review_on-{measure}": "", f"result-{measure}": "Het werkt."}
    team.post(f"{LIST}{measure}", data=sent)

    listed = client.get(LIST).text
    assert re.findall(r"<dt>([^<]+)</dt>", listed) == ["Wat het opleverde"], "only that waits"
    opened = client.get(f"{LIST}?woorden={words_of(listed)[0]}").text
    client.post(f"{LIST}{measure}", data=form_of(opened, measure) | {"words": words_of(listed)[0]})
    now = stored(session, lambda fresh: fresh.get_one(Measure, measure))
    assert (str(now.review_on), now.result) == ("2031-05-01", "Het werkt.")

    refused = team.post(f"{LIST}{measure}", data=seen | {f"review_on-{measure}": "2032-01-01"})
    assert refused.status_code == 409
    assert 'value="2032-01-01"' in refused.text, "what was typed is there still"


def test_who_wrote_words_can_take_them_back_and_nobody_else(
    team: FlaskClient, client: FlaskClient, session: Session, measure: int
) -> None:
    step = stored(session, lambda fresh: fresh.get_one(Measure, measure).step_id)
    team.post(f"{LIST}nieuw", data={"step": step, "title": "Loket open", "state": "busy"})
    words = words_of(client.get(LIST).text)[0]
    assert "Trek je tekst in" not in client.get(LIST).text
    assert client.post(f"{LIST}woorden/{words}/intrekken").status_code == 404
    assert "Trek je tekst in" in team.get(LIST).text

    form = team.post(f"{LIST}woorden/{words}/intrekken").text
    assert "Je tekst is ingetrokken en wacht niet meer. Hij staat hier nog." in form
    assert 'value="Loket open"' in form
    assert 'name="words"' not in form
    assert "Loket open" not in team.get(LIST).text

    team.post(f"{LIST}{measure}", data=SENT | {"what": "Er belt iemand terug."})
    words = words_of(client.get(LIST).text)[0]
    form = team.post(f"{LIST}woorden/{words}/intrekken").text
    assert form_of(form, measure)["what"] == "Er belt iemand terug."
    assert "Je tekst is ingetrokken en wacht niet meer. Hij staat hier nog." in form
    assert not words_of(form)
    assert team.get(f"{LIST}woorden/{words}/intrekken").status_code == 302
    assert "herschreven of ingetrokken" in client.get(f"{LIST}?woorden={words}").text


def test_of_a_team_each_goes_on_with_their_own_words_alone(
    team: FlaskClient,
    sign_in_as: SignInAs,
    engine: Engine,
    organisation: Organisation,
    client: FlaskClient,
    measure: int,
) -> None:
    with unit_of_work(engine, across=True) as session:
        omar = add_person(session, organisation, "o@voorbeeld.nl", "Omar Team", Role.SOCIAL_TEAM)
        session.expunge(omar)
    sign_in_as(omar).post(f"{LIST}{measure}", data=SENT | {"what": "Omar schreef dit."})
    words = words_of(client.get(LIST).text)[0]
    assert not words_of(team.get(LIST).text), "it is shown, and not opened"

    for said in ({"what": "Omar schreef dit.", "result": "En dit."}, {"state": "done"}, {}):
        answer = team.post(f"{LIST}{measure}", data=SENT | {"words": words} | said)
        assert answer.status_code == 303
    listed = client.get(LIST).text
    assert listed.count("Omar Team</bdi> schreef dit") == 1
    assert listed.count("Sanne Team</bdi> schreef dit") == 1
    assert team.post(f"{LIST}woorden/{words}/intrekken").status_code == 404
    assert "Omar schreef dit." in client.get(LIST).text


def test_a_form_from_before_an_undo_is_not_taken_for_one_of_what_came_after(
    client: FlaskClient, journey: Journey, measure: int
) -> None:
    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    client.post(f"{LIST}{measure}", data={"state": "done"})
    seen = re.findall(rf'name="seen-{measure}" value="(\d+)"', client.get(LIST).text)[0]
    client.post(f"{composer}/ongedaan")
    client.post(f"{LIST}{measure}", data={"state": "not_yet", "reason": "Er is geen geld."})

    refused = client.post(f"{LIST}{measure}", data={"seen": seen, "result": "Alle gezinnen worden gebeld."})

    assert refused.status_code == 409
    assert "Alle gezinnen worden gebeld.</textarea>" in refused.text


def test_who_takes_nothing_of_a_text_over_gives_it_back(team: FlaskClient, client: FlaskClient, measure: int) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"result": "Het werkt."})
    words = words_of(client.get(LIST).text)[0]

    client.post(f"{LIST}{measure}", data=SENT | {"words": words})

    assert "Van de tekst die wachtte, is niets overgenomen." in client.get(LIST).text
    page = team.get(LIST).text
    assert "Herschrijf dit" in page
    assert "Het werkt." in page
    theirs = client.get(LIST).text
    assert "Wacht op een andere tekst" in theirs
    assert "Herschrijf dit" not in theirs


def test_a_researcher_sees_that_the_writer_read_again_what_stays(
    team: FlaskClient, client: FlaskClient, measure: int
) -> None:
    client.post(f"{LIST}{measure}", data=SENT | {"what": "U wordt gebeld."})
    said = {"state": "done", "reread": "done", "result": "Het werkt."}
    team.post(f"{LIST}{measure}", data=said)

    opened = client.get(f"{LIST}?woorden={words_of(client.get(LIST).text)[0]}").text
    assert re.search(rf'name="reread-{measure}" value="done" checked', opened)


def test_it_is_said_when_a_measure_came_to_stand_so_and_not_when_something_else_was_said(
    team: FlaskClient, client: FlaskClient, measure: int
) -> None:
    with pretend_it_is(now() + timedelta(minutes=1)):
        team.post(f"{LIST}{measure}", data={"state": "not_yet", "reason": "Er is nu geen geld."})
    with pretend_it_is(moved := now() + timedelta(hours=2)):
        client.post(f"{LIST}{measure}", data={"state": "done"})
    with pretend_it_is(now() + timedelta(hours=5)):
        client.post(f"{LIST}{measure}", data={"result": "Het werkt."})

    assert f"is dit op ‘Klaar’ gezet, op {long_date(day_of(moved))}, {clock_time(moved)}" in client.get(LIST).text
