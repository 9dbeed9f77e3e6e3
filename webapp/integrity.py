"""`verhaallijn check`: does what is stored still hold together?"""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coding.extents import doubles, unite_doubles
from coding.models import Segment
from foundation.database.engine import read_only, unit_of_work
from foundation.database.row_security import is_walked_through
from foundation.dutch import _, counted
from foundation.jobs.health import unattended
from interviews.respondents.misplaced_contacts import check_attributes
from interviews.texts.checking_offsets import check_sources
from interviews.texts.models import Source
from interviews.texts.sources import text_of
from journeys.evidence.models import Evidence
from journeys.models import Step
from studies.keys.changing import closed_studies
from studies.trail.chain.heads import noted_heads
from studies.trail.chain.verifying import faults


def problems(engine: Engine, heads: Path | None = None, master_key: bytes | None = None) -> list[str]:
    """Every broken promise in the database, as a sentence; empty when all is well.

    `heads`: the file in which the ends of histories were noted. `master_key`: without it nothing is said of keys.
    """
    found = [*broken_references(engine), *open_walls(engine)]
    with unit_of_work(engine, across=True) as session:
        checks = (
            check_sources,
            check_attributes,
            _moved_quotations,
            _doubled_segments,
            _strange_evidence,
            _waiting_for_nobody,
        )
        of_histories = faults(session, noted_heads(heads) if heads else {})
        of_keys = closed_studies(session, master_key) if master_key else ()
        return [*found, *(problem for check in checks for problem in check(session)), *of_histories, *of_keys]


def repair(engine: Engine) -> int:
    """Mend what can be mended without losing anything; how much that was."""
    with unit_of_work(engine, across=True) as session:
        return unite_doubles(session)


def broken_references(engine: Engine) -> list[str]:
    """SQLite's own check of pages and foreign keys; other databases check themselves."""
    if engine.dialect.name != "sqlite":
        return []
    with read_only(engine).connect() as connection:
        pages = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
        keys = [
            f"rij {row[1]} van {row[0]} wijst naar niets"
            for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
        ]
    return [*pages, *keys]


def open_walls(engine: Engine) -> list[str]:
    """Whether PostgreSQL itself keeps organisations apart too."""
    with engine.connect() as connection:
        if not is_walked_through(connection):
            return []
    return ["de gebruiker van de database mag alles zien; maak een gewone gebruiker die eigenaar is van de database"]


def _moved_quotations(session: Session) -> Iterator[str]:
    """A quotation equals its stretch of the text."""
    for source in session.exec(select(Source).order_by(col(Source.id))).all():
        text = text_of(session, source.id)
        segments = session.exec(select(Segment).where(Segment.source_id == source.id).order_by(col(Segment.id))).all()
        for segment in segments:
            if text[segment.start : segment.end] != segment.quotation:
                yield f"fragment {segment.id} staat niet meer op zijn plek in tekst {source.id}"


def _doubled_segments(session: Session) -> Iterator[str]:
    """Of one coder, segments with one code do not overlap."""
    for group in doubles(session):
        numbers = ", ".join(str(one.id) for one in group)
        felt = {one.feeling for one in group if one.feeling is not None}
        first = "; geef ze eerst hetzelfde gevoel" if len(felt) > 1 else ""
        yield f"fragmenten {numbers} hebben dezelfde codeur en code en overlappen{first}"


def _strange_evidence(session: Session) -> Iterator[str]:
    """Evidence ties a step to a segment of the same organisation."""
    query = (
        select(Evidence.id)
        .join(Step, col(Step.id) == Evidence.step_id)
        .join(Segment, col(Segment.id) == Evidence.segment_id)
        .where(col(Step.organisation_id) != col(Segment.organisation_id))
    )
    for number in session.exec(query).all():
        yield f"onderbouwing {number} verbindt twee organisaties"


def _waiting_for_nobody(session: Session) -> Iterator[str]:
    """Somebody does the work that waits."""
    if waiting := unattended(session):
        yield _(
            "Er wacht werk (%(tasks)s), maar er is geen programma dat het doet. Start `verhaallijn worker`, of start "
            "de server met `verhaallijn serve --worker`.",
            tasks=counted(waiting, "taak", "taken"),
        )
