"""Response per group, with groups so small that they would tell of single people put together."""

from collections.abc import Iterable
from dataclasses import dataclass

from foundation.dutch import _

FEWEST = 10


@dataclass(frozen=True)
class Asked:
    """So many were asked, and so many of them answered."""

    name: str
    asked: int
    answered: int

    @property
    def percentage(self) -> int | None:
        """Rounded half up; None where nobody was asked."""
        return (200 * self.answered + self.asked) // (2 * self.asked) if self.asked else None


def put_together(groups: Iterable[Asked]) -> list[Asked]:
    """By name; what has fewer than ten people asked is one of 'overige'.

    When those are fewer than ten as well, the smallest of the others joins them: what is left of a sum would else tell.
    Nothing at all where there are no ten in all, or no groups to tell apart.
    """
    asked = sorted((one for one in groups if one.asked), key=lambda one: (-one.asked, one.name))
    shown = [one for one in asked if one.asked >= FEWEST]
    rest = asked[len(shown) :]
    while rest and shown and sum(one.asked for one in rest) < FEWEST:
        rest.append(shown.pop())
    if not shown:
        return []
    named = [Asked(one.name or _("Niet bekend"), one.asked, one.answered) for one in shown]
    named.sort(key=lambda one: one.name.casefold())
    if not rest:
        return named if len(named) > 1 else []
    return [*named, Asked(_("Overige"), sum(one.asked for one in rest), sum(one.answered for one in rest))]
