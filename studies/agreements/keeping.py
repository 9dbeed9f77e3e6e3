"""An agreement as it is kept: changed by one person at a time, with its history, and taken back."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from foundation.dutch import _, long_date
from foundation.errors import ResearcherError
from studies.agreements.terms import AgreementIncomplete, DayIsOver, Party, Terms, over_already, what_is_wrong
from studies.history.changes import recorded
from studies.history.undoing import undo
from studies.models import Agreement, Asker, ChangeRecord, Indicator, Person, Study


class AgreementChangedMeanwhile(ResearcherError):
    """Somebody else saved since this form was opened; `version` is what stands in the database."""

    status = 409

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(
            _(
                "De afspraken zijn intussen ergens anders bewaard. Dat staat hieronder, met wat jij veranderde. "
                "Dat van jou is nog niet bewaard. Kijk het na en bewaar dan opnieuw."
            )
        )


@dataclass(frozen=True)
class Change:
    """One line of the history."""

    record: ChangeRecord
    by: str


def agreement_area(study_id: int) -> str:
    """Where changes to the agreement are recorded: what `undo` wants to know."""
    return f"agreement:{study_id}"


def agreement_of(session: Session, study_id: int) -> Agreement | None:
    """The agreement of a study, draft or agreed; None when nothing was written down yet."""
    return session.exec(select(Agreement).where(Agreement.study_id == study_id)).first()


def terms_of(agreement: Agreement | None, study: Study) -> Terms:
    """What stands now; before anything was saved, the study's own question."""
    if agreement is None:
        return Terms(question=study.question)
    return Terms(
        question=agreement.question,
        asked_by=tuple(Asker(value) for value in agreement.asked_by),
        parties=tuple(Party(party["name"], party["role"]) for party in agreement.parties),
        used_for=agreement.used_for,
        not_for=agreement.not_for,
        published=agreement.published,
        success={Indicator(kind): text for kind, text in agreement.success.items()},
        transcripts_until=agreement.transcripts_until,
        key_until=agreement.key_until,
        agreed_on=agreement.agreed_on,
    )


def save_agreement(session: Session, study: Study, terms: Terms, version: int | None = None) -> Agreement:
    """Keep the terms; with `agreed_on` they have to be whole. `version` is the one the writing started from.

    Raises AgreementIncomplete, AgreementChangedMeanwhile.
    """
    agreement = agreement_of(session, study.id)
    if errors := dict(what_is_wrong(terms)) | dict(over_already(terms, terms_of(agreement, study))):
        raise AgreementIncomplete(errors)
    if version is not None and version != (agreement.version if agreement else 0):
        raise AgreementChangedMeanwhile(agreement.version if agreement else 0)
    if agreement is not None and terms == terms_of(agreement, study):
        return agreement
    agreement = agreement or Agreement(study_id=study.id)
    with recorded(session, study.id, agreement_area(study.id), _label(agreement, terms)):
        _write(agreement, terms)
        session.add(agreement)
    return agreement


def take_back_last(session: Session, study_id: int) -> ChangeRecord:
    """Undo this person's last save. Raises NothingToUndo, ChangedSince, DayIsOver."""
    study = session.get_one(Study, study_id)
    stood = terms_of(agreement_of(session, study_id), study)
    with session.begin_nested():
        record = undo(session, agreement_area(study_id))
        stands = terms_of(agreement_of(session, study_id), study)
        if stands.agreed_on and (over := dict(over_already(stands, stood))):
            raise DayIsOver(min(getattr(stands, name) for name in over))
    return record


def changes_of(session: Session, study_id: int) -> list[Change]:
    """Who changed the agreement when, the newest first; what was taken back is left out."""
    query = (
        select(ChangeRecord, Person)
        .outerjoin(Person, col(Person.id) == ChangeRecord.person_id)
        .where(ChangeRecord.area == agreement_area(study_id), col(ChangeRecord.undone).is_(False))
        .order_by(col(ChangeRecord.id).desc())
    )
    return [Change(record, person.name if person else _("Verhaallijn")) for record, person in session.exec(query).all()]


def _label(agreement: Agreement, terms: Terms) -> str:
    if terms.agreed_on and terms.agreed_on != agreement.agreed_on:
        return _("afspraken vastgelegd op %(day)s", day=long_date(terms.agreed_on))
    return _("afspraken gewijzigd") if agreement.version else _("afspraken opgeschreven")


def _write(agreement: Agreement, terms: Terms) -> None:
    agreement.question = terms.question
    agreement.asked_by = [asker.value for asker in Asker if asker in terms.asked_by]
    agreement.parties = [{"name": party.name, "role": party.role} for party in terms.parties]
    agreement.used_for, agreement.not_for, agreement.published = terms.used_for, terms.not_for, terms.published
    agreement.success = {kind.value: terms.success[kind] for kind in Indicator if terms.success.get(kind)}
    agreement.transcripts_until, agreement.key_until = terms.transcripts_until, terms.key_until
    agreement.agreed_on = terms.agreed_on
    agreement.version += 1
