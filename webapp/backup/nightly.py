"""A backup every night, made and looked at by a worker, and older ones taken away as the settings say."""

import fcntl
import logging
import os
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from foundation.backup.places import usable
from foundation.clock import AMSTERDAM, now, today
from foundation.dutch import _, long_date
from foundation.errors import ResearcherError
from webapp.backup.making import make_backup
from webapp.backup.opening import verified
from webapp.backup.passphrase import PassphraseMissing, long_enough, passphrase_in
from webapp.settings import Settings

FROM = time(2)
"""In Dutch time; who was off then makes one as soon as it is on."""
_NAME = re.compile(r"verhaallijn-(\d{4}-\d\d-\d\d)\.age")
_TOO_LONG_AGO = timedelta(days=2)

log = logging.getLogger(__name__)


def nightly_passphrase(settings: Settings) -> str:
    """Raises PassphraseMissing, PassphraseTooShort, PassphraseOpenToAll, PlaceNotUsable."""
    if settings.backup_passphrase_file is None:
        raise PassphraseMissing
    return long_enough(passphrase_in(settings.backup_passphrase_file))


def nightly_of(engine: Engine, settings: Settings) -> Callable[[], None] | None:
    """What a worker does every hour; None: nothing is asked for. Raises what `nightly_passphrase` raises."""
    if settings.backup_folder is None:
        return None
    nightly_passphrase(settings)
    return partial(keep_nightly, engine, settings)


def keep_nightly(engine: Engine, settings: Settings) -> None:
    """Make the backup of today if it is time and there is none yet. What goes wrong is told in the log."""
    folder = settings.backup_folder
    if folder is None or now().astimezone(AMSTERDAM).time() < FROM:
        return
    try:
        with usable(folder), _alone(settings.data_dir) as is_alone:
            if is_alone and today() not in backups_in(folder):
                _make(engine, settings, folder)
    except ResearcherError as error:
        log.error("no backup was made: %s", error)


def backups_in(folder: Path) -> dict[date, Path]:
    """Those of nights, by day; the newest first."""
    found = ((file, _NAME.fullmatch(file.name)) for file in folder.iterdir())
    return dict(sorted(((date.fromisoformat(name[1]), file) for file, name in found if name), reverse=True))


def kept(days: Collection[date], last: date, for_days: int, for_weeks: int) -> set[date]:
    """Which backups stay on day `last`: the newest, all of so many days, and the newest of each of so many weeks."""
    newest_of_week: dict[tuple[int, int], date] = {}
    for day in sorted(days):
        newest_of_week[day.isocalendar()[:2]] = day
    recent = {day for day in days if last - day < timedelta(days=for_days)}
    weekly = {day for day in newest_of_week.values() if last - day < timedelta(weeks=for_weeks)}
    return recent | weekly | ({max(days)} if days else set())


def standing(settings: Settings) -> tuple[bool, list[str]]:
    """Whether all is well with backups of nights, and the sentence about it; none when they are not asked for."""
    folder = settings.backup_folder
    if folder is None:
        return True, []
    try:
        with usable(folder):
            last = next(iter(backups_in(folder)), None)
    except ResearcherError as error:
        return False, [str(error)]
    if last is None:
        return False, [
            _("Er is nog geen reservekopie in %(folder)s. De worker maakt er elke nacht een.", folder=folder)
        ]
    sentence = _("De laatste reservekopie is van %(day)s, in %(folder)s.", day=long_date(last), folder=folder)
    if today() - last < _TOO_LONG_AGO:
        return True, [sentence]
    return False, [sentence, _("De worker maakt er elke nacht een. Draait hij, en wat zegt het log?")]


def _make(engine: Engine, settings: Settings, folder: Path) -> None:
    file, passphrase = folder / f"verhaallijn-{today().isoformat()}.age", nightly_passphrase(settings)
    make_backup(engine, settings, file, passphrase)
    try:
        verified(settings, file, passphrase)
    except ResearcherError:
        file.unlink()
        raise
    log.info("backup made and read again: %s", file.name)
    made = backups_in(folder)
    for day in made.keys() - kept(made.keys(), today(), settings.backup_days, settings.backup_weeks):
        made[day].unlink()


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Whether no other worker of this data folder is at it."""
    held = os.open(folder, os.O_RDONLY)
    try:
        yield _is_first(held)
    finally:
        os.close(held)


def _is_first(held: int) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
