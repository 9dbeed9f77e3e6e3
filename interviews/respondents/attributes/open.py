"""What stands open beside a respondent: short, general, and nothing by which somebody can be reached or recognised.

A role stands open too.
"""

from collections.abc import Iterable, Mapping

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.respondents.attributes.headings import PRIVATE, kind_by_heading
from interviews.respondents.attributes.private_values import (
    Private,
    private_in,
    private_in_attribute,
    private_in_role,
    what_it_is,
)

LONGEST_ATTRIBUTE = 60
MOST_ATTRIBUTES = 12


class AttributesWrong(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Houd kenmerken kort en algemeen: ten hoogste %(most)s kenmerken van %(length)s tekens.",
                most=MOST_ATTRIBUTES,
                length=LONGEST_ATTRIBUTE,
            )
        )


class AttributeTooClose(ResearcherError):
    """The value itself stays out of the sentence: sentences end up in logs."""

    def __init__(self, name: str, reason: Private | None) -> None:
        if reason is None:
            sentence = _(
                "‘%(name)s’ kan geen kenmerk zijn: kenmerken staan open. Een naam, nummer of adres hoort bij de "
                "contactgegevens, of nergens.",
                name=name,
            )
        else:
            sentence = _(
                "Bij ‘%(name)s’ staat %(what)s. Kenmerken staan open. Zet het bij de contactgegevens, of maak het "
                "algemener.",
                name=name,
                what=what_it_is(reason),
            )
        super().__init__(sentence)


class AttributeTwice(ResearcherError):
    def __init__(self, name: str, kept: str) -> None:
        super().__init__(
            _(
                "Het kenmerk ‘%(name)s’ staat er al, met ‘%(kept)s’. Zet alles daarbij, of geef dit kenmerk een andere "
                "naam. Er is niets veranderd.",
                name=name,
                kept=kept,
            )
        )


class RoleTooClose(ResearcherError):
    def __init__(self, what: str) -> None:
        super().__init__(_("In de rol staat %(what)s. Een rol staat open: schrijf alleen wie het is.", what=what))


def cleaned(attributes: Mapping[str, str]) -> dict[str, str]:
    """The attributes as they are kept. Raises AttributesWrong, AttributeTooClose, AttributeTwice."""
    kept = each_once((name, " ".join(value.split())) for name, value in attributes.items())
    too_long = any(len(text) > LONGEST_ATTRIBUTE for pair in kept.items() for text in pair)
    if too_long or len(kept) > MOST_ATTRIBUTES:
        raise AttributesWrong
    for name, value in kept.items():
        if not may_stand_open(name, value):
            raise AttributeTooClose(name, private_in_attribute(name, value))
    return kept


def each_once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """{name as it is kept: value} of those that have both. Raises AttributeTwice, however the names are written."""
    kept: dict[str, str] = {}
    for written, value in pairs:
        name = attribute_key(written)
        if not (name and value):
            continue
        if kept.setdefault(name, value) != value:
            raise AttributeTwice(name, kept[name])
    return kept


def attribute_key(written: str) -> str:
    """The name of an attribute as it is kept."""
    return " ".join(written.split()).lower()


def may_stand_open(name: str, value: str) -> bool:
    """Whether neither name nor value of an attribute leads to somebody."""
    return kind_by_heading(name) not in PRIVATE and not private_in(name) and not private_in_attribute(name, value)


def only_open(attributes: Mapping[str, str]) -> dict[str, str]:
    """Without what may not stand open: older lists brought it in."""
    return {name: value for name, value in attributes.items() if may_stand_open(name, value)}


def check_role(role: str) -> None:
    """Of a respondent, or of a conversation: it is read before names are replaced, by everybody. Raises RoleTooClose.

    Names that are written without a capital count too.
    """
    if found := private_in_role(role):
        raise RoleTooClose(what_it_is(found))


def open_role(role: str) -> str:
    """The role, or that it is not known when it leads to somebody."""
    return _("onbekend") if private_in_role(role) else role
