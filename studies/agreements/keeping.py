"""An agreement as it is kept: changed by one person at a time, and taken back.

Every save is one ChangeRecord, so the history can be read and a save can be taken back.
"""

from sqlmodel import Session

from foundation.dutch import _, long_date
from foundation.errors import ResearcherError
from studies.agreements.checks import over_already, what_is_wrong
from studies.agreements.history import agreement_area
from studies.agreements.stored_terms import agreement_of, terms_of, version_of, write_terms
from studies.agreements.terms import AgreementIncomplete, DayIsOver, Terms
from studies.history.changes import recorded
from studies.history.undoing import undo
from studies.models import Agreement, ChangeRecord, Study


class AgreementChangedMeanwhile(ResearcherError):
    """Somebody else saved since this form was opened; `version` is `version_of` what stands in the database."""

    status = 409

    def __init__(self, version: str) -> None:
        self.version = version
        super().__init__(
            _(
                "De afspraken zijn intussen ergens anders bewaard. Dat staat hieronder, met wat jij veranderde. "
                "Dat van jou is nog niet bewaard. Kijk het na en bewaar dan opnieuw."
            )
        )


def save_agreement(session: Session, study: Study, terms: Terms, version: str | None = None) -> Agreement:
    """Keep the terms; with `agreed_on` they have to be whole. `version` is `version_of` what it started from.

    Raises AgreementIncomplete, AgreementChangedMeanwhile.
    """
    agreement = agreement_of(session, study.id)
    if errors := dict(what_is_wrong(terms)) | dict(over_already(terms, terms_of(agreement, study))):
        raise AgreementIncomplete(errors)
    stands = version_of(agreement, study)
    if version is not None and version != stands:
        raise AgreementChangedMeanwhile(stands)
    if agreement is not None and terms == terms_of(agreement, study):
        return agreement
    agreement = agreement or Agreement(study_id=study.id)
    with recorded(session, study.id, agreement_area(study.id), _label(agreement, terms)):
        write_terms(agreement, terms)
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


def _label(agreement: Agreement, terms: Terms) -> str:
    if terms.agreed_on and terms.agreed_on != agreement.agreed_on:
        return _("afspraken vastgelegd op %(day)s", day=long_date(terms.agreed_on))
    return _("afspraken gewijzigd") if agreement.version else _("afspraken opgeschreven")
