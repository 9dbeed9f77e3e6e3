"""What can't stand in an agreement: texts that are too long, what is missing, and days that don't follow each other."""

from collections.abc import Iterator

from foundation.clock import today
from foundation.dutch import _
from studies.agreements.terms import Terms

LONGEST_TEXT = 4000
LONGEST_NAME = 120
MOST_PARTIES = 20
FEWEST_PARTIES = 2


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
