"""Addresses as mail servers know them."""

import re

import idna

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.email_address import EmailWrong, email_of

_BEFORE_AT = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
"""RFC 5322, dot-atom: what every mail server takes."""


class EmailUnusual(ResearcherError):
    """Few mail servers take such an address (RFC 6531); it stays out of the sentence, which may end up in a log."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Naar een adres met bijzondere letters voor het apenstaartje kan Verhaallijn niet mailen. "
                "Gebruik een ander adres."
            )
        )


def address_of(written: str) -> str:
    """'jan@Müller.nl' -> 'jan@xn--mller-kva.nl'. Raises EmailWrong, also for an empty one, and EmailUnusual."""
    person, at, domain = email_of(written).rpartition("@")
    if not person.isascii():
        raise EmailUnusual
    if not at or not _BEFORE_AT.fullmatch(person):
        raise EmailWrong
    try:
        return f"{person}@{idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError:
        raise EmailWrong from None


def domain_of(address: str) -> str:
    """'verhalen@lindermeer.nl' -> 'lindermeer.nl'."""
    return address.rpartition("@")[2]
