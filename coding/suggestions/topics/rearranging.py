"""Topics put together and taken apart again by a person, before any code is made of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, func, select

from coding.codebook.tree import LONGEST_NAME
from coding.models import Topic
from coding.suggestions.passages import Passage
from coding.suggestions.topics.codes import TopicUsed, are_alike, places_of, rows_of, topic_by_id, topics_of
from foundation.dutch import _, enumerated
from foundation.errors import ResearcherError

if TYPE_CHECKING:
    from coding.suggestions.topics.finding.grouping import FoundTopic

_KEPT = ("name", "words", "typical", "stretches", "maybe", "x", "y", "segments", "interviews", "revisions", "parts")


class TooFewChosen(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Vink twee of meer onderwerpen aan om ze samen te voegen. Er is niets veranderd."))


class OneChosen(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Vink één onderwerp aan om het te splitsen. Er is niets veranderd."))


class NoneChosen(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Vink aan welk onderwerp je wilt wegleggen. Er is niets veranderd."))


class NothingMeant(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Kies wat je met de onderwerpen wilt doen. Er is niets veranderd."))


class OneAtATime(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Er wordt al een onderwerp gesplitst. Wacht tot dat klaar is en probeer het dan opnieuw."))


class FallsNotApart(ResearcherError):
    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "‘%(name)s’ valt niet uiteen in twee groepen met elk een eigen woord. Er is niets veranderd. Haal bij "
                "de stukjes zelf de vinkjes weg bij wat er niet bij hoort.",
                name=name,
            )
        )


def merge_topics(session: Session, study_id: int, topic_ids: Collection[int]) -> Topic:
    """One topic of these, in the place of the largest, that can be taken apart again.

    Raises TooFewChosen, TopicUnknown, TopicUsed.
    """
    topics = [topic_by_id(session, study_id, one) for one in sorted(set(topic_ids))]
    if len(topics) < 2:
        raise TooFewChosen
    if any(one.code_id is not None for one in topics):
        raise TopicUsed
    topics.sort(key=lambda one: (-one.segments, one.position))
    together = topics[0]
    parts = [_plain(one) for one in topics]
    sure = {_place(place) for one in topics for place in one.stretches}
    maybe = {_place(place) for one in topics for place in one.maybe} - sure
    names = [one.name for one in topics]
    # 'Huisarts en dokter, Dokter': another 'en' between names that have one says nothing.
    together.name = (", ".join(names) if any(" en " in one for one in names) else enumerated(names))[:LONGEST_NAME]
    together.words = list(dict.fromkeys(word for one in topics for word in one.words[:2]))
    together.stretches, together.maybe = [list(one) for one in sorted(sure)], [list(one) for one in sorted(maybe)]
    together.revisions = _oldest(topics)
    together.segments, together.interviews = len(sure), len({source_id for source_id, _start, _end in sure})
    together.parts = parts
    for one in topics[1:]:
        session.delete(one)
    session.flush()
    return together


def put_together(session: Session, study_id: int) -> list[list[dict[str, Any]]]:
    """Of what a person put together and is no code: its parts, as they are kept. To be asked before a new search."""
    open_ones = (Topic.study_id == study_id, col(Topic.code_id).is_(None), col(Topic.dismissed_at).is_(None))
    query = select(Topic).where(*open_ones).order_by(col(Topic.position), col(Topic.id))
    return [list(_leaves(topic.parts)) for topic in session.exec(query).all() if topic.parts]


def _leaves(parts: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """What the program found itself, also of what was put together more than once."""
    for one in parts:
        if one["parts"]:
            yield from _leaves(one["parts"])
        else:
            yield one


def put_together_again(session: Session, study_id: int, before: Sequence[Sequence[Mapping[str, Any]]]) -> None:
    """After a new search: what a person put together `before`, when two or more of its parts came back."""
    for parts in before:
        places = [places_of(one["stretches"]) for one in parts]
        found = [one.topic for one in topics_of(session, study_id) if one.code is None]
        back = [one.id for one in found if any(are_alike(places_of(one.stretches), other) for other in places)]
        if len(back) > 1:
            merge_topics(session, study_id, back)


def take_apart(session: Session, topic: Topic) -> list[Topic]:
    """What was put together, as it was; nothing when it never was. Raises TopicUsed."""
    if topic.code_id is not None:
        raise TopicUsed
    if not topic.parts:
        return []
    last = session.exec(select(func.max(col(Topic.position))).where(Topic.study_id == topic.study_id)).one() or 0
    first, *others = topic.parts
    apart = [Topic(study_id=topic.study_id, position=last + number, **one) for number, one in enumerate(others, 1)]
    for name in _KEPT:
        setattr(topic, name, first[name])
    session.add_all([topic, *apart])
    session.flush()
    return [topic, *apart]


def store_halves(
    session: Session,
    topic: Topic,
    found: Sequence["FoundTopic"],
    passages: Sequence[Passage],
    revisions: Mapping[int, int] = MappingProxyType({}),
) -> list[Topic]:
    """`found` in the place of the topic. Raises FallsNotApart when it is less than two, TopicUsed."""
    if topic.code_id is not None:
        raise TopicUsed
    if len(found) < 2:
        raise FallsNotApart(topic.name)
    last = session.exec(select(func.max(col(Topic.position))).where(Topic.study_id == topic.study_id)).one() or 0
    halves = rows_of(topic.study_id, found, passages, revisions)
    for number, half in enumerate(halves):
        half.position = topic.position if number == 0 else last + number
        half.x, half.y, half.ties = topic.x, topic.y, topic.ties if number == 0 else []
    session.delete(topic)
    session.add_all(halves)
    session.flush()
    return halves


def _plain(topic: Topic) -> dict[str, Any]:
    return {name: getattr(topic, name) for name in _KEPT}


def _oldest(topics: Sequence[Topic]) -> dict[str, int]:
    """The oldest revision of each text: one that was found in an older text than another has that text left out."""
    found: dict[str, int] = {}
    for one in topics:
        for source, revision in one.revisions.items():
            found[source] = min(revision, found.get(source, revision))
    return found


def _place(stretch: Sequence[int]) -> tuple[int, int, int]:
    source_id, start, end = stretch
    return source_id, start, end
