"""Rows for tests, made plainly: one small function per thing, shared by all packages."""

from sqlmodel import Session, col, func, select

from interviews.models import Interview, InterviewState
from interviews.texts.models import Source, Turn
from studies.models import Study

RawTurn = tuple[str, str, bool]
"""speaker, text, is_interviewer."""

WAITING: list[RawTurn] = [
    ("Interviewer", "En toen u was aangemeld, wat gebeurde er daarna?", True),
    ("Ouder 11", "Niks, eigenlijk. Ik kreeg een brief dat we op de wachtlijst stonden. En daarna was het stil.", False),
    ("Interviewer", "Heeft u zelf nog contact gezocht?", True),
    ("Ouder 11", "Ja. Ik heb drie keer gebeld. De eerste keer kreeg ik een bandje.", False),
]


def make_interview(
    session: Session,
    study: Study,
    turns: list[RawTurn] | None = None,
    state: InterviewState = InterviewState.CODING,
    role: str = "ouder",
) -> Source:
    """The next interview of a study, with its text; turns four seconds apart."""
    turns = WAITING if turns is None else turns
    number = session.exec(select(func.max(col(Interview.number))).where(Interview.study_id == study.id)).one() or 0
    interview = Interview(study_id=study.id, number=number + 1, role=role, state=state, minutes=46)
    session.add(interview)
    session.flush()
    length = len("\n".join(text for _speaker, text, _is_interviewer in turns))
    source = Source(study_id=study.id, interview_id=interview.id, length=length)
    session.add(source)
    session.flush()
    start = 0
    for position, (speaker, text, is_interviewer) in enumerate(turns):
        session.add(_turn(source, position, start, speaker, text, is_interviewer))
        start += len(text) + 1
    session.flush()
    return source


def _turn(source: Source, position: int, start: int, speaker: str, text: str, is_interviewer: bool) -> Turn:
    return Turn(
        source_id=source.id,
        position=position,
        start=start,
        end=start + len(text),
        text=text,
        speaker=speaker,
        is_interviewer=is_interviewer,
        seconds=4.0 * position,
    )
