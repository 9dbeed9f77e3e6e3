"""Asking many people by mail while workers are killed: `python -m bench.invitations [PEOPLE] [KILLS] [SEED]`.

2,000 people and 12 kills unless said otherwise, on SQLite, or in the empty database of `VERHAALLIJN_DATABASE_URL`. One
in twenty stands in the list twice. Two workers go round and send to a mail server on this computer; one of them gets
SIGKILL at a random moment and another takes its place, some minutes of the bench's own clock later. Limits: everybody
gets an invitation, nobody two; what arrives twice has the same Message-ID; who is in the list twice is left out once.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select

from bench.post_desk import PostDesk, open_desk
from feedback.founding import NewMeasurement, add_measurement
from feedback.invitations.mailing import MailRoom
from feedback.invitations.rounds import go_round
from feedback.measurements.agreement import TERMS, agree, keep_terms
from feedback.measurements.lookup import measured_in
from feedback.measurements.models import Way
from feedback.people.contacts import Contact, InviteeVault
from feedback.people.expecting import Expected, expect
from feedback.people.models import InvitationState, OpinionInvitation
from foundation.clock import AMSTERDAM, pretend_it_is
from foundation.database.engine import open_engine, unit_of_work
from foundation.mail.contents import mail_seal
from foundation.mail.models import MailState, OutgoingMail
from foundation.mail.outbox import MailDoor
from foundation.mail.sending import send_waiting
from foundation.mail.server import MailServer, Tls
from foundation.secrets.keys import seal_with
from studies.accounts.persons import add_organisation
from webapp.keys.keeping import keep_keys
from webapp.migration import migrate
from webapp.settings import NAMES, ROOT, Settings

PEOPLE, KILLS, WORKERS = 2_000, 12, 2
ONE_IN_TWICE = 20
BEGIN = datetime(2026, 12, 7, 10, 0, tzinfo=AMSTERDAM)
BETWEEN_KILLS = timedelta(minutes=6)
"""On the bench's clock: longer than a worker that died keeps a message to itself."""
LONGEST = 1_800.0
"""Seconds."""


def main(people: int = PEOPLE, kills: int = KILLS, seed: int = 1) -> int:
    chance, office = random.Random(seed), PostDesk()  # noqa: S311
    with tempfile.TemporaryDirectory() as folder, open_desk(office) as port:
        settings = Settings(data_dir=Path(folder) / "instance").prepared()
        engine = open_engine(settings.url)
        migrate(engine)
        keep_keys(engine, settings)
        _expect_all(engine, people)
        begun = time.monotonic()
        _work_and_kill(engine, settings, port, kills, chance)
        seconds = time.monotonic() - begun
        with unit_of_work(engine, across=True) as session:
            states = Counter(session.exec(select(OpinionInvitation.state)).all())
        engine.dispose()
    return _tell(_Outcome(people, kills, seconds, states, office))


def _expect_all(engine: Engine, people: int) -> None:
    with unit_of_work(engine, across=True) as session:
        organisation_id = add_organisation(session, "Gemeente Lindermeer", "lindermeer").id
    with unit_of_work(engine, organisation_id) as session, pretend_it_is(BEGIN):
        made = add_measurement(session, NewMeasurement("Hulp", "Iedereen", "de hulp", Way.INVITED))
        keep_terms(session, made, dict.fromkeys(TERMS, "Afgesproken."))
        agree(session, made)
        measured_id, vault = measured_in(session, made.id)[0][0].id, InviteeVault.of(session)
        for number in range(people):
            contact = Contact(name=f"Persoon {number}", email=f"persoon{number}@mail.example")
            for _time in range(1 + (number % ONE_IN_TWICE == 0)):
                expect(session, vault, Expected(measured_id, contact, BEGIN.astimezone(AMSTERDAM).date()))


def _work_and_kill(engine: Engine, settings: Settings, port: int, kills: int, chance: random.Random) -> None:
    started = 0
    workers: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        nonlocal started
        command = [
            sys.executable,
            "-m",
            "bench.invitations",
            "--worker",
            str(settings.data_dir),
            str(port),
            str(started),
        ]
        workers.append(subprocess.Popen(command, cwd=ROOT))
        started += 1

    for _worker in range(WORKERS):
        start()
    until = time.monotonic() + LONGEST
    while (left := _left(engine)) and time.monotonic() < until:
        time.sleep(chance.uniform(1.0, 9.0))
        if kills and left:
            victim = workers.pop(chance.randrange(len(workers)))
            victim.kill()
            victim.wait()
            kills -= 1
            start()
    for worker in workers:
        worker.kill()
        worker.wait()


def _left(engine: Engine) -> bool:
    """Whether anybody waits to be asked, or any mail to be sent."""
    with unit_of_work(engine, across=True) as session:
        return _any(
            session, select(OpinionInvitation.id).where(OpinionInvitation.state == InvitationState.WAITING)
        ) or _any(session, select(OutgoingMail.id).where(OutgoingMail.state == MailState.WAITING))


def _any(session: Session, query: object) -> bool:
    return session.exec(query.limit(1)).first() is not None  # type: ignore[attr-defined]


def work(folder: str, port: int, number: int) -> None:
    """As a worker does, on the bench's clock, until it is killed."""
    settings = Settings(data_dir=Path(folder))
    engine = open_engine(settings.url)
    seal_with(engine, settings.key_file(NAMES))
    server = MailServer("127.0.0.1", port, Tls.NONE, "verhalen@lindermeer.example")
    room = MailRoom(MailDoor(server, mail_seal(settings.key(NAMES))), "https://verhalen.lindermeer.example")
    with pretend_it_is(BEGIN + number * BETWEEN_KILLS), suppress(KeyboardInterrupt):
        while True:
            go_round(engine, room)
            send_waiting(engine, room.door)
            time.sleep(1.0)


@dataclass(frozen=True)
class _Outcome:
    people: int
    kills: int
    seconds: float
    states: Counter[str]
    office: PostDesk


def _tell(found: _Outcome) -> int:
    arrived = Counter(found.office.arrived)
    readers = Counter(reader for reader, _message_id in arrived)
    twice_asked = sum(number > 1 for number in readers.values())
    twice_in_list = -(-found.people // ONE_IN_TWICE)
    missing = found.people - len(readers)
    print(
        f"{found.people} people ({twice_in_list} of them twice in the list), {found.kills} kills, {found.seconds:.0f} s"
    )
    print(f"{len(found.office.arrived) / found.seconds:.1f} mails a second, with {WORKERS} workers that were killed")
    print(f"without an invitation: {missing} (limit 0: {_met(missing == 0)})")
    print(f"with two invitations: {twice_asked} (limit 0: {_met(twice_asked == 0)})")
    print(
        f"the same message twice: {sum(arrived.values()) - len(arrived)} (at most one a kill: under its own Message-ID)"
    )
    left_out = found.states[InvitationState.LEFT_OUT]
    print(f"left out as asked already: {left_out} (must be {twice_in_list}: {_met(left_out == twice_in_list)})")
    return int(missing > 0 or twice_asked > 0 or left_out != twice_in_list)


def _met(is_so: bool) -> str:
    return "met" if is_so else "MISSED"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--worker"]:
        work(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        sys.exit(main(*map(int, sys.argv[1:])))
