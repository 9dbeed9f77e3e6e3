"""A study in the database that is coded and done, small and clear: what is about waiting is coded so."""

from collections.abc import Mapping

from sqlmodel import Session, select

from coding.codebook.changing import add_code
from coding.models import Code
from coding.segments import add_segment
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source, Turn
from studies.models import Study
from tests.coding.suggestions.judging.test_judge import SCHOOL, SMALL_TALK, SUBJECTS, WAITING, sentence
from tests.factories import RawTurn, make_interview

QUESTION: RawTurn = ("Interviewer", "Hoe ging dat?", True)
NAMES: Mapping[str, int] = {"Wachten": WAITING, "School": SCHOOL}


def make_coded(session: Session, study: Study, interviews: int = 4, each: int = 3) -> tuple[list[Source], list[Code]]:
    """Every interview speaks of waiting, of school and of the weather; the first two are coded by who is at work."""
    codes = {name: add_code(session, study.id, name) for name in NAMES}
    sources = [_told(session, study, number, each) for number in range(interviews)]
    for source in sources:
        code_like_a_person(session, source, codes)
        be_done(session, source)
    return sources, list(codes.values())


def code_like_a_person(session: Session, source: Source, codes: Mapping[str, Code]) -> None:
    """What is about a subject gets its code."""
    for turn in answers_in(session, source):
        for name, code in codes.items():
            if set(turn.text.lower().rstrip(".").split()) <= set(SUBJECTS[NAMES[name]].split()):
                add_segment(session, source.id, turn.start, turn.end, turn.text, code.id)


def answers_in(session: Session, source: Source) -> list[Turn]:
    query = select(Turn).where(Turn.source_id == source.id, Turn.is_interviewer == False)  # noqa: E712
    return list(session.exec(query.order_by(Turn.position)).all())  # type: ignore[arg-type]


def be_done(session: Session, source: Source) -> None:
    interview = session.get_one(Interview, source.interview_id)
    interview.state = InterviewState.CODED
    session.add(interview)
    session.flush()


def _told(session: Session, study: Study, number: int, each: int) -> Source:
    turns: list[RawTurn] = []
    for again in range(each):
        for words in (SUBJECTS[WAITING], SMALL_TALK, SUBJECTS[SCHOOL]):
            turns += [QUESTION, ("Ouder", sentence(words, (number, again, words)), False)]
    return make_interview(session, study, turns)
