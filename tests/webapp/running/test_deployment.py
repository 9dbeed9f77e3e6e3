"""What the files of deploy/ promise; `python -m bench.behind_nginx` sees them work together."""

import configparser
import re
import runpy
from pathlib import Path

import pytest
from flask import Flask, Response

from webapp.application import MOST_UPLOAD_BYTES
from webapp.requests.large_bodies import AT_ONCE, WAITING
from webapp.requests.security_headers import add_security_headers
from webapp.settings import ROOT, Settings

DEPLOY = ROOT / "deploy"
NGINX = (DEPLOY / "nginx/verhaallijn.conf").read_text()
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def _said(setting: str) -> list[str]:
    return re.findall(rf"^\s*{setting}\s+(.+);$", NGINX, re.MULTILINE)


def test_nginx_keeps_nothing_of_what_people_send_and_read() -> None:
    assert set(_said("access_log")) == {"off"}
    assert len(_said("access_log")) == NGINX.count("server {")
    assert _said("proxy_max_temp_file_size") == ["0"]
    largest = int(_said("client_max_body_size")[0].removesuffix("m"))
    assert _said("client_body_buffer_size") == [f"{largest}m"], "what does not fit is written to a disk"
    assert largest * 2**20 >= MOST_UPLOAD_BYTES


def test_nginx_tells_the_program_who_asks_and_lets_nobody_else_say_so() -> None:
    headers = dict(one.split(maxsplit=1) for one in _said("proxy_set_header"))
    assert headers["X-Forwarded-Proto"] == "$scheme"
    assert headers["X-Forwarded-For"] == "$proxy_add_x_forwarded_for"
    assert headers["X-Request-ID"] == '""'
    assert set(_said("ssl_protocols")) == {"TLSv1.2 TLSv1.3"}
    assert re.findall(r"location = (/\w+) \{ return 404; \}", NGINX) == ["/metrics", "/ready"]


def test_what_nginx_answers_by_itself_tells_browsers_the_same() -> None:
    """A file that is too large, a program that is away: those answers never come by the program."""
    own = {name: value.strip('"') for name, value in re.findall(r"add_header (\S+) (.+) always;", NGINX)}
    with Flask("verhaallijn").test_request_context(base_url="https://verhaallijn.example"):
        told = add_security_headers(Response()).headers
    assert own == {name: told[name] for name in ("Strict-Transport-Security", "X-Content-Type-Options")}
    assert set(_said("proxy_hide_header")) == set(own), "each once"
    assert int(re.findall(r"max-age=(\d+)", own["Strict-Transport-Security"])[0]) >= 365 * 24 * 3600


def test_gunicorn_has_threads_left_when_as_many_wait_as_may(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path / "metrics"))
    told = runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))
    assert told["worker_class"] == "gthread"
    assert told["threads"] - AT_ONCE - WAITING >= 8
    assert told["accesslog"] is None
    module, _colon, call = told["wsgi_app"].partition(":")
    assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
    assert call == "application()"
    told["on_starting"](None)
    assert (tmp_path / "metrics").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("unit", UNITS, ids=[one.stem for one in UNITS])
def test_a_unit_may_do_no_more_than_it_must(unit: Path) -> None:
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read(unit)
    told = read["Service"]
    for setting in ("NoNewPrivileges", "ProtectHome", "PrivateTmp", "PrivateDevices", "RestrictNamespaces"):
        assert told[setting] == "yes"
    assert told["ProtectSystem"] == "strict"
    assert told["User"] == "verhaallijn"
    assert told["CapabilityBoundingSet"] == ""
    assert told["UMask"] == "0077"
    assert told["StateDirectoryMode"] == "0700"
    assert told["InaccessiblePaths"] == "-/opt/verhaallijn/.git", "what was ever in the source is nothing to read there"
    assert int(told["TimeoutStopSec"]) > 8, "a worker hands its work on within eight seconds"


def test_every_setting_in_the_example_is_one() -> None:
    named = re.findall(r"VERHAALLIJN_(\w+)=", (DEPLOY / "environment.example").read_text())
    assert {name.lower() for name in named} <= set(Settings.model_fields)


def test_the_guide_names_every_file_that_is_there() -> None:
    guide = (ROOT / "docs/deploy.md").read_text()
    missing = [one.name for one in DEPLOY.rglob("*") if one.is_file() and one.name not in guide]
    assert missing == []
