"""No real name of the conversations reaches readers: in any form, from any field, unless a person says why."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text as sql
from sqlmodel import Session, select

from foundation.clock import today
from foundation.secrets.sealing import new_key
from interviews.deidentification.models import Pseudonym
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.models import Interview
from interviews.name_kinds import NameKind
from journeys.composing.fields import change_journey, change_persona, change_phase, change_step
from journeys.evidence.outline import outline_of
from journeys.lookup import phases_of
from journeys.measures.lookup import measures_of
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.public.freezing import frozen_story
from journeys.story import MeasureState, as_json
from journeys.texts.story import story_texts
from studies.keys.keeping import study_key
from studies.models import ChangeRecord, Study
from studies.retention.due import Kept, erase
from tests.exports.publishing.test_current_measures import words_of
from tests.journeys.making import all_steps, make_finished, stored
from webapp.settings import Settings

NAMES = (
    (NameKind.PERSON, "Yassin"),
    (NameKind.PERSON, "Emma"),
    (NameKind.PERSON, "Roos"),
    (NameKind.PERSON, "van der Heuvelink"),
    (NameKind.PERSON, "Zoë"),
    (NameKind.PLACE, "Breda"),
    (NameKind.PLACE, "Den Haag"),
    (NameKind.SCHOOL, "basisschool Daniël"),
    (NameKind.SCHOOL, "De Blauwe Deuren"),
    (NameKind.ORGANISATION, "Stichting Kwintessa"),
)


@pytest.fixture
def journey(session: Session, study: Study, settings: Settings) -> Journey:
    journey = make_finished(session, study)
    vault = PseudonymVault(study_key(session, study.id))
    for number, (kind, name) in enumerate(NAMES):
        hidden = vault.hide(kind, name, f"Verzonnen {number}")
        session.add(
            Pseudonym(
                study_id=study.id,
                kind=kind,
                digest=hidden.digest,
                pseudonym=hidden.pseudonym,
                sealed=hidden.sealed,
            )
        )
    session.commit()
    return journey


@pytest.fixture
def composer(study: Study, journey: Journey) -> str:
    return f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}"


def marked(client: FlaskClient, composer: str) -> list[str]:
    return [part.split("</mark>")[0] for part in client.get(composer).text.split("<mark>")[1:]]


def write(session: Session, journey: Journey, text: str, field: str = "happens") -> None:
    change_step(session, journey, all_steps(session, journey)[1], field, text)
    session.commit()


@pytest.mark.parametrize(
    "written",
    [
        "Yassin",
        "Yassins",
        "Yassin's",
        "Yassin’s",
        "yassin",
        "YASSIN",
        "Yassintje",
        "Yas\u00adsin",
        "Yas\u200bsin",
        "<b>Yas</b>sin",
        "**Yas**sin",
        "Yas-\nsin",
        "Ya\u0301ssin",
        "Emmaatje",
        "Zoe",
        "Zoe\u0308",
        "Zoë’s",
        "mevrouw Heuvelink",
        "van der\nHeuvelink",
        "Breda-Noord",
        "Bredanaar",
        "Bredase",
        "Daniëlschool",
        "Den\nHaag",
        "den haag",
        "blauwe deuren",
        "Kwintessa",
        "juf Roos",
        "Y a s s i n",
        "Y.a.s.s.i.n",
        "Y-a-s-s-i-n’s",
        "Yass1ntje",
        "Y@ss!n",
        "\u0395mma",
    ],
)
def test_a_real_name_is_found_in_any_form_and_stops_publication(
    client: FlaskClient, session: Session, journey: Journey, composer: str, written: str
) -> None:
    write(session, journey, f"Dan belt Mirjam met {written} over morgen.")

    assert len(marked(client, composer)) == 1
    refused = client.post(f"{composer}/publiceren")
    assert refused.status_code == 422
    assert "Stap 2, ‘Wat gebeurt er?’: hier staat een echte naam uit de gesprekken" in refused.text


@pytest.mark.parametrize(
    "written",
    [
        "Mirjam belt met de consulent over de emmer, de rozen en haar jas.",
        "Het blauwe boek ligt bij de deuren van school.",
        "In de haag staat een roos. De school bloeit.",
        "Een stichting en een basisschool denken mee. Den krijgt water.",
    ],
)
def test_ordinary_words_are_left_alone(
    client: FlaskClient, session: Session, journey: Journey, composer: str, written: str
) -> None:
    write(session, journey, written)

    assert marked(client, composer) == []


def test_an_ordinary_word_at_the_start_of_a_sentence_waits_until_somebody_says_what_it_is(
    client: FlaskClient, session: Session, journey: Journey, composer: str
) -> None:
    write(session, journey, "Mirjam wacht. Roos belt terug.")

    page = client.get(composer).text
    assert "hier staat misschien een echte naam" in page
    assert "Woorden die ook een naam zijn" in page
    assert "Echte namen in dit verhaal" not in page
    assert client.post(f"{composer}/publiceren").status_code == 422
    place = re.search(r'name="place" value="([^"]+)"', page)
    assert place
    client.post(f"{composer}/namen", data={"place": place[1], "why": "word"})
    assert client.post(f"{composer}/publiceren").status_code == 302


def test_every_field_that_readers_get_is_read(
    client: FlaskClient, session: Session, journey: Journey, composer: str
) -> None:
    first = all_steps(session, journey)[0]
    for field in ("title", "who", "happens", "feeling_word", "need", "gain", "pain_point", "opportunity", "quote"):
        change_step(session, journey, first, field, f"{field} Yassin")
    for field in ("title", "introduction", "how_made"):
        change_journey(session, journey, field, "Yassin was erbij")
    change_journey(session, journey, "glossary", "CJG: waar Yassin werkt")
    change_persona(session, journey, "name", "Yassin")
    change_persona(session, journey, "about", "Buurman van Yassin")
    change_phase(session, journey, phases_of(session, journey)[0], "Bij Yassin")
    measure = MeasureText(
        title="Yassin belt", state=MeasureState.NOT_YET, what="Yassin", reason="Yassin", owner="Yassin", when="Yassin"
    )
    add_measure(session, journey, measure, None)
    measures_of(session, journey)[0].result = "Yassin"
    session.commit()

    assert len(marked(client, composer)) == 9 + 4 + 2 + 1 + 6


def test_a_disguised_name_is_found_in_every_field_that_readers_get(
    client: FlaskClient, session: Session, study: Study, journey: Journey, composer: str
) -> None:
    first = all_steps(session, journey)[0]
    change_step(session, journey, first, "quote", "Toen belde Y-a-s-s-i-n eindelijk terug")
    change_journey(session, journey, "title", "De wachttijd van Yass1n")
    change_journey(session, journey, "glossary", "CJG: waar Y a s s i n werkt")
    change_persona(session, journey, "about", "Buurman van Yas-sin")
    measure = MeasureText(title="Y.a.s.s.i.n belt", state=MeasureState.DONE, owner="Y@ssin", when="na \uff39assin")
    add_measure(session, journey, measure, None)
    measures_of(session, journey)[0].result = "Yassin2 belt"
    session.get_one(Study, study.id).municipality = "Gemeente B r e d a"
    session.exec(select(Interview).where(Interview.number == 3)).one().role = "Oom van Y4ssin"
    session.commit()

    assert len(marked(client, composer)) == 4 + 4 + 2


def test_what_readers_get_of_the_study_is_read_too_and_can_be_changed_there(
    client: FlaskClient, session: Session, study: Study, journey: Journey, composer: str
) -> None:
    study.title, study.municipality = "Jeugdhulp zoals Yassin", "Gemeente Yassin"
    interview = session.exec(select(Interview).where(Interview.number == 3)).one()
    interview.role = "Oom van Yassin"
    session.add(study)
    session.commit()

    page = client.get(composer).text
    assert len(marked(client, composer)) == 3
    facts = f"{composer}/onderzoek"
    for place, anchor in (
        ("Naam van het onderzoek", "onderzoek-title"),
        ("Gemeente of organisatie", "onderzoek-municipality"),
        ("Met wie is gesproken", f"rol-{interview.id}"),
    ):
        assert f"{place}: hier staat een echte naam" in page
        assert f'href="{facts}#{anchor}"' in page
        assert f'id="{anchor}"' in client.get(facts).text
    typed = {"onderzoek-title": "", "onderzoek-municipality": "Gemeente Zandwijk", f"rol-{interview.id}": "oom"}
    refused = client.post(facts, data=typed)
    assert refused.status_code == 422
    assert 'value="Gemeente Zandwijk"' in refused.text
    client.post(facts, data={**typed, "onderzoek-title": "Jeugdhulp 2026"})

    assert marked(client, composer) == []
    assert client.post(f"{composer}/publiceren").status_code == 302
    public = client.get(f"/verhalen/{journey.slug}").text
    assert "twee met een ouder en één met een oom" in public
    assert "Yassin" not in public
    kept = stored(session, lambda fresh: fresh.connection().execute(sql("SELECT * FROM change_record")).all())
    assert "naam, gemeente of rollen van het onderzoek veranderd" in str(kept)
    assert "Yassin" not in str(kept)


def test_nothing_readers_get_is_left_unread(session: Session, study: Study, journey: Journey) -> None:
    study.title, study.municipality = "Jeugdhulp zoals Yassin", "Gemeente Yassin"
    for interview in session.exec(select(Interview)).all():
        interview.role = f"Oom {interview.number} van Yassin"
    for step in all_steps(session, journey):
        for field in ("title", "who", "happens", "feeling_word", "need", "gain", "pain_point", "opportunity", "quote"):
            change_step(session, journey, step, field, f"{field} {step.position} Yassin")
    change_persona(session, journey, "name", "Yassin")
    change_journey(session, journey, "how_made", "Yassin was erbij")
    session.flush()

    story = frozen_story(session, journey, 1, today(), "https://verhalen.example")
    read = [one.text.casefold() for one in story_texts(session, journey, outline_of(session, journey))]
    published = [text.casefold() for text in strings_in(as_json(story)) if "yassin" in text.casefold()]

    assert len(published) > 40
    assert [text for text in published if not any(one in text for one in read)] == []
    roles = next(text for text in published if text.startswith("we voerden"))
    assert all(f"oom {number} van yassin" in read and f"oom {number} van yassin" in roles for number in (1, 2, 3))


def strings_in(data: object) -> Iterator[str]:
    """Every string of plain data, however deep."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for one in data.values():
            yield from strings_in(one)
    elif isinstance(data, list | tuple):
        for one in data:
            yield from strings_in(one)


def test_who_says_why_may_let_it_stand_in_that_place_only_and_take_it_back(
    client: FlaskClient, session: Session, journey: Journey, composer: str
) -> None:
    write(session, journey, "Mirjam leest over Breda in de krant.")
    page = client.get(composer).text
    place = page.split('name="place" value="')[1].split('"')[0]
    assert client.post(f"{composer}/namen", data={"place": place, "why": ""}).status_code == 422

    client.post(f"{composer}/namen", data={"place": place, "why": "other"})

    page = client.get(composer).text
    assert "Mag blijven staan" in page
    assert "iemand of iets anders" in page
    assert "hier staat een echte naam" not in page
    write(session, journey, "Zij woont in Breda.", field="need")
    assert "Stap 2, ‘Behoefte’: hier staat een echte naam" in client.get(composer).text
    waiver = page.split('name="back" value="')[1].split('"')[0]
    client.post(f"{composer}/namen", data={"back": waiver})
    assert "Stap 2, ‘Wat gebeurt er?’: hier staat een echte naam" in client.get(composer).text


def test_a_decision_keeps_no_name_in_the_database(
    client: FlaskClient, session: Session, journey: Journey, composer: str
) -> None:
    write(session, journey, "Mirjam leest over Kwintessa.")
    place = client.get(composer).text.split('name="place" value="')[1].split('"')[0]
    client.post(f"{composer}/namen", data={"place": place, "why": "word"})
    write(session, journey, "Mirjam leest.")

    rows = stored(session, lambda fresh: fresh.connection().execute(sql("SELECT * FROM name_waiver")).all())
    assert len(rows) == 1
    assert "kwintessa" not in str(rows).lower()
    labels = stored(session, lambda fresh: list(fresh.exec(select(ChangeRecord.label)).all()))
    assert "woord toegestaan dat ook een echte naam is: een gewoon woord" in labels


def test_names_of_the_municipality_are_said_once(
    client: FlaskClient, session: Session, journey: Journey, composer: str
) -> None:
    write(session, journey, "Mirjam woont in Breda.")
    write(session, journey, "Iemand in Breda.", field="need")
    place = client.get(composer).text.split('name="place" value="')[1].split('"')[0]

    client.post(f"{composer}/namen", data={"place": place, "why": "municipality"})

    assert "hier staat een echte naam" not in client.get(composer).text


def test_without_the_key_the_gate_says_that_it_could_not_look(
    client: FlaskClient, session: Session, settings: Settings, journey: Journey, composer: str
) -> None:
    write(session, journey, "Mirjam belt met Yassin.")
    session.rollback()
    (settings.data_dir / "pseudonyms.key").write_bytes(new_key())

    page = client.get(composer).text

    assert "De sleutel opent 10 namen uit de gesprekken niet (meer)" in page
    assert marked(client, composer) == []


def test_when_the_names_were_erased_the_gate_says_that_nobody_looked(
    client: FlaskClient, session: Session, study: Study, journey: Journey, composer: str
) -> None:
    write(session, journey, "Mirjam belt met Yassin.")
    assert "Daarnaar is niet gezocht" not in client.get(composer).text
    erase(session, session.get_one(Study, study.id), Kept.NAMES)
    session.commit()

    assert "De echte namen zijn gewist. Daarnaar is niet gezocht" in client.get(composer).text


def test_the_council_gets_no_real_name_either(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    write(session, journey, "Mirjam belt met Yassin.")
    values = {
        "journey": journey.slug,
        "members": "Piet Jansen",
        "closes_on": "2099-01-01",
        "contact": "Lotte Veldman",
        "telephone": "085 000 12 34",
    }

    refused = client.post(f"/onderzoeken/{study.slug}/leesrondes/nieuw", data=values)

    assert refused.status_code == 422
    assert "echte namen uit de gesprekken: Stap 2, ‘Wat gebeurt er?’" in refused.text


@pytest.mark.parametrize("slug", ["yassins-wachten", "y-a-s-s-i-n-wacht", "yass1n-wacht", "yas-sin-wacht"])
def test_a_real_name_in_the_address_is_gone_once_the_title_may_go_out(
    client: FlaskClient, session: Session, study: Study, journey: Journey, slug: str
) -> None:
    """The address was made of the first title, and stands in the document too."""
    journey.slug = slug
    session.commit()
    composer = f"/onderzoeken/{study.slug}/klantreizen/{slug}"
    meant = "/verhalen/mirjam-zoekt-hulp-voor-daan"
    assert slug not in _address_in(client.get(f"{composer}/publiceren").text)

    answer = client.post(f"{composer}/publiceren")

    assert answer.headers["Location"] == meant
    page = client.get(meant)
    assert page.status_code == 200
    assert slug not in page.text.lower()
    assert slug not in words_of(client.get(f"{meant}.pdf").data).lower()
    assert client.get(f"/verhalen/{slug}").status_code == 404


def test_an_address_without_a_real_name_stays_when_the_title_changes(
    client: FlaskClient, session: Session, study: Study, journey: Journey
) -> None:
    change_journey(session, journey, "title", "Mirjam wacht op een telefoontje")
    session.commit()

    answer = client.post(f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}/publiceren")

    assert answer.headers["Location"] == f"/verhalen/{journey.slug}"


def _address_in(question: str) -> str:
    found = re.search(r"https?://\S+/verhalen/[a-z0-9-]+", question)
    assert found is not None
    return found[0]
