"""What a column of a list becomes: proposed by its heading, in Dutch or English, and chosen by a person."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from feedback.intake.models import SourceKind
from foundation.dutch import _
from interviews.deidentification.lists.word_lists import unaccented
from interviews.respondents.attributes.headings import ColumnKind, kind_by_heading


class Becomes(StrEnum):
    """What is made of a column."""

    REFERENCE = "kenmerk"
    DAY = "dag"
    NAME = "naam"
    FIRST_NAME = "voornaam"
    INFIX = "tussenvoegsel"
    LAST_NAME = "achternaam"
    EMAIL = "e-mail"
    BORN = "geboren"
    STREET = "straat"
    HOUSE_NUMBER = "huisnummer"
    POSTCODE = "postcode"
    TOWN = "plaats"
    PROVIDER = "aanbieder"
    GROUP = "groep"
    LANGUAGE = "taal"
    NOTHING = "niet"


_WORDS: dict[Becomes, str] = {
    Becomes.REFERENCE: (
        "clientnr clientnummer clientid client nummer kenmerk referentie reference ref id clientnumber clientreference "
        "dossiernr dossiernummer zaaknummer casenumber caseid trajectnummer trajectid beschikkingsnummer voorzieningnr "
        "voorzieningsnummer personid relatienummer registratienummer sourcereference nr uniekid"
    ),
    Becomes.NAME: (
        "naam name volledigenaam fullname clientnaam naamclient contactpersoon contact naamcontactpersoon persoon "
        "medewerker deelnemer inwoner tenaamstelling"
    ),
    Becomes.FIRST_NAME: "voornaam voornamen roepnaam voorletters initialen firstname givenname initials forename",
    Becomes.INFIX: "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels tv infix prefix",
    Becomes.LAST_NAME: "achternaam geslachtsnaam familienaam lastname surname familyname",
    Becomes.EMAIL: "email mail emailadres mailadres emailaddress mailaddress emailadresclient adresemail",
    Becomes.BORN: (
        "gebdat geboortedatum geboortedag geboren geborenop datumgeboorte gebdatum gebdtm dob birthdate dateofbirth "
        "birthday born"
    ),
    Becomes.STREET: "straat straatnaam adres street address streetaddress adresregel1 adresregel addressline1",
    Becomes.HOUSE_NUMBER: "huisnummer huisnr housenumber nummerhuis hnr huisnummertoevoeging",
    Becomes.POSTCODE: "postcode pc pc6 postc zip zipcode postalcode",
    Becomes.TOWN: "plaats woonplaats plaatsnaam stad dorp town city gemeenteplaats",
    Becomes.PROVIDER: (
        "aanbieder zorgaanbieder hulpaanbieder aanbiedernaam naamaanbieder zorgverlener leverancier instelling "
        "provider careprovider supplier"
    ),
    Becomes.GROUP: "groep leeftijdsgroep leeftijdscategorie doelgroep wijk gebied regio group agegroup district",
    Becomes.LANGUAGE: "taal voorkeurstaal language preferredlanguage",
}
_DAYS = {
    SourceKind.CLOSED: (
        "datumeinde einddatum einde eind afsluitdatum datumafsluiting afgesloten afgeslotenop afsluiting "
        "datumafgesloten eindehulp einddatumhulp einddatumtraject beeindigd "
        "enddate closedon closeddate dateclosed closed end"
    ),
    SourceKind.STARTED: (
        "datumstart startdatum start begindatum datumbegin begin ingangsdatum gestart gestartop starthulp "
        "startdatumhulp startdate started startedon datestarted begindate"
    ),
}
_LANGUAGES = {"nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "engels": "en", "english": "en"}


def becomes_label(becomes: Becomes, kind: SourceKind) -> str:
    day = _("Gestart op") if kind is SourceKind.STARTED else _("Afgesloten op")
    return {
        Becomes.REFERENCE: _("Kenmerk bij de bron"),
        Becomes.DAY: day,
        Becomes.NAME: _("Naam"),
        Becomes.FIRST_NAME: _("Voornaam of voorletters"),
        Becomes.INFIX: _("Tussenvoegsel"),
        Becomes.LAST_NAME: _("Achternaam"),
        Becomes.EMAIL: _("E-mailadres"),
        Becomes.BORN: _("Geboortedatum"),
        Becomes.STREET: _("Straat"),
        Becomes.HOUSE_NUMBER: _("Huisnummer"),
        Becomes.POSTCODE: _("Postcode"),
        Becomes.TOWN: _("Plaats"),
        Becomes.PROVIDER: _("Aanbieder"),
        Becomes.GROUP: _("Groep"),
        Becomes.LANGUAGE: _("Taal"),
        Becomes.NOTHING: _("Niet inlezen"),
    }[becomes]


def becomes_sentence(becomes: Becomes) -> str:
    """What happens with what stands in it."""
    on_paper = _("Alleen voor brieven, daarna weg")
    sentences = {
        Becomes.REFERENCE: _("Alleen als code, niet terug te rekenen"),
        Becomes.DAY: _("Bepaalt wanneer we iets vragen"),
        Becomes.EMAIL: _("Versleuteld, weg 30 dagen na gebruik"),
        Becomes.BORN: _("Alleen om dubbelen te vinden, daarna weg"),
        Becomes.POSTCODE: _("Alleen voor dubbelen en brieven"),
        Becomes.STREET: on_paper,
        Becomes.HOUSE_NUMBER: on_paper,
        Becomes.TOWN: on_paper,
        Becomes.PROVIDER: _("Over wie de vragen gaan"),
        Becomes.GROUP: _("Om de respons te vergelijken, nooit per persoon"),
        Becomes.LANGUAGE: _("De taal van de uitnodiging"),
        Becomes.NOTHING: _("Niet nodig"),
    }
    return sentences.get(becomes) or _("Versleuteld, weg 30 dagen na gebruik")


def proposed(headings: Sequence[str], kind: SourceKind, kept: Mapping[str, str]) -> dict[str, str]:
    """{heading: what it becomes}: as last time where that is known, else by the words of the heading."""
    found: dict[str, str] = {}
    for heading in headings:
        before = kept.get(heading, "")
        wanted = before if before in set(Becomes) else becomes_by_heading(heading, kind).value
        found[heading] = Becomes.NOTHING.value if wanted in _once_only(found) else wanted
    return found


def becomes_by_heading(heading: str, kind: SourceKind) -> Becomes:
    """NOTHING when it does not say."""
    word = re.sub(r"[^a-z0-9]+", "", unaccented(heading.casefold()))
    if word in _DAYS.get(kind, "").split():
        return Becomes.DAY
    return next((becomes for becomes, words in _WORDS.items() if word in words.split()), Becomes.NOTHING)


def is_remark(heading: str) -> bool:
    """'Opmerking', 'toelichting': words that nobody asked for, of health perhaps."""
    return kind_by_heading(heading.replace("_", " ")) is ColumnKind.NOTE


def known_headings(cells: Iterable[str]) -> int:
    """How many cells of a row are words that stand above columns."""
    return sum(any(becomes_by_heading(cell, kind) is not Becomes.NOTHING for kind in SourceKind) for cell in cells)


def language_of(written: str) -> str:
    """'Engels' -> 'en'; Dutch for what is not known."""
    return _LANGUAGES.get(written.strip().casefold(), "nl")


def _once_only(found: Mapping[str, str]) -> set[str]:
    """What has its column already. Two columns may make a first name: the first that is filled in counts."""
    return set(found.values()) - {Becomes.FIRST_NAME.value, Becomes.NOTHING.value}
