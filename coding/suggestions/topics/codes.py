"""Topics as starting points for the codebook: kept, shown, and made into codes by a person."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, select

from coding.codebook.changing import add_code
from coding.codebook.tree import LONGEST_NAME
from coding.models import Code, Topic
from coding.segments import RELEASED
from coding.suggestions.passages import Passage
from coding.suggestions.topics.taking import MadeCode, give, taken_of
from coding.undo import in_codebook
from coding.visibility import texts_taken_back
from foundation.clock import now
from foundation.dutch import _
from foundation.errors import NotFound, ResearcherError
from interviews.models import DeletedInterview, Interview
from studies.retention.due import Kept, check_takes_in

if TYPE_CHECKING:
    from coding.suggestions.topics.finding.grouping import FoundTopic


class TopicUnknown(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Dit onderwerp is er niet meer: er is intussen opnieuw gezocht. Herlaad de pagina."))


class TopicUsed(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Van dit onderwerp is al een code gemaakt."))


@dataclass(frozen=True)
class TopicWithCode:
    """A topic as the page shows it, with the code that was made of it.

    Counts are of what may be used: once it is a code, it stays without what was taken back since.
    """

    topic: Topic
    code: Code | None
    taken_back: Set[int]
    """Sources that may not be used any more."""

    @property
    def segments(self) -> int:
        return len(self._sources)

    @property
    def interviews(self) -> int:
        return len(set(self._sources))

    @property
    def _sources(self) -> list[int]:
        return [source_id for source_id, _start, _end in self.topic.stretches if source_id not in self.taken_back]


def store_topics(
    session: Session,
    study_id: int,
    found: Sequence["FoundTopic"],
    passages: Sequence[Passage],
    revisions: Mapping[int, int] = MappingProxyType({}),
) -> int:
    """Replace the topics that nobody made a code of or laid aside; how many are new. `found` indexes `passages`.

    What is mostly the same as what was laid aside, or is a code now, stays away. `revisions`: of the texts as they
    were read. Raises PastLastDay: the search may have begun before the transcripts were erased.
    """
    check_takes_in(session, study_id, Kept.TRANSCRIPTS)
    waiting = col(Topic.code_id).is_(None) & col(Topic.dismissed_at).is_(None)
    session.exec(delete(Topic).where(col(Topic.study_id) == study_id, waiting))
    decided = [*dismissed_topics(session, study_id), *(one for one in topics_of(session, study_id) if one.code)]
    aside = [places_of(one.topic.stretches) for one in decided]
    rows = rows_of(study_id, found, passages, revisions)
    new = [row for row in rows if not any(are_alike(places_of(row.stretches), other) for other in aside)]
    session.add_all(new)
    session.flush()
    return len(new)


def places_of(stretches: Sequence[Sequence[int]]) -> frozenset[tuple[int, ...]]:
    return frozenset(map(tuple, stretches))


def are_alike(one: Set[tuple[int, ...]], other: Set[tuple[int, ...]]) -> bool:
    """Whether half of all passages in either are in both."""
    return 2 * len(one & other) >= len(one | other)


def topics_of(session: Session, study_id: int) -> list[TopicWithCode]:
    """The topics of a study: those without a code first, the largest first. Not those that wait for a new search."""
    return _topics(session, study_id, col(Topic.dismissed_at).is_(None))


def dismissed_topics(session: Session, study_id: int) -> list[TopicWithCode]:
    """Those that somebody laid aside."""
    return _topics(session, study_id, col(Topic.dismissed_at).is_not(None))


def dismiss_topic(session: Session, topic: Topic) -> None:
    """Out of sight, also after a new search. Raises TopicUsed."""
    if topic.code_id is not None:
        raise TopicUsed
    topic.dismissed_at = topic.dismissed_at or now()
    session.flush()


def bring_back_topic(session: Session, topic: Topic) -> None:
    topic.dismissed_at = None
    session.flush()


def _topics(session: Session, study_id: int, condition: ColumnElement[bool]) -> list[TopicWithCode]:
    query = (
        select(Topic, Code)
        .join(Code, col(Code.id) == Topic.code_id, isouter=True)
        .where(Topic.study_id == study_id, condition)
    )
    rows = session.exec(query.order_by(col(Topic.code_id).is_not(None), col(Topic.position), col(Topic.id))).all()
    taken_back = texts_taken_back(session, study_id)
    return [TopicWithCode(topic, code, taken_back) for topic, code in rows if not _waits(topic, taken_back)]


def some_wait_for_search(session: Session, study_id: int) -> bool:
    """Whether topics are left out because what they were found in was taken back since."""
    taken_back = texts_taken_back(session, study_id)
    found = session.exec(select(Topic).where(Topic.study_id == study_id).order_by(col(Topic.id))).all()
    return any(_waits(topic, taken_back) for topic in found)


def was_deleted_since(session: Session, study_id: int, moment: datetime) -> bool:
    """Whether a conversation went since then. It took the topics along that it was in; maybe it was in none."""
    query = select(DeletedInterview.id).where(DeletedInterview.study_id == study_id)
    return session.exec(query.where(DeletedInterview.deleted_at > moment).limit(1)).first() is not None


def roles_of(session: Session, study_id: int) -> list[str]:
    """Who was spoken to in conversations that can be searched: 'jongere', 'ouder', …"""
    query = select(Interview.role).where(Interview.study_id == study_id, col(Interview.state).in_(RELEASED)).distinct()
    return sorted(role for role in session.exec(query).all() if role)


def topic_by_id(session: Session, study_id: int, topic_id: int) -> Topic:
    """A topic of this study. Raises TopicUnknown."""
    topic = session.exec(select(Topic).where(Topic.id == topic_id, Topic.study_id == study_id)).first()
    if topic is None or _waits(topic, texts_taken_back(session, study_id)):
        raise TopicUnknown
    return topic


def make_code_of_topic(
    session: Session, topic: Topic, name: str, chosen: Sequence[Passage] = (), *, also_done: bool = False
) -> MadeCode:
    """A code with this name; the `chosen` passages of the topic become its first segments.

    In interviews that this person is done with only when that is meant too (`also_done`).
    Raises TopicUsed, and as taken_of, add_code and add_segment do.
    """
    if topic.code_id is not None:
        raise TopicUsed
    taken = taken_of(session, topic.study_id, chosen, also_done=also_done)
    label = taken.labelled(_("code ‘%(name)s’ maken", name=name.strip()))
    with in_codebook(session, topic.study_id, label):
        code = add_code(session, topic.study_id, name, definition=_("Gevonden onderwerp: %(words)s.", words=topic.name))
        _become(session, topic, code)
        return give(session, code, taken)


def add_topic_to_code(
    session: Session, topic: Topic, code: Code, chosen: Sequence[Passage], *, also_done: bool = False
) -> MadeCode:
    """These passages of a topic get a code that is there already, which is what the topic is from then on.

    Raises TopicUsed, and as taken_of and add_segment do.
    """
    if topic.code_id is not None:
        raise TopicUsed
    taken = taken_of(session, topic.study_id, chosen, also_done=also_done)
    label = taken.labelled(_("code ‘%(name)s’ koppelen", name=code.name))
    with in_codebook(session, topic.study_id, label):
        _become(session, topic, code)
        return give(session, code, taken)


def _become(session: Session, topic: Topic, code: Code) -> None:
    topic.code_id, topic.name, topic.dismissed_at = code.id, code.name, None
    topic.parts = []  # a code is not taken apart
    session.add(topic)


def _waits(topic: Topic, taken_back: Set[int]) -> bool:
    """A proposal that was found in what may not be used any more is made anew, from the rest."""
    return topic.code_id is None and any(
        source_id in taken_back for source_id, _start, _end in (*topic.stretches, *topic.maybe)
    )


def rows_of(
    study_id: int,
    found: Sequence["FoundTopic"],
    passages: Sequence[Passage],
    revisions: Mapping[int, int],
) -> list[Topic]:
    """Topics as they are kept, in order, each with its place among the others. `found` indexes `passages`."""
    from coding.suggestions.topics.finding.map import places_on_map, ties_between

    centres = [one.centre for one in found if one.centre]
    places = places_on_map(centres) if len(centres) == len(found) else [(0.5, 0.5)] * len(found)
    ties = ties_between(centres) if len(centres) == len(found) else [[] for _one in found]
    rows = [_row(study_id, position, one, passages, revisions) for position, one in enumerate(found)]
    for row, (x, y), tied in zip(rows, places, ties, strict=True):
        row.x, row.y, row.ties = x, y, tied
    return rows


def _row(
    study_id: int,
    position: int,
    found: "FoundTopic",
    passages: Sequence[Passage],
    revisions: Mapping[int, int],
) -> Topic:
    sources = {passages[index].source_id for index in (*found.members, *found.maybe)}
    return Topic(
        study_id=study_id,
        position=position,
        name=found.name[:LONGEST_NAME],
        words=list(found.words),
        typical=[_place(passages[index]) for index in found.nearest],
        stretches=[_place(passages[index]) for index in found.members],
        maybe=[_place(passages[index]) for index in found.maybe],
        revisions={str(source_id): revisions[source_id] for source_id in sorted(sources) if source_id in revisions},
        segments=len(found.members),
        interviews=found.interviews,
    )


def _place(passage: Passage) -> list[int]:
    return [passage.source_id, passage.start, passage.end]
