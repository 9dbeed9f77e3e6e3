"""The terms of an agreement as its row in the database holds them: read from it, and written to it."""

from sqlmodel import Session, select

from foundation.secrets.tokens import fingerprint
from studies.agreements.terms import Party, Terms
from studies.models import Agreement, Asker, Indicator, Study


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


def version_of(agreement: Agreement | None, study: Study) -> str:
    """Another word whenever other terms stand, '' before anything was written: what a form is known to be old by.

    It follows from the terms themselves. A number that undo sets back would be given twice, for different terms.
    """
    return fingerprint([repr(terms_of(agreement, study)).encode()]) if agreement else ""


def write_terms(agreement: Agreement, terms: Terms) -> None:
    agreement.question = terms.question
    agreement.asked_by = [asker.value for asker in Asker if asker in terms.asked_by]
    agreement.parties = [{"name": party.name, "role": party.role} for party in terms.parties]
    agreement.used_for, agreement.not_for, agreement.published = terms.used_for, terms.not_for, terms.published
    agreement.success = {kind.value: terms.success[kind] for kind in Indicator if terms.success.get(kind)}
    agreement.transcripts_until, agreement.key_until = terms.transcripts_until, terms.key_until
    agreement.agreed_on = terms.agreed_on
    agreement.version += 1
