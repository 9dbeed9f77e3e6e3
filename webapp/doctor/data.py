"""The database: does it answer, is its file whole, is it of this version, and does its clock agree?"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, func, select

from foundation.clock import now
from foundation.database.engine import read_only, unit_of_work
from foundation.dutch import _, counted
from foundation.jobs.models import Job, Worker
from foundation.mail.models import OutgoingMail
from webapp.backup.rows import revision_of
from webapp.doctor.findings import Finding, fine, wrong
from webapp.integrity import broken_references
from webapp.migration import OfNewerVersion, known_shapes, see_known

_LATE = timedelta(minutes=2)


def database(engine: Engine) -> Finding:
    """Whether it answers, and its file is whole. Raises what a database raises."""
    with read_only(engine).connect():
        pass
    if broken := broken_references(engine):
        return wrong(
            _(
                "In de database klopt niet alles: %(faults)s. Stop het programma en zet een reservekopie terug: zie "
                "docs/backup.md.",
                faults=counted(len(broken), "fout", "fouten"),
            )
        )
    return fine(_("De database antwoordt en is heel (%(kind)s).", kind=engine.dialect.name))


def shape(engine: Engine) -> Finding:
    """Whether the database has the shape that this version works with."""
    current, newest = revision_of(engine), known_shapes()[0]
    if current == newest:
        return fine(_("De database past bij deze versie (%(number)s).", number=current))
    try:
        see_known(current)
    except OfNewerVersion as newer:
        return wrong(str(newer))
    return wrong(
        _(
            "De database (%(number)s) is van een oudere versie; nodig is %(head)s. Maak een reservekopie, stop het "
            "programma en doe: verhaallijn migrate",
            number=current or "-",
            head=newest,
        )
    )


def clock(engine: Engine) -> Finding:
    """Whether this computer and the database agree on what time it is. Links and limits go by it."""
    with unit_of_work(read_only(engine), across=True) as session:
        apart = abs(_time_of(session) - now())
        ahead = max((moment for moment in _last_moments(session) if moment), default=now()) - now()
    if max(apart, ahead) > _LATE:
        return wrong(
            _(
                "De klok loopt niet gelijk met die van de database, of liep eerder voor: %(minutes)s. Zet de klok van "
                "elke computer gelijk, met: timedatectl set-ntp true",
                minutes=counted(int(max(apart, ahead).total_seconds() // 60), "minuut", "minuten"),
            )
        )
    return fine(_("De klok loopt gelijk met die van de database."))


def _time_of(session: Session) -> datetime:
    told: datetime = session.exec(select(func.current_timestamp())).one()
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _last_moments(session: Session) -> list[datetime | None]:
    """What the program stored last by its own clock."""
    columns = (Worker.seen_at, Job.created_at, OutgoingMail.written_at)
    return [session.exec(select(func.max(column))).one() for column in columns]
