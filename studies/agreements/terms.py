"""What the parties agree before a study starts: its question, whose it is, what it is for and what is published.

Every save is one ChangeRecord, so the history can be read and a save can be taken back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from foundation.clock import today
from foundation.dutch import _, long_date
from foundation.errors import ResearcherError
from studies.models import Asker, Indicator

LONGEST_TEXT = 4000
LONGEST_NAME = 120
MOST_PARTIES = 20
FEWEST_PARTIES = 2


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


def asker_label(asker: Asker) -> str:
    return {
        Asker.CITIZEN: _("inwoner"),
        Asker.PROFESSIONAL: _("professional"),
        Asker.PROVIDER: _("aanbieder"),
        Asker.COMMISSIONER: _("opdrachtgever of financier"),
    }[asker]


def indicator_label(indicator: Indicator) -> str:
    return {
        Indicator.SATISFACTION: _("Tevredenheid"),
        Indicator.OUTPUT: _("Output"),
        Indicator.OUTCOME: _("Uitkomst"),
        Indicator.IMPACT: _("Impact"),
    }[indicator]


def indicator_meaning(indicator: Indicator) -> str:
    """What it measures, in plain words."""
    return {
        Indicator.SATISFACTION: _("Viel het mee of tegen? De ervaring, vergeleken met wat iemand verwachtte."),
        Indicator.OUTPUT: _("Hoeveel is er gedaan? Bijvoorbeeld het aantal gesprekken of trajecten."),
        Indicator.OUTCOME: _("Is het doel bereikt? Bijvoorbeeld: het kind gaat weer naar school."),
        Indicator.IMPACT: _("Wat kwam er dóór de hulp? De uitkomst, min wat zonder hulp ook was gebeurd."),
    }[indicator]


def what_is_wrong(terms: Terms) -> Iterator[tuple[str, str]]:
    """(field, sentence) for everything that cannot stand."""
    yield from _too_long(terms)
    if terms.agreed_on:
        yield from _missing(terms)
    yield from _wrong_dates(terms)


def _too_long(terms: Terms) -> Iterator[tuple[str, str]]:
    texts = {name: getattr(terms, name) for name in ("question", "used_for", "not_for", "published")}
    texts |= {f"success-{kind.value}": text for kind, text in terms.success.items()}
    for name, text in texts.items():
        if len(text) > LONGEST_TEXT:
            yield name, _("Deze tekst is te lang: maak er ten hoogste %(most)s tekens van.", most=LONGEST_TEXT)
    if len(terms.parties) > MOST_PARTIES or any(
        len(party.name) > LONGEST_NAME or len(party.role) > LONGEST_NAME for party in terms.parties
    ):
        yield "parties", _("Noem ten hoogste %(most)s partijen, elk in een paar woorden.", most=MOST_PARTIES)


def _missing(terms: Terms) -> Iterator[tuple[str, str]]:
    needed = {
        "question": (terms.question, _("Schrijf op wat je wilt weten.")),
        "asked_by": (terms.asked_by, _("Kies ten minste één: wie wil dit weten?")),
        "used_for": (terms.used_for, _("Schrijf op waar de uitkomsten voor zijn.")),
        "not_for": (terms.not_for, _("Schrijf op waar de uitkomsten niet voor zijn.")),
        "published": (terms.published, _("Schrijf op wat naar buiten gaat.")),
        "transcripts_until": (terms.transcripts_until, _("Vul in tot wanneer de gespreksverslagen blijven.")),
        "key_until": (terms.key_until, _("Vul in tot wanneer de sleutel blijft.")),
    }
    for name, (value, sentence) in needed.items():
        if not value:
            yield name, sentence
    if len(terms.parties) < FEWEST_PARTIES:
        yield "parties", _("Een afspraak maak je met elkaar: noem ten minste twee partijen.")


def over_already(terms: Terms, before: Terms) -> Iterator[tuple[str, str]]:
    """A slip of the pen must not erase a study: a day that is over can't be chosen any more."""
    for name in ("transcripts_until", "key_until"):
        until = getattr(terms, name)
        if until and until < today() and until != getattr(before, name):
            yield name, _("Deze dag is al voorbij: alles zou meteen worden gewist. Kies vandaag of later.")


def _wrong_dates(terms: Terms) -> Iterator[tuple[str, str]]:
    if terms.agreed_on and terms.agreed_on > today():
        yield "agreed_on", _("Deze dag moet nog komen. Laat de datum leeg tot het is afgesproken.")
    for name in ("transcripts_until", "key_until"):
        until = getattr(terms, name)
        if until and terms.agreed_on and until <= terms.agreed_on:
            yield name, _("Deze dag ligt niet na de dag van de afspraak. Kijk het jaar na.")
    if terms.transcripts_until and terms.key_until and terms.key_until > terms.transcripts_until:
        yield "key_until", _("De sleutel gaat niet later weg dan de gespreksverslagen. Kies een eerdere dag.")
