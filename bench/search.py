"""Searching what was said, and searching and listing 100,000 coded fragments: `python -m bench.search`.

500 conversations of 80 turns in the words of the demonstration, the common ones as often as in speech; a fifth of the
fragments is a second coder's. What is asked goes from words in one fragment of six to words in none, parts of words,
two words, and words of codes. Limits are held against the time of the processor: what else a shared machine does is in
the other figure.
"""

import gc
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

from sqlmodel import Session, select

from bench.screen_server import Bench, add_codings, open_bench
from coding.models import Code
from coding.retrieval.query import find_coded
from coding.retrieval.search import find_segments
from coding.retrieval.selection import CodingQuery
from foundation.database.full_text.asked import asked
from interviews.models import Interview, InterviewState
from interviews.retrieval.search import find_turns, searched
from interviews.texts.adding import starts_of
from interviews.texts.models import Source, Turn
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study

CONVERSATIONS, PER_CONVERSATION, TURNS, WORDS_PER_TURN = 500, 200, 80, 25
TIMES = 20
ASKED = (
    *("niet", "maar", "wachtlijst", "wacht", "lijst", "gemeente", "gebeld", "school", "huisarts", "moeilijk"),
    *("heid", "hulp", "de gemeente", "heel lang", "wachten bellen", "Code 3.2", "olifant", "jeugdhulp"),
)
SEARCH_LIMIT, LIST_LIMIT = 50.0, 30.0


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        bench = open_bench(Path(folder))
        study_id = _fill(bench)
        # Else the collector goes through all that filling left, in the middle of some figure.
        gc.collect()
        gc.freeze()
        megabytes = sum(file.stat().st_size for file in Path(folder).glob("*.db*")) / 1e6
        print(f"{CONVERSATIONS * PER_CONVERSATION:,} fragments in {CONVERSATIONS} conversations, {megabytes:.0f} MB")
        with bench.session() as session:
            slow = [
                _told("search, said", _times(session, study_id, ASKED, _said), SEARCH_LIMIT),
                _told("search, evidence", _times(session, study_id, ASKED, _evidence), SEARCH_LIMIT),
                _told("search, fragments", _times(session, study_id, ASKED, _fragments), SEARCH_LIMIT),
                _told("list, evidence", _times(session, study_id, ("",), _evidence), LIST_LIMIT),
                _told("list, fragments", _times(session, study_id, ("",), _fragments), LIST_LIMIT),
            ]
            _told("two letters, said", _times(session, study_id, ("ja",), _said), None)
            _told("two letters, evidence", _times(session, study_id, ("ja",), _evidence), None)
        bench.engine.dispose()
    return int(any(slow))


def _said(session: Session, study_id: int, text: str) -> int:
    return find_turns(session, searched(session, study_id), asked(text)).page.total


def _evidence(session: Session, study_id: int, text: str) -> int:
    return find_segments(session, study_id, text, limit=20).total


def _fragments(session: Session, study_id: int, text: str) -> int:
    return find_coded(session, study_id, CodingQuery(text=text), limit=50).total


def _times(
    session: Session, study_id: int, asked: tuple[str, ...], ask: Callable[[Session, int, str], int]
) -> list[tuple[float, float]]:
    """(by the processor, by the clock) in milliseconds; the texts take turns."""
    found = []
    for turn in range(TIMES + 1):
        for text in asked:
            session.expunge_all()
            worked, began = time.process_time(), time.perf_counter()
            total = ask(session, study_id, text)
            took = (time.process_time() - worked) * 1000, (time.perf_counter() - began) * 1000
            if turn:
                found.append(took)
            if turn == TIMES and "-v" in sys.argv:
                print(f"  {text:16}{total:>8} found{took[0]:8.1f} ms")
    return found


def _told(what: str, milliseconds: list[tuple[float, float]], limit: float | None) -> bool:
    worked, took = ([one[side] for one in milliseconds] for side in (0, 1))
    p95 = statistics.quantiles(worked, n=20)[-1]
    print(
        f"{what:20} median {statistics.median(worked):6.1f} ms, p95 {p95:6.1f} ms"
        + (f" (limit {limit:.0f} ms)" if limit else "")
        + f"; by the clock {statistics.median(took):.1f} and {statistics.quantiles(took, n=20)[-1]:.1f} ms"
    )
    return limit is not None and p95 > limit


def _fill(bench: Bench) -> int:
    chance, vocabulary = random.Random(1), _vocabulary()  # noqa: S311  reproducible text, no secret
    weights = list(accumulate(1 / (place + 3) for place in range(len(vocabulary))))
    with bench.session() as session:
        study_id = session.exec(select(Study.id)).one()
        organisation = session.get_one(Organisation, bench.organisation_id)
        second = add_person(session, organisation, "s@voorbeeld.nl", "Teun Tweede", Role.SECOND_CODER).id
        session.commit()
        codes = list(session.exec(select(Code)).all())
        session.expunge_all()
    for number in range(1, CONVERSATIONS + 1):
        with bench.session() as session:
            turns = [
                " ".join(chance.choices(vocabulary, cum_weights=weights, k=WORDS_PER_TURN)) for _turn in range(TURNS)
            ]
            text, source = "\n".join(turns), _conversation(session, study_id, number, turns)
            shares = ((bench.person_id, PER_CONVERSATION * 4 // 5), (second, PER_CONVERSATION // 5))
            for coder_id, count in shares:
                add_codings(session, source, codes, text, count, coder_id)
            session.commit()
    return study_id


def _conversation(session: Session, study_id: int, number: int, turns: list[str]) -> Source:
    interview = Interview(study_id=study_id, number=number, role="ouder", state=InterviewState.CODING)
    session.add(interview)
    session.flush()
    source = Source(study_id=study_id, interview_id=interview.id, length=len("\n".join(turns)))
    session.add(source)
    session.flush()
    session.add_all(
        Turn(source_id=source.id, position=place, start=start, end=start + len(turn), text=turn, speaker="Ouder")
        for place, (start, turn) in enumerate(zip(starts_of(turns), turns, strict=True))
    )
    return source


def _vocabulary() -> list[str]:
    """The words of the demonstration, the most said first."""
    said: dict[str, int] = {}
    for file in sorted((Path(__file__).parents[1] / "demo").rglob("*.txt")):
        for word in re.findall(r"[^\W\d_]{2,}", file.read_text().lower()):
            said[word] = said.get(word, 0) + 1
    return sorted(said, key=lambda word: (-said[word], word))


if __name__ == "__main__":
    sys.exit(main())
