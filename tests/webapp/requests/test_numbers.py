"""Where a number is read, no sign and no size of it breaks a page: it leads nowhere, or counts as not said."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session

from foundation.forms.numbers import MOST, read_number, whole_number
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from studies.models import Study
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_finished

STRANGE = {
    "superscript": "²",
    "of another script": "١٢",
    "not quite one": "-1",
    "beyond a column": str(2**31),
    "beyond a database": str(2**63),
    "five thousand figures": "9" * 5000,
}
ASKED = ["stap", "gesprek", "code", "bladzijde", "toon", "woorden", "beurt"]
POSTED = [
    "step",
    "words",
    "seen",
    "chosen",
    "segment",
    "phase",
    "after",
    "before",
    "behind",
    "back",
    "finding",
    "version",
]
POSTED += ["turn", "stukje", "loose", "interview", "to", "mend_at", "respondent", "minutes", "split_speaker", "gekozen"]
_HOLE = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    session.expire_on_commit = False
    journey = make_finished(session, study)
    make_interview(session, study)
    add_measure(session, journey, MeasureText("Bellen"), all_steps(session, journey)[0])
    session.commit()
    return journey


def _addresses(app: Flask, method: str, journey: str, strange: str) -> Iterator[str]:
    """Every address as it is with first numbers, and with each of its numbers strange."""
    known = {"slug": "jeugdhulp", "journey": journey, "kind": "topics", "form": "csv"}
    for rule in app.url_map.iter_rules():
        if method not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        numbers = [name for kind, name in _HOLE.findall(rule.rule) if kind == "int"]
        for odd in [None, *numbers]:
            yield _HOLE.sub(lambda hole, odd=odd: strange if hole[2] == odd else known.get(hole[2], "1"), rule.rule)


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE.keys())
def test_no_number_asked_for_breaks_a_page(app: Flask, client: FlaskClient, journey: Journey, strange: str) -> None:
    for address in _addresses(app, "GET", journey.slug, strange):
        answer = client.get(address, query_string=dict.fromkeys(ASKED, strange))
        assert answer.status_code < 500, address
    for address in _addresses(app, "POST", journey.slug, strange):
        answer = client.post(
            address, data=dict.fromkeys(POSTED, strange) | {"place": f"keep:{strange}", "do": f"cut:{strange}"}
        )
        assert answer.status_code < 500, address
        answer = client.post(address, json=dict.fromkeys(POSTED, 2**63) | {"start": 2**63, "end": 2**63})
        assert answer.status_code < 500, address


def test_a_number_is_read_in_one_way() -> None:
    assert [read_number(written) for written in ("0", "12", "0012", str(MOST))] == [0, 12, 12, MOST]
    assert [whole_number(written) for written in ("", " 1", "1.0", "+1", "1e3", *STRANGE.values())] == [None] * 11
