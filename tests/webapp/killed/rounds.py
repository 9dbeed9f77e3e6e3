"""Rounds in which people work, a process is killed at a random moment, and everything is looked at afterwards."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from sqlmodel import Session, col, func, select

from foundation.database.engine import unit_of_work
from foundation.jobs.models import JobState
from interviews.transcripts.drafts import start_typing
from journeys.models import Publication
from studies.models import Study
from tests.webapp.killed.acts import Ledger, Standing, Wrong, lost
from tests.webapp.killed.checking import halves
from tests.webapp.killed.coding import coding
from tests.webapp.killed.importing import importing
from tests.webapp.killed.jobs import JobsSeen, asking
from tests.webapp.killed.people import Somebody, signed_in
from tests.webapp.killed.place import PEOPLE, SLUG, Place, prepared_place
from tests.webapp.killed.processes import WEB, WORKER, Processes
from tests.webapp.killed.telling import telling, typing
from webapp.integrity import problems
from webapp.settings import Settings

VICTIMS = ((WEB,), (WEB,), (WORKER,), (WORKER,), (WEB, WORKER))
SOONEST, LATEST = 0.03, 1.5
"""Seconds in a round until somebody is killed."""
PATIENCE = 180.0
"""Seconds in which jobs that were asked for have ended, once nobody is killed any more."""


@dataclass
class Rounds:
    """`seed` decides who is killed and when; what happens at that moment is up to the machine."""

    place: Place
    processes: Processes
    chance: random.Random
    ledger: Ledger = field(default_factory=Ledger)
    jobs: JobsSeen = field(default_factory=JobsSeen)
    kills: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    begun_again: int = 0
    """Jobs that were taken over from a worker that was killed."""
    people: list[Somebody] = field(default_factory=list)
    _looked_at: int = 0
    _publications: int = 0

    def let_people_in(self) -> None:
        study, at = f"/onderzoeken/{SLUG}", self.place
        acts = {
            "coder": (coding(f"{study}/coderen/1", at.turns, at.codes), 0.0),
            "typist": (typing(f"{study}/interviews/onderweg", self._typed_in()), 0.05),
            "importer": (importing(f"{study}/interviews"), 0.0),
            "teller": (telling(f"{study}/klantreizen/{at.story.slug}", at.story), 0.0),
            "asker": (asking(at.looked_in), 1.0),
        }
        for number, who in enumerate(PEOPLE):
            browser = signed_in(self.processes.address, at.link_of(who), f"{study}/interviews/inlezen")
            self.people.append(Somebody(browser, acts[who][0], self.ledger, acts[who][1], number))

    def round(self) -> None:
        victims = self.chance.choice(VICTIMS)
        moment, stop = self.chance.uniform(SOONEST, LATEST), threading.Event()
        at_work = [threading.Thread(target=one.work, args=(stop,)) for one in self.people]
        for one in at_work:
            one.start()
        time.sleep(moment)
        self.processes.kill(*victims)
        stop.set()
        for one in at_work:
            one.join()
        self.rounds += 1
        self.kills.update(victims)
        self._look_at_unanswered()
        self.processes.start(*victims)
        for somebody in self.people:
            somebody.send_again()
            if somebody.unanswered:
                self.ledger.note(Wrong.OTHERWISE, [f"no answer of a server that runs: {somebody.unanswered}"])
        self.look()

    def look(self, *, at_all: bool = False) -> None:
        """At what was acknowledged since the last look, and at all for halves."""
        acts = self.ledger.acknowledged[0 if at_all else self._looked_at :]
        coder, note = self.place.person_ids["coder"], self.ledger.note
        with unit_of_work(self.place.engine, across=True) as session:
            note(Wrong.LOST, lost(session, acts))
            note(Wrong.HALF, halves(session, coder, 0 if at_all else self._publications))
            note(Wrong.JOBS, self.jobs.problems(session))
            self._publications = session.exec(select(func.max(col(Publication.id)))).one() or 0
        note(Wrong.HALF, problems(self.place.engine, self.place.settings.heads_file))
        self._looked_at = len(self.ledger.acknowledged)
        self.place.engine.dispose()

    def wait_for_jobs(self) -> Counter[JobState]:
        """How all of them ended."""
        until = time.monotonic() + PATIENCE
        while True:
            with unit_of_work(self.place.engine, across=True) as session:
                ended, self.begun_again = self.jobs.standing(session), self.jobs.begun_again(session)
            if not ended[JobState.WAITING] + ended[JobState.RUNNING]:
                return ended
            if time.monotonic() > until:
                self.ledger.note(Wrong.JOBS, [f"jobs did not end: {ended}"])
                return ended
            time.sleep(0.3)

    def _look_at_unanswered(self) -> None:
        """Each is there wholly, or not at all."""
        # As who writes: on PostgreSQL the server may still be storing what the killed process asked last.
        with unit_of_work(self.place.engine, self.place.organisation_id) as session:
            for act in filter(None, (somebody.unanswered for somebody in self.people)):
                standing = act.standing(session)
                self.ledger.turned_out[standing] += 1
                if standing not in (Standing.WHOLE, Standing.ABSENT):
                    self.ledger.note(Wrong.HALF, [f"without an answer, and {standing}: {act}"])
        self.place.engine.dispose()

    def _typed_in(self) -> int:
        with unit_of_work(self.place.engine, self.place.organisation_id, self.place.person_ids["typist"]) as session:
            return start_typing(session, _study(session)).id


def _study(session: Session) -> Study:
    return session.exec(select(Study).where(Study.slug == SLUG)).one()


def killed_so_often(settings: Settings, rounds: int, seed: int) -> tuple[Rounds, Counter[JobState]]:
    """All rounds, in an empty data folder and a database without tables; and how jobs ended."""
    place = prepared_place(settings)
    processes = Processes(place.settings)
    try:
        processes.start(WEB, WORKER)
        killing = Rounds(place, processes, random.Random(seed))  # noqa: S311  the same moments again
        killing.let_people_in()
        for _round in range(rounds):
            killing.round()
        ended = killing.wait_for_jobs()
        killing.look(at_all=True)
        return killing, ended
    finally:
        processes.end()
        place.engine.dispose()
