"""What goes to the coding screen, as its scripts and their tests know it."""

import json
from pathlib import Path

from sqlmodel import Session

from coding.screen.page import screen_of
from studies.models import Study
from tests.factories import make_interview

KNOWN = Path(__file__).resolve().parents[2] / "js" / "screen.json"


def test_what_the_scripts_are_tested_with_is_what_is_sent(session: Session, study: Study) -> None:
    sent = screen_of(session, make_interview(session, study))

    assert json.loads(KNOWN.read_text()) == {
        "shape": {kind: list(fields) for kind, fields in sent["shape"].items()},
        "screen": sorted(sent),
        "rules": sorted(sent["rules"]),
    }
