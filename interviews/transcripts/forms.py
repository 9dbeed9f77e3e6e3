"""What people fill in about a transcript: read from a form, with a sentence per field that cannot stand."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from foundation.clock import today
from foundation.dutch import _
from foundation.forms.dates import as_dates_are_written, read_day
from foundation.forms.numbers import whole_number
from interviews.respondents.attributes.open import RoleTooClose, check_role
from interviews.texts.adding import LONGEST_ROLE, LONGEST_SPEAKER
from interviews.transcripts.drafts import InterviewFacts
from interviews.transcripts.speakers import Speaker, SpeakerGuess

MOST_MINUTES = 600
OTHER_ROLE = "anders"
LONGEST_KEPT = 200
_FACTS = ("role", "other_role", "held_on", "minutes", "respondent")


@dataclass(frozen=True)
class PreviewForm:
    """Speakers and facts as filled in; `errors` maps a field's name to what is wrong with it."""

    values: Mapping[str, str]
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    facts: InterviewFacts = field(default_factory=InterviewFacts)
    respondent: int | None = None
    """The number of the respondent whose story it is, when that was chosen."""
    errors: Mapping[str, str] = field(default_factory=dict)


def preview_values(facts: InterviewFacts, guesses: Sequence[SpeakerGuess], roles: Sequence[str]) -> dict[str, str]:
    """The form as it is first shown."""
    role = facts.role if not facts.role or facts.role in roles else OTHER_ROLE
    values = {
        "role": role,
        "other_role": facts.role if role == OTHER_ROLE else "",
        "held_on": facts.held_on.isoformat() if facts.held_on else "",
        "minutes": str(facts.minutes or ""),
        "respondent": "",
    }
    for index, guess in enumerate(guesses):
        values[f"speaker-{index}-name"] = guess.name
        values[f"speaker-{index}-interviewer"] = "yes" if guess.is_interviewer else ""
    return values


def read_preview(form: Mapping[str, str], labels: Sequence[str]) -> PreviewForm:
    """What was filled in for these speaker labels, in the order they were shown."""
    errors: dict[str, str] = {}
    speakers = {label: _speaker(form, index, errors) for index, label in enumerate(labels)}
    facts = InterviewFacts(_role(form, errors), _held_on(form, errors), _minutes(form, errors))
    # A browser leaves out boxes that are not ticked.
    shown = preview_values(InterviewFacts(), [], ()) | dict.fromkeys(_speaker_fields(len(labels)), "")
    respondent = form.get("respondent", "")
    return PreviewForm(shown | dict(form), speakers, facts, whole_number(respondent), errors)


def with_kept(values: Mapping[str, str], kept: Mapping[str, str], labels: Sequence[str]) -> dict[str, str]:
    """The form as somebody left it half-filled; speakers by their label, since their order changes by mending."""
    shown = {**values, **{name: kept[name] for name in _FACTS if name in kept}}
    for index, label in enumerate(labels):
        if f"name:{label}" in kept:
            shown[f"speaker-{index}-name"] = kept[f"name:{label}"]
            shown[f"speaker-{index}-interviewer"] = kept.get(f"interviewer:{label}", "")
    return shown


def to_keep(form: Mapping[str, str], labels: Sequence[str], before: Mapping[str, str]) -> dict[str, str]:
    """What `with_kept` needs to show this form again, as it was shown for these labels."""
    kept = {**before, **{name: form[name][:LONGEST_KEPT] for name in _FACTS if name in form}}
    for index, label in enumerate(labels):
        if f"speaker-{index}-name" in form:
            kept[f"name:{label}"] = form[f"speaker-{index}-name"][:LONGEST_KEPT]
            kept[f"interviewer:{label}"] = "yes" if form.get(f"speaker-{index}-interviewer") else ""
    return kept


def _speaker_fields(count: int) -> list[str]:
    return [f"speaker-{index}-{part}" for index in range(count) for part in ("name", "interviewer")]


def _speaker(form: Mapping[str, str], index: int, errors: dict[str, str]) -> Speaker:
    name = " ".join(unicodedata.normalize("NFC", form.get(f"speaker-{index}-name", "")).split())
    if not name:
        errors[f"speaker-{index}-name"] = _("Geef deze spreker een naam, bijvoorbeeld ‘Ouder’.")
    return Speaker(name[:LONGEST_SPEAKER], bool(form.get(f"speaker-{index}-interviewer")))


def _role(form: Mapping[str, str], errors: dict[str, str]) -> str:
    role = form.get("role", "")
    if role == OTHER_ROLE:
        role = " ".join(form.get("other_role", "").split()) or OTHER_ROLE
        try:
            check_role(role)
        except RoleTooClose as wrong:
            errors["role"] = str(wrong)
    if not role:
        errors["role"] = _("Zeg met wie je sprak. Weet je het niet precies, kies dan ‘anders’.")
    return role.lower()[:LONGEST_ROLE]


def _held_on(form: Mapping[str, str], errors: dict[str, str]) -> date | None:
    written = form.get("held_on", "").strip()
    if not written:
        return None
    day = read_day(written)
    if day is None:
        errors["held_on"] = as_dates_are_written()
        return None
    if day > today() or day.year < 1990:
        errors["held_on"] = _("Deze datum kan niet: het gesprek is al gevoerd. Kijk het jaar na.")
    return day


def _minutes(form: Mapping[str, str], errors: dict[str, str]) -> int | None:
    written = form.get("minutes", "").strip()
    if not written:
        return None
    minutes = whole_number(written)
    if minutes is None or not 0 < minutes <= MOST_MINUTES:
        errors["minutes"] = _("Vul hele minuten in, van 1 tot en met %(most)s. Of laat het leeg.", most=MOST_MINUTES)
        return None
    return minutes
