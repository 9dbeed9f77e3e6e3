"""'Wie spreekt er?' open in two tabs: each lays down what was filled in there, and takes back nothing of the other."""

import pytest
from flask.testing import FlaskClient

from interviews.models import Interview
from studies.models import Study
from tests.interviews.transcripts.test_views import Stored, typed
from tests.interviews.transcripts.test_views import stored as stored
from tests.webapp.requests.test_stored_meanwhile import opened, sent_by

ELSEWHERE = "In een ander tabblad is hier intussen iets anders ingevuld."
THERE = {"speaker-1-name": "Moeder van twee", "minutes": "45"}


@pytest.fixture
def address(client: FlaskClient, study: Study) -> str:
    return f"{typed(client)}/sprekers"


def keep(client: FlaskClient, address: str, form: dict[str, str]) -> dict[str, str]:
    """Kept while somebody is at it; the form as the page has it from then on."""
    answer = client.post(f"{address}/bewaar", data=form)
    assert answer.status_code < 300
    return form | dict(answer.json or {})


def test_a_stale_tab_keeps_only_what_was_filled_in_there(client: FlaskClient, address: str) -> None:
    stale = opened(client, address)
    keep(client, address, opened(client, address) | THERE)

    stale = keep(client, address, stale | {"role": "ouder"})
    keep(client, address, stale | {"speaker-0-name": "Vrager"})

    now = opened(client, address)
    assert (now["speaker-1-name"], now["minutes"]) == ("Moeder van twee", "45")
    assert (now["speaker-0-name"], now["role"]) == ("Vrager", "ouder")


def test_of_one_field_what_was_typed_last_counts(client: FlaskClient, address: str) -> None:
    first = keep(client, address, opened(client, address) | {"minutes": "31"})
    keep(client, address, opened(client, address) | {"minutes": "45"})
    keep(client, address, first | {"role": "ouder"})

    assert opened(client, address)["minutes"] == "45"
    keep(client, address, first | {"minutes": "50"})
    assert opened(client, address)["minutes"] == "50"


def test_nothing_is_taken_in_that_the_tab_did_not_show(client: FlaskClient, address: str, stored: Stored) -> None:
    stale = opened(client, address) | {"role": "ouder"}
    keep(client, address, opened(client, address) | THERE)

    asked = client.post(address, data=stale)

    assert asked.status_code == 409
    assert ELSEWHERE in asked.text
    assert stored(Interview) == []
    both = sent_by(asked.text)
    assert (both["speaker-1-name"], both["minutes"], both["role"]) == ("Moeder van twee", "45", "ouder")
    assert client.post(address, data=both).status_code == 302
    assert (stored(Interview)[0].minutes, stored(Interview)[0].role) == (45, "ouder")


def test_what_both_tabs_filled_in_is_shown_and_asked(client: FlaskClient, address: str) -> None:
    stale = opened(client, address) | {"role": "ouder", "minutes": "31", "held_on": "2026-03-11"}
    keep(client, address, opened(client, address) | {"role": "jongere", "minutes": "45", "held_on": "2026-03-12"})

    asked = client.post(address, data=stale)

    assert asked.status_code == 409
    for there in ("jongere", "45", "12 maart 2026"):
        assert f"Intussen is hier bewaard: ‘{there}’" in asked.text
    both = sent_by(asked.text)
    assert (both["role"], both["minutes"], both["held_on"]) == ("ouder", "31", "2026-03-11")
    assert client.post(address, data=both).status_code == 302


def test_a_tab_that_kept_what_it_holds_is_not_asked(client: FlaskClient, address: str, stored: Stored) -> None:
    own = keep(client, address, opened(client, address) | {"role": "ouder", "minutes": "4"})

    assert client.post(address, data=own | {"minutes": "45"}).status_code == 302
    assert stored(Interview)[0].minutes == 45


def test_a_mend_in_a_stale_tab_takes_back_nothing(client: FlaskClient, address: str) -> None:
    stale = opened(client, address)
    keep(client, address, opened(client, address) | THERE)

    client.post(f"{address}/verdeel", data=stale | {"role": "ouder", "do": "open:0"})

    now = opened(client, f"{address}?beurt=-1")
    assert (now["speaker-1-name"], now["minutes"], now["role"]) == ("Moeder van twee", "45", "ouder")


def test_a_mend_that_cannot_be_leaves_what_was_typed_to_be_kept(client: FlaskClient, address: str) -> None:
    form = opened(client, f"{address}?beurt=1") | {"minutes": "45", "mend_text": "Iets anders.\n\nDus."}
    refused = client.post(f"{address}/verdeel", data=form | {"do": "split:1"})
    assert refused.status_code == 422

    keep(client, address, sent_by(refused.text))

    assert opened(client, address)["minutes"] == "45"


def test_a_name_typed_in_a_tab_from_before_a_mend_stays(client: FlaskClient, address: str) -> None:
    stale = opened(client, address)
    client.post(f"{address}/verdeel", data=opened(client, address) | {"do": "join:1"})

    told = client.post(address, data=stale | {"speaker-0-name": "Vrager", "role": "ouder"})

    assert told.status_code == 409
    assert sent_by(told.text)["speaker-0-name"] == "Vrager"
