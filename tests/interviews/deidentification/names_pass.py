"""An interview's way past its names, by the pages a researcher uses; tests look at what it leaves behind.

Holds no name itself: the transcript is handed over.
"""

import io

from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import col, select

from foundation.database.engine import read_only, unit_of_work
from interviews.deidentification.models import FindingState, NameFinding

HOME = "/onderzoeken/jeugdhulp/interviews"
_SPEAKERS = {"speaker-0-name": "Interviewer", "speaker-0-interviewer": "yes", "speaker-1-name": "Ouder"}


def bring_in(client: FlaskClient, file_name: str, content: bytes) -> str:
    """Upload a transcript; the address at which its speakers are looked at."""
    data = {"files": [(io.BytesIO(content), file_name)]}
    answer = client.post(f"{HOME}/inlezen", data=data, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    address: str = answer.headers["Location"]
    assert client.get(address).status_code == 200
    return address


def take_in(client: FlaskClient, address: str) -> str:
    """Say who spoke; the address of the interview's names."""
    answer = client.post(address, data={**_SPEAKERS, "role": "ouder", "held_on": "2026-03-11", "minutes": "24"})
    assert answer.status_code == 302, answer.text
    return str(answer.headers["Location"])


def replace_all(client: FlaskClient, engine: Engine, names: str) -> int:
    """Replace every name that is proposed, one by one; how many decisions that took."""
    decisions = 0
    while waiting := _first_proposed(engine):
        assert client.post(names, data={"finding": waiting, "decision": "replace"}).status_code == 302
        assert client.get(names).status_code == 200
        decisions += 1
    return decisions


def release(client: FlaskClient, names: str) -> str:
    """Open the interview for coding; the address of its page, which was read once."""
    assert client.post(names.removesuffix("/namen") + "/vrijgeven").status_code == 302
    page = names.removesuffix("/namen")
    assert client.get(page).status_code == 200
    return page


def _first_proposed(engine: Engine) -> int | None:
    with unit_of_work(read_only(engine), across=True) as session:
        proposed = select(NameFinding.id).where(NameFinding.state == FindingState.PROPOSED)
        return session.exec(proposed.order_by(col(NameFinding.start), col(NameFinding.id)).limit(1)).first()
