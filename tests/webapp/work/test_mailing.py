"""A worker that is killed while it sends: nothing is lost, and what was under way is known as the same message."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from foundation.database.engine import open_session
from foundation.mail.letter import Letter
from foundation.mail.models import MailState, OutgoingMail
from foundation.mail.outbox import Message, post
from studies.models import Organisation
from tests.foundation.mail.post_office import PostOffice, opened
from webapp.settings import Settings

PATIENCE = 60.0
LETTER = Letter("Leest u mee?", "Dag,", ("Wilt u een verhaal lezen?",))

# A worker as the command starts it, which is quicker to believe that another one died.
WORKER = """
from datetime import timedelta
from foundation.mail import claiming
claiming.LEASE = timedelta(seconds=2)
from webapp.commands.verhaallijn import main
main(["worker"])
"""


def _worker(settings: Settings) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ,
        "VERHAALLIJN_DATA_DIR": str(settings.data_dir),
        "VERHAALLIJN_SMTP_HOST": settings.smtp_host,
        "VERHAALLIJN_SMTP_PORT": str(settings.smtp_port),
        "VERHAALLIJN_SMTP_TLS": settings.smtp_tls,
        "VERHAALLIJN_MAIL_FROM": settings.mail_from,
    }
    return subprocess.Popen([sys.executable, "-c", WORKER], env=environment)


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail("waited a minute for nothing")
        time.sleep(0.1)


def test_a_worker_killed_in_the_middle_loses_nothing(
    settings: Settings, engine: Engine, session: Session, organisation: Organisation
) -> None:
    office = PostOffice(at_content=["250 ok", "250 ok"])  # two are taken before anybody looks
    office.takes_in.clear()
    with opened(office) as port:
        mailing = settings.model_copy(
            update={
                "smtp_host": "127.0.0.1",
                "smtp_port": port,
                "smtp_tls": "none",
                "mail_from": "verhalen@lindermeer.example",
            }
        )
        assert mailing.mail is not None
        written = [
            post(session, mailing.mail, Message("test", LETTER, f"lid{number}@voorbeeld.nl")).message_id
            for number in range(5)
        ]
        session.commit()
        first = _worker(mailing)
        second: subprocess.Popen[bytes] | None = None
        try:
            _until(lambda: len(office.arrived) == 1)
            first.send_signal(signal.SIGKILL)
            first.wait()
            office.takes_in.set()
            second = _worker(mailing)
            _until(lambda: _states(engine, organisation) == {MailState.SENT: 5})
        finally:
            for process in (first, second):
                if process is not None and process.poll() is None:
                    process.terminate()
                    process.wait()
    assert Counter(one["Message-ID"] for one in office.messages) == {written[2]: 2, written[3]: 1, written[4]: 1}
    assert len(set(office.arrived)) == 3, "what came twice is the same to the byte"


def _states(engine: Engine, organisation: Organisation) -> Counter[MailState]:
    with open_session(engine, organisation.id) as looking:
        return Counter(looking.exec(select(OutgoingMail.state)).all())
