"""The job that measures the program in a study: beside its people, its own words, and what people coded otherwise.

It learns anew without each interview, some times over: it comes after suggestions are there, so that nobody waits.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlmodel import Session, col, delete

from coding.models import Certainty
from coding.suggestions.as_coder.comparing import (
    Compared,
    Times,
    compared_with_people,
    people_of,
    said_and_right,
)
from coding.suggestions.as_coder.doubting import Doubt, Family, doubts_in, store_doubts
from coding.suggestions.as_coder.learning import learning_of
from coding.suggestions.as_coder.models import ProgramAgreement
from coding.suggestions.judging.material import material_of, unchanged
from foundation.clock import now
from foundation.dutch import _
from foundation.jobs.kinds import job
from foundation.jobs.running import RunningJob
from interviews.language import one_pass
from studies.retention.due import Kept, check_takes_in

MEASURING = "measuring"


@dataclass(frozen=True)
class MeasuredInText:
    """What was found in one text."""

    source_id: int
    compared: list[Compared] = field(default_factory=list)
    said: dict[Certainty, Times] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)


@job(MEASURING)
@one_pass()
def measure(running: RunningJob) -> None:
    """Judge each interview that is done as who never saw its codings, and keep how that compares."""
    from coding.suggestions.judging.left_out import judged_when_left_out
    from coding.suggestions.judging.vectors import KeptVectors
    from coding.suggestions.meaning.reading import encoded, encoder_is_here

    study_id = running.study_id or 0
    running.tell(0, 0, _("De gesprekken lezen"))
    with running.reading() as session:
        material, people = material_of(session, study_id), people_of(session, study_id)
        family = Family.of(session, study_id)
        vectors = KeptVectors(session, study_id, encoded) if encoder_is_here() else None
    codes = {coding.code_id for of in people.codings.values() for theirs in of.values() for coding in theirs}

    def tell(done: int, total: int) -> None:
        running.tell(done, total, _("Meten hoe vaak het programma gelijk heeft"))

    found = [
        MeasuredInText(
            one.conversation.source_id,
            compared_with_people(one, people, codes),
            said_and_right(one),
            doubts_in(one, family),
        )
        for one in judged_when_left_out(material, vectors, tell)
    ]

    def store(session: Session) -> None:
        store_measured(session, study_id, found, unchanged(session, study_id, material))

    running.finish(_("Gemeten."), store)


def store_measured(session: Session, study_id: int, found: Iterable[MeasuredInText], same: Collection[int]) -> None:
    """Replace what was measured before; nothing is kept of a text that changed meanwhile. Raises PastLastDay."""
    check_takes_in(session, study_id, Kept.TRANSCRIPTS)
    kept = [one for one in found if one.source_id in same]
    session.exec(delete(ProgramAgreement).where(col(ProgramAgreement.study_id) == study_id))
    session.add_all(_row(study_id, compared) for one in kept for compared in one.compared)
    store_doubts(session, study_id, [doubt for one in kept for doubt in one.doubts])
    learning = learning_of(session, study_id)
    if learning is not None:
        learning.measured, learning.measured_at = _summed(kept), now()
        session.add(learning)
    session.flush()


def _row(study_id: int, one: Compared) -> ProgramAgreement:
    counted = one.counted
    return ProgramAgreement(
        study_id=study_id,
        source_id=one.source_id,
        coder_id=one.coder_id,
        turns=one.turns,
        both=counted.both,
        program_only=counted.first_only,
        coder_only=counted.second_only,
        neither=counted.neither,
    )


def _summed(found: Iterable[MeasuredInText]) -> dict[str, list[int]]:
    right: Counter[Certainty] = Counter()
    said: Counter[Certainty] = Counter()
    for one in found:
        for word, (times_right, times_said) in one.said.items():
            right[word] += times_right
            said[word] += times_said
    return {word.value: [right[word], said[word]] for word in Certainty if said[word]}
