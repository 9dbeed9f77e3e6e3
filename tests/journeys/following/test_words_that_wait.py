"""Words about a measure of a public story wait for a researcher, and nothing typed is lost."""

import re

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database.engine import unit_of_work
from interviews.deidentification.models import Pseudonym
from journeys.composing.fields import change_step
from journeys.measures.models import Measure, WaitingWords
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.story import MeasureState
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation
from tests.conftest import SignInAs
from tests.journeys.following.on_the_list import LIST, SENT, figure, form_of, public, words_of
from tests.journeys.making import all_steps, stored


def test_what_waits_is_a_task_for_a_researcher_who_puts_it_on_the_site(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    said = SENT | {"state": "done", "result": "Sinds mei belt er iemand terug."}
    team.post(f"{LIST}{measure}", data=said)

    overview = client.get("/onderzoeken/jeugdhulp/").text
    assert "Kijk na wat Sanne Team schreef: Direct bellen" in overview
    assert "Kijk na wat" not in team.get("/onderzoeken/jeugdhulp/").text
    page = client.get(LIST).text
    (link,) = html.fromstring(page).xpath("//a[contains(@href, 'woorden=')]/@href")
    form = client.get(link).text
    assert "Sinds mei belt er iemand terug.</textarea>" in form
    waiting = re.search(r'name="words-\d+" value="(\d+)"', form)
    assert waiting
    assert client.post(f"{LIST}{measure}", data=said | {f"words-{measure}": waiting[1]}).status_code == 303

    assert "Sinds mei belt er iemand terug." in public(client, journey)
    assert "Kijk na wat" not in client.get("/onderzoeken/jeugdhulp/").text
    assert "woorden=" not in client.get(LIST).text


def test_what_a_researcher_lays_back_waits_for_the_writer_with_every_word(
    team: FlaskClient, client: FlaskClient, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Wij belden met Yassin."})
    words = re.search(r"woorden=(\d+)", client.get(LIST).text)
    assert words
    assert client.post(f"{LIST}woorden/{words[1]}").status_code == 303
    assert team.post(f"{LIST}woorden/{words[1]}").status_code == 403

    overview = team.get("/onderzoeken/jeugdhulp/").text
    assert "Herschrijf: Direct bellen" in overview
    assert "Kijk na wat" not in client.get("/onderzoeken/jeugdhulp/").text
    form = team.get(f"{LIST}?woorden={words[1]}").text
    assert "Wij belden met Yassin.</textarea>" in form
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Wij belden terug.", "words": words[1]})
    assert "Herschrijf" not in team.get("/onderzoeken/jeugdhulp/").text
    page = client.get(LIST).text
    assert page.count("Wij belden") == 1
    assert "Wij belden terug." in page


def test_a_new_measure_of_the_team_waits_and_is_opened_with_all_its_words(
    team: FlaskClient, client: FlaskClient, session: Session, journey: Journey, measure: int
) -> None:
    step = stored(session, lambda fresh: fresh.get_one(Measure, measure).step_id)
    said = {"step": step, "title": "Loket open", "state": "not_yet", "reason": "Geen ruimte.", "owner": "Team Jeugd"}
    answer = team.post(f"{LIST}nieuw", data=said, follow_redirects=True)
    assert "Tot dan lezen inwoners deze maatregel niet" in answer.text, "nothing of it stands there now"
    assert "Een onderzoeker kijkt je tekst eerst na" in answer.text
    assert "Loket open" in answer.text
    assert "Loket open" not in public(client, journey)

    assert "Kijk na wat Sanne Team schreef: Loket open" in client.get("/onderzoeken/jeugdhulp/").text
    words = re.search(r"nieuw\?woorden=(\d+)", client.get(LIST).text)
    assert words
    form = client.get(f"{LIST}nieuw?woorden={words[1]}").text
    assert 'value="Loket open"' in form
    assert 'value="not_yet" checked' in form
    assert "Geen ruimte." in form
    assert client.post(f"{LIST}nieuw", data=said | {"words": words[1]}).status_code == 303
    assert "Loket open" in public(client, journey)
    assert "woorden=" not in client.get(LIST).text


def test_the_history_says_who_wrote_words_and_who_looked_at_them(
    team: FlaskClient, client: FlaskClient, session: Session, journey: Journey, measure: int
) -> None:
    step = stored(session, lambda fresh: fresh.get_one(Measure, measure).step_id)
    said = {"step": step, "title": "Loket open", "state": "busy", "owner": "Team Jeugd"}
    result = SENT | {"result": "Sinds mei belt er iemand terug."}
    for address, words in ((f"{LIST}nieuw", said), (f"{LIST}{measure}", result)):
        team.post(address, data=words)
        assert client.post(address, data=words | {"words": words_of(client.get(LIST).text)[0]}).status_code == 303
    both = "<bdi>Sanne Team</bdi>, nagekeken door <bdi>Lotte Veldman</bdi>"
    for reader in (client, team):
        page = reader.get(LIST).text
        assert len(re.findall(rf"Gemaakt op [^<]* door {both}", page)) == 1
        assert len(re.findall(rf"Bijgewerkt op [^<]* door {both}", page)) == 1
        assert page.count(both) == 4  # in both summaries, and with both changes

    client.post(f"{LIST}{measure}", data=result | {"state": "done", "reread": "done"})
    team.post(f"{LIST}{measure}", data=result | {"reread": "busy"})
    page = client.get(LIST).text
    assert "van bezig naar klaar, <bdi>Lotte Veldman</bdi>" in page
    assert "van klaar naar bezig, <bdi>Sanne Team</bdi><" in page


def test_who_writes_along_at_a_field_that_the_team_left_alone_is_not_told_to_have_looked_only(
    team: FlaskClient, client: FlaskClient, measure: int
) -> None:
    said = SENT | {"result": "Sinds mei belt er iemand terug."}
    team.post(f"{LIST}{measure}", data=said)
    along = said | {"what": "Wij bellen nu zelf.", "words": words_of(client.get(LIST).text)[0]}
    assert client.post(f"{LIST}{measure}", data=along).status_code == 303

    for reader in (client, team):
        page = reader.get(LIST).text
        assert "Wij bellen nu zelf." in page
        assert "<bdi>Sanne Team</bdi>, aangepast door <bdi>Lotte Veldman</bdi>" in page
        assert "nagekeken door" not in page


def test_two_of_the_team_never_write_over_each_other(team: FlaskClient, client: FlaskClient, measure: int) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Eerste tekst."})
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Tweede tekst."})

    page = client.get(LIST).text
    assert "Eerste tekst." in page
    assert "Tweede tekst." in page


def test_only_how_it_stands_goes_to_readers_at_once_and_so_do_all_words_when_no_names_are_kept(
    team: FlaskClient, client: FlaskClient, session: Session, journey: Journey, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"state": "done"})
    assert stored(session, lambda fresh: fresh.get_one(Measure, measure).state) is MeasureState.DONE

    for row in session.exec(select(Pseudonym)).all():
        session.delete(row)
    session.commit()
    team.post(f"{LIST}{measure}", data=SENT | {"state": "done", "result": "Er wordt teruggebeld."})
    assert "Er wordt teruggebeld." in public(client, journey)
    refused = team.post(f"{LIST}{measure}", data=SENT | {"state": "done", "result": "\ue000 terug."})
    assert refused.status_code == 422
    assert "kan niet in de pdf" in refused.text


def test_words_that_wait_are_put_on_the_site_once_whoever_opened_them(
    team: FlaskClient, client: FlaskClient, journey: Journey, session: Session, measure: int
) -> None:
    step = stored(session, lambda fresh: fresh.get_one(Measure, measure).step_id)
    said = {"step": step, "title": "Loket open", "state": "busy", "owner": "Team Jeugd"}
    team.post(f"{LIST}nieuw", data=said)
    opened = said | {"words": words_of(client.get(LIST).text)[0]}
    client.post(f"{LIST}nieuw", data=opened)

    for second in (client, team):
        again = second.post(f"{LIST}nieuw", data=opened | {"what": "Elke dag open."})
        assert again.status_code == 409
        assert "nagekeken, herschreven of ingetrokken" in again.text
        assert "Elke dag open.</textarea>" in again.text
        assert 'name="words"' not in again.text
    page = client.get(LIST).text
    assert page.count('<h4 dir="auto">Loket open</h4>') == 1
    assert not words_of(page)


def test_words_about_one_thing_leave_the_rest_as_it_is_when_they_reach_the_site(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Er belt iemand terug."})
    team.post(f"{LIST}{measure}", data=SENT | {"when": "vanaf mei", "review_on": "2027-05-01"})
    listed = client.get(LIST).text
    assert "1 mei 2027" in listed
    assert "<dt>Hoe het staat</dt>" not in listed  # nothing was said about it
    client.post(f"{LIST}{measure}", data=SENT | {"result": "Het werkt."})

    for words in dict.fromkeys(words_of(listed)):
        page = client.get(f"{LIST}?woorden={words}").text
        form = page[page.index('class="report"') :]
        fields = dict(re.findall(r'<textarea[^>]* name="(\w+-\d+)"[^>]*>\n([^<]*)</textarea>', form))
        fields |= dict(re.findall(r'name="((?:when|review_on|words)-\d+)"[^>]* value="([^"]*)"', form))
        client.post(f"{LIST}{measure}", data=fields | {"state": "busy", f"seen-{measure}": ""})

    read = public(client, journey)
    for told in ("Er belt iemand terug.", "Vanaf mei", "Het werkt."):
        assert told in read


def test_a_pain_point_for_which_a_measure_waits_is_not_asked_for_again(
    team: FlaskClient, client: FlaskClient, session: Session, journey: Journey
) -> None:
    change_step(session, journey, all_steps(session, journey)[1], "pain_point", "De brief is onleesbaar.")
    session.commit()
    before = team.get("/onderzoeken/jeugdhulp/").text
    number = re.findall(r"nieuw\?stap=(\d+)", team.get(LIST).text)[0]
    team.post(f"{LIST}nieuw", data={"step": number, "title": "Een korte brief"})

    after = team.get("/onderzoeken/jeugdhulp/").text
    assert figure(before, "pijnpunt") - figure(after, "pijnpunt") == 1
    assert (figure(before, "tekst"), figure(after, "tekst kijkt een onderzoeker na")) == (0, 1)
    assert f"nieuw?stap={number}" not in client.get(LIST).text


def test_nobody_is_told_that_words_go_on_the_site_when_the_story_is_offline(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Er belt iemand terug."})
    assert client.post(f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}/offline").status_code < 400

    assert "Kijk na en zet op de website" not in client.get(LIST).text
    assert "Kijk na en neem over" in client.get(LIST).text
    overview = client.get("/onderzoeken/jeugdhulp/").text
    assert "pas als jij het op de website zet" not in overview
    assert "Het verhaal staat nu niet op de website." in overview


def test_words_that_waited_with_an_impossible_day_are_still_shown(
    team: FlaskClient, session: Session, journey: Journey, measure: int
) -> None:
    typed = {"what": "Er belt iemand terug.", "review_on": "0027-03-01"}
    session.add(WaitingWords(journey_id=journey.id, measure_id=measure, typed=typed))
    session.commit()

    page = team.get(LIST)
    assert page.status_code == 200
    assert "Er belt iemand terug." in page.text


def test_asking_for_other_words_keeps_what_is_half_typed_at_a_measure(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Er belt iemand terug."})
    half = {f"seen-result-{measure}": "", f"result-{measure}": "Mijn halve zin"}
    answer = client.post(f"{LIST}woorden/{words_of(client.get(LIST).text)[0]}", data=half)

    assert "De schrijver ziet dat je om een andere tekst vraagt." in answer.text
    assert "Mijn halve zin</textarea>" in answer.text


def test_words_about_a_measure_that_was_removed_can_be_opened_and_put_on_the_site(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Er belt iemand terug."})
    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    assert client.post(f"{composer}/maatregelen/{measure}/verwijder").status_code < 400

    words = re.search(r"nieuw\?woorden=(\d+)", client.get(LIST).text)
    assert words
    for reader in (team, client):
        form = reader.get(f"{LIST}nieuw?woorden={words[1]}")
        assert form.status_code == 200
        assert "Er belt iemand terug.</textarea>" in form.text
        assert 'value="Direct bellen"' in form.text
    step = re.search(r'name="step" value="(\d+)"', form.text)
    assert step
    said = {"step": step[1], "title": "Direct bellen", "what": "Er belt iemand terug.", "words": words[1]}
    assert client.post(f"{LIST}nieuw", data=said).status_code == 303
    assert "Er belt iemand terug." in public(client, journey)


def test_words_wait_at_their_measure_again_once_its_removal_is_undone(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Er belt iemand terug."})
    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    client.post(f"{composer}/maatregelen/{measure}/verwijder")
    assert client.post(f"{composer}/ongedaan").status_code < 400

    assert re.search(rf"\?woorden=\d+#maatregel-{measure}", client.get(LIST).text)


def test_a_measure_that_waits_can_be_put_on_the_site_after_its_step_was_removed(
    team: FlaskClient, client: FlaskClient, session: Session, journey: Journey
) -> None:
    step = stored(session, lambda fresh: all_steps(fresh, journey)[1].id)
    team.post(f"{LIST}nieuw", data={"step": step, "title": "Een korte brief", "what": "De brief past op één blad."})
    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    assert client.post(f"{composer}/stappen/{step}/verwijder").status_code < 400

    words = re.search(r"nieuw\?woorden=(\d+)", client.get(LIST).text)
    assert words
    for reader in (team, client):
        form = reader.get(f"{LIST}nieuw?woorden={words[1]}")
        assert form.status_code == 200
        assert "De brief past op één blad.</textarea>" in form.text
        assert "De stap waar dit bij hoorde, is weggehaald." in form.text
    said = {"step": "", "title": "Een korte brief", "what": "De brief past op één blad."}
    rewritten = said | {"what": "De brief is nu kort.", "words": words[1]}
    assert team.post(f"{LIST}nieuw", data=rewritten).status_code == 303
    words = re.search(r"nieuw\?woorden=(\d+)", client.get(LIST).text)
    assert words
    assert client.post(f"{LIST}nieuw", data=rewritten | {"words": words[1]}).status_code == 303
    assert "De brief is nu kort." in public(client, journey)
    assert "woorden=" not in client.get(LIST).text


def test_a_measure_that_waits_answers_its_pain_point_again_once_the_removal_of_the_step_is_undone(
    team: FlaskClient, client: FlaskClient, session: Session, journey: Journey
) -> None:
    step = all_steps(session, journey)[1]
    change_step(session, journey, step, "pain_point", "De brief is onleesbaar.")
    number = step.id
    session.commit()
    team.post(f"{LIST}nieuw", data={"step": number, "title": "Een korte brief"})
    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    client.post(f"{composer}/stappen/{number}/verwijder")
    assert client.post(f"{composer}/ongedaan").status_code < 400

    assert f"nieuw?stap={number}" not in client.get(LIST).text


def test_what_was_typed_for_a_step_that_went_meanwhile_is_shown(
    team: FlaskClient, client: FlaskClient, session: Session, journey: Journey
) -> None:
    step = stored(session, lambda fresh: all_steps(fresh, journey)[1].id)
    client.post(f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}/stappen/{step}/verwijder")
    answer = team.post(f"{LIST}nieuw", data={"step": step, "title": "Een korte brief", "what": "Op één blad."})

    assert answer.status_code == 404
    assert "Op één blad." in answer.text


def test_what_waits_is_not_taken_for_half_typed_at_another_measure(
    team: FlaskClient, session: Session, journey: Journey, measure: int
) -> None:
    found = stored(session, lambda fresh: fresh.get_one(Journey, journey.id))
    other = add_measure(session, found, MeasureText("Eén vast nummer"), None)
    session.commit()
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Er belt iemand terug."})
    page = team.get(LIST).text
    seen = dict(re.findall(r'name="(seen-\w+-\d+)" value="([^"]*)"', page))
    shown = {f"{name}-{measure}": text for name, text in form_of(page, measure).items()}

    answer = team.post(f"{LIST}{other.id}", data=seen | shown | {f"state-{other.id}": "busy"})

    assert answer.headers["Location"] == f"{LIST}#maatregel-{other.id}", "nothing is half typed"


def test_a_word_that_goes_waits_for_nobody(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    client.post(f"{LIST}{measure}", data=SENT | {"when": "Klaar op 1 april 2027"})
    assert "Klaar op 1 april 2027" in public(client, journey)

    team.post(f"{LIST}{measure}", data={"state": "done", "when": ""})

    assert "Klaar op 1 april 2027" not in public(client, journey)
    assert not words_of(client.get(LIST).text)


def test_who_takes_their_own_words_out_lets_nothing_wait(
    team: FlaskClient, client: FlaskClient, session: Session, measure: int
) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"result": "Het werkt."})
    words = words_of(team.get(LIST).text)[0]

    team.post(f"{LIST}{measure}", data=SENT | {"state": "done", "words": words})

    assert stored(session, lambda fresh: fresh.get_one(Measure, measure).state) is MeasureState.DONE
    assert not words_of(client.get(LIST).text)


@pytest.fixture
def gijs(engine: Engine, organisation: Organisation, sign_in_as: SignInAs) -> FlaskClient:
    """A colleague of the same team."""
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "g@voorbeeld.nl", "Gijs Team", Role.SOCIAL_TEAM)
        session.expunge(person)
    return sign_in_as(person)


def test_the_link_of_a_colleagues_words_gives_a_plain_form(team: FlaskClient, gijs: FlaskClient, measure: int) -> None:
    team.post(f"{LIST}{measure}", data=SENT | {"what": "Je belt ons direct."})
    (words,) = set(words_of(team.get(LIST).text))

    page = gijs.get(f"{LIST}?woorden={words}").text

    assert form_of(page, measure)["what"] == ""
    assert f'name="words-{measure}"' not in page
    assert "Hier staat je tekst die nog wacht" not in page
    assert "<bdi>Sanne Team</bdi> schreef dit" in page
    assert form_of(team.get(f"{LIST}?woorden={words}").text, measure)["what"] == "Je belt ons direct."


def test_the_link_of_a_colleagues_new_measure_gives_a_plain_form_that_says_so(
    session: Session, team: FlaskClient, gijs: FlaskClient, journey: Journey
) -> None:
    step = all_steps(session, journey)[0].id
    session.commit()
    team.post(f"{LIST}nieuw", data={"step": step, "title": "Eén nummer", "state": "proposed"})
    (words,) = set(words_of(team.get(LIST).text))

    page = gijs.get(f"{LIST}nieuw?woorden={words}").text

    assert "Eén nummer" not in page
    assert "wacht al een tekst van een collega" in page
    assert 'name="words"' not in page
    assert "Eén nummer" in team.get(f"{LIST}nieuw?woorden={words}").text


@pytest.mark.parametrize("is_new", [False, True], ids=["a report", "a new measure"])
def test_taking_words_back_twice_leads_on_with_the_words_in_the_form(
    session: Session, team: FlaskClient, journey: Journey, measure: int, is_new: bool
) -> None:
    step = all_steps(session, journey)[0].id
    session.commit()
    if is_new:
        team.post(f"{LIST}nieuw", data={"step": step, "title": "Eén nummer", "state": "proposed", "what": "Bel ons."})
    else:
        team.post(f"{LIST}{measure}", data=SENT | {"what": "Bel ons."})
    page = team.get(LIST).text
    (words,) = set(words_of(page))
    [carried] = html.fromstring(page).xpath(f"//input[@name='waits-{words}']/@value")
    sent = {f"waits-{words}": carried}
    assert team.post(f"{LIST}woorden/{words}/intrekken", data=sent).status_code == 200

    again = team.post(f"{LIST}woorden/{words}/intrekken", data=sent)

    assert again.status_code == 200
    assert "Je tekst wachtte al niet meer" in again.text
    assert "Bel ons.</textarea>" in again.text
    assert "Herlaad de pagina" not in again.text
    bare = team.post(f"{LIST}woorden/{words}/intrekken")
    assert bare.status_code == 303, "a page of an earlier release carries no words"
