"""A published story is frozen; how its measures stand is not."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from exports.publishing.current_edition import story_of
from exports.publishing.draft import document_of
from exports.publishing.publish import NothingNew, publish_journey
from foundation.clock import now, today
from foundation.database.engine import unit_of_work
from foundation.dutch import long_date
from interviews.deidentification.models import Pseudonym
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.name_kinds import NameKind
from journeys.composing.fields import change_step
from journeys.following.progress import ProgressReport, report_progress
from journeys.measures.lookup import measures_of
from journeys.measures.models import Measure
from journeys.measures.plans import MeasureText, add_measure, change_measure, move_measure, note_state, remove_measure
from journeys.models import Journey, Publication, PublicationEdition
from journeys.story import MeasureState, as_json, from_json
from studies.access import Role
from studies.accounts.persons import add_person
from studies.history.undoing import undo
from studies.keys.keeping import study_key
from studies.models import Organisation, Person, Study
from tests.exports.validators import text_of
from tests.journeys.making import SITE, all_steps, make_finished, stored
from webapp.settings import Settings


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    session.expire_on_commit = False
    journey = make_finished(session, study)
    add_measure(session, journey, MeasureText("Elke dag direct bellen", what="U krijgt iemand die u kent."))
    return journey


def words_of(document: bytes) -> str:
    """The text of a document in one line."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(document)
        file.flush()
        return " ".join(text_of(Path(file.name)).split())


def remember_name(session: Session, study: Study, settings: Settings, name: str) -> None:
    """The key table knows this name."""
    hidden = PseudonymVault(study_key(session, study.id)).hide(NameKind.PERSON, name, "Verzonnen")
    session.add(
        Pseudonym(
            study_id=study.id,
            kind=NameKind.PERSON,
            digest=hidden.digest,
            pseudonym=hidden.pseudonym,
            sealed=hidden.sealed,
        )
    )


def _publish(session: Session, journey: Journey) -> Publication:
    publication = publish_journey(session, journey, SITE)
    session.commit()
    return publication


def _listed(client: FlaskClient) -> str:
    """The list of measures, without the tokens of its forms: those tell the second in which it was asked."""
    return re.sub(r'(content|value)="[\w.-]{40,}"', "", client.get("/onderzoeken/jeugdhulp/maatregelen/").text)


def _both(client: FlaskClient, journey: Journey) -> tuple[str, str]:
    """The page and its document, in words."""
    page = re.sub(r"<[^>]+>", " ", _read(client, journey))
    return " ".join(page.split()), " ".join(words_of(client.get(f"/verhalen/{journey.slug}.pdf").data).split())


def _read(client: FlaskClient, journey: Journey) -> str:
    return client.get(f"/verhalen/{journey.slug}").text


def test_readers_see_how_a_measure_stands_now_and_since_when(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    publication = _publish(session, journey)
    assert "Bijgewerkt op" not in _read(client, journey)

    (measure,) = measures_of(session, journey)
    done = ProgressReport(MeasureState.DONE, result="Het wachten is korter.", is_reread=True)
    report_progress(session, journey, measure, done)
    session.commit()

    page = _read(client, journey)
    assert f"Bijgewerkt op {long_date(now())}" in page
    assert "Het wachten is korter." in page
    assert "Klaar" in page
    assert story_of(publication).measures[0].state is MeasureState.PROPOSED, "what was published is kept as it was"


@pytest.mark.parametrize("state", [MeasureState.BUSY, MeasureState.DONE])
def test_what_goes_on_after_all_has_no_why_not_on_page_or_paper(
    session: Session, client: FlaskClient, journey: Journey, state: MeasureState
) -> None:
    (measure,) = measures_of(session, journey)
    text = MeasureText("Korter wachten", MeasureState.NOT_YET, reason="Er is geen geld.", when="Klaar op 1 mei 2027")
    change_measure(session, journey, measure, text)
    _publish(session, journey)
    for told in _both(client, journey):
        assert "Waarom nu niet? Er is geen geld." in told
        assert "Klaar op 1 mei 2027" not in told

    report_progress(session, journey, measure, ProgressReport(state, reason=measure.reason, is_reread=True))
    session.commit()
    for told in _both(client, journey):
        assert "Waarom nu niet?" not in told
        assert "Er is geen geld." not in told
        assert "Klaar op 1 mei 2027" in told

    report_progress(session, journey, measure, ProgressReport(MeasureState.NOT_YET, reason=measure.reason))
    session.commit()
    for told in _both(client, journey):
        assert "Waarom nu niet? Er is geen geld." in told
        assert "Klaar op 1 mei 2027" not in told


def test_a_day_is_told_only_of_the_state_of_which_it_was_said(
    session: Session, client: FlaskClient, journey: Journey, study: Study
) -> None:
    (measure,) = measures_of(session, journey)
    text = MeasureText(measure.title, MeasureState.BUSY, what=measure.what, when="Klaar op 1 april 2027")
    change_measure(session, journey, measure, replace(text, is_reread=True))
    _publish(session, journey)
    address = f"/onderzoeken/{study.slug}/maatregelen/{measure.id}"
    session.rollback()

    refused = client.post(address, data={"state": "done"})
    assert refused.status_code == 422
    assert "‘U krijgt iemand die u kent.’ en ‘Klaar op 1 april 2027’" in unescape(refused.text)
    assert "Bezig" in _both(client, journey)[0]

    client.post(address, data={"state": "done", "reread": "done"})
    for told in _both(client, journey):
        assert "Klaar op 1 april 2027" in told, "somebody says that it is so"

    client.post(address, data={"state": "busy", "when": "Weer vanaf mei 2027", "reread": "busy"})
    for told in _both(client, journey):
        assert "Klaar op 1 april 2027" not in told
        assert "Weer vanaf mei 2027" in told


def test_a_day_of_another_state_that_was_never_read_again_is_told_no_more(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    (measure,) = measures_of(session, journey)
    change_measure(session, journey, measure, MeasureText(measure.title, when="Klaar op 1 april 2027"))
    _publish(session, journey)
    measure.state = MeasureState.DONE
    note_state(session, measure, MeasureState.PROPOSED)
    session.commit()

    for told in _both(client, journey):
        assert "Klaar op 1 april 2027" not in told


def test_what_the_composer_says_of_a_measure_goes_to_readers_as_one(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    (measure,) = measures_of(session, journey)
    change_measure(session, journey, measure, MeasureText(measure.title, when="Klaar op 1 april 2027"))
    _publish(session, journey)
    text = MeasureText("Andere naam", MeasureState.DONE, what="U belt.", owner="Wijkteam", when="Sinds 1 mei 2027")
    change_measure(session, journey, measure, text)
    session.commit()

    for told in _both(client, journey):
        assert "1 april 2027" not in told
        assert "Elke dag direct bellen" not in told
        for words in ("Andere naam", "Klaar", "U belt.", "Wijkteam", "Sinds 1 mei 2027"):
            assert words in told
        assert f"Bijgewerkt op {long_date(now())}" in told
    assert "Andere naam" in _listed(client)


def test_an_edition_from_before_that_gave_a_reason_beside_its_state_gives_none_now(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    publication = _publish(session, journey)
    content = as_json(story_of(publication))
    measures = [one | {"state": "done", "reason": "Er is geen geld."} for one in content["measures"]]
    publication.content = content | {"measures": measures}
    publication.pdf = document_of(story_of(publication))
    session.commit()

    for told in _both(client, journey):
        assert "Er is geen geld." not in told


def test_what_is_published_with_an_old_reason_is_no_new_edition_at_once(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    (measure,) = measures_of(session, journey)
    change_measure(session, journey, measure, MeasureText("Bellen", MeasureState.BUSY, reason="Er is geen geld."))
    publication = _publish(session, journey)

    assert client.get(f"/verhalen/{journey.slug}.pdf").data == publication.pdf
    assert all("Er is geen geld." not in told for told in _both(client, journey))
    with pytest.raises(NothingNew):
        publish_journey(session, journey, SITE)


def test_what_is_taken_back_stands_as_it_was_published_and_what_is_removed_is_gone(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    publication = _publish(session, journey)
    (measure,) = measures_of(session, journey)
    no_money = ProgressReport(MeasureState.NOT_YET, reason="Er is geen geld.", is_reread=True)
    report_progress(session, journey, measure, no_money)
    undo(session, f"journey:{journey.id}")
    session.commit()
    assert "Er is geen geld." not in _read(client, journey)
    assert client.get(f"/verhalen/{journey.slug}.pdf").data == publication.pdf

    later = add_measure(session, journey, MeasureText("Eén vast nummer"))
    remove_measure(session, journey, measure)
    session.commit()
    for told in _both(client, journey):
        assert "Elke dag direct bellen" not in told
        assert "Eén vast nummer" in told
        assert f"Stand van {long_date(now())}" in told
    remove_measure(session, journey, later)
    session.commit()
    assert "Eén vast nummer" not in _read(client, journey)
    undo(session, f"journey:{journey.id}")
    undo(session, f"journey:{journey.id}")
    session.commit()
    for told in _both(client, journey):
        assert "Elke dag direct bellen" in told
        assert "Eén vast nummer" in told


def test_the_composer_says_that_a_measure_is_gone_for_readers_too(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    (measure,) = measures_of(session, journey)
    _publish(session, journey)
    assert "Wat je hier bewaart, lezen inwoners meteen." in client.get(composer).text

    client.post(f"{composer}/maatregelen/{measure.id}/verwijder")

    page = client.get(composer).text
    assert "Ook inwoners lezen die maatregel nu niet meer." in page
    assert "Lezers zien dit pas als je opnieuw publiceert" not in page


def test_each_takes_back_their_own_removal_whatever_others_removed(
    session: Session, journey: Journey, engine: Engine, organisation: Organisation, researcher: Person
) -> None:
    (first,) = measures_of(session, journey)
    second = add_measure(session, journey, MeasureText("Eén vast nummer"))
    session.commit()
    with unit_of_work(engine, across=True) as across:
        eva = add_person(across, organisation, "e@voorbeeld.nl", "Eva", Role.RESEARCHER).id
    for person, number in ((eva, second.id), (researcher.id, first.id)):
        with unit_of_work(engine, organisation.id, person) as theirs:
            found = theirs.get_one(Journey, journey.id)
            remove_measure(theirs, found, theirs.get_one(Measure, number))

    with unit_of_work(engine, organisation.id, eva) as hers:
        undo(hers, f"journey:{journey.id}")
        assert [one.title for one in measures_of(hers, hers.get_one(Journey, journey.id))] == ["Eén vast nummer"]


def test_the_order_of_measures_is_a_draft_and_said_to_be(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    second = add_measure(session, journey, MeasureText("Eén vast nummer"))
    _publish(session, journey)
    move_measure(session, journey, second, 0)
    session.commit()

    told = _both(client, journey)[0]
    assert told.index("Elke dag direct bellen") < told.index("Eén vast nummer")
    assert "Volgorde van de maatregelen" in client.get(f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}").text


def test_the_step_of_a_published_measure_is_a_draft_like_the_steps(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    (measure,) = measures_of(session, journey)
    first, second, *_rest = all_steps(session, journey)
    change_measure(session, journey, measure, MeasureText(measure.title), first)
    _publish(session, journey)
    change_measure(session, journey, measure, MeasureText(measure.title), second)
    session.commit()

    assert "Bij stap 1" in _read(client, journey)
    composer = client.get(f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}").text
    assert "Maatregel ‘Elke dag direct bellen’: bij welke stap" in composer


def test_a_publication_from_before_measures_could_be_found_again_is_still_read(
    session: Session, journey: Journey
) -> None:
    stored = as_json(story_of(_publish(session, journey)))
    for name in ("result", "number", "updated_on"):
        stored["measures"][0].pop(name)

    (measure,) = from_json(stored).measures

    assert (measure.number, measure.result) == (None, "")


def test_a_measure_that_changes_makes_a_new_edition_of_the_document_and_keeps_the_earlier(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    publication = _publish(session, journey)
    first = client.get(f"/verhalen/{journey.slug}.pdf").data
    assert first == publication.pdf

    (measure,) = measures_of(session, journey)
    done = ProgressReport(MeasureState.DONE, result="Het wachten is korter.", is_reread=True)
    report_progress(session, journey, measure, done)
    session.commit()
    second = client.get(f"/verhalen/{journey.slug}.pdf").data

    assert second != first
    assert client.get(f"/verhalen/{journey.slug}.pdf").data == second, "made once"
    (edition,) = stored(session, lambda fresh: fresh.exec(select(PublicationEdition)).all())
    assert (edition.number, edition.pdf) == (1, second)
    assert stored(session, lambda fresh: fresh.get_one(Publication, publication.id).pdf) == first
    words = words_of(second)
    assert "Het wachten is korter." in words
    assert f"Stand van {long_date(now())}" in words
    assert "uitgave 1.1" in words
    page = _read(client, journey)
    assert f"Stand van {long_date(now())}" in page
    assert "uitgave 1.1" in page


def test_a_text_and_a_date_are_told_anew_and_the_earlier_ones_stay_readable(
    session: Session, client: FlaskClient, journey: Journey, study: Study
) -> None:
    _publish(session, journey)
    (measure,) = measures_of(session, journey)
    address = f"/onderzoeken/{study.slug}/maatregelen/{measure.id}"
    session.rollback()

    client.post(address, data={"state": "busy", "what": "U belt een vaste medewerker.", "when": "Vanaf mei 2027"})
    client.post(address, data={"state": "busy", "what": "U krijgt een eigen nummer.", "when": "Vanaf juni 2027"})

    page = _read(client, journey)
    assert "U krijgt een eigen nummer." in page
    assert "Vanaf juni 2027" in page
    assert "U belt een vaste medewerker." not in page
    followed = client.get(f"/onderzoeken/{study.slug}/maatregelen/").text
    for earlier in ("U krijgt iemand die u kent.", "U belt een vaste medewerker.", "Vanaf mei 2027"):
        assert earlier in followed


def test_a_measure_that_came_later_appears_with_its_step(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    _publish(session, journey)
    step = all_steps(session, journey)[1]
    add_measure(session, journey, MeasureText("Eén vast nummer", what="Dat nummer staat in de brief."), step)
    session.commit()

    page = _read(client, journey)

    assert "Eén vast nummer" in page
    assert "Dat nummer staat in de brief." in page
    assert "Bij stap 2" in page


def test_a_measure_that_came_later_stands_at_its_own_step_and_not_at_one_with_the_same_title(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    first, _second, third, *_rest = all_steps(session, journey)
    change_step(session, journey, third, "title", first.title)
    _publish(session, journey)
    add_measure(session, journey, MeasureText("Eén vast nummer"), third)
    change_step(session, journey, third, "title", "Heet in de klantreis nu anders")
    session.commit()

    page = _read(client, journey)
    assert "Bij stap 3" in page
    assert "Bij stap 1" not in page


def test_in_a_story_from_before_steps_could_be_found_again_only_a_title_that_stands_once_tells_the_step(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    first, second, third, *_rest = all_steps(session, journey)
    change_step(session, journey, third, "title", first.title)
    publication = _publish(session, journey)
    before = as_json(story_of(publication))
    for step in (step for phase in before["phases"] for step in phase["steps"]):
        step.pop("found_by")
    publication.content = before
    add_measure(session, journey, MeasureText("Eén vast nummer"), third)
    add_measure(session, journey, MeasureText("Een korte brief"), second)
    session.commit()

    page = _read(client, journey)
    assert "Eén vast nummer" in page
    assert "Bij stap 2" in page
    assert "Bij stap 1" not in page
    assert "Bij stap 3" not in page
    for measure in measures_of(session, journey)[1:]:
        remove_measure(session, journey, measure)
    session.commit()
    with pytest.raises(NothingNew):
        publish_journey(session, journey, SITE)


@pytest.mark.parametrize("action", ["ongedaan", "opnieuw"])
def test_undo_never_makes_the_list_say_what_readers_are_not_told(
    session: Session, client: FlaskClient, journey: Journey, action: str
) -> None:
    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    (measure,) = measures_of(session, journey)
    no_money = ProgressReport(MeasureState.NOT_YET, reason="Er is geen geld.", is_reread=True)
    report_progress(session, journey, measure, no_money)
    session.commit()
    if action == "opnieuw":
        client.post(f"{composer}/ongedaan")
    assert client.post(f"{composer}/publiceren").status_code == 302
    client.get(composer)  # what was told once is not told again
    listed, read = _listed(client), _read(client, journey)

    answer = client.post(f"{composer}/{action}")

    assert answer.status_code == 422
    assert (
        "Dit kan niet meer terug met deze knop: stand van maatregel ‘Elke dag direct bellen’ bijgewerkt. Daarna kwam"
        in answer.text
    )
    assert "Zeg bij ‘Maatregelen’ hoe het nu staat, of maak de maatregel opnieuw" in answer.text
    assert _listed(client) == listed
    assert _read(client, journey) == read


def test_undo_and_redo_go_on_of_all_that_readers_were_told_since(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    (measure,) = measures_of(session, journey)
    change_measure(session, journey, measure, MeasureText(measure.title, what="Iedere dag."))
    _publish(session, journey)
    reason = "Er is geen geld."
    report_progress(session, journey, measure, ProgressReport(MeasureState.NOT_YET, reason=reason, is_reread=True))
    change_measure(session, journey, measure, MeasureText("Anders", MeasureState.NOT_YET, reason=reason))
    remove_measure(session, journey, measure)
    session.commit()

    for _again in range(3):
        assert client.post(f"{composer}/ongedaan").status_code == 303
    assert reason not in _read(client, journey)
    assert "Iedere dag." in _read(client, journey)
    assert client.post(f"{composer}/ongedaan").status_code == 422, "readers have it from before"
    for _again in range(3):
        assert client.post(f"{composer}/opnieuw").status_code == 303
    assert "Anders" not in _read(client, journey)


def test_a_measure_that_came_later_says_when_it_was_added_and_only_then_when_it_was_updated(
    session: Session, client: FlaskClient, journey: Journey
) -> None:
    _publish(session, journey)
    added, updated = now() + timedelta(days=3), now() + timedelta(days=7)
    measure = add_measure(session, journey, MeasureText("Eén vast nummer"), moment=added)
    session.commit()

    address = f"/verhalen/{journey.slug}"
    for told in (_read(client, journey), words_of(client.get(f"{address}.pdf").data)):
        assert f"Toegevoegd op {long_date(added)}" in told
        assert "Bijgewerkt op" not in told

    report_progress(session, journey, measure, ProgressReport(MeasureState.DONE), moment=updated)
    session.commit()

    for told in (_read(client, journey), words_of(client.get(f"{address}.pdf").data)):
        assert f"Toegevoegd op {long_date(added)}. Bijgewerkt op {long_date(updated)}" in told


def test_a_real_name_does_not_reach_readers_by_way_of_a_measure(
    session: Session, client: FlaskClient, journey: Journey, study: Study, settings: Settings
) -> None:
    remember_name(session, study, settings, "Annemiek")
    _publish(session, journey)
    (measure,) = measures_of(session, journey)
    composer = f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}/maatregelen"
    address = f"/onderzoeken/{study.slug}/maatregelen/{measure.id}"
    session.rollback()

    refused = client.post(address, data={"state": "done", "reread": "done", "result": "Annemiek belt nu terug."})

    assert refused.status_code == 422
    assert "echte naam uit de gesprekken" in refused.text
    assert "Annemiek belt nu terug." in refused.text, "what was typed stays"
    assert re.search(r'name="reread-\d+" value="done" checked', refused.text), "and what was answered"
    again = client.post(composer, data={"title": "Annemiek belt", "state": "busy"})
    assert again.status_code == 422
    assert "Annemiek belt" in again.text
    assert "Annemiek" not in _read(client, journey)


def test_a_story_whose_transcripts_are_gone_says_so(
    session: Session, client: FlaskClient, journey: Journey, study: Study
) -> None:
    _publish(session, journey)
    assert "gewist" not in _read(client, journey)
    study.transcripts_gone_on = today()
    session.add(study)
    session.commit()

    assert "De gespreksverslagen zijn gewist" in _read(client, journey)
    assert "De gespreksverslagen zijn gewist" in words_of(client.get(f"/verhalen/{journey.slug}.pdf").data)


def _report(session: Session, journey: Journey, result: str) -> None:
    report = ProgressReport(MeasureState.BUSY, result=result, is_reread=True)
    report_progress(session, journey, measures_of(session, journey)[0], report)
    session.commit()


def _editions(session: Session) -> list[tuple[int, str, bool]]:
    found = stored(session, lambda fresh: fresh.exec(select(PublicationEdition).order_by(PublicationEdition.id)).all())
    return [(one.number, from_json(one.content).measures[0].result, one.pdf is not None) for one in found]


def test_what_readers_had_is_kept_when_something_overwrites_it_also_when_nobody_asked_for_the_document(
    client: FlaskClient, session: Session, journey: Journey
) -> None:
    _publish(session, journey)
    for result in ("Eerst dit.", "Toen dat.", "Nu iets anders."):
        _report(session, journey, result)

    assert _editions(session) == [(1, "Eerst dit.", False), (2, "Toen dat.", False)]
    assert "uitgave 1.3" in client.get(f"/verhalen/{journey.slug}").text
    assert "uitgave 1.3" in words_of(client.get(f"/verhalen/{journey.slug}.pdf").data)
    assert _editions(session)[-1] == (3, "Nu iets anders.", True)


def test_what_readers_had_is_kept_when_the_story_goes_offline_or_a_next_version_comes(
    client: FlaskClient, session: Session, journey: Journey
) -> None:
    _publish(session, journey)
    _report(session, journey, "Eerst dit.")
    change_step(session, journey, all_steps(session, journey)[0], "title", "Iets heel anders")
    _publish(session, journey)
    assert _editions(session) == [(1, "Eerst dit.", False)]
    _report(session, journey, "Toen dat.")

    composer = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    asked = client.get(f"{composer}/offline").text
    assert "uitgave 2.1" in asked
    client.post(f"{composer}/offline")

    assert _editions(session) == [(1, "Eerst dit.", False), (1, "Toen dat.", False)]
    assert "uitgave 2.1" in client.get(composer).text


def test_each_number_for_readers_to_call_is_another_edition(
    client: FlaskClient, session: Session, journey: Journey, organisation: Organisation
) -> None:
    _publish(session, journey)
    for number in ("0229 250 111", "0229 250 222"):
        found = session.get_one(Organisation, organisation.id)
        found.telephone = number
        session.commit()

    page = client.get(f"/verhalen/{journey.slug}").text
    assert "uitgave 1.2" in page
    (kept,) = stored(session, lambda fresh: fresh.exec(select(PublicationEdition)).all())
    assert from_json(kept.content).telephone == "0229 250 111"
