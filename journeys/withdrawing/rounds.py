"""What the council reads now that rests on somebody who took their consent back."""

from collections.abc import Iterable

from sqlmodel import Session

from foundation.dutch import _, enumerated
from interviews.respondents.withdrawal import TakenBack, taken_back
from journeys.evidence.outline import Outline, outlines_of_study
from journeys.reading.progress import RoundProgress, rounds_of_study
from journeys.withdrawing.rests_on import published_steps


def withdrawn_pieces(session: Session, study_id: int, rounds: Iterable[RoundProgress]) -> dict[int, tuple[int, ...]]:
    """{round: numbers of pieces, as the council knows them} of rounds that run; read only when anybody took it back."""
    gone = taken_back(session, study_id)
    if not gone:
        return {}
    outlines = {journey.id: outline for journey, outline in outlines_of_study(session, study_id)}
    found = {one.round.id: pieces_on(one, outlines[one.journey.id], gone) for one in rounds if one.is_open}
    return {round_id: pieces for round_id, pieces in found.items() if pieces}


def rounds_with_withdrawn(session: Session, study_id: int) -> list[tuple[RoundProgress, tuple[int, ...]]]:
    """The rounds of a study of which the council reads such pieces, the newest first."""
    if not taken_back(session, study_id):
        return []
    rounds = rounds_of_study(session, study_id)
    found = withdrawn_pieces(session, study_id, rounds)
    return [(one, found[one.round.id]) for one in rounds if one.round.id in found]


def pieces_in_words(numbers: tuple[int, ...]) -> str:
    """'stukje 3', 'stukje 3, 5 en 6'."""
    return _("stukje %(numbers)s", numbers=enumerated([str(number) for number in numbers]))


def pieces_on(progress: RoundProgress, outline: Outline, gone: TakenBack) -> tuple[int, ...]:
    """Which pieces of a round rest on any of this, as the text was when it began; `outline`: the journey as it is."""
    read, journey = progress.round, progress.journey
    numbers = published_steps({journey.id: (read.rests_on, read.quoted)}, journey, outline, gone)
    if read.rests_on is not None:
        return numbers
    # Begun before rounds kept this: what the steps cite now tells it, under the numbers that the council knows.
    touched = {of.step.id for of in outline.steps if of.number in numbers}
    return tuple(number for number, step_id in enumerate(read.step_ids, start=1) if step_id in touched)
