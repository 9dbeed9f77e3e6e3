"""All passages of a topic, to be read, and to be taken into a code or left out."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from coding.models import Code, Segment, Topic
from coding.suggestions.passages import Passage
from coding.visibility import seen, texts_taken_back
from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.models import Interview
from interviews.texts.models import Source, Turn


class NothingTicked(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Er is geen stukje aangevinkt. Vink aan wat bij de code hoort."))


class NoCodeChosen(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Kies eerst bij welke code de stukjes horen. Er is niets gecodeerd."))


class PassagesMoved(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _("De tekst van een gesprek is intussen gewijzigd. Er is niets gecodeerd. Zoek de onderwerpen opnieuw.")
        )


@dataclass(frozen=True)
class ShownPassage:
    """A passage with its place among those of the topic, where it stands (`turn` from 1), and the codes it has.

    `is_sure`: it says the name of the topic, or lies as near as what does.
    """

    place: int
    is_sure: bool
    passage: Passage
    interview: Interview
    turn: int
    codes: tuple[str, ...]


def revisions_of(session: Session, study_id: int) -> dict[int, int]:
    """{source id: revision} of the texts of a study as they are now."""
    return dict(session.exec(select(Source.id, Source.revision).where(Source.study_id == study_id)).all())


def passages_of_topic(session: Session, topic: Topic) -> list[ShownPassage]:
    """What is typical first, what is not sure last; else in the order of the interviews.

    Left out: what may not be used any more, and texts that changed since.

    Three queries, however many there are.
    """
    sources = _readable(session, topic)
    turns, coded = _turns(session, sources), _coded(session, sources)
    found = []
    for place, (source_id, start, end) in enumerate((*topic.stretches, *topic.maybe)):
        turn = next((one for one in turns.get(source_id, ()) if one.start <= start and end <= one.end), None)
        if turn is None:
            continue
        interview = sources[source_id]
        passage = Passage(source_id, interview.id, start, end, turn.text[start - turn.start : end - turn.start])
        codes = dict.fromkeys(name for name, first, last in coded.get(source_id, ()) if first < end and start < last)
        found.append(
            ShownPassage(place, place < len(topic.stretches), passage, interview, turn.position + 1, tuple(codes))
        )
    typical = {(source_id, start) for source_id, start, _end in topic.typical}

    def order(one: ShownPassage) -> tuple[bool, bool, int, int]:
        is_typical = (one.passage.source_id, one.passage.start) in typical
        return not one.is_sure, not is_typical, one.interview.number, one.passage.start

    return sorted(found, key=order)


def ticked_passages(session: Session, topic: Topic, places: Collection[int]) -> list[Passage]:
    """Those at these places of the topic. Raises NothingTicked, and PassagesMoved when one is not there any more."""
    if not places:
        raise NothingTicked
    found = [one.passage for one in passages_of_topic(session, topic) if one.place in places]
    if len(found) < len(set(places)):
        raise PassagesMoved
    return found


def _readable(session: Session, topic: Topic) -> dict[int, Interview]:
    """The sources of which the text is the one that the topic was found in, with their interviews."""
    mentioned = {source_id for source_id, _start, _end in (*topic.stretches, *topic.maybe)}
    query = select(Source, Interview).join(Interview, col(Interview.id) == Source.interview_id)
    rows = session.exec(query.where(col(Source.id).in_(mentioned - texts_taken_back(session, topic.study_id)))).all()
    return {source.id: one for source, one in rows if source.revision == topic.revisions.get(str(source.id), 1)}


def _turns(session: Session, sources: Collection[int]) -> dict[int, list[Turn]]:
    found: dict[int, list[Turn]] = defaultdict(list)
    query = select(Turn).where(col(Turn.source_id).in_(sources), col(Turn.is_interviewer).is_(False))
    for turn in session.exec(query.order_by(col(Turn.source_id), col(Turn.start))).all():
        found[turn.source_id].append(turn)
    return found


def _coded(session: Session, sources: Collection[int]) -> dict[int, list[tuple[str, int, int]]]:
    """{source: [(name of a code, start, end)]} of what this person sees coded."""
    query = select(Segment.source_id, Code.name, Segment.start, Segment.end).join(Code, col(Code.id) == Segment.code_id)
    query = query.where(col(Segment.source_id).in_(sources), seen(session)).order_by(col(Segment.start), col(Code.name))
    found: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
    for source_id, name, start, end in session.exec(query).all():
        found[source_id].append((name, start, end))
    return found
