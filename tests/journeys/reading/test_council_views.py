"""The council's pages and the researcher's page of a round, as a browser gets them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from foundation.database.engine import open_session, unit_of_work
from journeys.models import Journey
from journeys.reading.council import judge, say
from journeys.reading.invitations import revoke
from journeys.reading.invited import Invited
from journeys.reading.models import Comment, Outcome, Verdict
from journeys.review.rounds import answer, close_round
from journeys.review.starting import StartedRound
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.models import Organisation, Person, Study
from studies.planning import add_study
from tests.conftest import SignInAs
from tests.journeys.making import PHASES, make_finished, stored
from tests.journeys.rounds import make_round, piet

ROUNDS = "/onderzoeken/jeugdhulp/leesrondes"


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    journey = make_finished(session, study, phases=PHASES)
    session.commit()
    return journey


def said(session: Session) -> list[tuple[int, str | None]]:
    def read(fresh: Session) -> list[tuple[int, str | None]]:
        query = select(Comment).order_by(col(Comment.step_number))
        return [(one.step_number, one.text) for one in fresh.exec(query).all()]

    found = stored(session, read)
    session.rollback()
    return found


def test_a_member_reads_piece_by_piece_and_ends_at_the_verdict(
    session: Session, reader: FlaskClient, link: str
) -> None:
    assert reader.get(link).headers["Location"] == f"{link}/stukje/1"
    first = reader.get(f"{link}/stukje/1").text
    for words in (
        "Dag <bdi>Piet Jansen</bdi>.",
        "Verzonnen persoon, echte ervaringen",
        "085-0001234",
        "Wat hier niet goed gaat",
    ):
        assert words in first
    assert reader.post(f"{link}/stukje/1", data={"oordeel": "goed"}).headers["Location"] == f"{link}/stukje/2"
    reader.post(f"{link}/stukje/2", data={"oordeel": "beter", "tekst": "Het duurt langer."})
    assert reader.get(link).headers["Location"] == f"{link}/stukje/3"
    last = reader.post(f"{link}/stukje/3", data={"oordeel": "goed", "tekst": ""})

    assert last.headers["Location"] == f"{link}/oordeel"
    assert said(session) == [(1, None), (2, "Het duurt langer."), (3, None)]
    sent = reader.post(f"{link}/oordeel", data={"oordeel": "agreed_if", "tekst": "Eerst stukje 2."})
    thanks = reader.get(sent.headers["Location"]).text
    assert "Dank u wel, <bdi>Piet Jansen</bdi>" in thanks
    assert "Ja, als er iets verandert" in thanks
    assert reader.get(link).headers["Location"] == f"{link}/bedankt"


def test_nobody_is_thanked_for_a_verdict_that_was_not_given(reader: FlaskClient, link: str) -> None:
    reader.post(f"{link}/stukje/2", data={"oordeel": "beter", "tekst": "Het duurt langer."})

    before = reader.get(f"{link}/bedankt").text
    assert "Dank u wel" not in before
    assert '<h1 class="reading-heading">U bent nog niet klaar, <bdi>Piet Jansen</bdi></h1>' in before
    assert "<title>U bent nog niet klaar" in before
    assert "U heeft nog geen oordeel gegeven." in before
    reader.post(f"{link}/oordeel", data={"oordeel": "agreed", "tekst": ""})
    assert "Dank u wel, <bdi>Piet Jansen</bdi>" in reader.get(f"{link}/bedankt").text


def test_who_read_the_whole_story_is_not_told_that_it_was_not_read(reader: FlaskClient, link: str) -> None:
    """Only answers are known; whoever read everything at once read all pieces."""
    reader.get(f"{link}/geheel")
    none = reader.get(f"{link}/oordeel").text
    first = reader.get(f"{link}/stukje/1").text
    reader.post(f"{link}/stukje/1", data={"oordeel": "goed"})
    some = reader.get(f"{link}/oordeel").text

    assert "U gaf nog bij geen stukje een antwoord. U mag nu al een oordeel geven." in none
    assert "U gaf bij 1 van de 3 stukjes een antwoord. U mag nu al een oordeel geven." in some
    assert 'aria-label="U gaf bij 0 van de 3 stukjes een antwoord"' in first
    for page in (none, first, some):
        assert " gelezen" not in page


def test_what_cannot_be_stored_stays_on_the_page(session: Session, reader: FlaskClient, link: str) -> None:
    nothing = reader.post(f"{link}/stukje/1", data={}, follow_redirects=True)
    empty = reader.post(f"{link}/stukje/1", data={"oordeel": "beter", "tekst": " "}, follow_redirects=True)
    long = reader.post(f"{link}/geheel/2", data={"tekst": "te lang " * 400}, follow_redirects=True)
    undecided = reader.post(f"{link}/oordeel", data={"tekst": "Mooi verhaal."}, follow_redirects=True)

    assert "Kies ‘Goed zo’ of ‘Dit kan beter’" in nothing.text
    assert "Schrijf in één zin" in empty.text
    assert "te lang te lang" in long.text
    assert "Mooi verhaal." in undecided.text
    assert said(session) == []


def test_the_whole_story_shows_own_words_and_the_answer_to_them(
    session: Session, reader: FlaskClient, started: StartedRound, link: str
) -> None:
    answer(session, say(session, piet(started).member, 2, "Te kort."), Outcome.DECLINED, "Zo is het verteld.")
    say(session, started.invitations[1].member, 1, "Geheim van Annie.")
    session.commit()

    page = reader.get(f"{link}/geheel").text

    assert "U schreef:</b> ‘<bdi>Te kort.</bdi>’" in page
    assert "Lotte Veldman antwoordt:</b> <bdi>Zo is het verteld.</bdi>" in page
    assert "Geheim van Annie" not in page
    assert reader.post(f"{link}/geheel/3", data={"tekst": "Ook hier."}).headers["Location"] == f"{link}/geheel#stukje-3"


def test_nothing_of_interviews_or_of_the_researchers_desk_is_on_any_page(
    reader: FlaskClient, session: Session, link: str
) -> None:
    for page in ("stukje/1", "geheel", "oordeel", "bedankt"):
        html = reader.get(f"{link}/{page}").text
        assert "bandje" not in html  # said in every interview, cited, and not in the story
        assert "Ouder 11" not in html
        assert "/onderzoeken" not in html


def test_council_pages_are_kept_out_of_search_caches_and_other_sites(reader: FlaskClient, link: str) -> None:
    for address in (f"{link}/geheel", "/lezen/raadmaar/geheel"):
        headers = reader.get(address).headers
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "same-origin"


def test_a_guessed_or_revoked_link_shows_nothing(
    session: Session, reader: FlaskClient, started: StartedRound, journey: Journey, link: str
) -> None:
    revoke(session, piet(started).member, is_meant=True)
    session.commit()
    for address in (f"{link}/geheel", "/lezen/raadmaar", f"/lezen/{piet(started).member.token_digest}"):
        page = reader.get(address)
        assert page.status_code == 404
        assert journey.title not in page.text
        assert "Lotte" not in page.text
    assert reader.post(f"{link}/stukje/1", data={"oordeel": "goed"}).status_code == 404
    assert said(session) == []


def test_after_closing_a_member_finds_thanks_and_answers_and_no_story(
    session: Session, reader: FlaskClient, started: StartedRound, link: str
) -> None:
    answer(session, say(session, piet(started).member, 2, "Te kort."), Outcome.ADOPTED, "Staat er nu bij.")
    close_round(session, started.round, is_meant=True)
    session.commit()

    for address in (link, f"{link}/stukje/1", f"{link}/geheel", f"{link}/bedankt"):
        page = reader.get(address)
        assert page.status_code == 410
        assert "Staat er nu bij." in page.text
        assert "Niemand neemt op" not in page.text
    late = reader.post(f"{link}/stukje/1", data={"stukje": "1", "oordeel": "beter", "tekst": "Net te laat."})
    assert "Dit kon niet meer worden verstuurd</h2>" in late.text
    assert re.search(r"Stukje 1, <bdi>[^<]+</bdi>:</b> ‘<bdi>Net te laat.</bdi>’", late.text)
    assert said(session) == [(2, "Te kort.")]


def test_after_closing_a_member_reads_the_verdict_they_gave_and_that_answers_still_come(
    session: Session, reader: FlaskClient, started: StartedRound, link: str
) -> None:
    judge(session, piet(started).member, Verdict.AGREED_IF, "Als stukje 2 langer wordt.")
    remark = say(session, piet(started).member, 2, "Te kort.")
    close_round(session, started.round, is_meant=True)
    session.commit()

    closed = reader.get(link).text
    assert "Uw oordeel:</b> Ja, als er iets verandert" in closed
    assert "‘<bdi>Als stukje 2 langer wordt.</bdi>’" in closed
    assert "U krijgt nog antwoord. Met dezelfde link leest u dat." in closed
    answer(session, remark, Outcome.ADOPTED)
    session.commit()
    assert "U krijgt nog antwoord" not in reader.get(link).text


def test_after_closing_a_member_reads_where_words_were_that_were_never_sent(
    session: Session, reader: FlaskClient, started: StartedRound, link: str
) -> None:
    reader.post(f"{link}/concept", data={"stukje": "3", "oordeel": "beter", "tekst": "Te lang."})
    reader.post(f"{link}/concept", data={"oordeel": "agreed", "tekst": "Mooi."})
    close_round(session, started.round, is_meant=True)
    session.commit()

    closed = reader.get(link).text
    assert "U heeft geen oordeel verstuurd." in closed
    assert re.search(r"Stukje 3, <bdi>[^<]+</bdi>:</b> ‘<bdi>Te lang.</bdi>’", closed)
    assert "Uw oordeel:</b> U koos nu: ‘Ja, het is goed zo’. ‘<bdi>Mooi.</bdi>’" in closed


def test_a_link_of_one_organisation_reaches_nothing_of_another(
    engine: Engine, session: Session, reader: FlaskClient, started: StartedRound, link: str
) -> None:
    with unit_of_work(engine, across=True) as across:
        elsewhere = add_organisation(across, "Elders", "elders").id
    with open_session(engine, elsewhere) as other:
        study = add_study(other, "Elders onderzoek", municipality="Elders", slug="elders")
        person = Person(email="e@elders.nl", name="Els")
        other.add(person)
        other.flush()
        other.info["person_id"] = person.id
        theirs = make_round(other, make_finished(other, study), (Invited("Geheim Persoon"),))
        # Planted: a row of the other organisation that hangs under this organisation's member.
        planted = Comment(member_id=piet(started).member.id, step_number=3, text="Geplant van elders.")
        say(other, piet(theirs).member, 1, "Woorden van elders.")
        other.add(planted)
        other.commit()

    pages = [reader.get(f"{link}/{page}").text for page in ("stukje/1", "geheel", "oordeel", "bedankt")]
    reader.post(f"{link}/stukje/1", data={"oordeel": "goed"})

    assert not [page for page in pages if "elders" in page.lower() or "Geheim Persoon" in page]
    with unit_of_work(engine, across=True) as across:
        own = across.exec(select(Comment).where(Comment.step_number == 1, col(Comment.text).is_(None))).one()
        assert own.organisation_id == started.round.organisation_id != elsewhere


def test_a_page_that_stood_open_too_long_gives_back_what_was_typed(app: Flask, reader: FlaskClient, link: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    page = reader.post(f"{link}/stukje/1", data={"oordeel": "beter", "tekst": "Mijn hele verhaal."})

    assert page.status_code == 400
    assert "Mijn hele verhaal." in page.text
    assert "Terug naar het verhaal" in page.text
    assert not re.search(r"\b[Jj]e\b", page.text)


@pytest.mark.parametrize("place", ["stukje/1", "geheel/1", "oordeel"])
def test_words_that_reach_nobody_are_given_back_and_said_not_to_be_sent(
    session: Session, reader: FlaskClient, started: StartedRound, link: str, place: str
) -> None:
    revoke(session, piet(started).member, is_meant=True)
    session.commit()
    page = reader.post(f"{link}/{place}", data={"oordeel": "beter", "tekst": "Mijn hele verhaal."}).text

    assert "Dit is niet verstuurd:</b> ‘<bdi>Mijn hele verhaal.</bdi>’" in page


def test_guessing_links_is_stopped(reader: FlaskClient) -> None:
    answers = [reader.get(f"/lezen/gok{number}").status_code for number in range(65)]
    assert answers[:60] == [404] * 60
    assert answers[-1] == 429


def test_a_researcher_starts_a_round_and_sees_the_links_once(
    session: Session, client: FlaskClient, reader: FlaskClient, journey: Journey
) -> None:
    form = client.get(f"{ROUNDS}/nieuw?klantreis={journey.slug}").text
    day = re.search(r'name="closes_on" type="date" value="([\d-]+)"', form)
    assert day
    values = {
        "journey": journey.slug,
        "members": "Piet Jansen, piet@voorbeeld.nl\nAnnie de Wit",
        "closes_on": day[1],
        "contact": "Lotte Veldman",
        "telephone": "085 000 12 34",
    }
    refused = client.post(f"{ROUNDS}/nieuw", data=values | {"telephone": "?"})
    assert refused.status_code == 422
    assert "Annie de Wit" in refused.text

    made = client.post(f"{ROUNDS}/nieuw", data=values)
    links = re.findall(r'value="https?://[^/]+(/lezen/[^"]+)"', made.text)

    assert made.status_code == 201
    assert len(links) == 2
    assert "mailto:piet%40voorbeeld.nl" in made.text
    assert reader.get(links[1], follow_redirects=True).status_code == 200
    later = client.get(f"{ROUNDS}/van/{journey.slug}", follow_redirects=True).text
    assert "Annie de Wit" in later
    assert "/lezen/" not in later


def test_a_round_that_cannot_begin_yet_says_what_to_make_first(client: FlaskClient, study: Study) -> None:
    page = client.get(f"{ROUNDS}/nieuw").text

    assert "Een leesronde begint met een klantreis. Maak er eerst een." in page
    assert 'href="/onderzoeken/jeugdhulp/klantreizen/">Naar de klantreizen</a>' in page
    assert "Begin leesronde" not in page


def test_a_researcher_answers_and_a_reason_is_asked_for_what_is_not_adopted(
    session: Session, client: FlaskClient, started: StartedRound
) -> None:
    comment = say(session, piet(started).member, 2, "Te kort.")
    judge(session, piet(started).member, Verdict.NOT_AGREED, "Dit kan echt niet.")
    session.commit()
    page = client.get(f"{ROUNDS}/{started.round.id}").text
    for words in ("‘Te kort.’", "Piet Jansen", "Niet akkoord", "Dit kan echt niet.", "Nog niets verstuurd"):
        assert words in page
    address = f"{ROUNDS}/{started.round.id}/opmerkingen/{comment.id}"

    choice, words = f"wat-{comment.id}", f"antwoord-{comment.id}"
    assert client.post(address, data={words: "Half getypt."}).text.count("Half getypt.") == 1
    refused = client.post(address, data={choice: "declined", words: ""})
    assert refused.status_code == 422
    assert "waarom je dit niet overneemt" in refused.text
    assert client.post(address, data={choice: "declined", words: "Zo is het verteld."}).status_code == 303
    assert "Zo is het verteld." in client.get(f"{ROUNDS}/{started.round.id}").text


def _as_the_page_has_it(page: str) -> dict[str, str]:
    """The hidden fields of the answers, as a browser sends them along."""
    return dict(re.findall(r'<input type="hidden"(?: dir="auto")? name="(seen-[^"]+)" value="([^"]*)">', page))


def test_no_answer_is_written_over_another_that_came_meanwhile(
    session: Session, client: FlaskClient, started: StartedRound
) -> None:
    comment = say(session, piet(started).member, 2, "Te kort.")
    session.commit()
    of_round = f"{ROUNDS}/{started.round.id}"
    address, choice, words = f"{of_round}/opmerkingen/{comment.id}", f"wat-{comment.id}", f"antwoord-{comment.id}"
    opened = _as_the_page_has_it(client.get(of_round).text)
    client.post(address, data=opened | {choice: "adopted", words: "Het staat er nu langer."})

    refused = client.post(address, data=opened | {choice: "declined", words: "Zo is het verteld."})
    assert refused.status_code == 409
    assert "intussen beantwoord" in refused.text
    assert "Het staat er nu langer." in refused.text
    assert "Zo is het verteld.</textarea>" in refused.text
    assert "Zo is het verteld." not in client.get(of_round).text
    same = client.post(address, data=opened | {choice: "adopted", words: "Het staat er nu langer."})
    assert same.status_code == 303, "a second press says nothing new"

    now_seen = _as_the_page_has_it(refused.text)
    assert client.post(address, data=now_seen | {choice: "declined", words: "Zo is het verteld."}).status_code == 303
    assert "Zo is het verteld." in client.get(of_round).text


def test_a_half_typed_answer_is_shown_when_the_words_are_taken_back_until_it_is_thrown_away(
    session: Session, client: FlaskClient, started: StartedRound
) -> None:
    gone = say(session, piet(started).member, 2, "Te kort.")
    other = say(session, piet(started).member, 1, "Te lang.")
    session.commit()
    of_round = f"{ROUNDS}/{started.round.id}"
    opened = _as_the_page_has_it(client.get(of_round).text)
    say(session, piet(started).member, 2, None)
    session.commit()
    half = opened | {f"wat-{gone.id}": "adopted", f"antwoord-{gone.id}": "Mijn halve antwoord"}

    one_is_stored = half | {f"wat-{other.id}": "adopted", f"antwoord-{other.id}": "Het is nu korter."}
    for page in (
        client.post(f"{of_round}/opmerkingen/{other.id}", data=one_is_stored),
        client.post(f"{of_round}/opmerkingen", data=half),
        client.post(f"{of_round}/opmerkingen/{gone.id}", data=half),
    ):
        assert "nam <bdi>Piet Jansen</bdi> deze woorden terug: ‘<bdi>Te kort.</bdi>’" in page.text
        assert "Mijn halve antwoord</dd>" in page.text
        assert "Overgenomen</dd>" in page.text
        assert f'name="antwoord-{gone.id}" value="Mijn halve antwoord"' in page.text, "the next one brings it again"
    thrown = client.post(f"{of_round}/opmerkingen", data=half | {"weg": str(gone.id)})
    assert thrown.status_code == 303


def test_no_answer_goes_to_words_that_the_researcher_did_not_see(
    session: Session, client: FlaskClient, started: StartedRound
) -> None:
    comment = say(session, piet(started).member, 2, "Te kort.")
    session.commit()
    of_round = f"{ROUNDS}/{started.round.id}"
    opened = _as_the_page_has_it(client.get(of_round).text)
    say(session, piet(started).member, 2, "Toch te lang.")
    session.commit()

    said = {f"wat-{comment.id}": "adopted", f"antwoord-{comment.id}": "Het staat er nu langer."}
    refused = client.post(f"{of_round}/opmerkingen/{comment.id}", data=opened | said)
    assert refused.status_code == 409
    assert "schreef intussen iets anders" in refused.text
    assert "Toch te lang." in refused.text
    assert "Het staat er nu langer.</textarea>" in refused.text


def test_the_gate_leads_to_the_round_that_waits(session: Session, client: FlaskClient, started: StartedRound) -> None:
    say(session, piet(started).member, 2, "Te kort.")
    session.commit()

    page = client.get("/onderzoeken/jeugdhulp/klantreizen/mirjam-zoekt-hulp-voor-daan").text

    assert re.search(r'href="/onderzoeken/jeugdhulp/leesrondes/van/[^"]+"[^>]*>1 opmerking zonder antwoord', page)


def test_links_are_renewed_taken_back_and_the_round_closed(
    session: Session, client: FlaskClient, reader: FlaskClient, started: StartedRound, link: str
) -> None:
    of_round, member = f"{ROUNDS}/{started.round.id}", piet(started).member.id
    renewed = client.post(f"{of_round}/leden/{member}/nieuwe-link").text
    newer = re.search(r"/lezen/[\w-]+", renewed)
    assert newer
    assert reader.get(link).status_code == 404
    assert reader.get(newer[0]).status_code == 302
    client.post(f"{of_round}/leden/{member}/intrekken", data={"zeker": "ja"})
    assert reader.get(newer[0]).status_code == 404
    extra = client.post(f"{of_round}/leden", data={"members": "Kees Smit"})
    assert extra.status_code == 201
    client.post(f"{of_round}/sluiten", data={"zeker": "ja"})
    closed = client.get(of_round).text
    assert "Gesloten." in closed
    assert "Ze bellen" not in closed, "nobody can call about a round that is over"
    assert "Nog iemand uitnodigen" not in closed


def test_others_in_the_organisation_may_look_and_not_touch(
    engine: Engine, organisation: Organisation, session: Session, sign_in_as: SignInAs, started: StartedRound
) -> None:
    comment = say(session, piet(started).member, 2, "Te kort.")
    session.commit()
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "t@team.nl", "Tim", Role.SOCIAL_TEAM)
        across.expunge(person)
    team = sign_in_as(person)

    page = team.get(f"{ROUNDS}/{started.round.id}")
    assert page.status_code == 200
    assert "Bewaar antwoord" not in page.text
    assert team.post(f"{ROUNDS}/{started.round.id}/opmerkingen/{comment.id}").status_code == 403
    assert team.post(f"{ROUNDS}/{started.round.id}/sluiten").status_code == 403
