"""How long the web process takes from its start to its first answer. Limit: 1.5 s.

`python -m bench.web_start`: five starts of `verhaallijn serve` on an existing database; the median counts.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

LIMIT_SECONDS = 1.5
STARTS = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _start(folder)  # the first start makes the database and the keys
        seconds = [_start(folder) for _ in range(STARTS)]
    median = statistics.median(seconds)
    verdict = "met" if median <= LIMIT_SECONDS else "MISSED"
    print(f"web process ready: {median:.2f} s median of {STARTS} (limit {LIMIT_SECONDS} s: {verdict})")


def _start(folder: str) -> float:
    port = _free_port()
    # As it runs for people: with the bytecode of an earlier start at hand.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "webapp.commands", "serve", "--port", str(port)],
        env=environment | {"VERHAALLIJN_DATA_DIR": folder},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _listens(port):
            time.sleep(0.01)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/aanmelden", timeout=5) as answer:
            answer.read()
        return time.perf_counter() - started
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
