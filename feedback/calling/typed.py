"""What somebody may be called for, and on which number, as they say it themselves: nothing is chosen beforehand."""

import json
from dataclasses import dataclass, field

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import one_line
from interviews.respondents.contacts import telephone_of


class CallingUnclear(ResearcherError):
    """A number without what for, or the other way round."""


@dataclass(frozen=True)
class Calling:
    """`telephone` stays out of logs."""

    about_this: bool = False
    for_interview: bool = False
    telephone: str = field(default="", repr=False)

    @property
    def is_for_something(self) -> bool:
        return self.about_this or self.for_interview


def checked_calling(typed: Calling) -> Calling | None:
    """None: they don't want to be called. Raises CallingUnclear, TelephoneWrong."""
    telephone = telephone_of(one_line(typed.telephone))
    if not telephone and not typed.is_for_something:
        return None
    if not telephone:
        raise CallingUnclear(_("Vul ook uw telefoonnummer in. Wilt u niet gebeld worden? Haal de vinkjes dan weg."))
    if not typed.is_for_something:
        raise CallingUnclear(_("Kies waarvoor we u mogen bellen. Wilt u niet gebeld worden? Haal uw nummer dan weg."))
    return Calling(typed.about_this, typed.for_interview, telephone)


def calling_as_kept(calling: Calling) -> bytes:
    return json.dumps([calling.about_this, calling.for_interview, calling.telephone]).encode()


def read_calling(content: bytes) -> Calling:
    return Calling(*json.loads(content))
