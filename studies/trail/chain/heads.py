"""The end of each history, noted in a file beside the database: what is taken from the end is missed by it.

It is noted every hour by a worker and by each check that finds all well. What was written since can be cut off unseen.
"""

import json
import logging
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from studies.models import Organisation
from studies.trail.chain.appending import head_of
from studies.trail.chain.verifying import Head
from studies.trail.models import TrailEntry

HEADS_FILE = "geschiedenis.json"
log = logging.getLogger(__name__)


def noted_heads(file: Path) -> dict[int, Head]:
    """By organisation; none where nothing was noted yet."""
    if not file.exists():
        return {}
    told = json.loads(file.read_text())
    return {
        int(number): Head(one["sequence"], one["hash"], datetime.fromisoformat(one["noted_at"]))
        for number, one in told.items()
    }


def heads_of(session: Session) -> dict[int, Head]:
    """The ends as they are now. The session sees every organisation."""
    organisations = session.exec(select(Organisation.id).order_by(col(Organisation.id))).all()
    ends = {number: head_of(session.connection(), number) for number in organisations}
    return {number: Head(*end, noted_at=now()) for number, end in ends.items() if end[0]}


def note_heads(engine: Engine, file: Path) -> None:
    """Whatever was noted before."""
    with unit_of_work(read_only(engine), across=True) as session:
        _write(file, heads_of(session))


def keep_heads(engine: Engine, file: Path) -> None:
    """Note them again, as long as what was noted still stands there; if not, that goes to the log and stays noted."""
    with unit_of_work(read_only(engine), across=True) as session:
        gone = [number for number, head in noted_heads(file).items() if not _stands(session, number, head)]
        if gone:
            log.error("history of organisation %s is not as it was; run `verhaallijn check`", gone)
            return
        _write(file, heads_of(session))


def _stands(session: Session, organisation_id: int, head: Head) -> bool:
    of_it = (TrailEntry.organisation_id == organisation_id, TrailEntry.sequence == head.sequence)
    return session.exec(select(TrailEntry.hash).where(*of_it)).first() == head.hash


def _write(file: Path, heads: Mapping[int, Head]) -> None:
    told = {
        str(number): {"sequence": head.sequence, "hash": head.hash, "noted_at": head.noted_at.isoformat()}
        for number, head in heads.items()
    }
    draft = file.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(told, indent=1))
    draft.replace(file)
