"""What of a story's text is other than when it was frozen: what whoever read it then has not read."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from foundation.dutch import _
from journeys.composing.fields import JOURNEY_FIELDS, PERSONA_FIELDS, STEP_FIELDS
from journeys.evidence.outline import Outline, OutlineStep
from journeys.models import Journey, Persona
from journeys.story import Story


@dataclass(frozen=True)
class TextSince:
    """What differs: steps as they stand now, and the titles of those that are gone.

    `elsewhere` is [(name, anchor in the composer)] of what is written beside the steps. Counts, measures and the
    drawing are no text of the story.
    """

    new: tuple[OutlineStep, ...] = ()
    changed: tuple[OutlineStep, ...] = ()
    gone: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.elsewhere)


def text_since(read: Story, step_ids: Sequence[int], journey: Journey, persona: Persona, outline: Outline) -> TextSince:
    """`step_ids` are those of the steps of `read`, in order; the rest is the journey as it stands."""
    was = dict(zip(step_ids, read.steps, strict=True))
    now = {of.step.id: of for of in outline.steps}
    return TextSince(
        new=tuple(of for number, of in now.items() if number not in was),
        changed=tuple(
            of
            for number, of in now.items()
            if number in was and any(getattr(of.step, field) != getattr(was[number], field) for field in STEP_FIELDS)
        ),
        gone=tuple(step.title for number, step in was.items() if number not in now),
        elsewhere=(
            *_of_journey(read, journey, persona),
            *([(_("Fases"), "reis")] if _order_then(read, step_ids, now) != _order_now(outline, was) else []),
        ),
    )


def _of_journey(read: Story, journey: Journey, persona: Persona) -> Iterator[tuple[str, str]]:
    glossary = tuple((term, meaning) for term, meaning in journey.glossary)
    differs = {
        "title": read.title != journey.title,
        "introduction": read.introduction != journey.introduction,
        # Sentences of the program stand before these, and go on by themselves.
        "how_made": not set(journey.how_made) <= set(read.how_made),
        "glossary": read.glossary != glossary,
    }
    yield from ((_(JOURNEY_FIELDS[field].name), f"reis-{field}") for field, is_other in differs.items() if is_other)
    for field in ("name", "about"):
        if getattr(read.persona, field) != getattr(persona, field):
            yield _(PERSONA_FIELDS[field].name), f"persoon-{field}"


_Order = list[tuple[str, list[int]]]
"""[(title of a phase, its steps)], of steps that stand both then and now."""


def _order_then(read: Story, step_ids: Sequence[int], now: Container[int]) -> _Order:
    left = iter(step_ids)
    phases = [(phase.title, [next(left) for _step in phase.steps]) for phase in read.phases]
    return _without_empty([(title, [one for one in steps if one in now]) for title, steps in phases])


def _order_now(outline: Outline, was: Container[int]) -> _Order:
    phases = [(of.phase.title, [one.step.id for one in of.steps if one.step.id in was]) for of in outline.phases]
    return _without_empty(phases)


def _without_empty(phases: _Order) -> _Order:
    return [(title, steps) for title, steps in phases if steps]
