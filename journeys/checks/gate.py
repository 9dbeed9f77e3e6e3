"""What stands between a journey and its readers: points that stop it, and signals to look at once more."""

from collections.abc import Iterator, Mapping

from sqlmodel import Session

from foundation.dutch import _, decimal
from interviews.respondents.consent import QuoteUse
from journeys.checks.council import council_points
from journeys.checks.names import NamesInStory, name_points, names_in_story
from journeys.checks.printable import printable_points
from journeys.checks.reachable import reachable_points
from journeys.checks.readability import readability
from journeys.checks.shape import shape_points
from journeys.checks.stances import (
    is_unfounded_for_good,
    stance_points,
    stances_in_order,
    uncoded_points,
    unfounded_points,
)
from journeys.checks.typed_claims import claim_points
from journeys.evidence.allowed_quotes import quoted_of_nobody, quoted_without_consent
from journeys.evidence.literal_quotes import echoing_steps, speakers_of_quotes
from journeys.evidence.outline import Outline, OutlineStep, outline_of
from journeys.lookup import persona_of
from journeys.models import Journey
from journeys.open_point import OpenPoint
from journeys.site import Site, address_points
from journeys.texts.story import story_texts
from journeys.withdrawing.rereading import reread_points, to_reread
from journeys.withdrawing.withdrawn import withdrawn_points
from studies.models import Study


def open_points(
    session: Session,
    journey: Journey,
    outline: Outline | None = None,
    site: Site | None = None,
    names: NamesInStory | None = None,
) -> list[OpenPoint]:
    """All open points, blocking ones first. `outline` saves reading the journey again.

    Without `site` nothing is said of the address and of real names; only who does not publish leaves it out. `names`
    saves looking for them again.
    """
    outline = outline or outline_of(session, journey)
    texts = names.texts if names else tuple(story_texts(session, journey, outline))
    if names is None and site is not None:
        names = names_in_story(session, journey, texts)
    is_unfounded = is_unfounded_for_good(session.get_one(Study, journey.study_id), outline)
    unwanted, of_nobody = quoted_without_consent(session, outline), quoted_of_nobody(session, outline)
    points = [
        *_of_journey(journey),
        *(unfounded_points(outline) if is_unfounded else stance_points(outline)),
        *shape_points(outline),
        *(address_points(site) if site else ()),
        *(reachable_points(session, journey) if site else ()),
        *(name_points(names) if names else ()),
        *printable_points(texts),
        *claim_points(texts),
        *withdrawn_points(outline),
        *reread_points(to_reread(session, journey, outline, texts)),
        *(point for step in outline.steps for point in _of_step(step, unwanted.get(step.step.id), of_nobody)),
        *_quote_signals(outline, unwanted),
        *_of_texts(session, journey, outline),
        *uncoded_points(session, journey.study_id),
        *council_points(session, journey, outline),
    ]
    return sorted(points, key=lambda point: not point.is_blocking)


def points_in_order(outline: Outline) -> list[str]:
    """What is in order, in a few words each: the good half of the gate."""
    if not outline.steps:
        return []
    fine = list(stances_in_order(outline))
    reading = readability(_texts(outline))
    if reading is not None and not reading.is_hard:
        fine.append(_("Leest vlot"))
    return fine


def _of_journey(journey: Journey) -> Iterator[OpenPoint]:
    if not journey.title.strip():
        yield OpenPoint(_("Geef de klantreis een titel"), "reis-title")


def _of_step(of: OutlineStep, unwanted: QuoteUse | None, of_nobody: frozenset[int]) -> Iterator[OpenPoint]:
    step, number = of.step, of.number
    missing = [
        (step.title, _("titel"), "stap-title"),
        (step.happens, _("wat er gebeurt"), "stap-happens"),
        (step.quote, _("citaat"), "stap-quote"),
    ]
    for text, name, anchor in missing:
        if not text.strip():
            yield OpenPoint(_("Stap %(number)s: %(name)s ontbreekt", number=number, name=name), anchor, step_id=step.id)
    if unwanted is QuoteUse.LITERALLY and step.id in of_nobody:
        sentence = _(
            "Stap %(number)s: dit citaat is letterlijk, en het gesprek is aan niemand gekoppeld. Herschrijf het "
            "citaat, of koppel het gesprek aan wie het vertelde en dat goed vond",
            number=number,
        )
        yield OpenPoint(sentence, "stap-quote", step_id=step.id)
    elif unwanted is QuoteUse.LITERALLY:
        sentence = _("Stap %(number)s: voor dit letterlijke citaat is geen toestemming, herschrijf het", number=number)
        yield OpenPoint(sentence, "stap-quote", step_id=step.id)
    elif unwanted is QuoteUse.REWORDED:
        sentence = _(
            "Stap %(number)s: het citaat is gemaakt van woorden die we niet (meer) mogen gebruiken. Haal het weg en "
            "schrijf een ander citaat",
            number=number,
        )
        yield OpenPoint(sentence, "citaat-van", step_id=step.id)


def _quote_signals(outline: Outline, unwanted: Mapping[int, QuoteUse]) -> Iterator[OpenPoint]:
    literal, echoing = speakers_of_quotes(outline), echoing_steps(outline)
    for of in outline.steps:
        if unwanted.get(of.step.id) is QuoteUse.LITERALLY:
            continue
        if literal[of.step.id]:
            sentence = _("Stap %(number)s: het citaat is nog letterlijk, herschrijf het", number=of.number)
        elif of.step.id in echoing:
            sentence = _(
                "Stap %(number)s: deze woorden staan ook in een fragment. Daarom zegt het verhaal niet dat alle "
                "citaten zijn herschreven",
                number=of.number,
            )
        else:
            continue
        yield OpenPoint(sentence, "stap-quote", is_blocking=False, step_id=of.step.id)


def _of_texts(session: Session, journey: Journey, outline: Outline) -> Iterator[OpenPoint]:
    persona = persona_of(session, journey)
    if not journey.introduction.strip():
        yield OpenPoint(_("De inleiding is nog leeg"), "reis-introduction", is_blocking=False)
    if not persona.about.strip():
        yield OpenPoint(_("Vertel wie de verzonnen persoon is"), "persoon-about", is_blocking=False)
    reading = readability(_texts(outline))
    if reading is not None and reading.is_hard:
        sentence = _(
            "Leesbaarheidssignaal: zinnen van gemiddeld %(words)s woorden, score %(score)s",
            words=decimal(reading.words_per_sentence),
            score=round(reading.score),
        )
        yield OpenPoint(sentence, "reis", is_blocking=False)


def _texts(outline: Outline) -> list[str]:
    """What readers read of the steps; quotes may sound as people speak."""
    return [
        text
        for of in outline.steps
        for text in (of.step.happens, of.step.gain, of.step.pain_point, of.step.opportunity, of.step.need)
    ]
