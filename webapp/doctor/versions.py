"""Python, the databases and the libraries: are they those that this version was tried with?"""

import platform
import re
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy import Engine

from foundation.database.engine import read_only
from foundation.dutch import _
from webapp.doctor.findings import Finding, fine, mind, wrong
from webapp.settings import ROOT, Settings

PYTHON = (3, 11), (3, 14)
"""From this one on, and before that one: as pyproject.toml says."""
SQLITE, POSTGRESQL = (3, 35), (14,)
LOCK = ROOT / "requirements.lock"
_PINNED = re.compile(r"^([\w.-]+)==([^\s;]+)(?: ; (.+?))? \\$", re.MULTILINE)


def python(found: tuple[int, ...] = sys.version_info[:2]) -> Finding:
    if not PYTHON[0] <= found[:2] < PYTHON[1]:
        lowest, beyond = (".".join(map(str, one)) for one in PYTHON)
        return wrong(
            _(
                "Python %(v)s past niet. Neem een versie vanaf %(low)s en lager dan %(high)s.",
                v=_dotted(found),
                low=lowest,
                high=beyond,
            )
        )
    return fine(_("Python %(v)s.", v=platform.python_version()))


def database_version(engine: Engine) -> Finding:
    with read_only(engine).connect() as connection:
        found = connection.dialect.server_version_info or sqlite3.sqlite_version_info
    least = SQLITE if engine.dialect.name == "sqlite" else POSTGRESQL
    if found < least:
        return wrong(
            _(
                "%(name)s %(v)s is te oud: nodig is %(least)s.",
                name=engine.dialect.name,
                v=_dotted(found),
                least=_dotted(least),
            )
        )
    return fine(_("%(name)s %(v)s.", name=engine.dialect.name, v=_dotted(found)))


def libraries(lock: Path = LOCK) -> Finding:
    """Compared with the lock that this version came with."""
    if not lock.is_file():
        return mind(_("%(file)s is er niet: onbekend welke bibliotheken erbij horen.", file=lock))
    other = sorted(name for name, pinned in _pinned(lock).items() if _installed(name) not in (pinned, None))
    missing = sorted(name for name in _pinned(lock) if _installed(name) is None)
    if other or missing:
        return mind(
            _(
                "Deze bibliotheken zijn andere dan waarmee deze versie is beproefd: %(names)s. Installeer ze met: pip "
                "install --no-deps --require-hashes -r requirements.lock",
                names=", ".join((*other, *missing)),
            )
        )
    return fine(_("Alle %(n)s bibliotheken zijn die van deze versie.", n=len(_pinned(lock))))


def encoder(settings: Settings) -> Finding:
    """What reads texts for their meaning. Raises what encoder_asked raises."""
    asked = settings.text_encoder
    if asked.is_here:
        return fine(_("Teksten worden gelezen op betekenis, met %(name)s.", name=asked.name))
    return mind(_("Teksten worden alleen op woorden vergeleken. Wat ze op betekenis leest, is niet geïnstalleerd."))


def _pinned(lock: Path) -> dict[str, str]:
    """Without those that are of another system: their line has a condition."""
    return {name: pinned for name, pinned, only_when in _PINNED.findall(lock.read_text()) if not only_when}


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _dotted(parts: tuple[object, ...]) -> str:
    return ".".join(map(str, parts[:3]))
