"""Adding a segment while a long interview comes in and eight people sign in: `python -m bench.coding_beside_import`.

One server process, as people get it, over a SQLite file; a coder who wants to add a segment every 100 ms, counted from
then: who has to wait makes the next wait too. It has been up for a while: somebody tried a password before, and its
pages are compiled. First nothing else happens; then a transcript of 9,000 turns is read in
and accepted, which looks for names in it, and eight people try a password again and again. Limit: p95 of adding a
segment at most three times that of a quiet server.
"""

import multiprocessing
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from sqlmodel import select

from bench.screen_server import add_transcript, open_bench, served
from coding.models import Code
from interviews.texts.sources import slice_of
from studies.models import Study
from webapp.running.interpreter import suit_to_serving

TURNS, PEOPLE, QUIET_SECONDS, EVERY = 9_000, 8, 6.0, 0.1
LIMIT_RATIO = 3.0
_NAMES = ("Sanne", "Daan de Vries", "mevrouw Bouzid", "Lindermeer", "Yassin", "de Klimroos")


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        ready: Any = multiprocessing.Queue()
        server = multiprocessing.Process(target=_serve, args=(folder, ready), daemon=True)
        server.start()
        address, link, code, stretches = ready.get()
        with httpx.Client(base_url=address, timeout=120, follow_redirects=True) as coder:
            coder.post(link)
            _been_up_for_a_while(coder)
            times = _beside_each_other(coder, code, stretches)
        server.terminate()
    return _print(*times)


def _serve(folder: str, ready: Any) -> None:
    bench = open_bench(Path(folder))
    bench.app.config["WTF_CSRF_ENABLED"] = False
    with bench.session() as session:
        source = add_transcript(session, session.exec(select(Study)).one(), 1, words=60_000)
        places = [(start, start + 60 + start % 90) for start in range(0, source.length - 200, 120)]
        stretches = [(start, end, slice_of(session, source.id, start, end)) for start, end in places]
        code = session.exec(select(Code.id)).first()
        session.commit()
    suit_to_serving()
    with served(bench.app) as address:
        ready.put((address, bench.link(), code, stretches))
        threading.Event().wait()


def _been_up_for_a_while(coder: httpx.Client) -> None:
    with httpx.Client(base_url=coder.base_url) as stranger:
        stranger.post("/aanmelden", data={"email": "p@voorbeeld.nl", "password": "fout wachtwoord"})
    coder.get("/onderzoeken/bench/interviews/inlezen")


def _beside_each_other(
    coder: httpx.Client, code: int, stretches: list[tuple[int, int, str]]
) -> tuple[list[float], list[float], float]:
    """Milliseconds per segment while nothing else happens and during the import; seconds the import took."""
    waiting = iter(stretches)

    def add_until(is_over: Callable[[], bool]) -> list[float]:
        found, due = [], time.perf_counter()
        while not is_over():
            start, end, quote = next(waiting)
            body = {"start": start, "end": end, "quote": quote, "code": code}
            answer = coder.post("/onderzoeken/bench/coderen/1/fragmenten", json=body)
            assert answer.status_code == 201, answer.status_code
            found.append((time.perf_counter() - due) * 1000)
            due += EVERY
            time.sleep(max(0.0, due - time.perf_counter()))
        return found

    end = time.monotonic() + QUIET_SECONDS
    quiet = add_until(lambda: time.monotonic() > end)
    over = threading.Event()
    others = [threading.Thread(target=_try_passwords, args=(coder, number, over)) for number in range(PEOPLE)]
    importing = threading.Thread(target=_import, args=(coder,))
    began = time.monotonic()
    for thread in (*others, importing):
        thread.start()
    busy = add_until(lambda: not importing.is_alive())
    took = time.monotonic() - began
    over.set()
    for thread in others:
        thread.join()
    return quiet, busy, took


def _import(coder: httpx.Client) -> None:
    with httpx.Client(base_url=coder.base_url, cookies=coder.cookies, timeout=120) as client:
        page = client.post("/onderzoeken/bench/interviews/inlezen", files={"files": ("lang.txt", _transcript())})
        preview = page.headers["location"]
        speakers = {"speaker-0-name": "Interviewer", "speaker-0-interviewer": "yes", "speaker-1-name": "Ouder"}
        answer = client.post(preview, data={"version": "0", "role": "ouder"} | speakers)
        assert answer.status_code == 302, answer.text[:2000]


def _transcript() -> bytes:
    lines = []
    for turn in range(TURNS // 2):
        name, other = _NAMES[turn % len(_NAMES)], _NAMES[(turn * 5 + 1) % len(_NAMES)]
        lines.append(f"Interviewer: En hoe ging het toen met {name}, nummer {turn}?")
        lines.append(f"Ouder: Ik had met {other} gebeld en daarna bleef het {turn} dagen stil, zei {name} ook.")
    return "\n".join(lines).encode()


def _try_passwords(coder: httpx.Client, number: int, over: threading.Event) -> None:
    with httpx.Client(base_url=coder.base_url, timeout=120) as client:
        while not over.is_set():
            client.post("/aanmelden", data={"email": f"p{number}@voorbeeld.nl", "password": "fout wachtwoord"})
            over.wait(1.0)


def _print(quiet: list[float], busy: list[float], took: float) -> int:
    before, during = (statistics.quantiles(found, n=20)[-1] for found in (quiet, busy))
    ratio = during / before
    print(f"{TURNS} turns in {took:.1f} s; {len(busy)} segments meanwhile, the slowest {max(busy):.0f} ms")
    print(f"p95 of adding a segment: {before:.0f} ms quiet, {during:.0f} ms beside it")
    print(f"ratio {ratio:.1f} (limit {LIMIT_RATIO}: {'met' if ratio <= LIMIT_RATIO else 'MISSED'})")
    return int(ratio > LIMIT_RATIO)


if __name__ == "__main__":
    sys.exit(main())
