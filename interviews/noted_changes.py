"""What the history tells of respondents and conversations: by the number they have in their study, never by name."""

from sqlalchemy.orm import Session

from interviews.models import DeletedInterview, Interview, InterviewState, Respondent
from interviews.respondents.models import Consent, RespondentContact
from interviews.texts.models import Source
from studies.trail.kinds import About, Kind
from studies.trail.noting import note
from studies.trail.watching import Fate, RowChange, tells_of


@tells_of(Consent)
def note_consent(session: Session, change: RowChange[Consent]) -> None:
    row = change.row
    is_taken_back = change.changes("withdrawn_on") and row.withdrawn_on is not None
    kind = Kind.CONSENT_TAKEN_BACK if is_taken_back else Kind.CONSENT_CHANGED
    kind = Kind.CONSENT_NOTED if change.fate is Fate.NEW else kind
    _of_respondent(session, kind, row.respondent_id, row.purpose.value)


@tells_of(RespondentContact)
def note_contact(session: Session, change: RowChange[RespondentContact]) -> None:
    kind = Kind.CONTACT_WIPED if change.fate is Fate.GONE else Kind.CONTACT_KEPT
    _of_respondent(session, kind, change.row.respondent_id)


@tells_of(Respondent)
def note_respondent(session: Session, change: RowChange[Respondent]) -> None:
    if change.fate is Fate.GONE:
        _note_of(session, Kind.RESPONDENT_REMOVED, change.row)
    elif change.changes("withdrawn_on"):
        kind = Kind.RESPONDENT_WITHDREW if change.row.withdrawn_on else Kind.RESPONDENT_BACK
        _note_of(session, kind, change.row)


@tells_of(Interview)
def note_interview(session: Session, change: RowChange[Interview]) -> None:
    if change.fate is Fate.NEW:
        _note_of(session, Kind.CONVERSATION_ADDED, change.row)
    if change.before.get("state") is InterviewState.NAMES and change.row.state is not InterviewState.NAMES:
        _note_of(session, Kind.CONVERSATION_RELEASED, change.row)


@tells_of(Source)
def note_text(session: Session, change: RowChange[Source]) -> None:
    interview_id = change.row.interview_id
    interview = session.get(Interview, interview_id) if interview_id and change.changes("revision") else None
    if interview is not None:
        _note_of(session, Kind.TEXT_CHANGED, interview)


@tells_of(DeletedInterview)
def note_erased(session: Session, change: RowChange[DeletedInterview]) -> None:
    if change.fate is Fate.NEW:
        _note_of(session, Kind.CONVERSATION_ERASED, change.row)


def _of_respondent(session: Session, kind: Kind, respondent_id: int, detail: str = "") -> None:
    """Not when the respondent goes at the same moment: that is noted."""
    respondent = session.get(Respondent, respondent_id)
    if respondent is not None:
        _note_of(session, kind, respondent, detail)


def _note_of(session: Session, kind: Kind, row: Respondent | Interview | DeletedInterview, detail: str = "") -> None:
    about = (About.RESPONDENT if isinstance(row, Respondent) else About.INTERVIEW, row.number)
    note(session, kind, study_id=row.study_id, about=about, detail=detail, organisation_id=row.organisation_id)
