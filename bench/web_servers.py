"""Web servers as an installation has them, in processes of their own, and what those spend of the processor."""

import os
import platform
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx
from sqlalchemy import make_url

from foundation.database.engine import open_engine

ROOT = Path(__file__).resolve().parents[1]
SERVE = "webapp.commands", "serve"
"""As `verhaallijn serve` does it: one process."""
GUNICORN = "gunicorn", "-c", "deploy/gunicorn.conf.py"
"""As on a machine of an organisation: two processes."""
Process = subprocess.Popen[bytes]


@contextmanager
def started(server: tuple[str, ...], folder: Path, settings: dict[str, str]) -> Iterator[Process]:
    """Serves the data in folder/data, with its log in folder/web.log, until the block ends."""
    known = {"VERHAALLIJN_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(ROOT)}
    if server[: len(GUNICORN)] == GUNICORN:
        known["PROMETHEUS_MULTIPROC_DIR"] = str(folder / "metrics")
    with (folder / "web.log").open("wb") as log:
        command = [sys.executable, "-m", *server]
        web = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **known, **settings}, stdout=log, stderr=log)
        try:
            yield web
        finally:
            web.terminate()
            web.wait(60)


@contextmanager
def answering(server: tuple[str, ...], folder: Path, settings: dict[str, str]) -> Iterator[tuple[Process, str]]:
    """The same on a free port of this machine, once it answers; gives its address too."""
    port = _free_port()
    place = ("--port", str(port)) if server == SERVE else ("--bind", f"127.0.0.1:{port}")
    with started((*server, *place), folder, settings) as web:
        address = f"http://127.0.0.1:{port}"
        until_it_answers(f"{address}/health")
        yield web, address


def until_it_answers(page: str) -> None:
    for _time in range(240):
        try:
            if httpx.get(page, verify=False).status_code == 200:  # noqa: S501  our own certificate
                return
        except httpx.TransportError:
            pass
        time.sleep(0.25)
    raise TimeoutError(page)


def processor_seconds(process: int) -> float:
    """What a process and all that came from it spent until now, also those that ended."""
    try:
        spent = _stat(process)[11:15]
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except FileNotFoundError:
        return 0.0  # it ended just now; who started it counts it
    return sum(map(int, spent)) / os.sysconf("SC_CLK_TCK") + sum(processor_seconds(int(one)) for one in children)


def database_server(url: str) -> int | None:
    """The process that all of PostgreSQL came from; None where it is elsewhere, or in the web process itself."""
    if make_url(url).get_backend_name() != "postgresql":
        return None
    engine = open_engine(url)
    with engine.connect() as connection:
        ours = int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
        is_here = Path(f"/proc/{ours}").exists() and Path(f"/proc/{ours}/comm").read_text().startswith("postgres")
        server = int(_stat(ours)[1]) if is_here else None
    engine.dispose()
    return server


def this_machine() -> str:
    """To stand above figures: one line, with how busy it is and how fast it now counts to a million."""
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    name = models[0].partition(":")[2].strip() if models else platform.machine()
    memory, load = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, os.getloadavg()[0]
    begun = time.process_time()
    for _number in range(1_000_000):
        pass
    counted = (time.process_time() - begun) * 1000
    machine = f"{len(models)} × {name}, {memory:.0f} GB, Python {platform.python_version()}"
    return f"{date.today()}, {machine}, load {load:.1f}, a million counted in {counted:.0f} ms"


def _stat(process: int) -> list[str]:
    """Of /proc/PID/stat what comes after the name, from the state on."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
