"""In how many conversations a step was told, in words: the one place that page, document and council draft ask."""

from foundation.dutch import _
from journeys.story import Story, StoryStep

FEWEST = 3
"""A smaller number of people is not told: they might be found."""


def may_count(tells: int, total: int) -> bool:
    """Whether readers may see the number: not when few people told it, and not when few did not."""
    return FEWEST <= tells <= total - FEWEST


def told_in(step: StoryStep, total: int) -> str:
    """'In 4 van de 15 gesprekken vertelde iemand dit. Bij 2 ging het anders.'; '' when nobody told it.

    A story from before stances keeps the sentence it was published with.
    """
    if step.tells is None:
        return (
            _("Verteld in %(told)s van de %(total)s gesprekken", told=step.interviews, total=total)
            if step.interviews
            else ""
        )
    if not step.tells:
        return ""
    return " ".join(filter(None, [_told(step.tells, total), _otherwise(step.differs)]))


def dots_beside(step: StoryStep, total: int) -> int:
    """How many dots beside a step are filled; 0 where none are drawn, because the number is not told."""
    if step.tells is None:
        return step.interviews or 0
    return step.tells if may_count(step.tells, total) else 0


def dots_explained(story: Story) -> str:
    """What a filled and an open dot on the curve mean; '' without dots."""
    if not any(sum(step.spread) + sum(step.beside) for step in story.steps):
        return ""
    if not story.is_judged:
        return _("Elke stip bij de lijn is één gesprek waarin iemand hierover vertelde.")
    full = _("Een volle stip bij de lijn is één gesprek waarin iemand dit vertelde.")
    if not any(sum(step.beside) for step in story.steps):
        return full
    return " ".join(
        [full, _("Een open stip bij de lijn is één gesprek over hetzelfde, waarin niemand dit zo vertelde.")]
    )


def _told(tells: int, total: int) -> str:
    if tells < FEWEST:
        return _("In minder dan 3 van de %(total)s gesprekken vertelde iemand dit.", total=total)
    if not may_count(tells, total):
        return _("In de meeste gesprekken vertelde iemand dit.")
    return _("In %(tells)s van de %(total)s gesprekken vertelde iemand dit.", tells=tells, total=total)


def _otherwise(differs: int) -> str:
    if not differs:
        return ""
    return _("Bij één ging het anders.") if differs == 1 else _("Bij %(differs)s ging het anders.", differs=differs)
