"""The jobs of coding, declared for the worker. Heavy libraries load inside the functions only."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coding.suggestions.answers import answers_of
from coding.suggestions.passages import Passage, passages_of
from coding.suggestions.proposals import (
    AllCoded,
    Guess,
    coded_passages,
    examples_of,
    store_suggestions,
    uncoded_passages,
)
from coding.suggestions.text_cleaning import cleaned_texts, stand_ins_of
from coding.suggestions.topic_codes import store_topics
from coding.suggestions.topic_passages import revisions_of
from foundation.dutch import _, counted, ngettext
from foundation.jobs.kinds import job
from foundation.jobs.running import RunningJob
from interviews.language import one_pass

if TYPE_CHECKING:
    from coding.suggestions.classification import CodeClassifier

TOPICS = "topics"
SUGGESTIONS = "suggestions"
_AT_A_TIME = 500


@job(TOPICS)
@one_pass()
def look_for_topics(running: RunningJob) -> None:
    """Group what respondents said. Argument `finer`: smaller groups. Raises TooFewSegments(ForFiner)."""
    running.tell(0, 0, _("De gesprekken lezen"))
    with running.reading() as session:
        answers, revisions = answers_of(session, _study(running)), revisions_of(session, _study(running))
        stand_ins = stand_ins_of(session, _study(running))
    passages = [passage for answer in answers for passage in passages_of(answer)]
    running.tell(0, 0, _("Zoeken wat op elkaar lijkt"))
    from coding.suggestions.topics import find_topics

    found = find_topics(
        cleaned_texts([passage.text for passage in passages], stand_ins),
        [passage.interview for passage in passages],
        finer=bool(running.arguments.get("finer")),
        progress=lambda done, total: running.tell(done, total, _("Zoeken wat op elkaar lijkt")),
    )
    heard = counted(len({passage.interview for passage in passages}), "gesprek", "gesprekken")
    message = ngettext(
        "%(num)d onderwerp gevonden in %(heard)s.",
        "%(num)d onderwerpen gevonden in %(heard)s.",
        len(found),
        heard=heard,
    )
    running.finish(message, lambda session: store_topics(session, _study(running), found, passages, revisions))


@job(SUGGESTIONS)
@one_pass()
def suggest_codes(running: RunningJob) -> None:
    """Learn from what is coded and propose codes for the rest. Raises TooFewExamples, AllCoded."""
    running.tell(0, 0, _("De gesprekken lezen"))
    with running.reading() as session:
        answers = answers_of(session, _study(running))
        coded = coded_passages(session, _study(running))
        examples = examples_of(session, _study(running))
    passages = uncoded_passages(answers, coded)
    from coding.suggestions.classification import CodeClassifier

    running.tell(0, 0, _("Leren van wat je zelf codeerde"))
    classifier = CodeClassifier(examples, [passage.text for passage in passages])
    if not passages:
        raise AllCoded
    guesses = list(_guesses(running, classifier, passages))
    running.finish(
        _("De suggesties staan klaar."), lambda session: store_suggestions(session, _study(running), guesses)
    )


def _guesses(running: RunningJob, classifier: "CodeClassifier", passages: list[Passage]) -> Iterator[Guess]:
    for start in range(0, len(passages), _AT_A_TIME):
        running.tell(start, len(passages), _("Suggesties maken"))
        part = passages[start : start + _AT_A_TIME]
        for passage, found in zip(part, classifier.suggest([one.text for one in part]), strict=True):
            for rank, one in enumerate(found, start=1):
                yield Guess(passage, one.code, rank, one.probability, one.certainty)


def _study(running: RunningJob) -> int:
    if running.study_id is None:
        raise ValueError("this job works on a study")
    return running.study_id
