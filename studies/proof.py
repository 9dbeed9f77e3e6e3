"""Routes that want to see again who somebody is, and those that are open before somebody is in altogether."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def asks_proof(view: View) -> View:
    """Declare that a route wants a password or second step of minutes ago: for what must not leave with a stranger."""
    view.asks_proof = True  # type: ignore[attr-defined]
    return view


def open_before_second_step(view: View) -> View:
    """Declare that a route serves who must take a second step and has not yet: to set one up, and nothing else."""
    view.is_open_before_second_step = True  # type: ignore[attr-defined]
    return view


def open_before_provider(view: View) -> View:
    """Declare that a route serves who has to come in through their organisation's sign-in service: to go there."""
    view.is_open_before_provider = True  # type: ignore[attr-defined]
    return view


def by_own_means(view: View) -> View:
    """Declare that a route is about what somebody shows who they are with: not for whom an organisation vouched.

    Whoever runs that organisation's sign-in service could otherwise make themselves a key to all that somebody opens.
    """
    view.is_by_own_means = True  # type: ignore[attr-defined]
    return view
