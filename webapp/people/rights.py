"""What each role may do, read from the routes themselves: what the table says is what the doors do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app

from foundation.dutch import _, translatable
from studies.access import MANAGERS, STUDY_ROLES, Role

_OF_OTHERS = translatable("Codes van de ander")
# What it is called, and a route that only who has it may use.
_RIGHTS = (
    (translatable("Echte namen en telefoonnummers"), "respondents.one"),
    (translatable("Gesprekken lezen, zonder echte namen"), "coding.screen"),
    (translatable("Coderen"), "coding.code_stretch"),
    (_OF_OTHERS, "coding.screen"),
    (translatable("Klantreizen lezen"), "journeys.all_journeys"),
    (translatable("Klantreizen maken en publiceren"), "journeys.new_journey"),
    (translatable("Maatregelen bijhouden"), "measures.report_which"),
    (translatable("Mensen en rollen"), "people.of_study"),
)
_BLIND = {translatable("Coderen"): translatable("alleen eigen"), _OF_OTHERS: translatable("als allebei klaar")}
"""What a second coder, who may open the page, finds there."""


@dataclass(frozen=True)
class Right:
    """`answers`: for each of STUDY_ROLES 'ja', 'nee' or what limits it."""

    name: str
    answers: tuple[str, ...]


def rights() -> list[Right]:
    return [Right(_(name), tuple(_answer(name, endpoint, role) for role in STUDY_ROLES)) for name, endpoint in _RIGHTS]


def sees(role: Role) -> str:
    """What somebody with this role sees of a study, in a few words."""
    return {
        Role.RESEARCHER: _("Alles, ook echte namen"),
        Role.SECOND_CODER: _("Gesprekken zonder echte namen, en de eigen codes"),
        Role.SOCIAL_TEAM: _("Klantreizen en maatregelen"),
        Role.COMMISSIONER: _("Klantreizen en maatregelen"),
        Role.ADMINISTRATOR: _("Klantreizen, mensen en instellingen. Geen gesprekken."),
        Role.GUEST: _("Nog niets"),
    }[role]


def sees_with(standing: Role, roles: Sequence[Role]) -> list[str]:
    """What somebody sees by all roles that they have now. `standing`: in new studies; `roles`: in those that run."""
    if not roles:
        return [_("Geen onderzoek, wel de mensen van de organisatie") if standing in MANAGERS else _("Nog niets")]
    different = list(dict.fromkeys(roles))
    if len(different) == 1:
        return [sees(different[0])]
    return [_("Als %(role)s: %(sees)s", role=role.dutch, sees=sees(role)) for role in different]


def _answer(name: str, endpoint: str, role: Role) -> str:
    view: Any = current_app.view_functions[endpoint]
    if role not in view.roles:
        return _("nee")
    if role is Role.SECOND_CODER and name in _BLIND:
        return _(_BLIND[name])
    return _("ja")
