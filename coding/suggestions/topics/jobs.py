"""The jobs of topics, declared for the worker. Heavy libraries load inside the functions only."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from coding.suggestions.judging.material import material_of, unchanged_sources
from coding.suggestions.topics.codes import store_topics, topic_by_id
from coding.suggestions.topics.passages import revisions_of
from coding.suggestions.topics.rearranging import FallsNotApart, put_together, put_together_again, store_halves
from foundation.dutch import _, counted, ngettext
from foundation.jobs.kinds import job
from foundation.jobs.running import RunningJob
from interviews.language import one_pass
from studies.models import Study

if TYPE_CHECKING:
    from coding.suggestions.topics.finding.told import Told
    from coding.suggestions.topics.finding.units import TopicUnit

TOPICS = "topics"
TOPIC_SPLIT = "topic-split"


@job(TOPICS)
@one_pass()
def look_for_topics(running: RunningJob) -> None:
    """Group what respondents said. Arguments: `grain`, a Grain; `role`: only of who has this role. Raises
    TooFewSegments."""
    from coding.suggestions.topics.finding.grouping import Grain, find_topics

    running.tell(0, 0, _("De gesprekken lezen"))
    told = _Told(running, str(running.arguments.get("role", "")))
    running.tell(0, 0, _("Zoeken wat op elkaar lijkt"))
    found = find_topics(
        told.grouped(told.answers.units, told.answers.points),
        Grain(running.arguments.get("grain", Grain.AUTOMATIC)),
        progress=lambda done, total: running.tell(done, total, _("Zoeken wat op elkaar lijkt")),
    )
    heard = counted(len({one.passage.interview for one in told.answers.units}), "gesprek", "gesprekken")
    message = ngettext(
        "%(num)d onderwerp gevonden in %(heard)s.",
        "%(num)d onderwerpen gevonden in %(heard)s.",
        len(found),
        heard=heard,
    )

    def store(session: Session) -> None:
        passages = [one.passage for one in told.answers.units]
        before = put_together(session, _study(running))
        store_topics(session, _study(running), found, passages, told.revisions)
        put_together_again(session, _study(running), before)
        told.keep_vectors(session)

    running.finish(message, store)


@job(TOPIC_SPLIT)
@one_pass()
def split_topic(running: RunningJob) -> None:
    """One topic as two. Argument `topic`: which. Raises TopicUnknown, FallsNotApart."""
    from coding.suggestions.topics.finding.grouping import split_in_two

    running.tell(0, 0, _("Het onderwerp splitsen"))
    told = _Told(running)
    with running.reading() as session:
        topic = topic_by_id(session, _study(running), int(running.arguments["topic"]))
        inside = {tuple(place) for place in (*topic.stretches, *topic.maybe)}
    rows = [row for row, one in enumerate(told.answers.units) if one.place in inside]
    units = [told.answers.units[row] for row in rows]
    points = None if told.answers.points is None else told.answers.points[rows]
    halves = split_in_two(told.grouped(units, points))
    if len(halves) < 2:
        raise FallsNotApart(topic.name)

    def store(session: Session) -> None:
        one = topic_by_id(session, _study(running), int(running.arguments["topic"]))
        store_halves(session, one, halves, [unit.passage for unit in units], told.revisions)

    running.finish(_("‘%(name)s’ is gesplitst.", name=topic.name), store)


class _Told:
    """What respondents told, as a job about topics works on it."""

    def __init__(self, running: RunningJob, role: str = "") -> None:
        from coding.suggestions.judging.vectors import KeptVectors
        from coding.suggestions.meaning.reading import encoded, encoder_is_here
        from coding.suggestions.topics.finding.units import Answers

        with running.reading() as session:
            material = material_of(session, _study(running), role)
            self.revisions = revisions_of(session, _study(running))
            self._unsaid = (session.get_one(Study, _study(running)).municipality,)
            self._vectors = KeptVectors(session, _study(running), encoded) if encoder_is_here() else None
        self._known = tuple(one.name for one in material.codes)
        self.answers = Answers(material, self._vectors)

    def grouped(self, units: "Sequence[TopicUnit]", points: Any) -> "Told":
        from coding.suggestions.topics.finding.told import Told

        return Told(
            [one.text for one in units],
            [one.passage.interview for one in units],
            [one.question for one in units],
            points,
            self._known,
            self._unsaid,
        )

    def keep_vectors(self, session: Session) -> None:
        if self._vectors:
            still = unchanged_sources(session, self.revisions)
            self._vectors.keep_too(session, {one for one in self.answers.said if one[0] in still})


def _study(running: RunningJob) -> int:
    if running.study_id is None:
        raise ValueError("this job works on a study")
    return running.study_id
