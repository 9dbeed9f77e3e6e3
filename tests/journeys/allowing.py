"""Who told each conversation, and that they let their words be used."""

from datetime import date

from sqlmodel import Session, select

from interviews.models import Interview, Respondent
from interviews.respondents.consent import record_consent
from interviews.respondents.conversations import link_interview
from interviews.respondents.models import ConsentWay, Purpose
from interviews.respondents.register import add_respondent
from studies.models import Study


def everybody_allows(session: Session, study: Study) -> list[tuple[Respondent, Interview]]:
    """Every conversation of somebody of its own, who may be quoted, word for word too."""
    told = []
    for interview in session.exec(select(Interview).where(Interview.study_id == study.id)).all():
        respondent = add_respondent(session, study, "ouder")
        link_interview(session, respondent, interview)
        for purpose in (Purpose.QUOTE_REWORDED, Purpose.QUOTE_LITERALLY):
            record_consent(session, respondent, purpose, True, date(2026, 6, 1), ConsentWay.BY_TELEPHONE)
        told.append((respondent, interview))
    return told
