"""Changing the master key for another: everything sealed under it goes over in one transaction, or nothing does."""

import logging
import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from feedback.intake.files import IntakeVault
from feedback.people.contacts import InviteeVault
from foundation.backup.on_postgresql import is_used_elsewhere
from foundation.database.engine import unit_of_work
from foundation.database.leaving_files import empty_log
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.mail.contents import mail_seal
from foundation.mail.outbox import move_mail
from foundation.secrets.changing import lay_ready, old_file, settle
from foundation.secrets.digest_key import keep_digest_key
from foundation.secrets.keys import change_key, check_key, fingerprint_of, known_keys, read_key
from studies.accounts.by_provider.vault import ProviderVault
from studies.accounts.second_step.vault import SecondStepVault
from studies.keys.changing import wrap_anew
from webapp.settings import NAMES, Settings

_TRIES, _BETWEEN_TRIES = 10, 0.2
"""Who stopped a moment ago may still be seen; in seconds."""

log = logging.getLogger(__name__)


class StillAtWork(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Er werkt nog een programma met deze database. Stop eerst overal `verhaallijn serve`, `verhaallijn "
                "worker` en de webserver. De sleutel is niet gewisseld."
            )
        )


@dataclass(frozen=True)
class ChangedKey:
    """How many studies have it, and where the one of before is kept."""

    studies: int
    old: Path


def change_master_key(engine: Engine, settings: Settings) -> ChangedKey:
    """Nobody else may work meanwhile: they hold the old one. Raises StillAtWork, StudyStaysClosed, KeyDoesNotFit."""
    _see_nobody_works(engine)
    file = settings.key_file(NAMES)
    with unit_of_work(engine, across=True) as session:
        check_key(session, NAMES, file)  # two of these at once wait for each other here
        old, new = read_key(file), lay_ready(file)
        studies = _seal_anew(session, old, new)
        change_key(session, NAMES, new)
    with unit_of_work(engine, across=True) as session:  # who starts meanwhile does the same, one after the other
        settle(file, known_keys(session)[NAMES])
    kept = old_file(file, fingerprint_of(old))
    empty_log(engine)  # what was sealed under the old key leaves the files too
    log.warning("the master key was changed; the old one is kept as %s", kept.name)
    return ChangedKey(studies, kept)


def _seal_anew(session: Session, old: bytes, new: bytes) -> int:
    """How many studies there are."""
    move_mail(session, mail_seal(old), mail_seal(new))
    ProviderVault(old).move_to(session, ProviderVault(new))
    SecondStepVault(old).move_to(session, SecondStepVault(new))
    InviteeVault(old).move_to(session, InviteeVault(new))
    IntakeVault(old).move_to(session, IntakeVault(new))
    keep_digest_key(session, old, new)
    return wrap_anew(session, old, new)


def _see_nobody_works(engine: Engine) -> None:
    """On SQLite a look at the file tells, before this process opens it."""
    if engine.dialect.name != "postgresql":
        return
    engine.dispose()  # what this process still holds from before
    for _try in range(_TRIES):
        with engine.connect() as connection:
            if not is_used_elsewhere(connection):
                return
        time.sleep(_BETWEEN_TRIES)
    raise StillAtWork
