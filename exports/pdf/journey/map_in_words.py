"""What the map of a journey shows, for who hears it."""

from exports.pdf.journey.map import LEVELS
from foundation.dutch import _, counted
from journeys.story import Story, StoryStep


def map_in_words(journey: Story) -> str:
    """The same as the drawing shows, to be read instead of it."""
    opening = _(
        "Klantreis van %(name)s in %(phases)s en %(steps)s, met het gevoel per stap.",
        name=journey.persona.name,
        phases=counted(len(journey.phases), "fase", "fases"),
        steps=counted(len(journey.steps), "stap", "stappen"),
    )
    lines = [opening, journey.curve_summary]
    for number, phase in enumerate(journey.phases, 1):
        lines.append(_("Fase %(number)s, %(title)s.", number=number, title=phase.title))
        lines += [_step_in_words(step) for step in phase.steps]
    return " ".join([line for line in lines if line] + [_("Hierna leest u elke stap in woorden.")])


def _step_in_words(step: StoryStep) -> str:
    feeling = ", ".join(word for word in (step.feeling.dutch.lower(), step.feeling_word) if word)
    told = zip(step.spread, LEVELS, strict=True)
    spread = ", ".join(f"{number} {level.dutch.lower()}" for number, level in told if number)
    known = {"number": step.number, "title": step.title, "place": step.channel.dutch.lower(), "feeling": feeling}
    if not spread:
        return _("Stap %(number)s, %(title)s (%(place)s): %(feeling)s.", **known)
    return _("Stap %(number)s, %(title)s (%(place)s): %(feeling)s; in gesprekken: %(spread)s.", **known, spread=spread)
