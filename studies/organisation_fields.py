"""What somebody typed of an organisation, field by field: as it is kept, or why it can't be."""

import re
from urllib.parse import urlsplit

from sqlmodel import Session, col, select

from foundation import dutch
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import name_key
from studies.accounts.persons import OrganisationExists
from studies.models import Organisation

LONGEST_NAME, LONGEST_WORDS, LONGEST_ADDRESS = 120, 4_000, 300
_SIGNS = re.compile(r"[\s().\-/\u2011\u2013]")
_NUMBER = re.compile(r"0[1-9]\d{8}|0800\d{4}|0800\d{7}|090[069]\d{4}|090[069]\d{7}")
_MUNICIPAL = re.compile(r"14(0\d{2,3})")
"""'14 043': the number that reaches a municipality, with its area code."""


class FieldUnclear(ResearcherError):
    """One field; the text says how to write it."""


def telephone_for_readers(written: str) -> str:
    """'+31 43 123 45 67' -> '043-1234567', '14043' -> '14 043'. Empty stays empty. Raises FieldUnclear."""
    signs = re.sub(r"^(?:\+|00)310?", "0", _SIGNS.sub("", written))
    if municipal := _MUNICIPAL.fullmatch(signs):
        return f"14 {municipal[1]}"
    if signs and not _NUMBER.fullmatch(signs):
        raise FieldUnclear(_("Dit telefoonnummer klopt niet. Schrijf het als 043-1234567 of 14 043, of laat het leeg."))
    return dutch.telephone(signs)


def organisation_name(session: Session, organisation: Organisation, written: str) -> str:
    name = " ".join(written.split())
    if not name:
        raise FieldUnclear(_("Vul de naam van de organisatie in."))
    if len(name) > LONGEST_NAME:
        raise FieldUnclear(_("Deze naam is te lang. Gebruik hooguit %(most)s tekens.", most=LONGEST_NAME))
    taken = select(Organisation.id).where(
        Organisation.name_key == name_key(name), col(Organisation.id) != organisation.id
    )
    if session.exec(taken).first():
        raise OrganisationExists(name)
    return name


def privacy_words_of(written: str) -> str:
    words = written.replace("\r\n", "\n").strip()
    if len(words) > LONGEST_WORDS:
        raise FieldUnclear(
            _("Deze tekst is te lang. Gebruik hooguit %(most)s tekens.", most=dutch.whole(LONGEST_WORDS))
        )
    return words


def statement_address(written: str) -> str:
    """The address of a page that anybody can open. Raises FieldUnclear."""
    address = written.strip()
    try:
        parts = urlsplit(address)
        is_address = parts.scheme == "https" and "." in (parts.hostname or "") and not re.search(r"\s", address)
    except ValueError:
        is_address = False
    if address and not (is_address and len(address) <= LONGEST_ADDRESS):
        raise FieldUnclear(_("Dit is geen adres van een webpagina. Begin met https://, of laat het leeg."))
    return address
