"""What the fragments tell decides: a step that nobody tells stops publication; few tellers are a signal."""

from collections.abc import Iterator

from sqlmodel import Session

from foundation.dutch import _, counted, number_word
from journeys.evidence.counting import ENOUGH_INTERVIEWS
from journeys.evidence.outline import Outline, OutlineStep
from journeys.open_point import OpenPoint
from journeys.texts.printed_roles import uncoded_interviews
from journeys.wording import judge_ties, spread_in_words
from studies.models import Study
from studies.retention.due import transcripts_are_gone


def stance_points(outline: Outline) -> Iterator[OpenPoint]:
    """Who tells the journey, who tells each step and how it felt, and which fragments wait to be judged."""
    if outline.steps:
        yield from _behind_journey(outline)
    for of in outline.steps:
        yield from _behind_step(of)
    if outline.unjudged:
        number = sum(of.evidence.unjudged_segments for of in outline.unjudged)
        yield OpenPoint(judge_ties(number), "onderbouwing", is_blocking=False, step_id=outline.unjudged[0].step.id)


def is_unfounded_for_good(study: Study, outline: Outline) -> bool:
    """Whether nothing is behind it, and nothing can be any more: the transcripts were erased."""
    return transcripts_are_gone(study) and outline.is_unfounded


def unfounded_points(outline: Outline) -> Iterator[OpenPoint]:
    """One point for the whole of a story that can be founded on nothing any more."""
    sentence = _("De gespreksverslagen zijn gewist en dit verhaal heeft geen onderbouwing: een nieuwe uitgave kan niet")
    yield OpenPoint(sentence, "onderbouwing", step_id=outline.steps[0].step.id)


def stances_in_order(outline: Outline) -> Iterator[str]:
    """What is in order, in a few words each."""
    steps = outline.steps
    if steps and all(of.evidence.tells for of in steps):
        yield (
            _("De stap is onderbouwd")
            if len(steps) == 1
            else _("Alle %(number)s stappen onderbouwd", number=len(steps))
        )
    if len(outline.telling_ids) >= ENOUGH_INTERVIEWS:
        yield _("Verhaal uit %(number)s gesprekken", number=len(outline.telling_ids))


def _behind_journey(outline: Outline) -> Iterator[OpenPoint]:
    behind = len(outline.telling_ids)
    if behind < ENOUGH_INTERVIEWS:
        told = counted(behind, "gesprek", "gesprekken")
        sentence = _("Dit verhaal rust op %(told)s, ten minste drie zijn nodig", told=told)
        yield OpenPoint(sentence, "onderbouwing", step_id=outline.steps[0].step.id)


def _behind_step(of: OutlineStep) -> Iterator[OpenPoint]:
    evidence, number, step_id = of.evidence, of.number, of.step.id
    if not evidence.tells:
        yield OpenPoint(_untold(of), "onderbouwing", step_id=step_id)
    elif evidence.tells < ENOUGH_INTERVIEWS:
        sentence = _(
            "Stap %(number)s: %(told)s. Lezers zien ‘minder dan 3’; drie is beter",
            number=number,
            told=counted(evidence.tells, "gesprek vertelt dit", "gesprekken vertellen dit"),
        )
        yield OpenPoint(sentence, "onderbouwing", is_blocking=False, step_id=step_id)
    if of.is_divided:
        sentence = _(
            "Stap %(number)s: je koos ‘%(chosen)s’, maar van wie dit vertelt is het %(spread)s",
            number=number,
            chosen=of.step.feeling.dutch.lower(),
            spread=spread_in_words(evidence.spread),
        )
        yield OpenPoint(sentence, "stap-feeling", is_blocking=False, step_id=step_id)


def _untold(of: OutlineStep) -> str:
    if not of.evidence.segments:
        return _("Stap %(number)s heeft nog geen onderbouwing", number=of.number)
    if of.evidence.unjudged_segments:
        return _(
            "Stap %(number)s: nog niemand vertelt deze stap. Beoordeel de koppelingen, of koppel een fragment",
            number=of.number,
        )
    return _("Stap %(number)s: niemand vertelt deze stap. Koppel een fragment of haal de stap weg", number=of.number)


def uncoded_points(session: Session, study_id: int) -> Iterator[OpenPoint]:
    """A signal, at most one: readers are told of the conversations that something was coded in."""
    uncoded = uncoded_interviews(session, study_id)
    if len(uncoded) == 1:
        sentence = _("In %(title)s is nog niets gecodeerd: het telt in dit verhaal niet mee", title=uncoded[0].title)
        yield OpenPoint(sentence, "poort", is_blocking=False, is_of_coding=True)
    elif uncoded:
        sentence = _(
            "In %(number)s gesprekken is nog niets gecodeerd: ze tellen in dit verhaal niet mee",
            number=number_word(len(uncoded)),
        )
        yield OpenPoint(sentence, "poort", is_blocking=False, is_of_coding=True)
