"""The answers of respondents that topics and suggestions work on: whole turns of released interviews."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from coding.segments import RELEASED
from coding.visibility import texts_taken_back
from interviews.models import Interview
from interviews.texts.models import Source, Turn


@dataclass(frozen=True)
class Answer:
    """What a respondent said in one turn, beginning at `start` in the source."""

    source_id: int
    interview: int
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def answers_of(session: Session, study_id: int) -> list[Answer]:
    """Everything respondents said in released interviews that may be used, in order."""
    query = (
        select(Turn.source_id, Interview.id, Turn.start, Turn.text)
        .join(Source, col(Source.interview_id) == Interview.id)
        .join(Turn, col(Turn.source_id) == Source.id)
        .where(Source.study_id == study_id, col(Interview.state).in_(RELEASED))
        .where(col(Turn.is_interviewer).is_(False), col(Source.id).not_in(texts_taken_back(session, study_id)))
        .order_by(col(Interview.number), col(Turn.position))
    )
    return [Answer(*row) for row in session.exec(query).all()]
