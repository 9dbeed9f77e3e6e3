"""What the parties agree before a study starts: its question, whose it is, what it is for and what is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from foundation.dutch import _, long_date
from foundation.errors import ResearcherError
from studies.models import Asker, Indicator


class AgreementIncomplete(ResearcherError):
    """`errors` maps a field's name to what is wrong with it."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(_("De afspraken zijn nog niet bewaard. Kijk bij de velden met een rode rand."))


class DayIsOver(ResearcherError):
    """Taking back would bring back a last day that is behind us, and the study would be erased within the hour."""

    def __init__(self, last: date) -> None:
        super().__init__(
            _(
                "Dan geldt weer %(day)s als laatste dag. Die is voorbij: alles zou meteen worden gewist. Er is niets "
                "gewijzigd. Kies zelf een dag bij ‘Afspraken vooraf’.",
                day=long_date(last),
            )
        )


@dataclass(frozen=True)
class Party:
    """Somebody who takes part in the agreement: 'Adviesraad Sociaal Domein', 'leest mee'."""

    name: str
    role: str = ""


@dataclass(frozen=True)
class Terms:
    """What is agreed. `agreed_on` is None while it is a draft."""

    question: str = ""
    asked_by: tuple[Asker, ...] = ()
    parties: tuple[Party, ...] = ()
    used_for: str = ""
    not_for: str = ""
    published: str = ""
    success: Mapping[Indicator, str] = field(default_factory=dict)
    transcripts_until: date | None = None
    key_until: date | None = None
    agreed_on: date | None = None
