"""What kinds of names are hidden in a text."""

from enum import StrEnum

from foundation.dutch import _


class NameKind(StrEnum):
    """What is hidden. The value is stored; `kind_label` is the word on screen."""

    PERSON = "person"
    PLACE = "place"
    SCHOOL = "school"
    ORGANISATION = "organisation"
    ADDRESS = "address"
    DATE = "date"
    AGE = "age"
    PHONE = "phone"
    NUMBER = "number"
    EMAIL = "email"
    LINK = "link"
    DETAIL = "detail"
    """Anything else that gives somebody away: a trade, a pet, an instrument. Only a person points at it."""


def kind_label(kind: NameKind) -> str:
    """The Dutch word on screen."""
    labels: dict[NameKind, str] = {
        NameKind.PERSON: _("persoon"),
        NameKind.PLACE: _("plaats"),
        NameKind.SCHOOL: _("school"),
        NameKind.ORGANISATION: _("organisatie"),
        NameKind.ADDRESS: _("adres"),
        NameKind.DATE: _("datum"),
        NameKind.AGE: _("leeftijd"),
        NameKind.PHONE: _("telefoonnummer"),
        NameKind.NUMBER: _("nummer"),
        NameKind.EMAIL: _("e-mailadres"),
        NameKind.LINK: _("link of account"),
        NameKind.DETAIL: _("iets anders herkenbaars"),
    }
    return labels[kind]
