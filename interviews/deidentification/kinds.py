"""What a proposal to hide a stretch of text looks like: where, what kind, and why."""

from dataclasses import dataclass
from enum import StrEnum

from foundation.dutch import _
from interviews.name_kinds import NameKind


class Clue(StrEnum):
    """Why a stretch is proposed."""

    KNOWN = "known"
    KNOWN_WORD = "known_word"
    NAME_LIST = "name_list"
    PLACE_LIST = "place_list"
    ORGANISATION_LIST = "organisation_list"
    TITLE = "title"
    NAMING = "naming"
    CAPITAL = "capital"
    UNKNOWN_WORD = "unknown_word"
    NO_WORD = "no_word"
    ELSEWHERE = "elsewhere"
    SCHOOL_WORD = "school_word"
    STREET = "street"
    HOUSE_NUMBER = "house_number"
    POSTCODE = "postcode"
    PHONE_DIGITS = "phone_digits"
    PHONE_WORDS = "phone_words"
    LONG_NUMBER = "long_number"
    LICENCE_PLATE = "licence_plate"
    DATE = "date"
    AGE = "age"
    EMAIL = "email"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Finding:
    """A proposal: text[start:end] may give somebody away. Code points, end excluded."""

    start: int
    end: int
    kind: NameKind
    clue: Clue

    @property
    def reason(self) -> str:
        """Why it is proposed, in Dutch, to stand after the words themselves."""
        return clue_label(self.clue)


def clue_label(clue: Clue) -> str:
    """The Dutch reason on screen."""
    labels: dict[Clue, str] = {
        Clue.KNOWN: _("eerder vervangen in dit onderzoek"),
        Clue.KNOWN_WORD: _("zo heet al iets of iemand in dit onderzoek, maar het is ook een gewoon woord"),
        Clue.NAME_LIST: _("staat in de namenlijst"),
        Clue.PLACE_LIST: _("staat in de plaatsenlijst"),
        Clue.ORGANISATION_LIST: _("staat in de lijst van organisaties"),
        Clue.TITLE: _("staat achter een aanspreekvorm of familiewoord"),
        Clue.NAMING: _("staat achter ‘heet’ of ‘noemen’"),
        Clue.CAPITAL: _("hoofdletter midden in de zin"),
        Clue.UNKNOWN_WORD: _("hoofdletter, en geen bekend woord"),
        Clue.NO_WORD: _("geen bekend woord, waar een naam kan staan"),
        Clue.ELSEWHERE: _("staat elders in de tekst als naam"),
        Clue.SCHOOL_WORD: _("hoort bij het woord voor een school"),
        Clue.STREET: _("lijkt een straatnaam"),
        Clue.HOUSE_NUMBER: _("huisnummer"),
        Clue.POSTCODE: _("postcode"),
        Clue.PHONE_DIGITS: _("telefoonnummer"),
        Clue.PHONE_WORDS: _("nummer in woorden"),
        Clue.LONG_NUMBER: _("lang nummer, zoals een bsn, dossier of rekening"),
        Clue.LICENCE_PLATE: _("lijkt een kenteken"),
        Clue.DATE: _("datum"),
        Clue.AGE: _("leeftijd"),
        Clue.EMAIL: _("e-mailadres"),
        Clue.LINK: _("webadres of account"),
    }
    return labels[clue]
