"""Which conversation is whose: linked to a respondent, or taken away from one, and who said so."""

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.models import Interview, Respondent
from interviews.respondents.contacts import contact_area
from interviews.respondents.withdrawal import WordsHeldBack, holds_words_back
from studies.history.changes import noted, recorded
from studies.models import ChangeRecord, Person

LONGEST_REASON = 200


class InterviewOfAnother(ResearcherError):
    """With it, what somebody else allows would hold for these words."""

    def __init__(self, interview: Interview, teller: Respondent) -> None:
        super().__init__(
            _(
                "%(interview)s hoort al bij %(teller)s. Maak het daar eerst los. Er is niets veranderd.",
                interview=interview.title,
                teller=teller.title,
            )
        )


def interviews_of_respondent(session: Session, respondent: Respondent) -> list[Interview]:
    """The interviews this person gave, by number."""
    query = select(Interview).where(Interview.respondent_id == respondent.id).order_by(col(Interview.number))
    return list(session.exec(query).all())


def interviews_of_nobody(session: Session, study_id: int) -> list[Interview]:
    """Interviews of a study that no respondent is linked to, by number."""
    query = select(Interview).where(Interview.study_id == study_id, col(Interview.respondent_id).is_(None))
    return list(session.exec(query.order_by(col(Interview.number))).all())


def link_interview(session: Session, respondent: Respondent, interview: Interview) -> None:
    """Say whose story this interview is. Both are of the same study. Raises InterviewOfAnother.

    Undo takes the link away, but not from somebody who holds their words back: that is said on purpose.
    """
    if interview.respondent_id not in (None, respondent.id):
        raise InterviewOfAnother(interview, session.get_one(Respondent, interview.respondent_id))
    label = _("%(interview)s gekoppeld aan %(title)s", interview=interview.title, title=respondent.title)
    if holds_words_back(session, respondent):
        interview.respondent_id = respondent.id
        noted(session, respondent.study_id, links_area(respondent), label)
        return
    with recorded(session, respondent.study_id, contact_area(respondent), label):
        interview.respondent_id = respondent.id


def unlink_interview(session: Session, respondent: Respondent, interview: Interview, reason: str = "") -> None:
    """Take the link away; when it was not there, nothing changes.

    Of somebody who holds their words back, an interview is unlinked for a reason only: it was never theirs. Who said
    so, and why, stays in the history, and no undo passes it. Raises WordsHeldBack without one.
    """
    if interview.respondent_id != respondent.id:
        return
    reason = " ".join(reason.split())[:LONGEST_REASON]
    label = _("%(interview)s losgemaakt van %(title)s", interview=interview.title, title=respondent.title)
    if holds_words_back(session, respondent):
        if not reason:
            raise WordsHeldBack(respondent, interview)
        interview.respondent_id = None
        noted(session, respondent.study_id, links_area(respondent), f"{label}: {reason}")
        return
    with recorded(session, respondent.study_id, contact_area(respondent), label):
        interview.respondent_id = None


def links_area(respondent: Respondent) -> str:
    """Where is noted which interviews were linked and unlinked while their words were held back."""
    return f"links:{respondent.id}"


def links_told(session: Session, respondent: Respondent) -> list[tuple[ChangeRecord, str]]:
    """What was noted there, with the name of who did it; the last first."""
    query = select(ChangeRecord, Person.name).outerjoin(Person, col(Person.id) == ChangeRecord.person_id)
    query = query.where(ChangeRecord.area == links_area(respondent)).order_by(col(ChangeRecord.id).desc())
    return [(record, name or "") for record, name in session.exec(query).all()]
