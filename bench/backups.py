"""A backup of a large database while ten coders go on, and bringing it back: `python -m bench.backups [MEGABYTES]`.

1,000 unless said otherwise; `python -m bench.backups 40` is the short form. Conversations, codings and their indexes
fill a tenth of the database, documents that readers had the rest. Ten coders in another process add a fragment every
two seconds each: quiet first, then while the backup is made. Limits: 30 seconds for a gigabyte, and no fragment
refused. On PostgreSQL with `VERHAALLIJN_DATABASE_URL` (restoring is left out there: it wants another empty database).
"""

import multiprocessing
import random
import statistics
import sys
import tempfile
import threading
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlmodel import col, select

from bench.screen_server import Bench, add_transcript, open_bench
from coding.models import Code, Segment, SegmentWords
from coding.segments import add_segment
from foundation.backup.on_postgresql import size_of
from foundation.database.engine import open_engine, read_only, unit_of_work
from foundation.database.full_text.words import spaced, stems_of, words_of
from foundation.database.many import add_many
from interviews.models import Interview, InterviewState
from interviews.texts.adding import starts_of
from interviews.texts.models import Source, Turn, TurnWords
from interviews.texts.sources import text_of
from journeys.models import Publication, PublicationEdition
from studies.models import Study
from studies.trail.models import TrailEntry
from tests.journeys.making import make_journey
from webapp.backup.making import make_backup
from webapp.backup.opening import verified
from webapp.backup.restoring import restore_backup
from webapp.backup.rows import counted_rows
from webapp.settings import NAMES, Settings

MEGABYTES, SECONDS_PER_GIGABYTE = 1000, 30.0
CODERS, EVERY, QUIET_SECONDS = 10, 2.0, 8.0
TURNS, CODINGS_PER_TURN, WORDS_PER_TURN, DOCUMENT = 80, 3, 25, 150_000
PASSPHRASE = "vijf losse woorden op een rij"  # noqa: S105  it guards nothing


def main() -> int:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES
    with tempfile.TemporaryDirectory() as folder:
        bench, settings = open_bench(Path(folder) / "here"), Settings(data_dir=Path(folder) / "here")
        _fill(bench, wanted)
        megabytes = _megabytes(bench.engine)
        rows = sum(counted_rows(bench.engine).values())
        print(f"{bench.engine.dialect.name}: {megabytes:,.0f} MB, {rows:,} rows")
        took, refused = _made_beside_coders(bench, settings, Path(folder) / "copy.age")
        limit = SECONDS_PER_GIGABYTE * max(megabytes / 1000, 0.1)
        print(f"made in {took:.1f} s, {megabytes / took:.0f} MB/s (limit {limit:.0f} s: {_met(took <= limit)})")
        print(f"fragments refused meanwhile: {refused} (limit 0: {_met(refused == 0)})")
        is_same = _brought_back(bench, settings, Path(folder))
        bench.engine.dispose()
    return int(took > limit or refused > 0 or not is_same)


def _made_beside_coders(bench: Bench, settings: Settings, file: Path) -> tuple[float, int]:
    """Seconds it took, and how many fragments could not be stored."""
    told: Any = multiprocessing.Queue()
    stop: Any = multiprocessing.Event()
    sources = _sources(bench)
    bench.engine.dispose()
    coders = multiprocessing.Process(target=_code, args=(settings.url, bench.organisation_id, sources, stop, told))
    coders.start()
    time.sleep(QUIET_SECONDS)
    begun, worked, at = time.perf_counter(), time.process_time(), time.time()
    make_backup(bench.engine, settings, file, PASSPHRASE)
    took, worked, until = time.perf_counter() - begun, time.process_time() - worked, time.time()
    stop.set()
    times = told.get()
    coders.join()
    quiet = [seconds for moment, seconds in times if moment < at]
    beside = [seconds for moment, seconds in times if at <= moment < until]
    print(f"95 of 100 fragments within {_p95(quiet)} when quiet, {_p95(beside)} beside the backup ({len(beside)})")
    print(f"the processor worked {worked:.1f} s; the file: {file.stat().st_size / 1e6:,.0f} MB")
    return took, sum(seconds < 0 for _moment, seconds in times)


def _brought_back(bench: Bench, settings: Settings, folder: Path) -> bool:
    begun = time.perf_counter()
    contents = verified(settings, folder / "copy.age", PASSPHRASE)
    print(f"read again and found whole in {time.perf_counter() - begun:.1f} s")
    if bench.engine.dialect.name != "sqlite":
        return True
    there = Settings(data_dir=folder / "there").prepared()
    there.key_file(NAMES).touch(mode=0o600)
    there.key_file(NAMES).write_bytes(settings.key(NAMES))
    begun = time.perf_counter()
    restore_backup(there, folder / "copy.age", PASSPHRASE)
    took = time.perf_counter() - begun
    engine = open_engine(there.url)
    told = TrailEntry.__tablename__  # bringing back is told in the history of the one organisation there is
    is_same = counted_rows(engine) == contents.rows | {told: contents.rows[told] + 1}
    engine.dispose()
    print(f"brought back in {took:.1f} s; the same rows, and a line more in the history: {_met(is_same)}")
    return is_same


def _met(is_so: bool) -> str:
    return "met" if is_so else "MISSED"


def _p95(seconds: list[float]) -> str:
    return f"{statistics.quantiles(seconds, n=20)[-1] * 1000:.0f} ms" if len(seconds) > 1 else "-"


def _megabytes(engine: Engine) -> float:
    if engine.dialect.name == "sqlite":
        file = Path(str(engine.url.database))
        return sum(one.stat().st_size for one in file.parent.glob(f"{file.name}*")) / 1e6
    with read_only(engine).connect() as connection:
        return size_of(connection) / 1e6


def _fill(bench: Bench, megabytes: int) -> None:
    chance = random.Random(1)  # noqa: S311  reproducible text, no secret
    with bench.session() as session:
        study_id = session.exec(select(Study.id)).one()
        codes = list(session.exec(select(Code.id)).all())
        spoken = text_of(session, add_transcript(session, session.get_one(Study, study_id), 1, words=2000).id).split()
        session.commit()
    said = [" ".join(chance.choices(spoken, k=WORDS_PER_TURN)) for _turn in range(2000)]
    found_by = {text: (spaced(words_of(text)), spaced(stems_of(words_of(text)))) for text in said}
    number = CODERS + 1
    while _megabytes(bench.engine) < megabytes / 10:
        for _conversation in range(20):
            number += 1
            _add(bench, study_id, number, chance.choices(said, k=TURNS), found_by, codes)
    with bench.session() as session:
        for coder in range(CODERS):
            add_transcript(session, session.get_one(Study, study_id), coder + 2, words=20_000)
        session.commit()
    _add_documents(bench, study_id, megabytes, chance)


def _add_documents(bench: Bench, study_id: int, megabytes: int, chance: random.Random) -> None:
    """Of a story with many editions."""
    with bench.session() as session:
        journey = make_journey(session, session.get_one(Study, study_id))
        publication = Publication(journey_id=journey.id, version=1, content={}, pdf=b"")
        session.add(publication)
        session.flush()
        made = {"publication_id": publication.id, "content": {}, "made_at": publication.published_at}
        for begin in count(0, 100):
            if _megabytes(bench.engine) >= megabytes:
                break
            numbers = range(begin, begin + 100)
            documents = [made | {"number": number, "pdf": chance.randbytes(DOCUMENT)} for number in numbers]
            add_many(session, PublicationEdition, documents)
            session.commit()


def _add(
    bench: Bench, study_id: int, number: int, turns: list[str], found_by: dict[str, tuple[str, str]], codes: list[int]
) -> None:
    with bench.session() as session:
        interview = Interview(study_id=study_id, number=number, role="ouder", state=InterviewState.CODED)
        session.add(interview)
        session.flush()
        source = Source(study_id=study_id, interview_id=interview.id, length=len("\n".join(turns)))
        session.add(source)
        session.flush()
        stretches = [(start, start + len(text), text) for start, text in zip(starts_of(turns), turns, strict=True)]
        said = [
            {"source_id": source.id, "position": place, "start": start, "end": end, "text": text, "speaker": "Ouder"}
            | {"is_interviewer": False, "seconds": 8.0 * place}
            for place, (start, end, text) in enumerate(stretches)
        ]
        add_many(session, Turn, said)
        coded = [
            {
                "source_id": source.id,
                "start": start,
                "end": end,
                "study_id": study_id,
                "code_id": codes[(start + n) % 40],
            }
            | {"coder_id": bench.person_id, "quotation": text, "feeling": None}
            for start, end, text in stretches
            for n in range(CODINGS_PER_TURN)
        ]
        now = interview.created_at
        add_many(session, Segment, [one | {"created_at": now} for one in coded])
        for rows, words, text in ((Turn, TurnWords, Turn.text), (Segment, SegmentWords, Segment.quotation)):
            found = session.exec(select(rows.id, text).where(col(rows.source_id) == source.id)).all()
            add_many(
                session, words, [dict(zip(("id", "words", "stems"), (n, *found_by[t]), strict=True)) for n, t in found]
            )
        session.commit()


def _sources(bench: Bench) -> list[tuple[int, int, int]]:
    """(text, code, person) of each coder."""
    with bench.session() as session:
        numbers = range(2, CODERS + 2)
        query = select(Source.id).join(Interview, col(Interview.id) == Source.interview_id)
        sources = session.exec(query.where(col(Interview.number).in_(numbers)).order_by(col(Source.id))).all()
        code = session.exec(select(Code.id).order_by(col(Code.id))).first() or 0
    return [(source, code, bench.person_id) for source in sources]


def _code(url: str, organisation_id: int, sources: list[tuple[int, int, int]], stop: Any, told: Any) -> None:
    """(when, seconds it took) of every fragment; -1 for one that was refused."""
    engine, times = open_engine(url, pool_size=CODERS), list[tuple[float, float]]()

    def work(source: int, code: int, person: int) -> None:
        with unit_of_work(read_only(engine), organisation_id) as session:
            text = text_of(session, source)
        for at in range(0, len(text) - 60, 60):
            if stop.wait(EVERY):
                return
            moment, begun, seconds = time.time(), time.perf_counter(), -1.0
            with suppress(Exception), unit_of_work(engine, organisation_id, person) as session:
                add_segment(session, source, at, at + 50, text[at : at + 50], code)
                session.commit()
                seconds = time.perf_counter() - begun
            times.append((moment, seconds))

    coding = [threading.Thread(target=work, args=one) for one in sources]
    for thread in coding:
        thread.start()
    for thread in coding:
        thread.join()
    told.put(times)


if __name__ == "__main__":
    sys.exit(main())
