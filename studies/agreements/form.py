"""The agreement as people fill it in: from a form to terms, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from foundation.dutch import _
from foundation.forms.dates import as_dates_are_written, read_day
from foundation.forms.posted import Posted
from studies.agreements.terms import Party, Terms
from studies.models import Asker, Indicator

ROWS_FOR_PARTIES = 4
SPARE_ROWS = 2
_TEXTS = ("question", "used_for", "not_for", "published")
_DAYS = ("transcripts_until", "key_until", "agreed_on")


@dataclass(frozen=True)
class AgreementForm:
    """`values` as filled in, `terms` as understood, `errors` for what could not be understood."""

    values: Mapping[str, str]
    asked_by: Sequence[str]
    parties: Sequence[Party]
    terms: Terms
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def party_rows(self) -> list[Party]:
        """What is filled in, with room for more."""
        room = max(ROWS_FOR_PARTIES, len(self.parties) + SPARE_ROWS)
        return [*self.parties, *[Party("")] * (room - len(self.parties))]


def form_of(terms: Terms) -> AgreementForm:
    """The form as it is first shown."""
    values = {name: getattr(terms, name) for name in _TEXTS}
    values |= {name: day.isoformat() if (day := getattr(terms, name)) else "" for name in _DAYS}
    values |= {f"success-{kind.value}": terms.success.get(kind, "") for kind in Indicator}
    return AgreementForm(values, [asker.value for asker in terms.asked_by], terms.parties, terms)


def read_agreement(posted: Posted, standing: Terms) -> AgreementForm:
    """What was filled in; a field that did not come along is as it stands. A browser leaves out who asked, unticked."""
    errors: dict[str, str] = {}
    names = [*_TEXTS, *_DAYS, *(f"success-{kind.value}" for kind in Indicator)]
    stood = form_of(standing).values
    values = {name: posted.get(name, stood[name]).replace("\r\n", "\n").strip() for name in names}
    days = {name: _day(values[name], name, errors) for name in _DAYS}
    asked_by = [asker for asker in Asker if asker.value in posted.getlist("asked_by")]
    parties = _parties(posted, errors) if posted.getlist("party_name") else standing.parties
    terms = Terms(
        question=values["question"],
        asked_by=tuple(asked_by),
        parties=parties,
        used_for=values["used_for"],
        not_for=values["not_for"],
        published=values["published"],
        success={kind: text for kind in Indicator if (text := values[f"success-{kind.value}"])},
        transcripts_until=days["transcripts_until"],
        key_until=days["key_until"],
        agreed_on=days["agreed_on"],
    )
    return AgreementForm(values, [asker.value for asker in asked_by], parties, terms, errors)


def _parties(posted: Posted, errors: dict[str, str]) -> tuple[Party, ...]:
    rows = zip(posted.getlist("party_name"), posted.getlist("party_role"), strict=False)
    filled = [Party(" ".join(name.split()), " ".join(role.split())) for name, role in rows]
    parties = tuple(party for party in filled if party.name or party.role)
    if not all(party.name for party in parties):
        errors["parties"] = _("Zet bij elke rol ook de naam van de partij.")
    return parties


def _day(written: str, name: str, errors: dict[str, str]) -> date | None:
    day = read_day(written)
    if written.strip() and day is None:
        errors[name] = as_dates_are_written()
    return day
