"""What goes along with something that another takes away is asked about and told, also while it is only half typed."""

import pytest
from sqlmodel import Session

from coding.models import Draft
from tests.coding import test_visibility
from tests.coding.test_visibility import OVERVIEW, Blind, _post, _rows

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


def test_ones_own_half_typed_words_ask_nothing(blind: Blind) -> None:
    _post(blind.lotte, "1/concept", segment=blind.segments["stilte"], code=None, typed={"text": "Half"})

    assert _post(blind.lotte, f"1/fragmenten/{blind.segments['stilte']}/weg").status_code == 200
