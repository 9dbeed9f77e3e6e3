"""What interviews tell on the overview of a study: how many are released, and whose names wait."""

from collections import Counter
from collections.abc import Iterator

from sqlmodel import Session, col, select

from foundation.dutch import _, counted, ngettext
from interviews.deidentification.may_read import may_read
from interviews.deidentification.releasing import names_left
from interviews.models import Interview, InterviewState
from interviews.texts.interview_counts import interviews_by_state
from interviews.transcripts.drafts import in_progress_of
from interviews.transcripts.models import TranscriptInProgress
from studies.models import Person, Study
from studies.overview.answers import MayOpen, Place, Station, Task, Urgency, behind_open_doors, state_of
from studies.retention.due import transcripts_are_gone


def stations(session: Session, study: Study, may_open: MayOpen) -> list[Station]:
    """How many conversations are released for coding."""
    if not may_open("interviews.all_interviews"):
        return []
    states = interviews_by_state(session, study.id)
    number, in_names = states.total(), states[InterviewState.NAMES]
    none_yet = _("Gewist") if transcripts_are_gone(study) else _("Nog geen")
    waiting = counted(in_names, "gesprek wacht op namen", "gesprekken wachten op namen")
    return [
        Station(
            _("Interviews"),
            Place("interviews.all_interviews"),
            str(number - in_names) if number else none_yet,
            _("van %(n)s vrijgegeven", n=number) if number else "",
            waiting if in_names else _("Alle namen zijn bekeken") if number else "",
            state_of(number - in_names, number),
        )
    ]


def waiting_tasks(session: Session, study: Study, may_open: MayOpen) -> list[Task]:
    """Transcripts that are not finished, and names that nobody looked at."""
    finders = (("interviews.upload", _unfinished_transcripts), ("interviews.names", _names_to_replace))
    return behind_open_doors(session, study, may_open, finders)


def _unfinished_transcripts(session: Session, study: Study) -> list[Task]:
    waiting = in_progress_of(session, study.id)
    if not waiting:
        return []
    title = counted(len(waiting), "gesprek is nog niet af", "gesprekken zijn nog niet af")
    why = " ".join([*_handed_on(session, waiting), _("Kijk na wie wie is en neem het over in het onderzoek.")])
    return [Task(title, why, Place("interviews.all_interviews"), "pencil", "warn", Urgency.ENDING)]


def _handed_on(session: Session, waiting: list[TranscriptInProgress]) -> Iterator[str]:
    """Whose these were before: said for as long as they wait."""
    before = Counter(one.handed_on_by for one in waiting if one.handed_on_by is not None)
    for person_id, number in sorted(before.items()):
        name = session.get_one(Person, person_id).name
        yield ngettext(
            "%(num)d gesprek was eerst van %(name)s en staat nu bij jou.",
            "%(num)d gesprekken waren eerst van %(name)s en staan nu bij jou.",
            number,
            name=name,
        )


def _names_to_replace(session: Session, study: Study) -> list[Task]:
    query = select(Interview).where(Interview.study_id == study.id, Interview.state == InterviewState.NAMES)
    left = names_left(session, study.id)
    return [
        Task(
            _("%(title)s: %(left)s", title=interview.title, left=_names_left(left[interview.id])),
            _who_reads(interview),
            Place("interviews.interview", {"number": interview.number}),
            "stop",
            "negative",
            Urgency.NEXT,
        )
        for interview in session.exec(query.order_by(col(Interview.number))).all()
        if may_read(session, interview)
    ]


def _who_reads(interview: Interview) -> str:
    if interview.created_by is None:
        return _("Tot dat klaar is, kan elke onderzoeker van dit onderzoek dit gesprek lezen.")
    return _("Tot dat klaar is, kan niemand anders dit gesprek lezen.")


def _names_left(number: int) -> str:
    if not number:
        return _("nog niet vrijgegeven voor coderen")
    return counted(number, "naam nog niet bekeken", "namen nog niet bekeken")
