"""The routes of coding, as the screen calls them."""

import json
import re
from typing import Any, TypeVar

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from coding.codebook.changing import add_code
from coding.models import Code, Memo, Segment, SegmentFeeling, Suggestion
from coding.segments import add_segment
from foundation.database.engine import unit_of_work
from foundation.jobs.health import tell_alive
from foundation.jobs.models import Job
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source
from interviews.texts.sources import text_of
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.factories import make_interview

Row = TypeVar("Row", bound=SQLModel)
BASE = "/onderzoeken/jeugdhulp/coderen"


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    source = make_interview(session, study)
    session.commit()
    return source


@pytest.fixture
def code(session: Session, study: Study) -> Code:
    code = add_code(session, study.id, "Geen bericht")
    session.expunge(code)
    session.commit()
    return code


def _post(client: FlaskClient, path: str, **body: Any) -> Any:
    return client.post(f"{BASE}/{path}", json=body, headers={"Accept": "application/json"})


def _stored(session: Session, table: type[Row]) -> list[Row]:
    """All rows as they are now. Ends the transaction: a test that stays in one keeps the application waiting."""
    rows = list(session.exec(select(table)).all())
    for row in rows:
        session.expunge(row)
    session.rollback()
    return rows


def _standing(client: FlaskClient) -> dict[str, Any]:
    answer: Any = client.get(f"{BASE}/1/stand").json
    screen: dict[str, Any] = answer["screen"]
    return screen


def _material(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="material">(.*?)</script>', page, re.DOTALL)
    assert found
    material: dict[str, Any] = json.loads(found.group(1))
    return material


def test_the_list_says_how_far_each_interview_is(
    client: FlaskClient, session: Session, source: Source, code: Code, study: Study
) -> None:
    make_interview(session, study, state=InterviewState.NAMES)
    add_segment(session, source.id, 49, 55, text_of(session, source.id)[49:55], code.id)
    session.commit()

    page = client.get(f"{BASE}/").text

    assert "1 van de 2" in page
    assert f'href="{BASE}/1#beurt-2"' in page
    assert "Nog niet vrijgegeven" in page


def test_an_empty_study_says_how_coding_starts(client: FlaskClient, study: Study) -> None:
    assert "Naar de interviews" in client.get(f"{BASE}/").text


def test_the_screen_holds_text_and_material(client: FlaskClient, session: Session, source: Source, code: Code) -> None:
    segment = add_segment(session, source.id, 0, 2, "En", code.id)
    session.commit()

    page = client.get(f"{BASE}/1").text

    assert "En daarna was het stil." in page
    assert _material(page)["segments"][0][:4] == [segment.id, 0, 2, code.id]
    assert [one[2] for one in _material(page)["codes"]] == ["Geen bericht"]


def test_markup_in_a_transcript_is_text(client: FlaskClient, session: Session, study: Study) -> None:
    make_interview(session, study, [("<b>x</b>", "</script><script>alert(1)</script>\r\nnog", False)])
    add_code(session, study.id, "</script><img>")
    session.commit()

    page = client.get(f"{BASE}/1").text

    assert "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#13;\nnog" in page
    assert _material(page)["codes"][0][2] == "</script><img>"


def test_an_interview_with_names_does_not_open(client: FlaskClient, session: Session, study: Study) -> None:
    make_interview(session, study, state=InterviewState.NAMES)
    session.commit()

    answer = client.get(f"{BASE}/1")

    assert answer.status_code == 422
    assert "nog niet vrijgegeven" in answer.text
    assert "wachtlijst" not in answer.text


def test_a_stretch_gets_a_code_and_undo_takes_it_back(client: FlaskClient, source: Source, code: Code) -> None:
    coded = _post(client, "1/fragmenten", start=0, end=2, quote="En", code=code.id)
    assert coded.status_code == 201
    assert coded.json["undo"] == "code ‘Geen bericht’ koppelen"

    undone = _post(client, "1/ongedaan")
    assert undone.json["screen"]["segments"] == []
    assert undone.json["screen"]["redo"] == "code ‘Geen bericht’ koppelen"

    redone = _post(client, "1/opnieuw")
    assert len(redone.json["screen"]["segments"]) == 1
    assert _post(client, "1/opnieuw").status_code == 422


def test_coding_a_stretch_asks_the_database_no_more_than_it_must(
    client: FlaskClient, source: Source, code: Code, asked: list[str]
) -> None:
    """Who codes holds up colleagues meanwhile, so every statement counts for all of them."""
    asked.clear()

    coded = _post(client, "1/fragmenten", start=0, end=2, quote="En", code=code.id)

    assert coded.status_code == 201
    assert len(asked) <= 16, asked


def test_the_screen_is_told_what_stands_where_in_a_row_and_which_rules_and_words_there_are(
    client: FlaskClient, source: Source, code: Code
) -> None:
    made = _post(client, "1/fragmenten", start=0, end=2, quote="En", code=code.id).json["segment"]
    _post(client, f"1/fragmenten/{made[0]}/gevoel", feeling=3)
    _post(client, f"1/fragmenten/{made[0]}/memos", text="Opvallend.")
    _post(client, "1/concept", slip="a", code=code.id, typed={"name": "Geen brief"}, over={"name": "Geen bericht"})

    screen = _standing(client)

    def only(kind: str) -> dict[str, Any]:
        (row,) = screen[f"{kind}s"]
        return dict(zip(screen["shape"][kind], row, strict=True))

    assert only("code")["name"] == "Geen bericht"
    assert (only("code")["coded"], only("code")["colour"], only("code")["own_colour"]) == (1, 1, 1)
    segment = only("segment")
    assert (segment["start"], segment["end"], segment["code"], segment["coder"]) == (0, 2, code.id, screen["me"])
    assert screen["feelings"][segment["feeling"]] == "negatief"
    assert (only("memo")["segment"], only("memo")["text"]) == (segment["id"], "Opvallend.")
    assert (only("draft")["code"], only("draft")["typed"]) == (code.id, {"name": "Geen brief"})
    suggested = ["id", "start", "end", "code", "rank", "certainty", "words", "like", "by_definition"]
    assert screen["shape"]["suggestion"] == suggested
    assert screen["certainties"]["possible"] == "mogelijk"
    assert screen["rules"] == {"recent": 9, "levels": 3, "plain_colour": 8}


def test_a_quote_that_moved_is_refused_in_words(
    client: FlaskClient, session: Session, source: Source, code: Code
) -> None:
    answer = _post(client, "1/fragmenten", start=0, end=2, quote="Er", code=code.id)

    assert answer.status_code == 422
    assert "Herlaad de pagina" in answer.json["error"]
    assert _stored(session, Segment) == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"start": "0", "end": 2, "quote": "En", "code": 1},
        {"start": 0, "end": True, "quote": "En", "code": 1},
        {"start": 0, "end": 2, "quote": None, "code": 1},
        {"start": 0, "end": 2, "quote": "\ud83d", "name": "x"},
    ],
)
def test_what_the_screen_never_sends_is_refused(client: FlaskClient, source: Source, body: dict[str, Any]) -> None:
    assert _post(client, "1/fragmenten", **body).status_code == 422


def test_a_code_is_made_on_the_fly_and_undone_with_its_segment(
    client: FlaskClient, session: Session, source: Source, study: Study
) -> None:
    made = _post(client, "1/fragmenten", start=0, end=2, quote="En", name=" Stilte ")
    assert [code[2] for code in made.json["screen"]["codes"]] == ["Stilte"]

    _post(client, "1/ongedaan")

    assert _stored(session, Code) == []
    assert _stored(session, Segment) == []


def test_a_new_name_that_exists_uses_that_code(client: FlaskClient, source: Source, code: Code) -> None:
    made = _post(client, "1/fragmenten", start=0, end=2, quote="En", name="geen BERICHT")

    assert made.json["segment"][3] == code.id


def test_feeling_and_memo_are_kept(client: FlaskClient, session: Session, source: Source, code: Code) -> None:
    number = _post(client, "1/fragmenten", start=0, end=2, quote="En", code=code.id).json["segment"][0]

    assert _post(client, f"1/fragmenten/{number}/gevoel", feeling=3).json["segment"][6] == 3
    memo = _post(client, f"1/fragmenten/{number}/memos", text=" Let op. ").json["memo"]
    assert memo[2] == "Let op."
    assert _post(client, f"1/memos/{memo[0]}", text="Anders.").json["memo"][2] == "Anders."
    assert _post(client, f"1/memos/{memo[0]}", text=" ").status_code == 422

    assert _stored(session, Segment)[0].feeling is SegmentFeeling.NEGATIVE
    assert _stored(session, Memo)[0].text == "Anders."
    assert _post(client, f"1/fragmenten/{number}/weg").json["attached"] == 1
    _post(client, "1/ongedaan")
    assert _stored(session, Memo)[0].text == "Anders."


def test_a_suggestion_is_taken_or_refused_once(
    client: FlaskClient, session: Session, source: Source, code: Code, study: Study
) -> None:
    other = add_code(session, study.id, "Wachttijd")
    for rank, one in enumerate((code, other), start=1):
        session.add(_suggestion(study, source, one, rank))
    session.commit()
    first = _stored(session, Suggestion)[0].id

    assert _post(client, f"1/voorstellen/{first}/neem-over").json["segment"][3] == code.id
    again = _post(client, f"1/voorstellen/{first}/neem-over")
    assert again.status_code == 404
    assert "suggestie" in again.json["error"]
    assert _post(client, "1/ongedaan").json["screen"]["suggestions"] != []
    assert _post(client, f"1/voorstellen/{first}/past-niet").status_code == 200
    assert _standing(client)["suggestions"] == []


def test_the_codebook_changes_from_the_screen(
    client: FlaskClient, session: Session, source: Source, code: Code, study: Study
) -> None:
    made = _post(client, "1/codes", name="Wachten", colour=3)
    theme = made.json["code"]
    moved = _post(client, f"1/codes/{code.id}", name="Stil", parent=theme, colour=None, definition="Niets gehoord.")
    assert [(one[2], one[3], one[5], one[7]) for one in moved.json["screen"]["codes"]] == [
        ("Wachten", 3, 0, ""),
        ("Stil", 3, 1, "Niets gehoord."),
    ]
    assert _post(client, "1/codes", name="stil").status_code == 422
    _post(client, "1/fragmenten", start=0, end=2, quote="En", code=code.id)

    assert _post(client, f"1/codes/{code.id}/weg").status_code == 422
    joined = _post(client, f"1/codes/{code.id}/samenvoegen", into=theme)
    assert joined.json["screen"]["segments"][0][3] == theme
    dropped = _post(client, f"1/codes/{theme}/weg", segments=True)
    assert dropped.json["screen"]["codes"] == []
    for _step in range(5):
        answer = _post(client, "1/ongedaan")
    assert [one[2] for one in answer.json["screen"]["codes"]] == ["Geen bericht"]


def test_what_is_not_posted_of_a_code_stays_and_what_is_not_on_the_list_is_refused(
    client: FlaskClient, session: Session, source: Source, code: Code
) -> None:
    _post(client, f"1/codes/{code.id}", when_not="Bij een lange wachttijd.", theme="kwaliteit")
    _post(client, f"1/codes/{code.id}", definition="Stilte.", dimension="output")

    refused = [{"theme": "gezelligheid"}, {"dimension": "goed"}, {"example": "a" * 2001}]
    assert [_post(client, f"1/codes/{code.id}", **one).status_code for one in refused] == [422] * 3
    assert _standing(client)["codes"][0][2:3] + _standing(client)["codes"][0][7:] == [
        *("Geen bericht", "Stilte.", "", "Bij een lange wachttijd.", "", "output", "kwaliteit"),
    ]


def test_coding_is_done_and_taken_up_again(client: FlaskClient, session: Session, source: Source) -> None:
    assert client.post(f"{BASE}/1/klaar").location == f"{BASE}/"
    assert _stored(session, Interview)[0].state is InterviewState.CODED
    assert "Gecodeerd" in client.get(f"{BASE}/1").text

    client.post(f"{BASE}/1/verder")

    assert _stored(session, Interview)[0].state is InterviewState.CODING


def test_searching_topics_is_asked_once_and_shown_while_it_runs(
    client: FlaskClient, session: Session, source: Source, engine: Engine
) -> None:
    tell_alive(engine, "worker of the test")
    client.post(f"{BASE}/onderwerpen/zoek", data={"groepen": "more"})
    client.post(f"{BASE}/onderwerpen/zoek")

    assert [job.arguments for job in _stored(session, Job)] == [{"grain": "more"}]
    page = client.get(f"{BASE}/onderwerpen").text
    assert "Je kunt gewoon verder werken" in page
    assert "Wacht op de beurt" in client.get(f"{BASE}/onderwerpen/voortgang/topics").text
    assert client.get(f"{BASE}/onderwerpen/voortgang/suggestions").headers["HX-Refresh"] == "true"


def test_a_search_that_nobody_does_says_so_instead_of_waiting(
    client: FlaskClient, session: Session, source: Source, engine: Engine
) -> None:
    client.post(f"{BASE}/onderwerpen/zoek")
    client.post(f"{BASE}/onderwerpen/voorstellen")
    said = "Er is nu geen programma dat dit werk doet."
    assert client.get(f"{BASE}/onderwerpen").text.count(said) == 2
    for kind in ("topics", "suggestions"):
        part = client.get(f"{BASE}/onderwerpen/voortgang/{kind}").text
        assert said in part
        assert "Vraag je beheerder" in part
        assert "every 1500ms" in part, "it is seen at once when somebody is there"
        assert "progress" not in part.replace("voortgang", "")
        assert "Het gaat door" not in part

    tell_alive(engine, "worker of the test")

    assert said not in client.get(f"{BASE}/onderwerpen").text
    assert "Wacht op de beurt" in client.get(f"{BASE}/onderwerpen/voortgang/topics").text


def test_the_social_team_sees_the_list_but_no_transcript(
    engine: Engine, organisation: Organisation, sign_in_as: SignInAs, source: Source, study: Study
) -> None:
    with unit_of_work(engine, across=True) as session:
        person = add_person(session, organisation, "team@voorbeeld.nl", "Tim Team", Role.SOCIAL_TEAM)
        session.expunge(person)
    client = sign_in_as(person)

    assert f'href="{BASE}/1' not in client.get(f"{BASE}/").text
    assert client.get(f"{BASE}/1").status_code == 403
    assert client.get(f"{BASE}/onderwerpen").status_code == 403


def test_another_organisation_cannot_code_here(
    engine: Engine, sign_in_as: SignInAs, source: Source, code: Code
) -> None:
    with unit_of_work(engine, across=True) as session:
        other = add_organisation(session, "Elders", "elders")
        other.second_step_for = []
        person = add_person(session, other, "e@elders.nl", "Els Elders", Role.RESEARCHER)
        session.expunge(person)
    client = sign_in_as(person)

    assert client.get(f"{BASE}/1").status_code == 404
    assert _post(client, "1/fragmenten", start=0, end=2, quote="En", code=code.id).status_code == 404


def _suggestion(study: Study, source: Source, code: Code, rank: int) -> Suggestion:
    return Suggestion(
        study_id=study.id,
        source_id=source.id,
        start=0,
        end=2,
        code_id=code.id,
        rank=rank,
        probability=0.5,
        certainty="possible",
        quotation="En",
    )
