"""The job of suggestions, declared for the worker. Heavy libraries load inside the functions only."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlmodel import Session

from coding.suggestions.as_coder.learning import note_learning
from coding.suggestions.as_coder.measuring import MEASURING
from coding.suggestions.judging.material import material_of, unchanged
from coding.suggestions.passages import Passage
from coding.suggestions.proposals import (
    AllCoded,
    Guess,
    coded_passages,
    store_suggestions,
    uncoded_passages,
    worth_asking,
)
from coding.suggestions.spoken_languages import languages_in
from foundation.clock import now
from foundation.dutch import _
from foundation.jobs.asking import enqueue
from foundation.jobs.kinds import job
from foundation.jobs.running import RunningJob
from interviews.language import one_pass

if TYPE_CHECKING:
    from coding.suggestions.judging.judge import Judge

SUGGESTIONS = "suggestions"
_AT_A_TIME = 500


@job(SUGGESTIONS)
@one_pass()
def suggest_codes(running: RunningJob) -> None:
    """Learn from codebook and codings and propose codes for the rest. Raises NothingToLearnFrom, AllCoded."""
    from coding.suggestions.judging.judge import Judge
    from coding.suggestions.judging.vectors import KeptVectors
    from coding.suggestions.meaning.reading import encoded, encoder_is_here, name_of_encoder

    running.tell(0, 0, _("De gesprekken lezen"))
    moment = now()
    with running.reading() as session:
        material = material_of(session, _study(running))
        coded = coded_passages(session, _study(running))
        vectors = KeptVectors(session, _study(running), encoded) if encoder_is_here() else None
    spoken, by_meaning = languages_in(material), vectors is not None
    passages = uncoded_passages([answer for one in material.conversations for answer in one.answers], coded)
    running.tell(0, 0, _("Leren van het codeboek en van wat je zelf codeerde"))
    judge = Judge(material, vectors)
    by_itself = bool(running.arguments.get("by_itself"))
    if not passages and not by_itself:
        raise AllCoded
    understood = [one for one in passages if spoken.may_propose_in(one.source_id, by_meaning=by_meaning)]
    guesses = list(_guesses(running, judge, understood))
    with running.reading() as session:
        guesses = worth_asking(session, _study(running), guesses)
    guesses = list(_explained(running, judge, guesses))

    def store(session: Session) -> None:
        same = unchanged(session, _study(running), material)
        store_suggestions(session, _study(running), (one for one in guesses if one.passage.source_id in same))
        if vectors:
            said = {one for one in judge.said if one[0] in same}
            vectors.store(session, said, judge.places)
        note_learning(
            session,
            _study(running),
            material,
            encoder=name_of_encoder() if vectors else "",
            moment=moment,
            by_itself=by_itself,
            spoken=spoken,
        )
        enqueue(session, MEASURING, _study(running))

    running.finish(_("De suggesties staan klaar."), store)


def _guesses(running: RunningJob, judge: "Judge", passages: list[Passage]) -> Iterator[Guess]:
    for start in range(0, len(passages), _AT_A_TIME):
        running.tell(start, len(passages), _("Suggesties maken"))
        part = passages[start : start + _AT_A_TIME]
        for passage, judged in zip(part, judge.judge(part), strict=True):
            for rank, one in enumerate(judged.proposed, start=1):
                yield Guess(passage, one.code, rank, one.probability, one.certainty)


def _explained(running: RunningJob, judge: "Judge", guesses: list[Guess]) -> Iterator[Guess]:
    """With the reason for each; only those that somebody will see."""
    for start in range(0, len(guesses), _AT_A_TIME):
        running.tell(start, len(guesses), _("Nagaan waarom"))
        part = guesses[start : start + _AT_A_TIME]
        reasons = judge.reasons([(one.passage, one.code_id) for one in part])
        yield from (replace(one, reason=reason) for one, reason in zip(part, reasons, strict=True))


def _study(running: RunningJob) -> int:
    if running.study_id is None:
        raise ValueError("this job works on a study")
    return running.study_id
