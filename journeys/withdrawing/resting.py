"""Which steps, and what of it the council reads and readers have, rest on what somebody told."""

from collections.abc import Mapping

from sqlmodel import Session

from foundation.dutch import _
from interviews.respondents.withdrawal import TakenBack
from interviews.texts.resting import Reach, Resting, finds_what_rests
from journeys.evidence.literal_quotes import quote_sources
from journeys.evidence.outline import Outline, outlines_of_study
from journeys.models import Journey
from journeys.reading.progress import rounds_of_study
from journeys.withdrawing.rests_on import Edition, editions_of, published_steps
from journeys.withdrawing.rounds import pieces_in_words, pieces_on
from journeys.withdrawing.withdrawn import in_words


@finds_what_rests
def journeys_resting_on(session: Session, study_id: int, interview_ids: frozenset[int]) -> list[Resting]:
    """The journeys with their steps and the stories on the site, and what is read in rounds that run."""
    editions, outlines = editions_of(session, study_id), outlines_of_study(session, study_id)
    found = _rounds(session, study_id, {journey.id: outline for journey, outline in outlines}, interview_ids)
    for journey, outline in outlines:
        found += _steps(journey, outline, interview_ids)
        found += _story(journey, outline, editions, interview_ids)
    return found


def _steps(journey: Journey, outline: Outline, interview_ids: frozenset[int]) -> list[Resting]:
    """One line per journey: which steps, and which of them are told by too few people afterwards."""
    quotes = quote_sources(outline)
    steps = [
        of for of in outline.steps if not interview_ids.isdisjoint(of.evidence.interview_ids | {*quotes[of.step.id]})
    ]
    if not steps:
        return []
    few = [of.number for of in steps if of.evidence.is_thin_without(interview_ids)]
    becomes = in_words(tuple(of.number for of in steps))
    if few:
        becomes = _("%(steps)s; te weinig gesprekken blijven over bij %(few)s", steps=becomes, few=in_words(tuple(few)))
    values: dict[str, str | int] = {"journey": journey.slug, "stap": steps[0].step.id}
    return [Resting(journey.title, becomes, "journeys.composer", values)]


def _story(
    journey: Journey, outline: Outline, editions: dict[int, Edition], interview_ids: frozenset[int]
) -> list[Resting]:
    steps = published_steps(editions, journey, outline, TakenBack(interview_ids, interview_ids, interview_ids))
    if not steps:
        return []
    becomes = _("blijft op de website tot je het offline haalt; gaat om %(steps)s", steps=in_words(steps))
    return [Resting(journey.title, becomes, "journeys.composer", {"journey": journey.slug}, Reach.READERS)]


def _rounds(
    session: Session, study_id: int, outlines: Mapping[int, Outline], interview_ids: frozenset[int]
) -> list[Resting]:
    """One line per round: what its members read was frozen when it began."""
    found, gone = [], TakenBack(interview_ids, interview_ids, interview_ids)
    for one in rounds_of_study(session, study_id):
        pieces = pieces_on(one, outlines[one.journey.id], gone) if one.is_open else ()
        if pieces:
            becomes = _(
                "de leden lezen dit tot je de leesronde sluit; gaat om %(pieces)s", pieces=pieces_in_words(pieces)
            )
            values: dict[str, str | int] = {"round_id": one.round.id}
            found.append(Resting(one.journey.title, becomes, "review.one_round", values, Reach.COUNCIL))
    return found
