"""Numbers for who brings the token; no name, address or number of a row is among them."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine

from foundation.jobs.health import tell_alive
from studies.models import Person, Study
from tests.by_link import come_in
from webapp.application import create_app
from webapp.settings import Settings

TOKEN = {"Authorization": "Bearer een-lang-woord"}


@pytest.fixture
def counted(settings: Settings, engine: Engine, tmp_path: Path) -> Flask:
    file = tmp_path / "metrics-token"
    file.write_text("een-lang-woord\n")
    app = create_app(settings.model_copy(update={"metrics_token_file": file}), engine)
    app.config.update(WTF_CSRF_ENABLED=False)
    return app


def _told(client: FlaskClient) -> dict[str, list[tuple[dict[str, str], float]]]:
    answer = client.get("/metrics", headers=TOKEN)
    assert answer.status_code == 200
    samples: dict[str, list[tuple[dict[str, str], float]]] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            samples.setdefault(sample.name, []).append((sample.labels, sample.value))
    return samples


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer fout"}, {"Authorization": "Bearer "}])
def test_without_the_token_there_is_nothing(counted: Flask, app: Flask, headers: dict[str, str]) -> None:
    assert counted.test_client().get("/metrics", headers=headers).status_code == 404
    assert app.test_client().get("/metrics", headers=TOKEN).status_code == 404


def test_an_empty_token_opens_nothing(counted: Flask, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "metrics-token").write_text("\n")
    assert counted.test_client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_requests_are_counted_by_route_and_status(counted: Flask, engine: Engine) -> None:
    client = counted.test_client()
    for _time in range(3):
        client.get("/aanmelden")
    client.get("/bestaat-niet")

    told = _told(client)
    requests = {(one["route"], one["status"]): number for one, number in told["verhaallijn_requests_total"]}
    assert requests[("/aanmelden", "200")] == 3
    assert requests[("-", "404")] == 1
    assert ({"route": "/aanmelden"}, 3) in told["verhaallijn_request_seconds_count"]


def test_the_state_of_the_installation_is_told(counted: Flask, engine: Engine) -> None:
    tell_alive(engine, "machine:1")
    told = _told(counted.test_client())
    assert told["verhaallijn_workers"] == [({}, 1)]
    assert told["verhaallijn_disk_free_bytes"][0][1] > 0


def test_nothing_in_it_is_about_anybody(counted: Flask, engine: Engine, researcher: Person, study: Study) -> None:
    client = counted.test_client()
    come_in(client, engine, researcher.id)
    for address in ("/onderzoeken/jeugdhulp/interviews/", "/onderzoeken/jeugdhulp/interviews/777", "/lezen/geheim"):
        client.get(address)
    client.open("/aanmelden", method="WILMA")

    text = client.get("/metrics", headers=TOKEN).text
    told = re.findall(r"\{([^}]*)\}", text)
    assert "777" not in " ".join(told)
    for private in ("jeugdhulp", "geheim", "WILMA", researcher.name, researcher.email, "Lindermeer"):
        assert private not in text
    labels = {name for names in told for name in re.findall(r"(\w+)=", names)}
    assert labels <= {"method", "route", "status", "state", "le"}
