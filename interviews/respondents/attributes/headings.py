"""What the heading above a column says: 'Tel nr', 'GSM', 'Voornaam', 'geb.dat.', 'Cliëntnummer'."""

import re
from enum import StrEnum

from interviews.deidentification.lists.word_lists import unaccented


class ColumnKind(StrEnum):
    """What stands in a column."""

    NAME = "name"
    FIRST_NAME = "first_name"
    INITIALS = "initials"
    INFIX = "infix"
    LAST_NAME = "last_name"
    TELEPHONE = "telephone"
    EMAIL = "email"
    ROLE = "role"
    BIRTH = "birth"
    AGE = "age"
    ADDRESS = "address"
    NUMBER = "number"
    NOTE = "note"
    OTHER = "other"

    @staticmethod
    def of_people() -> set["ColumnKind"]:
        """What makes a sheet a list of people."""
        return {*NAMES, ColumnKind.TELEPHONE, ColumnKind.EMAIL, ColumnKind.ROLE}


NAMES = (ColumnKind.FIRST_NAME, ColumnKind.INITIALS, ColumnKind.INFIX, ColumnKind.LAST_NAME, ColumnKind.NAME)
"""In the order in which they make a whole name."""

PRIVATE = {*NAMES, *(ColumnKind(kind) for kind in ("telephone", "email", "birth", "address", "number"))}
"""What never becomes an open attribute, whatever stands below it."""

_NUMBER_OF = (
    r"clienten|client|patient|dossier|zaak|klant|polis|registratie|burger|aanvraag|relatie|leerling|persoons?|"
    r"identificatie|lid|suwi|wmo|beschikking|bank|paspoort|rijbewijs|volg|respondent"
)
_NOT_OF_A_PERSON = r"school|aanbieder|instelling|organisatie|gemeente|hulp|traject|product|bedrijf|plaats|team|wijk|map"

_KINDS: list[tuple[ColumnKind, str]] = [
    (ColumnKind.EMAIL, r"\b(?:e ?-?mail\w*|mail|mailadres\w*|mailaddress)\b"),
    (ColumnKind.BIRTH, r"\b(?:geb|geboren|geboorte\w*|gebdat\w*|gebjaar|gebdtm|dob|birth\w*|verjaardag)\b"),
    (
        ColumnKind.TELEPHONE,
        r"^(?!aantal).*\b(?:tel|telnr|telno|telnummer|telf|telefoon\w*|telephone\w*|mobiel\w*|mob|mobile|gsm\w*|06(?:nr|nrs|nummer\w*)?|phone\w*|"
        r"whatsapp\w*|belnummer|noodnummer|contactnummer|thuisnummer|vastnummer|(?:bel|contact|vast) ?(?:nr|nummer))\b",
    ),
    (
        ColumnKind.NUMBER,
        r"\b(?:bsn\w*|sofi\w*|burgerservice\w*|iban|rekening\w*|a ?nummer|id|nr|nummer|volgnr)$"
        rf"|^(?:iban|nr|id)\b|\b(?:{_NUMBER_OF})s? ?(?:nr|nrs|nummer\w*|num|no|id|code|kenmerk)\b|\bbsn\b|^#$",
    ),
    (
        ColumnKind.ADDRESS,
        r"\b(?:\w*adres|adresgegevens|adresregel|straat\w*|postcode\w*|postc|pc|pc4|pc6|zip\w*|huis ?nr|huis ?nummer|"
        r"huisletter|toevoeging|address|street)\b",
    ),
    (ColumnKind.FIRST_NAME, r"\b(?:voornaam|voornamen|roepnaam|first ?name|given ?name)\b"),
    (ColumnKind.INITIALS, r"\b(?:voorletters?|initialen|vl|voorl)\b"),
    (ColumnKind.INFIX, r"\b(?:tussenv\w*|tussenvoegsels?|voorvoegsels?|tv|tussen|infix)\b"),
    (
        ColumnKind.LAST_NAME,
        r"\b(?:achternaam|achternamen|familienaam|geslachtsnaam|meisjesnaam|last ?name|surname|family ?name)\b",
    ),
    (ColumnKind.ROLE, r"^(?:rol|role|wie|relatie|doelgroep|type respondent|soort respondent|hoedanigheid|rol in \w+)$"),
    (ColumnKind.AGE, r"\b(?:leeftijd|lft|age)\b"),
    (
        ColumnKind.NOTE,
        r"\b(?:opmerking\w*|notities?|notitieveld|toelichting\w*|bijzonderhe\w*|omschrijving|memo|aantekening\w*|"
        r"commentaar|remarks?|notes?|overige? info\w*)\b",
    ),
    (
        ColumnKind.NAME,
        rf"^(?!.*(?:{_NOT_OF_A_PERSON}))(?:.*\b)?(?:naam|namen|name|contactpersoon|persoon|client|clienten|deelnemer|"
        r"respondent|inwoner|wie bellen)\b",
    ),
]
_TELLS_WHOSE = re.compile(
    rf"\b(?:bsn|sofi|burgerservice|iban|rekening|(?:{_NUMBER_OF})s?(?= ?(?:nr|nummer|num|no|id|code|kenmerk)))"
)
_COMPILED = [(kind, re.compile(form)) for kind, form in _KINDS]


def kind_by_heading(heading: str) -> ColumnKind:
    """OTHER when the heading does not say."""
    words = _words(heading)
    if len(words) > 60 or not words:
        return ColumnKind.OTHER
    return next((kind for kind, form in _COMPILED if form.search(words)), ColumnKind.OTHER)


def says_only_a_number(heading: str) -> bool:
    """'Nummer', 'Tweede nr': of what, the values have to say; 'Cliëntnummer' and 'BSN' say it themselves."""
    words = _words(heading)
    return bool(re.search(r"\b(?:nr|nummer)\b", words)) and not _TELLS_WHOSE.search(words)


def _words(heading: str) -> str:
    return " ".join(re.sub(r"[._:;/()\[\]\-*?’']+", " ", unaccented(heading.lower())).split())
