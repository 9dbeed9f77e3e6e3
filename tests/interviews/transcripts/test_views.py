"""The interview pages without JavaScript: everything is a plain form, and nothing is stored by halves."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select
from werkzeug.test import TestResponse

from foundation.database.engine import open_session, read_only
from interviews.deidentification.models import FindingState, NameFinding
from interviews.models import Interview, InterviewState
from interviews.name_kinds import NameKind
from interviews.texts.adding import SpokenTurn, add_interview
from interviews.texts.models import Turn
from interviews.transcripts.models import TranscriptInProgress
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from tests.factories import make_interview

HOME = "/onderzoeken/jeugdhulp/interviews"
TYPED = "I: Hoe begon het?\nR: Met <b>buikpijn</b>. Tijn huilde elke ochtend.\nI: En toen?\nR: Toen belde ik."
SPEAKERS = {
    "speaker-0-name": "Interviewer",
    "speaker-0-interviewer": "yes",
    "speaker-1-name": "Ouder 1",
    "role": "ouder",
    "held_on": "2026-03-11",
    "minutes": "24",
}


@pytest.fixture(autouse=True)
def _a_study(study: Study) -> None:
    """Every page stands in a study."""


Stored = Callable[[type[Any]], list[Any]]


@pytest.fixture
def stored(engine: Engine, organisation: Organisation) -> Stored:
    """All rows of a table, as the application left them; holds no transaction open."""

    def rows(table: type[Any]) -> list[Any]:
        with open_session(read_only(engine), organisation.id) as session:
            found = list(session.exec(select(table).order_by(table.id)).all())
            session.expunge_all()
            return found

    return rows


def docx(*paragraphs: str) -> bytes:
    """The smallest Word file that holds these paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName='
        '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return file.getvalue()


def upload(client: FlaskClient, *files: tuple[str, bytes]) -> TestResponse:
    data = {"files": [(io.BytesIO(content), name) for name, content in files]}
    return client.post(f"{HOME}/inlezen", data=data, content_type="multipart/form-data")


def typed(client: FlaskClient, text: str = TYPED) -> str:
    """Type a text; the address of its draft."""
    address = client.post(f"{HOME}/typen").location
    assert client.post(address, data={"text": text, "version": "0", "next": "preview"}).status_code == 302
    return str(address)


def test_an_empty_study_says_how_it_starts(client: FlaskClient) -> None:
    page = client.get(f"{HOME}/").text

    assert "Nog geen gesprekken" in page
    assert "Bestand inlezen" in page


def test_a_typed_conversation_becomes_an_interview_with_its_speakers(client: FlaskClient, stored: Stored) -> None:
    address = typed(client)
    preview = client.get(f"{address}/sprekers").text
    assert "Met &lt;b&gt;buikpijn&lt;/b&gt;." in preview

    answer = client.post(f"{address}/sprekers", data=SPEAKERS)

    assert answer.location == f"{HOME}/1/namen"
    interview = stored(Interview)[0]
    assert (interview.role, interview.minutes, str(interview.held_on)) == ("ouder", 24, "2026-03-11")
    assert {turn.speaker for turn in stored(Turn)} == {"Interviewer", "Ouder 1"}
    assert stored(TranscriptInProgress) == []


def test_a_word_file_is_read_and_shown_before_anything_is_taken_in(client: FlaskClient, stored: Stored) -> None:
    answer = upload(client, ("Gesprek.docx", docx("Interviewer: Hoe begon het?", "Moeder: Met buikpijn.")))

    page = client.get(answer.location).text
    assert "Met buikpijn." in page
    assert 'value="Moeder"' in page
    assert stored(Interview) == []


def test_of_several_files_the_refused_ones_say_why_and_the_others_go_on(client: FlaskClient, stored: Stored) -> None:
    page = upload(
        client,
        ("goed.txt", TYPED.encode()),
        ("kapot.docx", b"PK\x03\x04 niet heel"),
        ("leeg.txt", b""),
    )

    assert page.status_code == 200
    assert "kapot.docx is niet ingelezen." in page.text
    assert "leeg.txt is niet ingelezen." in page.text
    assert [row.file_name for row in stored(TranscriptInProgress)] == ["goed.txt"]


def test_when_every_file_is_refused_nothing_is_stored(client: FlaskClient, stored: Stored) -> None:
    page = upload(client, ("foto.png", b"\x89PNG"), ("leeg.txt", b""))

    assert page.status_code == 422
    assert stored(TranscriptInProgress) == []
    assert client.post(f"{HOME}/inlezen", data={}).status_code == 422


def test_what_is_filled_in_wrong_stays_and_is_explained(client: FlaskClient) -> None:
    address = typed(client)

    page = client.post(f"{address}/sprekers", data={**SPEAKERS, "minutes": "lang", "speaker-1-name": " "})

    assert page.status_code == 422
    assert "Vul hele minuten in" in page.text
    assert 'value="lang"' in page.text
    assert "Geef deze spreker een naam" in page.text


def test_a_known_interview_is_asked_about(client: FlaskClient, stored: Stored) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)
    again = typed(client)

    asked = client.post(f"{again}/sprekers", data=SPEAKERS)

    assert asked.status_code == 409
    assert "Neem het toch over in het onderzoek" in asked.text
    assert len(stored(Interview)) == 1
    client.post(f"{again}/sprekers", data={**SPEAKERS, "even_if_known": "yes"})
    assert len(stored(Interview)) == 2


def test_typing_in_an_older_tab_does_not_overwrite(client: FlaskClient, stored: Stored) -> None:
    address = client.post(f"{HOME}/typen").location
    saved = client.post(address, data={"text": "I: Nieuw", "version": "0"}, headers={"Accept": "application/json"})
    assert saved.json is not None
    assert saved.json["version"] == 1

    refused = client.post(address, data={"text": "I: Oud", "version": "0"}, headers={"Accept": "application/json"})
    page = client.post(address, data={"text": "I: Oud", "version": "0"})

    assert (refused.status_code, page.status_code) == (409, 409)
    assert "I: Oud" in page.text
    assert "I: Nieuw" in page.text
    assert stored(TranscriptInProgress)[0].text == "I: Nieuw"


def decide(client: FlaskClient, stored: Stored, decision: str, **fields: str) -> TestResponse:
    finding = stored(NameFinding)[0]
    return client.post(f"{HOME}/1/namen", data={"finding": str(finding.id), "decision": decision, **fields})


def test_names_are_replaced_put_back_and_released(client: FlaskClient, session: Session, stored: Stored) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)
    assert "Tijn" in client.get(f"{HOME}/1/namen").text

    assert decide(client, stored, "replace", replacement="Sem").status_code == 302
    page = client.get(f"{HOME}/1/namen").text
    assert "<del>Tijn</del> <ins>Sem</ins>" in page
    assert decide(client, stored, "back").status_code == 302
    assert "<del>" not in client.get(f"{HOME}/1/namen").text

    refused = client.post(f"{HOME}/1/vrijgeven")
    assert refused.status_code == 422
    assert "nog beslissen" in refused.text
    client.post(f"{HOME}/1/namen/rest", data={"decision": "keep"})
    assert client.post(f"{HOME}/1/vrijgeven").location == f"{HOME}/1"
    assert stored(Interview)[0].state is InterviewState.CODING


@pytest.mark.parametrize("minutes", ["2²", "9" * 5_000])
def test_minutes_that_are_no_number_are_refused_at_their_field(client: FlaskClient, minutes: str) -> None:
    answer = client.post(f"{typed(client)}/sprekers", data={**SPEAKERS, "minutes": minutes})

    assert answer.status_code == 422
    assert "Vul hele minuten in" in answer.text


def test_only_the_parts_that_changed_are_sent_again(client: FlaskClient, stored: Stored) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)
    finding = stored(NameFinding)[0]

    part = client.post(
        f"{HOME}/1/namen", data={"finding": str(finding.id), "decision": "keep"}, headers={"HX-Request": "true"}
    ).text

    assert 'id="beurt-1"' in part
    assert 'id="beurt-3"' not in part


def test_a_replacement_that_gives_the_name_away_is_explained(client: FlaskClient, stored: Stored) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)

    page = decide(client, stored, "replace", replacement="Tijn B.")

    assert page.status_code == 422
    assert "Kies iets anders dan de naam zelf" in page.text


def test_a_replacement_that_was_refused_is_still_there(client: FlaskClient, stored: Stored) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)

    assert 'value="Tijn B."' in decide(client, stored, "replace", replacement="Tijn B.").text
    assert 'value="Karel"' in client.post(f"{HOME}/1/namen/eigen", data={"name": "Karel", "kind": "person"}).text


def test_one_name_is_not_counted_as_many(client: FlaskClient) -> None:
    text = "I: Wie hielp u?\nR: Fenna belde.\nI: Goed.\nR: Ja."
    client.post(f"{typed(client, text)}/sprekers", data=SPEAKERS)
    page = client.get(f"{HOME}/1/namen").text

    assert "Eén naam, nog niet bekeken. Die staat op 1 plek." in page
    client.post(f"{HOME}/1/namen/rest", data={"decision": "keep"})
    assert "De enige naam is bekeken, op 1 plek." in client.get(f"{HOME}/1/namen").text


def test_the_rest_is_replaced_or_left_at_once_and_put_back_at_once(client: FlaskClient, stored: Stored) -> None:
    text = "I: Wie hielp u?\nR: Fenna belde. Tijn's tas stond bij Tijn in Zwolle.\nI: Goed.\nR: Ja."
    client.post(f"{typed(client, text)}/sprekers", data=SPEAKERS)
    page = client.get(f"{HOME}/1/namen").text
    assert "0 van de 3 namen bekeken. Ze staan op 4 plekken." in page
    assert "Vervang de rest (3)" in page
    assert "3 namen op 4 plekken: overal komt" in page

    for decision, sentence in (("replace", "3 namen vervangen, op 4 plekken."), ("keep", "3 namen laten staan, op 4")):
        page = client.post(f"{HOME}/1/namen/rest", data={"decision": decision}).text
        assert sentence in page
        assert "Vervang de rest" not in page
        assert ("Tijn" in " ".join(turn.text for turn in stored(Turn))) == (decision == "keep")

        together = re.findall(r'name="finding" value="(\d+)"', page[page.index("together") : page.index("Zet terug")])
        client.post(f"{HOME}/1/namen/rest", data={"decision": "back", "finding": together})
        assert "0 van de 3 namen bekeken" in client.get(f"{HOME}/1/namen").text
        assert [turn.text for turn in stored(Turn)][1] == "Fenna belde. Tijn's tas stond bij Tijn in Zwolle."


def test_replacing_the_rest_takes_what_was_typed_beside_the_names(client: FlaskClient, stored: Stored) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)
    finding = stored(NameFinding)[0]

    client.post(f"{HOME}/1/namen/rest", data={"decision": "replace", f"door-{finding.id}": "Sem"})

    assert "Sem huilde elke ochtend" in " ".join(turn.text for turn in stored(Turn))


def test_the_rest_is_replaced_as_a_whole_or_not_at_all_and_says_which_name_is_wrong(
    client: FlaskClient, stored: Stored
) -> None:
    text = "I: Wie hielp u?\nR: Fenna belde en Tijn huilde.\nI: Goed.\nR: Ja."
    client.post(f"{typed(client, text)}/sprekers", data=SPEAKERS)
    fenna, tijn = (one.id for one in stored(NameFinding))
    chosen = {f"door-{fenna}": "Sem", f"door-{tijn}": "Tijn B."}

    page = client.post(f"{HOME}/1/namen/rest", data={"decision": "replace", **chosen}).text

    assert "Bij ‘Tijn’: Kies iets anders dan de naam zelf. Er is niets veranderd." in page
    assert "0 van de 2 namen bekeken" in page
    assert [turn.text for turn in stored(Turn)][1] == "Fenna belde en Tijn huilde."


def test_what_was_left_standing_before_is_left_at_once(client: FlaskClient, stored: Stored) -> None:
    for text in (
        "I: Met Lotte, ik bel namens Qwerta.\nR: Goed.\nI: Hoe gaat het?\nR: Goed.",
        "I: Hier weer Lotte namens Qwerta.\nR: Dag. Fenna huilt.\nI: Ach.\nR: Ja.",
    ):
        client.post(f"{typed(client, text)}/sprekers", data=SPEAKERS)
        client.post(f"{HOME}/1/namen/rest", data={"decision": "keep"})
    page = client.get(f"{HOME}/2/namen").text
    assert "Liet je eerder staan in dit onderzoek" in page
    assert "Laat deze staan (2)" in page

    client.post(f"{HOME}/2/namen/rest", data={"decision": "keep", "section": "kept"})

    assert "2 van de 3 namen bekeken" in client.get(f"{HOME}/2/namen").text
    waiting = [one for one in stored(NameFinding) if one.state is FindingState.PROPOSED]
    assert [
        turn.text[one.start - turn.start : one.end - turn.start]
        for one in waiting
        for turn in stored(Turn)
        if turn.source_id == one.source_id and turn.start <= one.start < turn.end
    ] == ["Fenna"]


def test_what_was_left_standing_before_is_not_replaced_along(client: FlaskClient, stored: Stored) -> None:
    for text in (
        "I: Met Lotte, ik bel namens Qwerta.\nR: Goed.\nI: Hoe gaat het?\nR: Goed.",
        "I: Hier weer Lotte namens Qwerta.\nR: Dag. Fenna huilt, en Tijn ook.\nI: Ach.\nR: Ja.",
    ):
        client.post(f"{typed(client, text)}/sprekers", data=SPEAKERS)
        if "Fenna" not in text:
            client.post(f"{HOME}/1/namen/rest", data={"decision": "keep"})
    page = client.get(f"{HOME}/2/namen").text
    assert "Vervang de rest (2)" in page
    assert "Wat je eerder in dit onderzoek liet staan, doet niet mee." in page

    client.post(f"{HOME}/2/namen/rest", data={"decision": "replace"})

    told = " ".join(turn.text for turn in stored(Turn))
    assert "Hier weer Lotte namens Qwerta." in told
    assert "Fenna" not in told
    assert "Tijn" not in told
    assert "2 van de 4 namen bekeken" in client.get(f"{HOME}/2/namen").text


@pytest.mark.parametrize("decision", ["replace", "keep"])
def test_the_same_decision_twice_is_one_decision(client: FlaskClient, stored: Stored, decision: str) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)
    decide(client, stored, decision, replacement="Sem")
    once = [(turn.text, turn.start, turn.end) for turn in stored(Turn)]

    assert decide(client, stored, decision, replacement="Sem").status_code == 302
    assert [(turn.text, turn.start, turn.end) for turn in stored(Turn)] == once


def test_another_stand_in_from_an_older_tab_is_not_dropped_in_silence(client: FlaskClient, stored: Stored) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)
    decide(client, stored, "replace", replacement="Sem")
    once = [turn.text for turn in stored(Turn)]

    answer = decide(client, stored, "replace", replacement="Lars")

    assert answer.status_code == 422
    assert "Je koos ‘Lars’, maar deze naam was intussen al vervangen." in answer.text
    assert [turn.text for turn in stored(Turn)] == once


def test_a_text_in_another_language_says_that_names_are_found_badly(client: FlaskClient) -> None:
    english = (
        "I: And how did it start for you and the children at that time?\n"
        "R: Then the school called me and they said that Tijn had been crying all morning.\n"
    )
    client.post(f"{typed(client, english)}/sprekers", data=SPEAKERS)

    page = client.get(f"{HOME}/1/namen").text

    assert "Dit gesprek is niet in het Nederlands. Het programma vindt namen hier slecht" in page
    assert 'class="doubt" href="#naam-1">Tijn' in page
    assert page.count('class="doubt"') == 1


def test_a_dutch_text_says_nothing_about_language(client: FlaskClient) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)

    assert "niet in het Nederlands" not in client.get(f"{HOME}/1/namen").text


def test_a_name_can_be_added_by_typing_it(client: FlaskClient) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)

    client.post(f"{HOME}/1/namen/eigen", data={"name": "ochtend", "kind": "person"})
    missing = client.post(f"{HOME}/1/namen/eigen", data={"name": "Karel", "kind": "person"})

    assert "zelf aangewezen" in client.get(f"{HOME}/1/namen").text
    assert missing.status_code == 422
    assert "staat niet in dit gesprek" in missing.text


@pytest.mark.parametrize("kind", list(NameKind))
def test_whatever_kind_somebody_points_at_the_names_stay_on_screen(client: FlaskClient, kind: NameKind) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)

    client.post(f"{HOME}/1/namen/eigen", data={"name": "ochtend", "kind": kind})
    page = client.get(f"{HOME}/1/namen")

    assert page.status_code == 200
    assert "ochtend" in page.text
    assert client.post(f"{HOME}/1/namen/rest", data={"decision": "keep"}).status_code < 400


def test_an_interview_that_came_in_by_a_command_is_searched_on_request(
    client: FlaskClient, session: Session, study: Study
) -> None:
    add_interview(session, study, [SpokenTurn("Toen zei Tijn niks meer.")])
    session.commit()
    assert "nog niet naar namen gezocht" in client.get(f"{HOME}/1/namen").text

    client.post(f"{HOME}/1/namen/zoeken")

    assert 'class="doubt"' in client.get(f"{HOME}/1/namen").text


def test_the_list_shows_how_far_every_interview_is(client: FlaskClient, session: Session, study: Study) -> None:
    make_interview(session, study)
    make_interview(session, study, state=InterviewState.NAMES)
    make_interview(session, study, state=InterviewState.CODED)
    session.commit()

    page = client.get(f"{HOME}/").text

    for words in ("Klaar om te coderen", "Namen vervangen", "Gecodeerd", "3 van 4 stappen", "3 gesprekken"):
        assert words in page


def test_an_interview_and_a_draft_can_be_thrown_away(client: FlaskClient, session: Session, study: Study) -> None:
    make_interview(session, study)
    session.commit()
    address = typed(client)

    client.post(f"{HOME}/1/weg")
    client.post(f"{address}/weg")

    assert "Nog geen gesprekken" in client.get(f"{HOME}/").text
    assert client.get(address).status_code == 404
    assert client.get(f"{HOME}/1").status_code == 404


@pytest.fixture
def colleague(
    sign_in_as: Callable[[Person], FlaskClient], session: Session, organisation: Organisation
) -> Callable[[Role], FlaskClient]:
    def of_role(role: Role) -> FlaskClient:
        person = add_person(session, organisation, f"{role}@voorbeeld.nl", "Tom Baars", role)
        session.commit()
        return sign_in_as(person)

    return of_role


def test_nobody_else_reads_an_interview_before_its_names_are_replaced(
    client: FlaskClient, colleague: Callable[[Role], FlaskClient]
) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)
    address = typed(client, "I: Nog niet klaar")

    other = colleague(Role.RESEARCHER)

    assert other.get(f"{HOME}/1").status_code == 403
    assert "buikpijn" not in other.get(f"{HOME}/1/namen").text
    assert other.get(address).status_code == 404
    assert f'href="{HOME}/1"' not in other.get(f"{HOME}/").text


def test_the_social_team_never_sees_a_transcript_nor_the_list_of_them(
    session: Session, study: Study, colleague: Callable[[Role], FlaskClient]
) -> None:
    make_interview(session, study)
    session.commit()

    other = colleague(Role.SOCIAL_TEAM)

    assert other.get(f"{HOME}/").status_code == 403
    assert other.get(f"{HOME}/1").status_code == 403


CAPTIONS = (
    "1\n00:00:01,000 --> 00:00:03,000\nHoe kwam u bij het loket? Via de huisarts,\n\n"
    "2\n00:00:03,000 --> 00:00:05,000\ndie belde zelf.\n\n3\n00:00:09,000 --> 00:00:10,000\nNiks meer gehoord.\n"
)


def mend(client: FlaskClient, address: str, do: str, **fields: str) -> TestResponse:
    return client.post(f"{address}/verdeel", data={"do": do, **fields})


def test_subtitles_without_speakers_say_so_and_are_mended_without_a_script(client: FlaskClient, stored: Stored) -> None:
    address = upload(client, ("gesprek.srt", CAPTIONS.encode())).location
    page = client.get(address).text
    assert "Er zijn geen sprekers gevonden." in page
    assert "Om en om" in page

    opened = mend(client, address, "open:0", minutes="24", role="ouder")
    assert opened.location.endswith("?beurt=0#beurt-0")
    assert 'id="mend_text"' in client.get(opened.location).text
    text = "Hoe kwam u bij het loket?\n\nVia de huisarts, die belde zelf."
    mend(client, address, "split:0", mend_text=text, split_speaker="nieuw", minutes="24", role="ouder")
    mend(client, address, "alternate:1", minutes="24", role="ouder")
    mend(client, address, "speaker:2", turn_speaker="1", minutes="24", role="ouder")
    mend(client, address, "join:2", minutes="24", role="ouder")
    page = client.get(address).text
    assert "Ongedaan: samenvoegen" in page
    assert 'value="24"' in page
    client.post(address, data=SPEAKERS)

    assert [(turn.speaker, turn.text) for turn in stored(Turn)] == [
        ("Interviewer", "Hoe kwam u bij het loket?"),
        ("Ouder 1", "Via de huisarts, die belde zelf. Niks meer gehoord."),
    ]


def test_a_mend_that_cannot_be_and_one_from_an_older_tab_keep_what_was_filled_in(client: FlaskClient) -> None:
    address = f"{typed(client)}/sprekers"
    refused = mend(
        client, address, "split:1", mend_text="Iets anders.\n\nDus.", minutes="lang", **{"speaker-0-name": "Vrager"}
    )
    assert refused.status_code == 422
    for words in ("geen woorden veranderen", "Iets anders.", 'value="lang"', 'value="Vrager"'):
        assert words in refused.text

    mend(client, address, "join:1", version="1")
    older = mend(client, address, "join:1", version="1", minutes="33")
    taken_in = client.post(address, data={**SPEAKERS, "version": "1"})

    assert (older.status_code, taken_in.status_code) == (409, 409)
    assert "in een ander tabblad aangepast" in older.text
    assert 'value="33"' in older.text


def test_the_half_filled_form_is_kept_and_comes_back(client: FlaskClient) -> None:
    address = f"{typed(client)}/sprekers"
    sent = {
        "speaker-0-name": "Vrager",
        "speaker-1-name": "Moeder",
        "role": "anders",
        "other_role": "tante",
        "minutes": "7x",
    }

    assert client.post(f"{address}/bewaar", data=sent).status_code == 200

    page = client.get(address).text
    for words in ('value="Vrager"', 'value="Moeder"', 'value="tante"', 'value="7x"'):
        assert words in page


@pytest.mark.parametrize("role", ["pleegmoeder van Yassin", "pleegmoeder van yassin", "moeder, 06-12345678"])
def test_a_role_that_leads_to_somebody_is_refused_before_others_can_read_it(
    client: FlaskClient, stored: Stored, role: str
) -> None:
    address = f"{typed(client)}/sprekers"

    refused = client.post(address, data={**SPEAKERS, "role": "anders", "other_role": role})

    assert refused.status_code == 422
    assert "Een rol staat open: schrijf alleen wie het is." in refused.text
    assert f'value="{role}"' in refused.text
    assert stored(Interview) == []
    assert client.post(address, data={**SPEAKERS, "role": "anders", "other_role": "Pleegmoeder"}).status_code == 302
    assert stored(Interview)[0].role == "pleegmoeder"


def test_throwing_away_asks_and_can_be_undone_with_everything_filled_in(client: FlaskClient, stored: Stored) -> None:
    address = typed(client)
    client.post(f"{address}/sprekers/bewaar", data={"minutes": "41"})
    assert f'{address}/weg"' in client.get(f"{address}/sprekers").text
    assert "Dit verslag weggooien?" in client.get(f"{address}/weg").text
    assert stored(TranscriptInProgress)[0].thrown_away_at is None

    page = client.post(f"{address}/weg", follow_redirects=True).text
    assert "Terug te zetten tot" in page
    assert client.get(f"{address}/sprekers").status_code == 404
    client.post(f"{address}/terug")

    assert 'value="41"' in client.get(f"{address}/sprekers").text


def test_an_old_page_of_typing_never_writes_in_another_transcript(client: FlaskClient, stored: Stored) -> None:
    first = typed(client)
    assert client.post(f"{first}/sprekers", data=SPEAKERS).status_code == 302
    second = typed(client, "I: En nu iets anders?\nR: Heel anders.")
    version = stored(TranscriptInProgress)[0].version

    late = client.post(first, data={"text": "Nog een zin uit het eerste gesprek.", "version": version})

    assert late.status_code == 404
    assert second != first
    assert [one.text for one in stored(TranscriptInProgress)] == ["I: En nu iets anders?\nR: Heel anders."]


CALLED = "I: Hoe begon het?\nR: Met buikpijn. Elke ochtend weer.\nI: En toen?\nR: Toen belde ik de huisarts.\n"
EARLIER = f"Datum: 3 mei 2026\nDuur: 20 minuten\n\n{CALLED}".encode()
CORRECTED = f"Datum: 4 mei 2026\nDuur: 35 minuten\n\n{CALLED}".encode()
WAITS_TOO = "Er wacht nog een verslag met hetzelfde gesprek."


def test_a_corrected_file_comes_in_beside_the_first_and_says_so(client: FlaskClient, stored: Stored) -> None:
    first = upload(client, ("gesprek-a.txt", EARLIER)).location
    second = upload(client, ("gesprek-b.txt", CORRECTED)).location

    assert first != second
    page = client.get(second).text
    for shown in ("gesprek-b.txt</dd>", "Datum: 4 mei 2026", 'value="2026-05-04"', WAITS_TOO, f'href="{first}"'):
        assert shown in page, shown
    assert "Datum: 3 mei 2026" not in page
    assert f'href="{second}"' in client.get(first).text, "either may be thrown away"

    client.post(second.replace("/sprekers", "/weg"))
    assert WAITS_TOO not in client.get(first).text
    assert len(stored(TranscriptInProgress)) == 2


def test_the_same_file_sent_twice_waits_once_without_a_question(client: FlaskClient, stored: Stored) -> None:
    first = upload(client, ("gesprek-a.txt", EARLIER)).location

    assert upload(client, ("gesprek-a.txt", EARLIER)).location == first
    assert WAITS_TOO not in client.get(first).text
    assert len(stored(TranscriptInProgress)) == 1


def test_two_files_at_once_with_one_conversation_are_both_there_and_told(client: FlaskClient, stored: Stored) -> None:
    page = upload(client, ("gesprek-a.txt", EARLIER), ("gesprek-b.txt", EARLIER)).text

    assert [one.file_name for one in stored(TranscriptInProgress)] == ["gesprek-a.txt", "gesprek-b.txt"]
    assert page.count(WAITS_TOO) == 2


def test_nothing_of_another_person_or_another_conversation_is_called_the_same(
    client: FlaskClient, colleague: Callable[[Role], FlaskClient]
) -> None:
    upload(client, ("gesprek-a.txt", EARLIER))
    other = EARLIER.replace(b"huisarts", b"school")
    assert WAITS_TOO not in client.get(upload(client, ("gesprek-b.txt", other)).location).text

    theirs = colleague(Role.RESEARCHER)
    assert WAITS_TOO not in theirs.get(upload(theirs, ("gesprek-a.txt", CORRECTED)).location).text


def test_leaving_a_name_that_was_replaced_meanwhile_says_so(client: FlaskClient, stored: Stored) -> None:
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)
    decide(client, stored, "replace", replacement="Sem")
    once = [turn.text for turn in stored(Turn)]

    for answer in (decide(client, stored, "keep"), _leave_here(client, stored)):
        assert answer.status_code == 422
        assert "Deze naam is intussen vervangen door ‘Sem’. Er is niets veranderd." in answer.text
        assert "Moet de naam blijven staan? Kies dan eerst ‘Zet terug’." in answer.text
    assert [turn.text for turn in stored(Turn)] == once


def _leave_here(client: FlaskClient, stored: Stored) -> TestResponse:
    return client.post(f"{HOME}/1/namen", data={"place": f"keep:{stored(NameFinding)[0].id}"})


ONLY_YOU = (
    "Tot je klaar bent, ziet alleen jij deze tekst.",
    "Tot de namen zijn vervangen, ziet alleen jij deze tekst.",
)
EVERY_RESEARCHER = "kan elke onderzoeker van dit onderzoek deze tekst lezen."


def test_who_reads_a_conversation_before_its_names_are_replaced_is_said_as_it_is(
    client: FlaskClient, session: Session, study: Study, colleague: Callable[[Role], FlaskClient]
) -> None:
    add_interview(session, study, [SpokenTurn("Toen zei Tijn niks meer.")]).created_by = None
    session.commit()
    client.post(f"{typed(client)}/sprekers", data=SPEAKERS)

    other = colleague(Role.RESEARCHER)
    assert "Tijn" in other.get(f"{HOME}/1").text
    for browser in (client, other):
        for page in (f"{HOME}/1", f"{HOME}/1/namen"):
            said = browser.get(page).text
            assert EVERY_RESEARCHER in said
            assert not any(sentence in said for sentence in ONLY_YOU)
        assert "Tot dat klaar is, kan elke onderzoeker" in browser.get("/onderzoeken/jeugdhulp/").text

    for page, sentence in ((f"{HOME}/2/namen", ONLY_YOU[0]), (f"{HOME}/2", ONLY_YOU[1])):
        said = client.get(page).text
        assert sentence in said
        assert EVERY_RESEARCHER not in said
    assert "Tot dat klaar is, kan niemand anders" in client.get("/onderzoeken/jeugdhulp/").text
