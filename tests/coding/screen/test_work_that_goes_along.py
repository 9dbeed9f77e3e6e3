"""What goes along with something that another takes away is asked about and told, also while it is only half typed."""

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from coding.models import Draft, Segment
from coding.screen.wording import sentences
from studies.models import ChangeRecord, Study
from studies.retention.due import Kept, erase
from tests.coding import test_visibility
from tests.coding.test_visibility import OVERVIEW, Blind, _coded, _post, _rows
from tests.factories import make_interview

source, blind = test_visibility.source, test_visibility.blind


def test_what_a_colleague_half_typed_with_a_segment_does_not_go_unasked(blind: Blind, session: Session) -> None:
    mine = blind.segments["stilte"]
    _post(blind.anna, "1/concept", segment=mine, code=None, typed={"text": "Zie ik dit goed?"})

    asked = _post(blind.lotte, f"1/fragmenten/{mine}/weg")
    assert (asked.status_code, asked.json.get("asks")) == (409, True)
    assert "schrijft Anna Smit iets dat nog niet bewaard is" in asked.json["error"]
    assert _rows(session, Draft) == 1

    assert _post(blind.lotte, f"1/fragmenten/{mine}/weg", is_meant=True).status_code == 200
    assert "Wat jij daarbij typte en nog niet bewaarde, ging mee weg." in blind.anna.get(OVERVIEW).text
    assert "Zie ik dit goed?" not in blind.lotte.get(OVERVIEW).text

    _post(blind.lotte, "1/ongedaan")
    assert _rows(session, Draft) == 1
    assert "ging mee weg" not in blind.anna.get(OVERVIEW).text


@pytest.mark.parametrize("about", ["code", "segment"])
def test_what_a_colleague_half_typed_with_a_code_does_not_go_unasked(
    blind: Blind, session: Session, about: str
) -> None:
    code = blind.codes["Stilte"]
    there = {"segment": None, "code": None} | {about: code if about == "code" else blind.segments["stilte"]}
    _post(blind.anna, "1/concept", **there, typed={"text": "Als niemand iets zegt."})

    asked = _post(blind.lotte, f"1/codes/{code}/weg", segments=True)
    assert (asked.status_code, asked.json.get("asks")) == (409, True)
    assert "Anna Smit" in asked.json["error"]

    assert _post(blind.lotte, f"1/codes/{code}/weg", segments=True, is_meant=True).status_code == 200
    assert "Lotte Veldman verwijderde de code ‘Stilte’" in blind.anna.get(OVERVIEW).text


def test_what_went_along_says_apart_what_was_only_half_typed(blind: Blind) -> None:
    _post(blind.lotte, "1/concept", segment=blind.segments["lotte"], code=None, typed={"text": "Half"})
    _post(blind.lotte, "1/concept", segment=blind.segments["stilte"], code=None, typed={"text": "Half"})

    both, half = (_post(blind.lotte, f"1/fragmenten/{blind.segments[of]}/weg").json for of in ("lotte", "stilte"))

    assert (both["attached"], both["half_typed"]) == (1, 1)
    assert (half["attached"], half["half_typed"]) == (0, 1)


@pytest.mark.usefixtures("app")
def test_of_more_than_one_it_is_said_that_they_went_along() -> None:
    for name in ("wentAlong", "halfTypedWentAlong", "bothWentAlong"):
        one, many = sentences()[name]
        assert " ging mee" in one
        assert " gingen mee" in many


def test_ones_own_half_typed_words_ask_nothing(blind: Blind) -> None:
    _post(blind.lotte, "1/concept", segment=blind.segments["stilte"], code=None, typed={"text": "Half"})

    assert _post(blind.lotte, f"1/fragmenten/{blind.segments['stilte']}/weg").status_code == 200


# With a conversation that is deleted

OF_OTHERS = "ook werk van anderen dat je nog niet mag zien"
WIPE = "/onderzoeken/jeugdhulp/interviews/1/wissen/"


def _merge(client: FlaskClient, blind: Blind) -> None:
    merged = {"into": blind.codes["Wachten"], "is_meant": True}
    assert _post(client, f"1/codes/{blind.codes['Stilte']}/samenvoegen", **merged).status_code == 200


def test_a_merge_tells_how_many_segments_have_the_code_once_what_overlapped_is_one(
    blind: Blind, session: Session, study: Study
) -> None:
    other = make_interview(session, study)
    _coded(session, other, 0, 60, blind.codes["Wachten"])
    for start in (5, 20, 40):
        _coded(session, other, start, start + 10, blind.codes["Stilte"])
    session.commit()
    _merge(blind.anna, blind)

    session.expire_all()
    have = session.exec(select(Segment).where(Segment.coder_id == session.info["person_id"])).all()
    assert [one.code_id for one in have] == [blind.codes["Wachten"]] * 3
    assert "Jij had daarna 3 fragmenten met de code ‘Wachten’." in blind.lotte.get(OVERVIEW).text


def test_what_is_said_to_go_of_a_second_coder_stays_closed_until_both_are_done(blind: Blind) -> None:
    _post(blind.tariq, "1/concept", segment=blind.segments["tariq"], code=None, typed={"text": "Half van Tariq."})

    page = blind.lotte.get(WIPE).text
    assert "Tariq" not in page
    assert "2 gecodeerde fragmenten: 2 van <bdi>Lotte Veldman</bdi></li>" in page
    assert "1 memo en 1 suggestie bij dit gesprek" in page
    assert OF_OTHERS in page
    study = blind.lotte.get("/onderzoeken/jeugdhulp/wissen").text
    assert "2 gecodeerde fragmenten en 2 codes" in study
    assert OF_OTHERS in study

    _both_done(blind)
    page = blind.lotte.get(WIPE).text
    assert "3 gecodeerde fragmenten: 2 van <bdi>Lotte Veldman</bdi>, 1 van <bdi>Tariq Bensaïd</bdi></li>" in page
    assert "2 memo’s en 1 suggestie bij dit gesprek" in page
    assert "tekst van <bdi>Tariq Bensaïd</bdi> bij dit gesprek" in page
    assert OF_OTHERS not in page


def _both_done(blind: Blind) -> None:
    for client in (blind.lotte, blind.tariq):
        assert client.post("/onderzoeken/jeugdhulp/coderen/1/klaar", data={"zeker": "ja"}).status_code == 302


@pytest.mark.parametrize("typed", ["memo", "half"])
def test_who_wrote_with_a_colleagues_segment_hears_that_the_conversation_went(blind: Blind, typed: str) -> None:
    mine = blind.segments["stilte"]
    if typed == "memo":
        _post(blind.anna, f"1/fragmenten/{mine}/memos", text="Van Anna.")
    else:
        _post(blind.anna, "1/concept", segment=mine, code=None, typed={"text": "Half van Anna."})
        page = blind.lotte.get(WIPE).text
        assert "tekst van <bdi>Anna Smit</bdi> bij dit gesprek die nog niet bewaard is" in page
        assert "Half van Anna." not in page

    blind.lotte.post(WIPE)

    assert "Lotte Veldman wiste Gesprek 1, met wat jij daarbij schreef." in blind.anna.get(OVERVIEW).text
    assert "met wat jij daarin codeerde" in blind.tariq.get(OVERVIEW).text


def test_what_was_told_before_a_conversation_went_is_told_still(blind: Blind, session: Session, study: Study) -> None:
    other = make_interview(session, study)
    _coded(session, other, 0, 10, blind.codes["Stilte"])
    session.commit()
    _merge(blind.anna, blind)
    told = "Anna Smit voegde de code ‘Stilte’ samen met ‘Wachten’."
    assert told in blind.lotte.get(OVERVIEW).text

    blind.anna.post(WIPE)

    assert told in blind.lotte.get(OVERVIEW).text
    assert "Er is hier niets om ongedaan te maken." in _post(blind.anna, "2/ongedaan").json["error"]
    session.expire_all()
    assert all(not one.operations for one in session.exec(select(ChangeRecord)).all())


def test_what_was_told_is_told_still_after_the_last_day_of_transcripts(
    blind: Blind, session: Session, study: Study
) -> None:
    _merge(blind.anna, blind)
    session.expire_all()

    erase(session, study, Kept.TRANSCRIPTS)
    session.commit()

    assert "Anna Smit voegde de code ‘Stilte’ samen met ‘Wachten’." in blind.lotte.get(OVERVIEW).text
    assert _rows(session, ChangeRecord) > 0


def test_what_was_told_and_undone_is_not_told_because_it_is_forgotten(blind: Blind) -> None:
    _merge(blind.anna, blind)
    _post(blind.anna, "1/ongedaan")

    blind.anna.post(WIPE)

    assert "voegde de code" not in blind.lotte.get("/onderzoeken/jeugdhulp/coderen/").text
