"""Words about a measure of a public story: who is told that a real name stands in them, and nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import day_of, now, pretend_it_is
from foundation.database.engine import unit_of_work
from foundation.dutch import clock_time, long_date
from interviews.deidentification.models import Pseudonym
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.name_kinds import NameKind
from journeys.checks.models import NameWaiver
from journeys.composing.fields import change_step
from journeys.measures.models import Measure, WaitingWords
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.story import MeasureState
from studies.access import Role
from studies.accounts import add_person
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.journeys.making import all_steps, make_finished, stored
from webapp.settings import Settings

LIST = "/onderzoeken/jeugdhulp/maatregelen/"
SENT = {"state": "busy", "reason": "", "result": "", "what": "", "when": ""}


@pytest.fixture
def journey(session: Session, study: Study, settings: Settings, client: FlaskClient) -> Journey:
    """A public story of a study in which somebody is called Yassin, with one measure."""
    journey = make_finished(session, study)
    vault = PseudonymVault(settings.key("pseudonyms"), study.id)
    hidden = vault.hide(NameKind.PERSON, "Yassin", "Verzonnen")
    session.add(
        Pseudonym(
            study_id=study.id,
            kind=NameKind.PERSON,
            digest=hidden.digest,
            pseudonym=hidden.pseudonym,
            sealed=hidden.sealed,
        )
    )
    first = all_steps(session, journey)[0]
    change_step(session, journey, first, "pain_point", "Niemand belt terug.")
    add_measure(session, journey, MeasureText("Direct bellen", MeasureState.BUSY), first)
    session.commit()
    assert client.post(f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}/publiceren").status_code == 302
    return journey


@pytest.fixture
def measure(session: Session, journey: Journey) -> int:
    return stored(session, lambda fresh: fresh.exec(select(Measure).where(Measure.title == "Direct bellen")).one().id)


@pytest.fixture
def team(engine: Engine, organisation: Organisation, sign_in_as: SignInAs) -> FlaskClient:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "s@voorbeeld.nl", "Sanne Team", Role.SOCIAL_TEAM)
        session.expunge(person)
    return sign_in_as(person)


def public(client: FlaskClient, journey: Journey) -> str:
    return client.get(f"/verhalen/{journey.slug}").text


def asked(page: str) -> list[str]:
    """The names of the questions why a word may stand."""
    return re.findall(r'<select[^>]* name="(why:[^"]+)"', page)


def test_a_researcher_sees_the_name_and_says_on_the_same_form_why_it_may_stand(
    client: FlaskClient, session: Session, journey: Journey, measure: int
) -> None:
    said = SENT | {"what": "Het loket zit in het gebouw Yassin.", "result": "Half gelukt."}
    refused = client.post(f"{LIST}{measure}", data=said)

    assert refused.status_code == 422
    assert "Het loket zit in het gebouw <mark>Yassin</mark>" in refused.text
    assert "Half gelukt." in refused.text
    questions = asked(refused.text)
    assert len(questions) == 1
    assert "gebouw" not in public(client, journey)

    assert client.post(f"{LIST}{measure}", data=said | {questions[0]: ""}).status_code == 422
    assert client.post(f"{LIST}{measure}", data=said | {questions[0]: "other"}).status_code == 303
    assert "gebouw Yassin" in public(client, journey)
    assert stored(session, lambda fresh: [one.why for one in fresh.exec(select(NameWaiver)).all()]) == ["other"]
    assert "Mag blijven staan" in client.get(f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}").text
    assert client.post(f"{LIST}{measure}", data=said | {"result": "Gelukt."}).status_code == 303


def test_the_reason_can_be_given_at_a_new_measure_and_in_the_composer_too(
    client: FlaskClient, session: Session, journey: Journey, measure: int
) -> None:
    step = stored(session, lambda fresh: fresh.get_one(Measure, measure).step_id)
    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    for address in (f"{LIST}nieuw", f"{composer}/maatregelen", f"{composer}/maatregelen/{measure}"):
        said = {"step": step, "title": "Loket Yassin", "state": "proposed", "what": "In Yassin ligt een folder."}
        refused = client.post(address, data=said)
        questions = asked(refused.text)
        assert (refused.status_code, len(questions)) == (422, 2), address
        assert "<mark>Yassin</mark>" in refused.text
        assert "In Yassin ligt een folder." in refused.text
        answered = client.post(address, data=said | dict.fromkeys(questions, "municipality"))
        assert answered.status_code in (302, 303), address
    titled = select(Measure).where(Measure.title == "Loket Yassin")
    assert len(stored(session, lambda fresh: list(fresh.exec(titled).all()))) == 3


def test_the_social_team_cannot_tell_from_the_answer_whether_a_name_is_in_the_key(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    answers = []
    for name in ("Yassin", "Berend", "yassin", "iemand"):
        answer = team.post(f"{LIST}{measure}", data=SENT | {"what": f"Wij belden met {name}."}, follow_redirects=True)
        answers.append((answer.status_code, re.sub(r'\d+|csrf_token" value="[^"]+"', "", answer.text)))
        assert f"Wij belden met {name}." in answer.text
        assert "Een onderzoeker kijkt je tekst eerst na" in answer.text
        assert "echte naam" not in answer.text
        assert "Wij belden" not in public(client, journey)
    assert [status for status, _text in answers] == [200] * 4


def test_what_waits_is_a_task_for_a_researcher_who_puts_it_on_the_site(
    team: FlaskClient, client: FlaskClient, journey: Journey, measure: int
) -> None:
    said = SENT | {"state": "done", "result": "Sinds mei belt er iemand terug."}
    team.post(f"{LIST}{measure}", data=said)

    overview = client.get("/onderzoeken/jeugdhulp/").text
    assert "Kijk na wat Sanne Team schreef: Direct bellen" in overview
    assert "Kijk na wat" not in team.get("/onderzoeken/jeugdhulp/").text
    page = client.get(LIST).text
    link = next(part for part in page.split('"') if "woorden=" in part)
    form = client.get(link.replace("&amp;", "&")).text
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


@pytest.mark.parametrize(
    "typed",
    [
        "12 van de 15 ouders vertelden dit.",
        "De meeste ouders zeiden dat het helpt.",
        "Twaalf ouders zeiden dat ze het nu begrijpen.",
    ],
)
def test_a_number_of_the_research_typed_at_a_public_measure_is_refused_and_kept(
    client: FlaskClient, journey: Journey, measure: int, typed: str
) -> None:
    answer = client.post(f"{LIST}{measure}", data=SENT | {"result": f"Het werkt. {typed}"})

    assert answer.status_code == 422
    assert f"wat het opleverde: ‘{typed}’ kan een uitkomst van het onderzoek lijken" in answer.text
    assert f"Het werkt. {typed}</textarea>" in answer.text
    assert typed not in public(client, journey)
    assert "37 van de 41 gezinnen" in public_after(client, journey, measure, "We bereikten 37 van de 41 gezinnen.")


def public_after(client: FlaskClient, journey: Journey, measure: int, result: str) -> str:
    assert client.post(f"{LIST}{measure}", data=SENT | {"result": result}).status_code == 303
    return public(client, journey)


def words_of(page: str) -> list[str]:
    return re.findall(r"woorden=(\d+)", page)


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


def figure(page: str, of: str) -> int:
    found = re.search(rf'<b class="figure">(\d+)</b> {of}', page)
    return int(found[1]) if found else 0


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


def form_of(page: str, measure: int) -> dict[str, str]:
    """What the form of this measure holds."""
    texts = re.findall(rf'<textarea[^>]* name="(\w+)-{measure}"[^>]*>\n?([^<]*)</textarea>', page)
    (state,) = re.findall(rf'name="state-{measure}" value="(\w+)" checked', page)
    (when,) = re.findall(rf'name="when-{measure}"[^>]* value="([^"]*)"', page)
    return dict(texts) | {"state": state, "when": when}


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


def test_a_researcher_sees_that_the_writer_read_again_what_stays(
    team: FlaskClient, client: FlaskClient, measure: int
) -> None:
    client.post(f"{LIST}{measure}", data=SENT | {"what": "U wordt gebeld."})
    said = {"state": "done", "reread": "done", "result": "Het werkt."}
    team.post(f"{LIST}{measure}", data=said)

    opened = client.get(f"{LIST}?woorden={words_of(client.get(LIST).text)[0]}").text
    assert re.search(rf'name="reread-{measure}" value="done" checked', opened)


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
