"""Whose coding counts, who sees it and who changes it: a second coder codes blind, and counts in no figure."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from coding.codebook.changing import add_code
from coding.codebook.counts import codebook_of
from coding.memos import add_memo
from coding.models import Code, Memo, Segment, SegmentFeeling, Suggestion, SuggestionState
from coding.retrieval.matrix import matrix_of
from coding.retrieval.query import find_coded
from coding.retrieval.search import find_segments
from coding.retrieval.selection import CodingQuery
from coding.segments import add_segment
from coding.suggestions.judging.material import material_of
from coding.suggestions.proposals import coded_passages
from foundation.database.engine import unit_of_work
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source
from interviews.texts.sources import text_of
from journeys.evidence.counting import evidence_by_step
from journeys.evidence.ledger import cite, set_stance
from journeys.evidence.models import Evidence, Stance
from journeys.public.freezing import frozen_story
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Person, Study
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_journey

BASE = "/onderzoeken/jeugdhulp/coderen"
OVERVIEW = "/onderzoeken/jeugdhulp/"


@dataclass
class Blind:
    """One interview that Lotte (researcher) and Tariq (second coder) both coded, apart; and Anna, a colleague of Lotte.

    Lotte: 'Wachten' on 0-10 with a memo, 'Stilte' on 20-30. Tariq: 'Wachten' on 5-15 with a memo.
    """

    lotte: FlaskClient
    tariq: FlaskClient
    anna: FlaskClient
    people: dict[str, Person]
    codes: dict[str, int]
    segments: dict[str, int]
    memos: dict[str, int]
    suggestion: int


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    source = make_interview(session, study)
    session.commit()
    return source


def _person(engine: Engine, organisation: Organisation, name: str, role: Role) -> Person:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, f"{name.split()[0].lower()}@voorbeeld.nl", name, role)
        across.expunge(person)
    return person


def _coded(session: Session, source: Source, start: int, end: int, code_id: int, memo: str = "") -> tuple[int, int]:
    quote = text_of(session, source.id)[start:end]
    segment = add_segment(session, source.id, start, end, quote, code_id)
    return segment.id, add_memo(session, segment, memo).id if memo else 0


@pytest.fixture
def blind(
    engine: Engine,
    organisation: Organisation,
    session: Session,
    study: Study,
    source: Source,
    client: FlaskClient,
    sign_in_as: SignInAs,
) -> Blind:
    tariq = _person(engine, organisation, "Tariq Bensaïd", Role.SECOND_CODER)
    anna = _person(engine, organisation, "Anna Smit", Role.RESEARCHER)
    codes = {name: add_code(session, study.id, name).id for name in ("Wachten", "Stilte")}
    segments, memos = {}, {}
    segments["lotte"], memos["lotte"] = _coded(session, source, 0, 10, codes["Wachten"], "Van Lotte.")
    segments["stilte"], _none = _coded(session, source, 20, 30, codes["Stilte"])
    suggestion = Suggestion(
        study_id=study.id,
        source_id=source.id,
        start=40,
        end=48,
        code_id=codes["Stilte"],
        rank=1,
        probability=0.5,
        certainty="possible",
        quotation=text_of(session, source.id)[40:48],
    )
    session.add(suggestion)
    session.commit()
    with unit_of_work(engine, organisation.id, tariq.id) as theirs:
        segments["tariq"], memos["tariq"] = _coded(theirs, source, 5, 15, codes["Wachten"], "Van Tariq.")
    return Blind(
        client,
        sign_in_as(tariq),
        sign_in_as(anna),
        {"tariq": tariq, "anna": anna},
        codes,
        segments,
        memos,
        suggestion.id,
    )


def _post(client: FlaskClient, path: str, **body: Any) -> Any:
    return client.post(f"{BASE}/{path}", json=body, headers={"Accept": "application/json"})


def _screen(client: FlaskClient) -> dict[str, Any]:
    answer: Any = client.get(f"{BASE}/1/stand").json
    screen: dict[str, Any] = answer["screen"]
    return screen


def _seen(client: FlaskClient) -> tuple[set[int], set[str]]:
    """Segments and memos in the page and in the JSON, which hold the same."""
    page = client.get(f"{BASE}/1").text
    found = re.search(r'<script type="application/json" id="material">(.*?)</script>', page, re.DOTALL)
    assert found
    material, screen = json.loads(found.group(1)), _screen(client)
    assert material["segments"] == screen["segments"]
    assert material["memos"] == screen["memos"]
    return {one[0] for one in screen["segments"]}, {one[2] for one in screen["memos"]}


def _rows(session: Session, table: type[SQLModel]) -> int:
    number = len(session.exec(select(table)).all())
    session.rollback()
    return number


def _told_how(session: Session, segment_id: int) -> SegmentFeeling | None:
    feeling = session.exec(select(Segment.feeling).where(Segment.id == segment_id)).one()
    session.rollback()
    return feeling


def _say_done(*clients: FlaskClient) -> None:
    for client in clients:
        assert client.post(f"{BASE}/1/klaar", data={"zeker": "ja"}).status_code == 302


# Seeing


def test_each_sees_their_own_until_both_are_done(blind: Blind) -> None:
    own = {"lotte": blind.segments["lotte"], "stilte": blind.segments["stilte"], "tariq": blind.segments["tariq"]}
    assert _seen(blind.tariq) == ({own["tariq"]}, {"Van Tariq."})
    assert _seen(blind.lotte) == ({own["lotte"], own["stilte"]}, {"Van Lotte."})
    assert _seen(blind.anna) == ({own["lotte"], own["stilte"]}, {"Van Lotte."})

    _say_done(blind.tariq)
    assert _seen(blind.tariq)[0] == {own["tariq"]}
    assert own["tariq"] not in _seen(blind.lotte)[0]

    _say_done(blind.lotte)
    assert _seen(blind.tariq) == (set(own.values()), {"Van Lotte.", "Van Tariq."})
    assert _seen(blind.lotte) == (set(own.values()), {"Van Lotte.", "Van Tariq."})

    assert _seen(blind.anna)[0] == set(own.values())


def test_two_second_coders_are_blind_to_each_other_too(
    blind: Blind, engine: Engine, organisation: Organisation, source: Source, sign_in_as: SignInAs
) -> None:
    fay = _person(engine, organisation, "Fay Vos", Role.SECOND_CODER)
    with unit_of_work(engine, organisation.id, fay.id) as hers:
        third, _memo = _coded(hers, source, 0, 3, blind.codes["Stilte"])
    _say_done(blind.tariq, blind.lotte)

    assert third not in _seen(blind.tariq)[0]
    _say_done(sign_in_as(fay))
    assert third in _seen(blind.tariq)[0]


def test_no_answer_to_a_second_coder_tells_of_anothers_coding(blind: Blind) -> None:
    coded = _post(blind.tariq, "1/fragmenten", start=0, end=3, quote="En ", name="Nieuw van Tariq")
    answers = [coded, _post(blind.tariq, "1/ongedaan"), _post(blind.tariq, "1/opnieuw")]
    answers.append(_post(blind.tariq, "1/codes", name="Nog een"))

    for answer in answers:
        screen = answer.json["screen"]
        others = {one[0] for one in screen["segments"]} & {blind.segments["lotte"], blind.segments["stilte"]}
        assert (others, screen["suggestions"]) == (set(), [])
        assert {one[2] for one in screen["memos"]} == {"Van Tariq."}
        assert {one[2]: one[6] for one in screen["codes"]}["Stilte"] == 0, "counts are the coder's own"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("fragmenten/{lotte}/weg", {}),
        ("fragmenten/{lotte}/gevoel", {"feeling": 3}),
        ("fragmenten/{lotte}/memos", {"text": "Zie ik jou?"}),
        ("memos/{memo}", {"text": "Herschreven."}),
        ("memos/{memo}/weg", {}),
        ("voorstellen/{suggestion}/neem-over", {}),
        ("voorstellen/{suggestion}/past-niet", {}),
    ],
)
def test_a_guessed_number_is_nothing_to_a_second_coder(
    blind: Blind, session: Session, path: str, body: dict[str, Any]
) -> None:
    numbers = {"lotte": blind.segments["lotte"], "memo": blind.memos["lotte"], "suggestion": blind.suggestion}
    nothing = dict.fromkeys(numbers, 9_999)

    answer, absent = (_post(blind.tariq, f"1/{path.format(**which)}", **body) for which in (numbers, nothing))

    assert (answer.status_code, answer.json) == (404, absent.json)
    assert (_rows(session, Segment), _rows(session, Memo)) == (3, 2)
    assert session.exec(select(Suggestion.state)).all() == [SuggestionState.PROPOSED]
    assert session.exec(select(Memo.text).where(Memo.id == blind.memos["lotte"])).one() == "Van Lotte."


def test_the_researcher_cannot_reach_the_second_coders_work_by_number_either(blind: Blind) -> None:
    assert _post(blind.lotte, f"1/fragmenten/{blind.segments['tariq']}/weg").status_code == 404
    assert _post(blind.lotte, f"1/memos/{blind.memos['tariq']}/weg").status_code == 404


def test_when_both_are_done_they_look_and_do_not_touch(blind: Blind, session: Session) -> None:
    _say_done(blind.tariq, blind.lotte)

    for client, other, name in ((blind.tariq, "lotte", "Lotte Veldman"), (blind.lotte, "tariq", "Tariq Bensaïd")):
        for act, body in (("weg", {}), ("gevoel", {"feeling": 1}), ("memos", {"text": "Mee eens."})):
            answer = _post(client, f"1/fragmenten/{blind.segments[other]}/{act}", **body)
            assert answer.status_code == 403
            assert name in answer.json["error"]
    assert (_rows(session, Segment), _rows(session, Memo)) == (3, 2)


def test_a_memo_is_rewritten_and_thrown_away_by_its_writer_alone(blind: Blind, session: Session) -> None:
    for path, body in ((f"1/memos/{blind.memos['lotte']}", {"text": "x"}), (f"1/memos/{blind.memos['lotte']}/weg", {})):
        answer = _post(blind.anna, path, **body)
        assert answer.status_code == 403
        assert "Lotte Veldman" in answer.json["error"]
    assert _rows(session, Memo) == 2


# Done, each for themselves


def test_a_second_coder_who_is_done_does_not_end_the_researchers_work(blind: Blind, session: Session) -> None:
    assert "Gesprek 1 coderen" in blind.tariq.get(OVERVIEW).text

    _say_done(blind.tariq)

    assert session.exec(select(Interview.state)).one() is InterviewState.CODING
    session.rollback()  # that somebody looks is written down
    assert "Gesprek 1 coderen" in blind.lotte.get(OVERVIEW).text
    assert "Gesprek 1 coderen" not in blind.tariq.get(OVERVIEW).text
    assert "Toch verder coderen" in blind.tariq.get(f"{BASE}/1").text
    assert "Klaar met coderen" in blind.lotte.get(f"{BASE}/1").text
    assert "Tariq Bensaïd" in blind.lotte.get(f"{BASE}/").text, "the researcher is told who is done"


def test_a_researcher_who_is_done_leaves_the_second_coder_their_task(blind: Blind) -> None:
    _say_done(blind.lotte)

    assert "Gesprek 1 coderen" not in blind.anna.get(OVERVIEW).text, "researchers do one coding together"
    assert "Gesprek 1 coderen" in blind.tariq.get(OVERVIEW).text
    assert "Klaar met coderen" in blind.tariq.get(f"{BASE}/1").text
    assert _coding_station(blind.anna) == ("1", "van 1 klaar")
    assert _coding_station(blind.tariq) == ("0", "van 1 klaar"), "they see how far they are themselves"


def _coding_station(coder: FlaskClient) -> tuple[str, ...]:
    station = re.search(r"Coderen</b></a><p class=\"figure\">(\d+) <span>(.*?)</span>", coder.get(OVERVIEW).text)
    assert station
    return station.groups()


# Counting


def test_every_place_gives_the_same_figure(blind: Blind, session: Session, study: Study) -> None:
    """The researchers' two segments, everywhere; for the second coder their own one."""
    for client, number in ((blind.lotte, 2), (blind.anna, 2), (blind.tariq, 1)):
        words = "2 fragmenten" if number == 2 else "1 fragment"
        assert f"{words}, 2 codes" in client.get(OVERVIEW).text
        assert f"{words} in 1 gesprek met fragmenten" in client.get(f"{BASE}/thema-overzicht/").text
        assert f"{words} in 1 gesprek." in client.get(f"{BASE}/thema-overzicht/fragmenten").text
        assert f"<td>{number}</td>" in client.get(f"{BASE}/").text
        assert sum(one[6] for one in _screen(client)["codes"]) == number
    assert find_segments(session, study.id).total == 2
    assert matrix_of(session, study.id).segments == find_coded(session, study.id, CodingQuery()).total == 2
    assert sum(one.segments for one in codebook_of(session, study.id)) == 2


def test_an_interview_that_only_a_second_coder_coded_is_not_coded_yet(
    engine: Engine, organisation: Organisation, blind: Blind, session: Session, study: Study
) -> None:
    alone = make_interview(session, study)
    session.commit()
    with unit_of_work(engine, organisation.id, blind.people["tariq"].id) as theirs:
        _coded(theirs, alone, 0, 10, blind.codes["Stilte"])

    matrix = matrix_of(session, study.id)
    assert [(one.number) for one in matrix.interviews] == [1]
    assert matrix.without_segments == 1
    story = frozen_story(session, make_journey(session, study), 1, date(2026, 11, 28), "x")
    assert story.interviews_total == 1
    session.rollback()
    assert "Klaar om te coderen" in blind.lotte.get("/onderzoeken/jeugdhulp/interviews/").text


def test_what_the_program_learns_from_is_the_researchers_coding(
    blind: Blind, session: Session, study: Study, source: Source
) -> None:
    learnt_from = [one.code_id for one in material_of(session, study.id).codings]
    assert learnt_from == [blind.codes["Wachten"], blind.codes["Stilte"]]
    assert coded_passages(session, study.id) == {source.id: [(0, 10), (20, 30)]}


def test_a_second_coder_is_shown_no_suggestions_and_their_coding_ends_none(blind: Blind) -> None:
    assert _screen(blind.tariq)["suggestions"] == []
    assert "suggestie" not in blind.tariq.get(OVERVIEW).text
    assert "Zoek suggesties" not in blind.tariq.get(f"{BASE}/onderwerpen").text
    assert blind.tariq.post(f"{BASE}/onderwerpen/voorstellen").status_code == 403

    assert [one[0] for one in _screen(blind.lotte)["suggestions"]] == [blind.suggestion]
    assert "1 fragment met een suggestie" in blind.lotte.get(OVERVIEW).text


# Evidence


def test_a_second_coders_segment_cannot_be_cited(blind: Blind, session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    address = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}"
    step_id = step.id
    session.commit()
    _say_done(blind.tariq, blind.lotte)

    page = blind.lotte.get(f"{address}?stap={step_id}").text
    cited = blind.lotte.post(
        f"{address}/stappen/{step_id}/onderbouwing", data={"segment": blind.segments["tariq"], "cited": "1"}
    )

    assert f"bewijs-{blind.segments['lotte']}" in page
    assert f"bewijs-{blind.segments['tariq']}" not in page
    assert cited.status_code == 404
    assert _rows(session, Evidence) == 0


def test_an_old_tie_to_a_second_coders_segment_is_shown_and_counts_for_nothing(
    blind: Blind, session: Session, study: Study
) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    session.add(Evidence(step_id=step.id, segment_id=blind.segments["tariq"], stance=Stance.TELLS))
    session.flush()

    behind = evidence_by_step(session, journey)[step.id]
    assert (behind.segments, behind.interviews, behind.tells) == (0, 0, 0)
    address = f"/onderzoeken/jeugdhulp/klantreizen/{journey.slug}?stap={step.id}"
    session.commit()
    assert "Telt niet mee" in blind.lotte.get(address).text
    assert "0 van 3 stappen onderbouwd" in blind.lotte.get(OVERVIEW).text

    cite(session, journey, step, blind.segments["lotte"])
    set_stance(session, journey, step, blind.segments["lotte"], Stance.TELLS)
    assert evidence_by_step(session, journey)[step.id].tells == 1
    session.commit()
    assert "1 van 3 stappen onderbouwd" in blind.lotte.get(OVERVIEW).text


def test_two_researchers_on_one_passage_are_one_conversation(
    engine: Engine, organisation: Organisation, blind: Blind, session: Session, study: Study, source: Source
) -> None:
    with unit_of_work(engine, organisation.id, blind.people["anna"].id) as hers:
        twin, _memo = _coded(hers, source, 0, 10, blind.codes["Wachten"])
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    for segment_id in (blind.segments["lotte"], twin):
        cite(session, journey, step, segment_id)

    behind = evidence_by_step(session, journey)[step.id]
    assert (behind.segments, behind.interviews) == (2, 1)
    row = next(row for row in matrix_of(session, study.id).rows if row.code.name == "Wachten")
    assert (row.segments, row.interviews) == (2, 1)


# The codebook


def test_a_second_coder_uses_and_adds_codes_and_changes_none(blind: Blind, session: Session) -> None:
    waiting, silent = blind.codes["Wachten"], blind.codes["Stilte"]
    assert _screen(blind.tariq)["may_edit"] is False
    assert _screen(blind.lotte)["may_edit"] is True
    for path, body in (
        (f"1/codes/{waiting}", {"name": "Anders"}),
        (f"1/codes/{silent}/samenvoegen", {"into": waiting}),
        (f"1/codes/{silent}/weg", {"segments": True}),
    ):
        answer = _post(blind.tariq, path, **body)
        assert answer.status_code == 403
        assert "onderzoeker" in answer.json["error"]

    assert _post(blind.tariq, "1/codes", name="Van mij").status_code == 201
    assert _post(blind.tariq, "1/fragmenten", start=20, end=30, quote="Niet dit", code=silent).status_code == 422
    assert sorted(session.exec(select(Code.name)).all()) == ["Stilte", "Van mij", "Wachten"]


# Taking away what is somebody else's


def test_a_colleagues_segment_goes_after_a_question_and_its_owner_is_told(blind: Blind, session: Session) -> None:
    path = f"1/fragmenten/{blind.segments['lotte']}/weg"

    asked = _post(blind.anna, path)
    assert (asked.status_code, asked.json["asks"]) == (409, True)
    assert "Lotte Veldman" in asked.json["error"]
    assert (_rows(session, Segment), _rows(session, Memo)) == (3, 2)

    assert _post(blind.anna, path, is_meant=True).status_code == 200
    assert (_rows(session, Segment), _rows(session, Memo)) == (2, 1)
    told = "Anna Smit haalde jouw code ‘Wachten’ weg in Gesprek 1."
    assert told in blind.lotte.get(OVERVIEW).text
    assert told in blind.lotte.get(f"{BASE}/").text
    assert "haalde" not in blind.anna.get(OVERVIEW).text + blind.tariq.get(f"{BASE}/").text

    _say_seen(blind.lotte)
    assert told not in blind.lotte.get(OVERVIEW).text
    assert told in blind.lotte.get(f"{BASE}/").text, "it stays to be read back"

    _post(blind.anna, "1/ongedaan")
    assert _rows(session, Segment) == 3
    assert told not in blind.lotte.get(f"{BASE}/").text, "what is undone did not happen"


def test_what_came_after_the_page_was_read_is_not_seen_yet(blind: Blind) -> None:
    _post(blind.anna, f"1/fragmenten/{blind.segments['lotte']}/weg", is_meant=True)
    read = blind.lotte.get(f"{BASE}/").text
    _post(blind.anna, f"1/fragmenten/{blind.segments['stilte']}/weg", is_meant=True)

    _say_seen(blind.lotte, read)

    waits = blind.lotte.get(OVERVIEW).text
    assert "haalde jouw code ‘Wachten’ weg" not in waits
    assert "haalde jouw code ‘Stilte’ weg" in waits


def _say_seen(client: FlaskClient, page: str = "") -> None:
    """Press the button on the page as it was read."""
    shown = re.findall(r'name="seen" value="(\d+)"', page or client.get(f"{BASE}/").text)
    client.post(f"{BASE}/gezien", data={"seen": shown})


def test_ones_own_segment_goes_at_once_unless_a_colleagues_memo_goes_along(blind: Blind, session: Session) -> None:
    _post(blind.anna, f"1/fragmenten/{blind.segments['stilte']}/memos", text="Van Anna.")

    asked = _post(blind.lotte, f"1/fragmenten/{blind.segments['stilte']}/weg")
    assert asked.status_code == 409
    assert "memo van Anna Smit" in asked.json["error"]
    assert _post(blind.lotte, f"1/fragmenten/{blind.segments['lotte']}/weg").status_code == 200
    assert _post(blind.lotte, f"1/fragmenten/{blind.segments['stilte']}/weg", is_meant=True).status_code == 200

    assert _rows(session, Segment) == 1
    assert "Jouw memo daarbij ging mee weg." in blind.anna.get(OVERVIEW).text
    assert "haalde" not in blind.lotte.get(OVERVIEW).text


def test_a_code_that_others_used_goes_after_a_question_too(blind: Blind, session: Session) -> None:
    path = f"1/codes/{blind.codes['Wachten']}/weg"

    asked = _post(blind.anna, path, segments=True)
    assert asked.status_code == 409
    assert "Lotte Veldman en Tariq Bensaïd" in asked.json["error"]
    assert _rows(session, Segment) == 3

    assert _post(blind.anna, path, segments=True, is_meant=True).status_code == 200
    assert _rows(session, Segment) == 1
    for client in (blind.lotte, blind.tariq):
        assert "Anna Smit verwijderde de code ‘Wachten’" in client.get(OVERVIEW).text


# Changing what is somebody else's


def test_only_the_coder_says_how_it_was_told(blind: Blind, session: Session) -> None:
    path = f"1/fragmenten/{blind.segments['lotte']}/gevoel"

    refused = _post(blind.anna, path, feeling=1)
    assert refused.status_code == 403
    assert "Lotte Veldman" in refused.json["error"]
    assert _told_how(session, blind.segments["lotte"]) is None
    assert _post(blind.lotte, path, feeling=1).status_code == 200
    assert _told_how(session, blind.segments["lotte"]) is SegmentFeeling.POSITIVE


def test_merging_codes_that_others_used_asks_once_and_tells_them(blind: Blind, session: Session) -> None:
    waiting, silent = blind.codes["Wachten"], blind.codes["Stilte"]
    path = f"1/codes/{waiting}/samenvoegen"

    asked = _post(blind.anna, path, into=silent)
    assert (asked.status_code, asked.json["asks"]) == (409, True)
    assert "Lotte Veldman (1 fragment) en Tariq Bensaïd" in asked.json["error"]
    assert _rows(session, Code) == 2

    assert _post(blind.anna, path, into=silent, is_meant=True).status_code == 200
    told = "Anna Smit voegde de code ‘Wachten’ samen met ‘Stilte’. Jij had daarna"
    assert f"{told} 2 fragmenten met de code ‘Stilte’." in blind.lotte.get(OVERVIEW).text
    assert f"{told} 1 fragment met de code ‘Stilte’." in blind.tariq.get(OVERVIEW).text
    assert "voegde" not in blind.anna.get(OVERVIEW).text

    _post(blind.anna, "1/ongedaan")
    assert told not in blind.lotte.get(f"{BASE}/").text


def test_merging_ones_own_codes_asks_nothing(blind: Blind, session: Session) -> None:
    path = f"1/codes/{blind.codes['Stilte']}/samenvoegen"

    assert _post(blind.lotte, path, into=blind.codes["Wachten"]).status_code == 200
    assert _rows(session, Code) == 1


def test_a_new_name_for_a_code_is_told_to_who_used_it(blind: Blind) -> None:
    path = f"1/codes/{blind.codes['Wachten']}"

    assert _post(blind.anna, path, definition="Alles over wachten.").status_code == 200
    assert "Anna Smit" not in blind.lotte.get(OVERVIEW).text
    assert _post(blind.anna, path, name="Wachttijd").status_code == 200

    told = "Anna Smit gaf de code ‘Wachten’ een andere naam: ‘Wachttijd’. 1 fragment van jou had die code."
    for client in (blind.lotte, blind.tariq):
        assert told in client.get(OVERVIEW).text
    assert "andere naam" not in blind.anna.get(OVERVIEW).text


def test_undo_takes_nothing_along_that_was_added_since(
    blind: Blind, session: Session, study: Study, source: Source
) -> None:
    quote = text_of(session, source.id)[50:60]
    session.rollback()
    made = _post(blind.lotte, "1/fragmenten", start=50, end=60, quote=quote, code=blind.codes["Stilte"]).json["segment"]
    _post(blind.anna, f"1/fragmenten/{made[0]}/memos", text="Van Anna.")

    undone = _post(blind.lotte, "1/ongedaan")

    assert undone.status_code == 422
    assert "memo" in undone.json["error"]
    assert "Van Anna." in {one[2] for one in _screen(blind.anna)["memos"]}


# What it costs


def test_the_screen_asks_as_many_questions_for_much_coding_as_for_little(
    blind: Blind, asked: list[str], engine: Engine, organisation: Organisation, source: Source
) -> None:
    def statements(path: str) -> int:
        asked.clear()
        assert blind.lotte.get(path).status_code == 200
        return len(asked)

    paths = (f"{BASE}/1", f"{BASE}/", OVERVIEW, f"{BASE}/thema-overzicht/")
    for path in paths:
        statements(path)
    few = [statements(path) for path in paths]
    for person in blind.people.values():
        with unit_of_work(engine, organisation.id, person.id) as theirs:
            for start in range(0, 60, 4):
                _coded(theirs, source, start, start + 3, blind.codes["Stilte"], "Memo.")

    assert [statements(path) for path in paths] == few


def test_a_second_coder_reads_what_they_did_not_code_and_not_that_nobody_did(
    blind: Blind, session: Session, study: Study
) -> None:
    make_interview(session, study, state=InterviewState.CODED)
    session.commit()

    page = blind.tariq.get(f"{BASE}/thema-overzicht/").text

    assert "In 1 gesprek heb jij nog geen fragmenten. Dat telt niet mee." in page
    assert "nog niet gecodeerd" not in page
