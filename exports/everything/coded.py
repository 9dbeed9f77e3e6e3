"""Codebook, fragments and memos as tables."""

from pathlib import Path
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from coding.models import Code, Memo, Segment
from exports.everything.writing import write_table
from foundation.dutch import _
from interviews.models import Interview
from interviews.texts.models import Source
from studies.models import Person, Study


def write_coding(session: Session, study: Study, folder: Path) -> None:
    """What everybody coded, also who codes blind: who exports has all of it."""
    _write_codebook(session, study, folder / "codeboek.csv")
    _write_segments(session, study, folder / "fragmenten.csv")
    _write_memos(session, study, folder / "memos.csv")


def _write_codebook(session: Session, study: Study, file: Path) -> None:
    above = aliased(Code)
    query = select(Code, above.name).join(above, col(above.id) == Code.parent_id, isouter=True)
    query = query.where(Code.study_id == study.id).order_by(col(Code.position), col(Code.id))
    heading = [_("Nummer"), _("Code"), _("Hoofdcode"), _("Definitie"), _("Wanneer wel"), _("Wanneer niet")]
    heading += [_("Voorbeeld"), _("Dimensie"), _("Wet-thema")]
    rows = (
        [one.id, one.name, parent, one.definition, one.when_to_use, one.when_not, one.example, one.dimension, one.theme]
        for one, parent in session.exec(query)
    )
    write_table(file, heading, rows)


def _write_segments(session: Session, study: Study, file: Path) -> None:
    query = (
        select(Segment, Interview.number, Code.name, Person.name)
        .join(Source, col(Source.id) == Segment.source_id)
        .join(Interview, col(Interview.id) == Source.interview_id)
        .join(Code, col(Code.id) == Segment.code_id)
        .join(Person, col(Person.id) == Segment.coder_id)
        .where(Segment.study_id == study.id)
        .order_by(col(Interview.number), col(Segment.start), col(Segment.id))
    )
    heading = [_("Nummer"), _("Van teken"), _("Tot teken"), _("Fragment"), _("Gevoel"), _("Moment")]
    heading += [_("Gesprek"), _("Code"), _("Codeur")]
    rows = ([*_segment(one), number, code, coder] for one, number, code, coder in session.exec(query))
    write_table(file, heading, rows)


def _segment(one: Segment) -> list[Any]:
    feeling = one.feeling.dutch if one.feeling else ""
    return [one.id, one.start, one.end, one.quotation, feeling, one.created_at.isoformat()]


def _write_memos(session: Session, study: Study, file: Path) -> None:
    query = (
        select(Memo, Code.name, Person.name)
        .join(Code, col(Code.id) == Memo.code_id, isouter=True)
        .join(Person, col(Person.id) == Memo.person_id, isouter=True)
        .where(Memo.study_id == study.id)
        .order_by(col(Memo.id))
    )
    heading = [_("Nummer"), _("Bij fragment"), _("Bij code"), _("Memo"), _("Van"), _("Moment")]
    rows = (
        [one.id, one.segment_id, code, one.text, person, one.moment.isoformat()]
        for one, code, person in session.exec(query)
    )
    write_table(file, heading, rows)
