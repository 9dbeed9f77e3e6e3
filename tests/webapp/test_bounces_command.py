"""A mail server pipes back what it could not deliver: it is noted at the letter, and whatever else comes is refused."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.clock import now
from foundation.database.engine import unit_of_work
from foundation.mail.coming_back import bounces
from foundation.mail.coming_back.bounces import NoBounce, read_bounce
from foundation.mail.models import MailState, OutgoingMail
from studies.models import Organisation
from webapp.commands.verhaallijn import main
from webapp.settings import ROOT, Settings

OURS = "<een-lang-geheim-kenmerk@lindermeer.example>"
NOTED, REFUSED, LATER = 0, 65, 75
Pipe = Callable[[bytes], Result]


@pytest.fixture
def pipe(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Pipe:
    monkeypatch.setenv("VERHAALLIJN_DATA_DIR", str(settings.data_dir))
    return lambda report: CliRunner().invoke(main, ["mail", "bounced"], input=report)


@pytest.fixture
def letter(engine: Engine, organisation: Organisation) -> int:
    """One that left."""
    with unit_of_work(engine, organisation.id) as session:
        mail = OutgoingMail(message_id=OURS, kind="invitation", state=MailState.SENT, ended_at=now())
        session.add(mail)
        session.flush()
        return mail.id


def report(message_id: str = OURS, action: str = "failed", status: str = "5.1.1", *, whole: bool = False) -> bytes:
    """As Postfix writes it: words for people, what became of it, and the message or its head."""
    told = (
        "From: MAILER-DAEMON@mx.example\nTo: verhalen@lindermeer.example\nSubject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status;\n boundary="grens"\n\n'
    )
    head = f"From: verhalen@lindermeer.example\nMessage-ID: {message_id}\nSubject: Doe je mee?\n\n"
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    fields = f"Final-Recipient: rfc822; piet@voorbeeld.nl\nAction: {action}\nStatus: {status}\n"
    parts = (
        "Content-Type: text/plain\n\nI'm sorry.\n",
        f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n{fields}",
        f"Content-Type: {kind}\n\n{head}{'Dag Piet' if whole else ''}",
    )
    body = "".join(f"--grens\n{part}\n" for part in parts)
    return f"{told}{body}--grens--\n".encode()


def standing(engine: Engine, number: int) -> tuple[MailState, str, bool]:
    with unit_of_work(engine, across=True) as session:
        mail = session.get_one(OutgoingMail, number)
        return mail.state, mail.last_error, mail.bounced_at is not None


@pytest.mark.parametrize("whole", [True, False])
def test_what_came_back_is_noted_at_the_letter_as_a_refusal_is(
    pipe: Pipe, engine: Engine, letter: int, whole: bool
) -> None:
    told = pipe(report(whole=whole))
    assert (told.exit_code, told.output) == (NOTED, f"Bericht {letter} is niet bezorgd. Dat is opgeschreven.\n")
    why = "Dit bericht kwam terug: het kon niet bezorgd worden (5.1.1)."
    assert standing(engine, letter) == (MailState.FAILED, why, True)
    assert pipe(report(status="5.2.2")).exit_code == NOTED, "a second report changes nothing"
    assert standing(engine, letter)[1] == why


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered", "expanded", ""])
def test_what_is_late_or_went_well_is_no_failure(pipe: Pipe, engine: Engine, letter: int, action: str) -> None:
    assert pipe(report(action=action)).exit_code == REFUSED
    assert standing(engine, letter)[0] is MailState.SENT


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"Subject: hallo\n\nbel mij",
        report("<iemand-anders@elders.example>"),
        report("geen kenmerk"),
        report().replace(b"report-type=delivery-status", b"report-type=disposition-notification"),
        report().replace(b"message/delivery-status", b"text/plain"),
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=a\n\n" + b"--a\n" * 3_000,
        b"Content-Type: message/rfc822\n\n" * 5_000,
        bytes(range(256)) * 40,
    ],
)
def test_what_is_not_ours_is_refused_in_one_line(pipe: Pipe, engine: Engine, letter: int, hostile: bytes) -> None:
    told = pipe(hostile)
    assert told.exit_code == REFUSED
    assert len(told.output.splitlines()) == 1
    assert told.output.endswith("Er is niets opgeschreven.\n")
    assert standing(engine, letter)[0] is MailState.SENT


def test_what_is_too_large_is_not_read_to_its_end(
    pipe: Pipe, engine: Engine, letter: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.commands.mail.MOST_BYTES", 2_000)
    monkeypatch.setattr(bounces, "MOST_BYTES", 2_000)
    told = pipe(report(whole=True) + b"x" * 5_000)
    assert (told.exit_code, told.output) == (REFUSED, "Dit bericht is te groot. Er is niets opgeschreven.\n")


def test_a_code_that_somebody_made_up_is_not_taken_over(pipe: Pipe, engine: Engine, letter: int) -> None:
    assert pipe(report(status="5.1.1<script>alert(1)</script>")).exit_code == NOTED
    assert standing(engine, letter)[1] == "Dit bericht kwam terug: het kon niet bezorgd worden (-)."


def test_a_message_that_still_waits_is_left_alone(pipe: Pipe, engine: Engine, letter: int) -> None:
    with unit_of_work(engine, across=True) as session:
        mail = session.get_one(OutgoingMail, letter)
        mail.state, mail.sealed = MailState.WAITING, b"-"
    assert pipe(report()).exit_code == REFUSED
    assert standing(engine, letter)[0] is MailState.WAITING


def test_while_the_database_is_away_it_is_offered_again(
    pipe: Pipe, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VERHAALLIJN_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    told = pipe(report())
    assert told.exit_code == LATER
    assert len(told.output.splitlines()) == 1


@given(st.binary(max_size=400), st.integers(0, 900))
@hypothesis_settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_comes_is_a_bounce_or_is_refused(noise: bytes, place: int) -> None:
    whole = report(whole=True)
    try:
        found = read_bounce(whole[:place] + noise + whole[place + len(noise) :])
    except NoBounce:
        return
    assert found.message_id.startswith("<")
    assert not set(found.code) - set("0123456789.")


def test_the_command_still_tells_how_mail_stands(settings: Settings, session: Session, pipe: Pipe) -> None:
    told = CliRunner().invoke(main, ["mail"])
    assert told.exit_code == 0, told.output
    assert "0 berichten om te versturen" in told.output
    assert session.exec(select(OutgoingMail)).all() == []


@pytest.mark.parametrize(("code", "told"), [(NOTED, 0), (REFUSED, 0), (LATER, 75), (1, 0)])
def test_a_mail_server_is_told_to_offer_again_only_what_may_go_well_later(tmp_path: Path, code: int, told: int) -> None:
    """deploy/bounced, with its two places in a folder of this test."""
    program, environment, script = tmp_path / "verhaallijn", tmp_path / "environment", tmp_path / "bounced"
    lines = ("#!/bin/sh", "cd $(dirname $0)", "cat > piped", 'echo "$* $VERHAALLIJN_MAIL_FROM" > asked', f"exit {code}")
    program.write_text("\n".join(lines))
    program.chmod(0o755)
    environment.write_text("# eerst\nPATH=/nergens\nVERHAALLIJN_MAIL_FROM=a $b 'c@lindermeer.example")
    source = (ROOT / "deploy" / "bounced").read_text()
    script.write_text(
        source.replace("/etc/verhaallijn/environment", str(environment)).replace(
            "/opt/verhaallijn/.venv/bin/verhaallijn", str(program)
        )
    )

    done = subprocess.run(["sh", script], input=report(), capture_output=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (told, b"", b"")
    assert (tmp_path / "piped").read_bytes() == report()
    assert (tmp_path / "asked").read_text() == "mail bounced a $b 'c@lindermeer.example\n"
