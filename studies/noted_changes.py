"""What the history tells of an organisation, its studies, and what was agreed for them."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from studies.models import Agreement, Organisation, Study
from studies.trail.kinds import Kind
from studies.trail.noting import note
from studies.trail.watching import Fate, RowChange, tells_of

_OF_ORGANISATION = (
    *("name", "telephone", "email", "privacy_words", "accessibility_statement"),
    *("websites", "second_step_for"),
)
_OF_STUDY = ("title", "question", "municipality")
_OF_AGREEMENT = (
    *("question", "asked_by", "parties", "used_for", "not_for", "published", "success"),
    *("transcripts_until", "key_until", "agreed_on"),
)


@tells_of(Organisation)
def note_organisation(session: Session, change: RowChange[Organisation]) -> None:
    if fields := _changed(change, _OF_ORGANISATION):
        note(session, Kind.ORGANISATION_CHANGED, detail=fields, organisation_id=change.row.id)


@tells_of(Study)
def note_study(session: Session, change: RowChange[Study]) -> None:
    if change.fate is Fate.NEW:
        _note_of(session, Kind.STUDY_BEGUN, change.row)
    if fields := _changed(change, _OF_STUDY):
        _note_of(session, Kind.STUDY_CHANGED, change.row, fields)
    if change.changes("names_gone_on"):
        _note_of(session, Kind.NAMES_ERASED, change.row)
    if change.changes("transcripts_gone_on"):
        _note_of(session, Kind.TRANSCRIPTS_ERASED, change.row)


def _note_of(session: Session, kind: Kind, study: Study, detail: str = "") -> None:
    note(session, kind, study_id=study.id, detail=detail, organisation_id=study.organisation_id)


@tells_of(Agreement)
def note_agreement(session: Session, change: RowChange[Agreement]) -> None:
    row = change.row
    fields = "written" if change.fate is Fate.NEW else _changed(change, _OF_AGREEMENT)
    if fields:
        study_id, organisation_id = row.study_id, row.organisation_id
        note(session, Kind.AGREEMENT_CHANGED, detail=fields, study_id=study_id, organisation_id=organisation_id)


def _changed(change: RowChange[Organisation] | RowChange[Study] | RowChange[Agreement], fields: Iterable[str]) -> str:
    return ",".join(field for field in fields if change.fate is Fate.CHANGED and change.changes(field))
