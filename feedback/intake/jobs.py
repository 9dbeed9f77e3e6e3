"""Reading in what is long: by the worker, some hundreds of lines at a time, so that nobody waits for the database."""

from sqlmodel import Session, col, select

from feedback.intake.models import IntakeFile, IntakeSource
from feedback.intake.taking_in import Vaults, look_over, parts_of, take_in_part
from foundation.database.engine import unit_of_work
from foundation.dutch import _, counted
from foundation.jobs.asking import enqueue
from foundation.jobs.kinds import job
from foundation.jobs.running import LostLease, RunningJob

INTAKE = "intake"
MOST_AT_ONCE = 1_000
"""Lines that are read in while somebody waits for the page."""


def ask_to_read_in(session: Session) -> None:
    """Have the worker read in every file of this organisation that was begun."""
    enqueue(session, INTAKE, None)


def begun_files(session: Session) -> list[int]:
    """That were begun and are not done, the oldest first."""
    begun = (col(IntakeFile.begun_at).is_not(None), col(IntakeFile.taken_in_at).is_(None))
    query = select(IntakeFile.id).where(*begun, col(IntakeFile.sealed).is_not(None))
    return list(session.exec(query.order_by(col(IntakeFile.id))).all())


@job(INTAKE)
def read_in(running: RunningJob) -> None:
    """One that stopped halfway goes on where it was: how far a file is, is stored with the lines themselves."""
    total = 0
    while True:
        with running.reading() as session:
            waiting = begun_files(session)
        if not waiting:
            break
        total += _read_in_one(running, waiting[0])
    told = _("%(lines)s ingelezen.", lines=counted(total, "regel", "regels"))
    running.finish(told, lambda _session: None)


def _read_in_one(running: RunningJob, number: int) -> int:
    """How many lines it had left. Looking at them takes longest, and then nobody waits for the database."""
    with running.reading() as session:
        file = session.get_one(IntakeFile, number)
        source, vaults = session.get_one(IntakeSource, file.source_id), Vaults.of(session)
        lines = look_over(session, vaults, source, file, vaults.files.table(file))
        done, lasting = file.lines_done, file.lines
    invitations: dict[int, int] = {}
    for part in parts_of(lines):
        running.tell(done, lasting, _("Regels inlezen"))
        with unit_of_work(running.engine, running.organisation_id, running.person_id) as session:
            file = session.get_one(IntakeFile, number)
            if file.lines_done != done:
                raise LostLease
            source = session.get_one(IntakeSource, file.source_id)
            take_in_part(session, Vaults.of(session).invitees, source, file, part, invitations)
        done += len(part)
    return len(lines)
