"""Who may do what: roles, and the declaration that every route must carry."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from foundation.dutch import _

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """What a person is in one organisation; the Dutch word is `dutch`."""

    RESEARCHER = "researcher"
    SECOND_CODER = "second_coder"
    SOCIAL_TEAM = "social_team"
    ADMINISTRATOR = "administrator"

    @property
    def dutch(self) -> str:
        """What this person is here, without a capital."""
        return {
            Role.RESEARCHER: _("onderzoeker"),
            Role.SECOND_CODER: _("tweede codeur"),
            Role.SOCIAL_TEAM: _("sociaal team of opdrachtgever"),
            Role.ADMINISTRATOR: _("beheerder"),
        }[self]


EVERYONE: frozenset[Role] = frozenset(Role)

CODERS: frozenset[Role] = frozenset({Role.RESEARCHER, Role.SECOND_CODER})
"""Who reads what respondents said, and codes it."""

STORY_READERS: frozenset[Role] = EVERYONE - {Role.SECOND_CODER}
"""Who follows stories before they are public. A second coder is blind for the codings that those are made of."""


def requires(*roles: Role) -> Callable[[View], View]:
    """Declare who may use a route. A route that declares nothing cannot be served."""

    def declare(view: View) -> View:
        view.roles = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return declare


def public(view: View) -> View:
    """Declare that anybody may use a route, without signing in."""
    view.roles = None  # type: ignore[attr-defined]
    return view
