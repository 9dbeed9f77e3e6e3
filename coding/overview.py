"""What coding tells on the overview of a study: how much is coded, and what waits for a coder."""

from sqlmodel import Session, col, func, select

from coding.ends import ends_of
from coding.models import Code
from coding.retrieval.query import segment_total
from coding.segments import RELEASED
from coding.suggestions.proposals import waiting_per_interview
from foundation.dutch import _, counted, long_date
from interviews.models import Interview
from interviews.respondents.withdrawal import withdrawn_interviews
from studies.history.telling import told_to
from studies.models import Study
from studies.overview.answers import MayOpen, Place, Station, Task, Urgency, behind_open_doors, state_of
from studies.retention.due import transcripts_are_gone


def stations(session: Session, study: Study, may_open: MayOpen) -> list[Station]:
    """How many conversations are done, of those that count still; one with segments may be far from that."""
    if not may_open("interviews.all_interviews"):
        return []
    taking_part = col(Interview.id).not_in(withdrawn_interviews(session, study.id))
    interviews = session.exec(select(Interview).where(Interview.study_id == study.id, taking_part)).all()
    ends, segments = ends_of(session, study.id), segment_total(session, study.id)
    number, done = len(interviews), sum(ends.is_done(one) for one in interviews)
    none_yet = _("Gewist") if transcripts_are_gone(study) else _("Nog niets")
    return [
        Station(
            _("Coderen"),
            Place("coding.start"),
            str(done) if number else none_yet,
            _("van %(n)s klaar", n=number) if number else "",
            _segments_and_codes(session, study.id, segments) if segments else "",
            state_of(done, number, started=segments > 0),
        )
    ]


def waiting_tasks(session: Session, study: Study, may_open: MayOpen) -> list[Task]:
    """What others changed, what is not coded yet, and suggestions."""
    finders = (
        ("coding.mark_told", _told_changes),
        ("coding.screen", _uncoded),
        ("coding.take_suggestion", _suggestions),
    )
    return behind_open_doors(session, study, may_open, finders)


def _segments_and_codes(session: Session, study_id: int, segments: int) -> str:
    codes = session.exec(select(func.count()).select_from(Code).where(Code.study_id == study_id)).one()
    return ", ".join([counted(segments, "fragment", "fragmenten"), counted(codes, "code", "codes")])


def _told_changes(session: Session, study: Study) -> list[Task]:
    """What others changed in this person's work since they last looked."""
    place = Place("coding.start")
    return [
        Task(one.sentence, long_date(one.moment), place, "info", "warn", Urgency.NEXT)
        for one in told_to(session, study.id)
        if not one.is_seen
    ]


def _uncoded(session: Session, study: Study) -> list[Task]:
    """A second coder's tasks are about their own work, those of others about that of the researchers."""
    query = select(Interview).where(Interview.study_id == study.id, col(Interview.state).in_(RELEASED))
    query = query.where(col(Interview.id).not_in(withdrawn_interviews(session, study.id)))
    ends = ends_of(session, study.id)
    return [
        Task(
            _("%(title)s coderen", title=interview.title),
            _("Zeg ‘Klaar met coderen’ als je dit gesprek af hebt."),
            Place("coding.screen", {"number": interview.number}, "tekst"),
            "pencil",
            "warn",
            Urgency.NEXT,
        )
        for interview in session.exec(query.order_by(col(Interview.number))).all()
        if not ends.is_done(interview)
    ]


def _suggestions(session: Session, study: Study) -> list[Task]:
    # What is uncertain stands nowhere until somebody asks for it: it is no work that waits.
    number = sum(one.passages - one.uncertain for one in waiting_per_interview(session, study.id))
    if not number:
        return []
    title = counted(number, "fragment met een suggestie", "fragmenten met een suggestie")
    why = _("Jij beslist: een suggestie wordt nooit vanzelf een code.")
    return [Task(title, why, Place("coding.start"), "idea", "info", Urgency.NEXT)]
