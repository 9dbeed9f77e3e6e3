import re
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from foundation.clock import pretend_it_is
from studies.models import Study
from tests.factories import make_interview
from tests.journeys import remembered
from tests.journeys.making import make_finished
from tests.journeys.remembered import rows_of

pytestmark = pytest.mark.of_sqlite("what is remembered are rows as SQLite takes them")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?")


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_known", {})


def finished_rows(session: Session, study: Study) -> remembered.Rows:
    make_finished(session, study)
    rows = rows_of(session.connection())
    session.rollback()
    return rows


def apart_from_moments(rows: remembered.Rows) -> str:
    return MOMENT.sub("", repr(rows))


def test_a_story_that_is_remembered_has_every_row_that_making_it_gives(session: Session, study: Study) -> None:
    made = finished_rows(session, study)
    assert remembered._known
    again = finished_rows(session, study)
    remembered._known.clear()
    anew = finished_rows(session, study)

    assert again == made
    assert anew != made, "it was not made anew"
    assert apart_from_moments(anew) == apart_from_moments(made)


def test_where_it_is_another_time_or_work_was_done_a_story_is_made_as_ever(session: Session, study: Study) -> None:
    with pretend_it_is(datetime(2026, 3, 1, 12, tzinfo=UTC)):
        finished_rows(session, study)
    make_interview(session, study)
    finished_rows(session, study)

    assert not remembered._known
