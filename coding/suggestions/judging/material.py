"""What judging learns from: the conversations of a study, its codebook, and what researchers coded."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from sqlmodel import Session, col, select

from coding.models import Code, Segment
from coding.segments import RELEASED
from coding.suggestions.answers import Answer
from coding.suggestions.text_cleaning import StandIns, stand_ins_of
from coding.visibility import counts, texts_taken_back
from interviews.models import Interview, InterviewState
from interviews.texts.models import Source, Turn


@dataclass(frozen=True)
class Spoken:
    """A turn: [start, end) in its source."""

    start: int
    text: str
    is_interviewer: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Conversation:
    """A text with its turns in order. `interview` is the interview's own id.

    `is_done`: its researchers say that it is coded, so that what has no code there was left out on purpose.
    """

    source_id: int
    interview: int
    turns: tuple[Spoken, ...]
    is_done: bool
    revision: int = 1

    @property
    def answers(self) -> list[Answer]:
        """What the respondent said."""
        return [
            Answer(self.source_id, self.interview, one.start, one.text) for one in self.turns if not one.is_interviewer
        ]


@dataclass(frozen=True)
class CodeInWords:
    """A code as the codebook describes it; only the name is always there."""

    code_id: int
    name: str
    definition: str = ""
    when_to_use: str = ""
    example: str = ""


@dataclass(frozen=True)
class Coding:
    """text[start:end] of a source has this code."""

    source_id: int
    start: int
    end: int
    code_id: int
    text: str
    segment_id: int = 0


@dataclass(frozen=True)
class Material:
    """All that may be used of a study, in a fixed order. `stand_ins`: what stands for names."""

    conversations: tuple[Conversation, ...]
    codes: tuple[CodeInWords, ...]
    codings: tuple[Coding, ...]
    stand_ins: StandIns = field(default_factory=StandIns)

    def coded_only_in(self, sources: Collection[int]) -> "Material":
        """The same study when only these texts were coded yet."""
        return replace(
            self,
            conversations=tuple(
                replace(one, is_done=one.is_done and one.source_id in sources) for one in self.conversations
            ),
            codings=tuple(one for one in self.codings if one.source_id in sources),
        )


def material_of(session: Session, study_id: int, role: str = "") -> Material:
    """What released interviews give, without what was taken back; only codings that count. `role`: conversations with
    who has this role alone."""
    taken_back = texts_taken_back(session, study_id)
    return Material(
        _conversations(session, study_id, taken_back, role),
        _codebook(session, study_id),
        _codings(session, study_id, taken_back),
        stand_ins_of(session, study_id),
    )


def unchanged(session: Session, study_id: int, material: Material) -> set[int]:
    """The sources that may still be used and say what they said when the material was read."""
    same = unchanged_sources(session, {one.source_id: one.revision for one in material.conversations})
    return same - texts_taken_back(session, study_id)


def unchanged_sources(session: Session, revisions: Mapping[int, int]) -> set[int]:
    """Those of these texts that are still in this revision."""
    rows = session.exec(select(Source.id, Source.revision).where(col(Source.id).in_(revisions))).all()
    return {source_id for source_id, revision in rows if revisions[source_id] == revision}


def _conversations(session: Session, study_id: int, taken_back: set[int], role: str) -> tuple[Conversation, ...]:
    query = (
        select(Turn, Source, Interview)
        .join(Source, col(Turn.source_id) == Source.id)
        .join(Interview, col(Source.interview_id) == Interview.id)
        .where(Source.study_id == study_id, col(Interview.state).in_(RELEASED), col(Source.id).not_in(taken_back))
        .order_by(col(Interview.number), col(Turn.position))
    )
    if role:
        query = query.where(Interview.role == role)
    turns: dict[int, list[Spoken]] = defaultdict(list)
    found: dict[int, Conversation] = {}
    for turn, source, interview in session.exec(query).all():
        turns[source.id].append(Spoken(turn.start, turn.text, turn.is_interviewer))
        is_done = interview.state == InterviewState.CODED
        found[source.id] = Conversation(source.id, interview.id, (), is_done, source.revision)
    return tuple(replace(one, turns=tuple(turns[source_id])) for source_id, one in found.items())


def _codebook(session: Session, study_id: int) -> tuple[CodeInWords, ...]:
    codes = session.exec(select(Code).where(Code.study_id == study_id).order_by(col(Code.id))).all()
    return tuple(CodeInWords(one.id, one.name, one.definition, one.when_to_use, one.example) for one in codes)


def _codings(session: Session, study_id: int, taken_back: set[int]) -> tuple[Coding, ...]:
    query = select(Segment).where(Segment.study_id == study_id, counts(), col(Segment.source_id).not_in(taken_back))
    segments = session.exec(query.order_by(col(Segment.id))).all()
    return tuple(Coding(one.source_id, one.start, one.end, one.code_id, one.quotation, one.id) for one in segments)
