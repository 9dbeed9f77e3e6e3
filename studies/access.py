"""Who may do what: roles, and the declaration that every route must carry."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from foundation.dutch import _

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """What a person is in an organisation, or in one of its studies; the Dutch word is `dutch`.

    A guest was let in and was given nothing yet: they have an account, and no study.
    """

    RESEARCHER = "researcher"
    SECOND_CODER = "second_coder"
    SOCIAL_TEAM = "social_team"
    COMMISSIONER = "commissioner"
    ADMINISTRATOR = "administrator"
    GUEST = "guest"

    @property
    def dutch(self) -> str:
        """What this person is here, without a capital."""
        return {
            Role.RESEARCHER: _("onderzoeker"),
            Role.SECOND_CODER: _("tweede codeur"),
            Role.SOCIAL_TEAM: _("sociaal team"),
            Role.COMMISSIONER: _("opdrachtgever"),
            Role.ADMINISTRATOR: _("beheerder"),
            Role.GUEST: _("iemand zonder rol"),
        }[self]


EVERYONE: frozenset[Role] = frozenset(Role)

STUDY_ROLES: tuple[Role, ...] = tuple(role for role in Role if role is not Role.GUEST)
"""What somebody can be in a study; who is none of these there does not see it."""

MANAGERS: frozenset[Role] = frozenset({Role.RESEARCHER, Role.ADMINISTRATOR})
"""Who says who may do what."""

CODERS: frozenset[Role] = frozenset({Role.RESEARCHER, Role.SECOND_CODER})
"""Who reads what respondents said, and codes it."""

FOLLOWERS: frozenset[Role] = frozenset({Role.RESEARCHER, Role.SOCIAL_TEAM, Role.COMMISSIONER})
"""Who says what was done about what people told."""

STORY_READERS: frozenset[Role] = FOLLOWERS | {Role.ADMINISTRATOR}
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
