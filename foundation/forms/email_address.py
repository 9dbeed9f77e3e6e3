"""An e-mail address as somebody wrote it."""

import re

from foundation.dutch import _
from foundation.errors import ResearcherError

LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^\s@<>,;:\"()]{1,64}@[^\s@<>,;:\"()]{1,190}\.[^\W\d_]{2,24}")


class EmailWrong(ResearcherError):
    """The address itself stays out of the sentence: sentences end up in logs."""

    def __init__(self) -> None:
        super().__init__(_("Dit e-mailadres klopt niet. Schrijf het als naam@voorbeeld.nl, of laat het leeg."))


class EmailNeeded(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Dit e-mailadres klopt niet of is leeg. Schrijf het als naam@voorbeeld.nl."))


def needed_email_of(written: str) -> str:
    """'Anna@Voorbeeld.nl ' -> 'anna@voorbeeld.nl', by which somebody is known. Raises EmailNeeded."""
    try:
        address = email_of(written).lower()
    except EmailWrong:
        raise EmailNeeded from None
    if not address:
        raise EmailNeeded
    return address


def email_of(written: str) -> str:
    """'mailto:Anna@Voorbeeld.nl ' -> 'Anna@Voorbeeld.nl'. Empty stays empty. Raises EmailWrong."""
    address = written.strip().removeprefix("mailto:").strip("<> ")
    if address and not (_EMAIL.fullmatch(address) and len(address) <= LONGEST_EMAIL):
        raise EmailWrong
    return address
