"""What waits in the material: transcripts, names, texts to code, and what others changed there."""

from flask import url_for
from sqlmodel import Session, col, func, select

from coding.ends import ends_of
from coding.segments import RELEASED
from coding.suggestions.proposals import waiting_per_interview
from foundation.dutch import _, counted, long_date
from interviews.deidentification.releasing import may_read, names_left
from interviews.models import Interview, InterviewState
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.transcripts.models import TranscriptInProgress
from studies.history.telling import told_to
from studies.models import Study
from webapp.overview.task import Task


def unfinished_transcripts(session: Session, study: Study) -> list[Task]:
    number = session.exec(
        select(func.count())
        .select_from(TranscriptInProgress)
        .where(
            TranscriptInProgress.study_id == study.id,
            TranscriptInProgress.person_id == session.info.get("person_id"),
            col(TranscriptInProgress.thrown_away_at).is_(None),
        )
    ).one()
    if not number:
        return []
    title = counted(number, "gesprek is nog niet af", "gesprekken zijn nog niet af")
    why = _("Kijk na wie wie is en neem het over in het onderzoek.")
    return [Task(title, why, url_for("interviews.all_interviews", slug=study.slug), "pencil", "warn")]


def names_to_replace(session: Session, study: Study) -> list[Task]:
    query = select(Interview).where(Interview.study_id == study.id, Interview.state == InterviewState.NAMES)
    left = names_left(session, study.id)
    why = _("Tot dat klaar is, kan niemand anders dit gesprek lezen.")
    return [
        Task(
            _("%(title)s: %(left)s", title=interview.title, left=_names_left(left[interview.id])),
            why,
            url_for("interviews.interview", slug=study.slug, number=interview.number),
            "stop",
            "negative",
        )
        for interview in session.exec(query.order_by(col(Interview.number))).all()
        if may_read(session, interview)
    ]


def _names_left(number: int) -> str:
    if not number:
        return _("nog niet vrijgegeven voor coderen")
    return counted(number, "naam nog niet bekeken", "namen nog niet bekeken")


def told_changes(session: Session, study: Study) -> list[Task]:
    """What others changed in this person's work since they last looked."""
    href = url_for("coding.start", slug=study.slug)
    return [
        Task(one.sentence, long_date(one.moment), href, "info", "warn")
        for one in told_to(session, study.id)
        if not one.is_seen
    ]


def uncoded(session: Session, study: Study) -> list[Task]:
    """A second coder's tasks are about their own work, those of others about that of the researchers."""
    query = select(Interview).where(Interview.study_id == study.id, col(Interview.state).in_(RELEASED))
    query = query.where(col(Interview.id).not_in(withdrawn_interviews(session, study.id)))
    ends = ends_of(session, study.id)
    return [
        Task(
            _("%(title)s coderen", title=interview.title),
            _("Zeg ‘Klaar met coderen’ als je dit gesprek af hebt."),
            url_for("coding.screen", slug=study.slug, number=interview.number, _anchor="tekst"),
            "pencil",
            "warn",
        )
        for interview in session.exec(query.order_by(col(Interview.number))).all()
        if not ends.is_done(interview)
    ]


def suggestions(session: Session, study: Study) -> list[Task]:
    number = sum(one.passages for one in waiting_per_interview(session, study.id))
    if not number:
        return []
    title = counted(number, "fragment met een suggestie", "fragmenten met een suggestie")
    why = _("Jij beslist: een suggestie wordt nooit vanzelf een code.")
    return [Task(title, why, url_for("coding.start", slug=study.slug), "idea", "info")]
