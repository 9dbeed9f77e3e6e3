"""What the parties agree before a study starts: its question, whose it is, what it is for and what is published.

Every save is one ChangeRecord, so the history can be read and a save can be taken back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from foundation.clock import today
from foundation.dutch import _, long_date
from foundation.errors import ResearcherError
from studies.history.changes import recorded
from studies.history.undoing import undo
from studies.models import Agreement, Asker, ChangeRecord, Indicator, Person, Study

LONGEST_TEXT = 4000
LONGEST_NAME = 120
MOST_PARTIES = 20
FEWEST_PARTIES = 2


class AgreementIncomplete(ResearcherError):
    """`errors` maps a field's name to what is wrong with it."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(_("De afspraken zijn nog niet bewaard. Kijk bij de velden met een rode rand."))


class AgreementChangedMeanwhile(ResearcherError):
    """Somebody else saved since this form was opened; `version` is what stands in the database."""

    status = 409

    def __init__(self, version: int) -> None:
        self.version = version
        super().__init__(
            _(
                "De afspraken zijn intussen ergens anders bewaard. Dat staat hieronder, met wat jij veranderde. "
                "Dat van jou is nog niet bewaard. Kijk het na en bewaar dan opnieuw."
            )
        )


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


@dataclass(frozen=True)
class Change:
    """One line of the history."""

    record: ChangeRecord
    by: str


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


def agreement_area(study_id: int) -> str:
    """Where changes to the agreement are recorded: what `undo` wants to know."""
    return f"agreement:{study_id}"


def agreement_of(session: Session, study_id: int) -> Agreement | None:
    """The agreement of a study, draft or agreed; None when nothing was written down yet."""
    return session.exec(select(Agreement).where(Agreement.study_id == study_id)).first()


def terms_of(agreement: Agreement | None, study: Study) -> Terms:
    """What stands now; before anything was saved, the study's own question."""
    if agreement is None:
        return Terms(question=study.question)
    return Terms(
        question=agreement.question,
        asked_by=tuple(Asker(value) for value in agreement.asked_by),
        parties=tuple(Party(party["name"], party["role"]) for party in agreement.parties),
        used_for=agreement.used_for,
        not_for=agreement.not_for,
        published=agreement.published,
        success={Indicator(kind): text for kind, text in agreement.success.items()},
        transcripts_until=agreement.transcripts_until,
        key_until=agreement.key_until,
        agreed_on=agreement.agreed_on,
    )


def save_agreement(session: Session, study: Study, terms: Terms, version: int | None = None) -> Agreement:
    """Keep the terms; with `agreed_on` they have to be whole. `version` is the one the writing started from.

    Raises AgreementIncomplete, AgreementChangedMeanwhile.
    """
    agreement = agreement_of(session, study.id)
    if errors := dict(_wrong(terms)) | dict(_over_already(terms, terms_of(agreement, study))):
        raise AgreementIncomplete(errors)
    if version is not None and version != (agreement.version if agreement else 0):
        raise AgreementChangedMeanwhile(agreement.version if agreement else 0)
    if agreement is not None and terms == terms_of(agreement, study):
        return agreement
    agreement = agreement or Agreement(study_id=study.id)
    with recorded(session, study.id, agreement_area(study.id), _label(agreement, terms)):
        _write(agreement, terms)
        session.add(agreement)
    return agreement


def take_back_last(session: Session, study_id: int) -> ChangeRecord:
    """Undo this person's last save. Raises NothingToUndo, ChangedSince, DayIsOver."""
    study = session.get_one(Study, study_id)
    stood = terms_of(agreement_of(session, study_id), study)
    with session.begin_nested():
        record = undo(session, agreement_area(study_id))
        stands = terms_of(agreement_of(session, study_id), study)
        if stands.agreed_on and (over := dict(_over_already(stands, stood))):
            raise DayIsOver(min(getattr(stands, name) for name in over))
    return record


def changes_of(session: Session, study_id: int) -> list[Change]:
    """Who changed the agreement when, the newest first; what was taken back is left out."""
    query = (
        select(ChangeRecord, Person)
        .outerjoin(Person, col(Person.id) == ChangeRecord.person_id)
        .where(ChangeRecord.area == agreement_area(study_id), col(ChangeRecord.undone).is_(False))
        .order_by(col(ChangeRecord.id).desc())
    )
    return [Change(record, person.name if person else _("Verhaallijn")) for record, person in session.exec(query).all()]


def _label(agreement: Agreement, terms: Terms) -> str:
    if terms.agreed_on and terms.agreed_on != agreement.agreed_on:
        return _("afspraken vastgelegd op %(day)s", day=long_date(terms.agreed_on))
    return _("afspraken gewijzigd") if agreement.version else _("afspraken opgeschreven")


def _write(agreement: Agreement, terms: Terms) -> None:
    agreement.question = terms.question
    agreement.asked_by = [asker.value for asker in Asker if asker in terms.asked_by]
    agreement.parties = [{"name": party.name, "role": party.role} for party in terms.parties]
    agreement.used_for, agreement.not_for, agreement.published = terms.used_for, terms.not_for, terms.published
    agreement.success = {kind.value: terms.success[kind] for kind in Indicator if terms.success.get(kind)}
    agreement.transcripts_until, agreement.key_until = terms.transcripts_until, terms.key_until
    agreement.agreed_on = terms.agreed_on
    agreement.version += 1


def _wrong(terms: Terms) -> Iterator[tuple[str, str]]:
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


def _over_already(terms: Terms, before: Terms) -> Iterator[tuple[str, str]]:
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
