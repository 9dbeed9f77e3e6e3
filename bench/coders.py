"""A team that codes at once, as browsers do it: `python -m bench.coders [SECONDS]`, 60 unless said otherwise.

Everybody is signed in as a person of its own, has the coding screen of one of the study's conversations open and adds
a fragment, waits two seconds, adds the next; no two on the same stretch. SQLite in one process (`verhaallijn serve`),
SQLite and PostgreSQL in the two of deploy/gunicorn.conf.py; no nginx before them. PostgreSQL is a server of the
bench's own that keeps what it stores on a disk, or that of `VERHAALLIJN_DATABASE_URL`, an empty database.
Server time is what the processor spent on it, less what the same screens cost while nobody does anything.
"""

import os
import random
import re
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
from sqlmodel import Session, col, select

from bench.screen_server import Bench, add_codings, add_transcript, open_bench
from bench.under_pressure import signed_in
from bench.web_servers import GUNICORN, SERVE, answering, database_server, processor_seconds, this_machine
from coding.models import Code
from foundation.database.engine import unit_of_work
from interviews.texts.sources import text_of
from studies.access import Role
from studies.accounts.persons import add_person
from studies.accounts.signing_in import make_link
from studies.models import Organisation, Study
from tests.databases.cluster import PLAIN, Cluster

SECONDS, PAUSE = 60.0, 2.0
CODERS_PER_INTERVIEW, WORDS, CODED, STRETCH = 5, 6_000, 60, 80
"""An interview of an hour, with fragments in it already; a coder takes so many letters at a time."""
ON_SQLITE, ON_POSTGRESQL = (30, 150.0), (50, 200.0)
"""Coders, and within how many milliseconds 95 of 100 fragments are there."""
LIMIT_SPENT = 8.0
STORED = 201


@dataclass(frozen=True)
class Desk:
    """Where one coder works: what lets them in, which conversation, with which code on which stretches."""

    link: str
    number: int
    code: int
    stretches: list[tuple[int, int, str]]


@dataclass
class Measured:
    """Milliseconds per stored fragment; answers by status, 0 where none came; processor milliseconds per fragment."""

    coders: int
    took: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    web: float = 0.0
    database: float | None = None
    own: float = 0.0

    @property
    def errors(self) -> int:
        return self.answers.total() - self.answers[STORED]

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.took, n=20)[-1]

    @property
    def spent(self) -> float:
        return self.web + (self.database or 0.0)


def main(seconds: float = SECONDS) -> int:
    print(this_machine())
    sqlite, postgresql = f"SQLite, {ON_SQLITE[0]} coders", f"PostgreSQL, {ON_POSTGRESQL[0]} coders"
    alone = told(f"{sqlite}, one process", measured(SERVE, "", ON_SQLITE[0], seconds))
    two = told(f"{sqlite}, two processes", measured(GUNICORN, "", ON_SQLITE[0], seconds))
    with _postgresql() as url:
        large = told(f"{postgresql}, two processes", measured(GUNICORN, url, ON_POSTGRESQL[0], seconds))
    verdicts = [
        _quick_enough(postgresql, large, ON_POSTGRESQL[1]),
        _quick_enough(sqlite, alone, ON_SQLITE[1]),
        _verdict(f"two processes on SQLite: {two.answers[500]} × 500", "0", two.answers[500] == 0),
        *[
            _verdict(f"{name}: a fragment costs {one.spent:.1f} ms", f"{LIMIT_SPENT:.0f} ms", one.spent <= LIMIT_SPENT)
            for name, one in ((sqlite, alone), (postgresql, large))
        ],
    ]
    return int(not all(verdicts))


def measured(server: tuple[str, ...], url: str, coders: int, seconds: float) -> Measured:
    """`url` is of an empty database; '' is a SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        bench = open_bench(Path(folder) / "data", url)
        desks = _desks(bench, coders, seconds)
        database = database_server(url) if url else None
        bench.engine.dispose()
        settings = {"VERHAALLIJN_DATABASE_URL": url}
        with answering(server, Path(folder), settings) as (web, address), ExitStack() as gone_home:
            team = [gone_home.enter_context(_sat_down(address, desk)) for desk in desks]
            return _worked(team, desks, web.pid, database, seconds)


def told(what: str, found: Measured) -> Measured:
    answers = ", ".join(f"{number} × {status or 'no answer'}" for status, number in sorted(found.answers.items()))
    database = "" if found.database is None else f" + database {found.database:.1f} ms"
    print(f"{what}: {answers}")
    print(f"  median {statistics.median(found.took):.0f} ms, p95 {found.p95:.0f} ms, slowest {max(found.took):.0f} ms")
    print(f"  processor per fragment: web {found.web:.1f} ms{database}; the bench itself {found.own:.1f} s in all")
    return found


def _quick_enough(name: str, found: Measured, limit: float) -> bool:
    figures = f"{name}: {found.errors} errors, p95 {found.p95:.0f} ms"
    return _verdict(figures, f"0, {limit:.0f} ms", found.errors == 0 and found.p95 <= limit)


def _verdict(figure: str, limit: str, is_met: bool) -> bool:
    print(f"{figure} (limit {limit}: {'met' if is_met else 'MISSED'})")
    return is_met


def _worked(team: list[httpx.Client], desks: list[Desk], web: int, database: int | None, seconds: float) -> Measured:
    found, idle = Measured(len(team)), min(seconds, 10.0)
    begun = _spent(web, database)
    time.sleep(idle)
    rested, own = _spent(web, database), time.process_time()
    end = time.monotonic() + seconds
    coding = [threading.Thread(target=_code, args=(*one, end, found)) for one in zip(team, desks, strict=True)]
    for thread in coding:
        thread.start()
    for thread in coding:
        thread.join()
    found.own, ended = time.process_time() - own, _spent(web, database)
    share, stored = (time.monotonic() - end + seconds) / idle, max(found.answers[STORED], 1)
    each = [(c - b - (b - a) * share) * 1000 / stored for a, b, c in zip(begun, rested, ended, strict=True)]
    found.web, found.database = each[0], each[1] if database else None
    return found


def _spent(web: int, database: int | None) -> tuple[float, float]:
    return processor_seconds(web), processor_seconds(database) if database else 0.0


def _code(person: httpx.Client, desk: Desk, end: float, found: Measured) -> None:
    """Until it is time, or the conversation is done. A pause is of two seconds on average."""
    chance = random.Random(desk.stretches[0][0])  # noqa: S311  the same pauses each time, no secret
    time.sleep(chance.uniform(0, PAUSE))
    for start, stop, quote in desk.stretches:
        if time.monotonic() > end:
            return
        body, begun = {"start": start, "end": stop, "quote": quote, "code": desk.code}, time.perf_counter()
        try:
            status = person.post(f"/onderzoeken/bench/coderen/{desk.number}/fragmenten", json=body).status_code
        except httpx.TransportError:
            status = 0
        found.answers[status] += 1
        if status == STORED:
            found.took.append((time.perf_counter() - begun) * 1000)
        time.sleep(chance.uniform(0.75, 1.25) * PAUSE)


@contextmanager
def _sat_down(address: str, desk: Desk) -> Iterator[httpx.Client]:
    """Signed in, with the coding screen open."""
    with closing(signed_in(address, desk.link)) as person:
        page = person.get(f"/onderzoeken/bench/coderen/{desk.number}").raise_for_status().text
        token = re.search(r'name="csrf-token" content="([^"]+)"', page)
        person.headers.update({"X-CSRFToken": token[1] if token else "", "Accept": "application/json"})
        yield person


def _desks(bench: Bench, coders: int, seconds: float) -> list[Desk]:
    interviews = -(-coders // CODERS_PER_INTERVIEW)
    # So that nobody is done before it is time.
    each = int(seconds / PAUSE / 0.75) + 2
    words = max(WORDS, CODERS_PER_INTERVIEW * each * STRETCH // 4)
    with bench.session() as session:
        study = session.exec(select(Study)).one()
        codes = list(session.exec(select(Code).order_by(col(Code.id))).all())
        texts = [_transcript(session, study, number, words, codes, bench.person_id) for number in range(interviews)]
        code_ids = [code.id for code in codes]
        session.commit()
    with unit_of_work(bench.engine, across=True) as session:
        organisation = session.get_one(Organisation, bench.organisation_id)
        people = [
            add_person(session, organisation, f"c{number}@voorbeeld.nl", f"Codeur {number}", Role.RESEARCHER).id
            for number in range(coders)
        ]
        links = [f"/aanmelden/link/{make_link(session, person)}" for person in people]
    return [
        Desk(link, number % interviews + 1, code_ids[number % len(code_ids)], stretches)
        for number, link in enumerate(links)
        if (stretches := _stretches(texts[number % interviews], number // interviews, each))
    ]


def _transcript(session: Session, study: Study, number: int, words: int, codes: list[Code], coder: int) -> str:
    source = add_transcript(session, study, number + 1, words=words)
    text = text_of(session, source.id)
    add_codings(session, source, codes, text, CODED, coder)
    return text


def _stretches(text: str, coder: int, each: int) -> list[tuple[int, int, str]]:
    """Every fifth is of the same coder, so that colleagues work beside each other all the way."""
    places = range(coder * STRETCH, len(text) - STRETCH, CODERS_PER_INTERVIEW * STRETCH)
    return [(start, start + STRETCH - 10, text[start : start + STRETCH - 10]) for start in places[:each]]


@contextmanager
def _postgresql() -> Iterator[str]:
    if given := os.environ.get("VERHAALLIJN_DATABASE_URL"):
        yield given
        return
    cluster = Cluster(is_durable=True)
    try:
        with psycopg.connect(cluster.for_owner("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE coders OWNER {PLAIN}")
        yield cluster.url("coders")
    finally:
        cluster.stop()


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
