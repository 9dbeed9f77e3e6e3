"""gunicorn -c deploy/gunicorn.conf.py: two web processes behind nginx, on a socket file that only nginx may open."""

import os
import shutil
from pathlib import Path

wsgi_app = "webapp.commands.running.web:application()"
bind = os.environ.get("VERHAALLIJN_BIND", "unix:/run/verhaallijn/web.sock")
umask = 0o007  # nginx comes in by the group of the socket file

# Threads wait for the database and for large files; two processes use two processors.
worker_class = "gthread"
workers = int(os.environ.get("VERHAALLIJN_WEB_PROCESSES", "2"))
threads = 24
worker_connections = 1000
# nginx hands over whole requests. What takes longer than this hangs, and its process is replaced.
timeout = 120
graceful_timeout = 30
keepalive = 5

# A process starts anew now and then, not all at once: what leaks somewhere in a library goes with it.
max_requests = 20_000
max_requests_jitter = 2_000

limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190
# Whether it came over https is decided by VERHAALLIJN_TRUSTED_PROXIES; gunicorn itself believes nothing.
secure_scheme_headers: dict[str, str] = {}
forwarded_allow_ips = ""

# Each request stands in the log of the program, without addresses; that of gunicorn would hold those.
accesslog = None
loglevel = "error"

# Numbers of all processes together; see webapp/running/metrics.py.
_shared = os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", "/run/verhaallijn/metrics")


def on_starting(_server: object) -> None:
    """Numbers of processes that are gone would be counted on."""
    shutil.rmtree(_shared, ignore_errors=True)
    Path(_shared).mkdir(mode=0o700, parents=True)


def child_exit(_server: object, worker: object) -> None:
    """Numbers of what is going on now go with their process; counts stay."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)  # type: ignore[attr-defined, no-untyped-call]
