"""Numbers for Prometheus at /metrics, for who brings the token: routes as the program knows them, and no names.

Several processes on one machine (gunicorn) share a folder, PROMETHEUS_MULTIPROC_DIR, and each answers for all.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy import Engine
from sqlmodel import col, func, select

from foundation.database.engine import read_only, unit_of_work
from foundation.jobs.health import workers
from foundation.jobs.models import Job
from foundation.mail.models import OutgoingMail
from foundation.secrets.tokens import digest_of
from studies.access import public
from webapp.running.request_log import Answered
from webapp.settings import Settings

_SHARED = "PROMETHEUS_MULTIPROC_DIR"
_SECONDS = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30)

blueprint = Blueprint("metrics", __name__)


class Meter:
    """Counts what this process answers."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "verhaallijn_requests", "Requests answered.", ("method", "route", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "verhaallijn_request_seconds",
            "Until the answer began.",
            ("route",),
            registry=self.registry,
            buckets=_SECONDS,
        )
        self._statements = Counter(
            "verhaallijn_statements", "Asked of the database.", ("route",), registry=self.registry
        )

    def __call__(self, answered: Answered) -> None:
        self._requests.labels(answered.method, answered.route, str(answered.status)).inc()
        self._seconds.labels(answered.route).observe(answered.seconds)
        self._statements.labels(answered.route).inc(answered.statements)


class _State(Collector):
    """How the whole installation stands, looked up when it is asked."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine, self._settings = engine, settings

    def collect(self) -> Iterator[Metric]:
        with unit_of_work(read_only(self._engine), across=True) as session:
            for name, what, column in (("jobs", "Long work", Job.state), ("mail", "Mail", OutgoingMail.state)):
                counted = GaugeMetricFamily(f"verhaallijn_{name}", f"{what}, by how it stands.", labels=("state",))
                for state, number in session.exec(select(column, func.count()).group_by(col(column))).all():
                    counted.add_metric((str(state),), number)
                yield counted
            there = {worker.name for worker, _job in workers(session)}
        yield GaugeMetricFamily("verhaallijn_workers", "Workers that are there.", value=len(there))
        free = shutil.disk_usage(self._settings.data_dir).free
        yield GaugeMetricFamily("verhaallijn_disk_free_bytes", "On the disk of the data folder.", value=free)


@blueprint.get("/metrics")
@public
def all_of_them() -> ResponseReturnValue:
    """404 without the token: nobody else needs to know that it is there."""
    settings: Settings = current_app.config["SETTINGS"]
    if not _has_token(settings.metrics_token_file):
        abort(404)
    return Response(generate_latest(_registry(settings)), content_type=CONTENT_TYPE_LATEST)


def _registry(settings: Settings) -> CollectorRegistry:
    asked: CollectorRegistry = CollectorRegistry()
    if os.environ.get(_SHARED):
        MultiProcessCollector(asked)  # type: ignore[no-untyped-call]
    else:
        asked.register(current_app.extensions["meter"].registry)
    asked.register(_State(current_app.extensions["engine"], settings))
    return asked


def _has_token(file: Path | None) -> bool:
    """Compared as digests, which tell nothing by the time that takes."""
    if file is None or not file.is_file():
        return False
    token = file.read_text().partition("\n")[0].strip()
    return bool(token) and digest_of(request.headers.get("Authorization", "")) == digest_of(f"Bearer {token}")
