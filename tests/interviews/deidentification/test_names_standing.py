"""What the study came to know of names since a text was searched is asked before others read that text."""

from flask.testing import FlaskClient
from sqlalchemy import Engine

from studies.models import Study
from tests.interviews.deidentification import names_pass


def test_a_name_known_since_stops_release_and_is_shown(client: FlaskClient, engine: Engine, study: Study) -> None:
    first = names_pass.take_in(
        client, names_pass.bring_in(client, "een.txt", b"I: Waar was dat?\nR: Dat was bij de w.i.j.c.h.e.n bus.\n")
    )
    second = names_pass.take_in(
        client, names_pass.bring_in(client, "twee.txt", b"I: Waar woont u?\nR: Wij wonen in Wijchen.\n")
    )
    assert names_pass.replace_all(client, engine, second) == 1

    refused = client.post(first.removesuffix("/namen") + "/vrijgeven", follow_redirects=True)

    assert refused.request.path == first
    assert "nog niet vrijgegeven: op 1 plek staat een naam die het onderzoek intussen kent" in refused.text
    assert "eerder vervangen in dit onderzoek" in refused.text
    assert names_pass.replace_all(client, engine, first) == 1
    page = names_pass.release(client, first)
    assert "w.i.j.c.h.e.n" not in client.get(page).text
