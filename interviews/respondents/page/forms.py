"""What people fill in about respondents: calls, consent and attributes, read from a form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from foundation.clock import AMSTERDAM, now, today
from foundation.dutch import _
from foundation.forms.dates import as_dates_are_written, read_day
from foundation.forms.posted import Posted
from interviews.respondents.attributes.open import attribute_key
from interviews.respondents.models import CallResult, ConsentWay, Purpose
from interviews.respondents.register import USUAL_ATTRIBUTES


@dataclass(frozen=True)
class CallForm:
    """A call as filled in; `errors` maps a field's name to what is wrong with it."""

    values: Mapping[str, str]
    result: CallResult | None = None
    called_at: datetime | None = None
    again_at: datetime | None = None
    errors: Mapping[str, str] = field(default_factory=dict)


def new_call() -> CallForm:
    """The form as it is first shown: called just now."""
    return CallForm({"result": "", "called_at": local_minute(now()), "again_at": "", "note": ""})


def read_call(posted: Posted) -> CallForm:
    errors: dict[str, str] = {}
    values = {name: posted.get(name, "").strip() for name in ("result", "called_at", "again_at", "note")}
    called_at = _moment(values["called_at"], "called_at", errors)
    again_at = _moment(values["again_at"], "again_at", errors)
    result = CallResult(values["result"]) if values["result"] in set(CallResult) else None
    if result is None:
        errors["result"] = _("Kies hoe het telefoontje afliep.")
    return CallForm(values, result, called_at, again_at, errors)


@dataclass(frozen=True)
class ConsentForm:
    """Answers to questions for consent, given at one moment in one way."""

    values: Mapping[str, str]
    answers: Mapping[Purpose, bool] = field(default_factory=dict)
    answered_on: date | None = None
    way: ConsentWay = ConsentWay.BY_TELEPHONE
    errors: Mapping[str, str] = field(default_factory=dict)


def new_consent() -> ConsentForm:
    """The form as it is first shown: asked today, on the telephone."""
    return ConsentForm({"answered_on": today().isoformat(), "way": ConsentWay.BY_TELEPHONE.value})


def read_consent(posted: Posted) -> ConsentForm:
    errors: dict[str, str] = {}
    values = {name: posted.get(name, "").strip() for name in ("answered_on", "way", *Purpose)}
    answers = {purpose: values[purpose] == "yes" for purpose in Purpose if values[purpose] in ("yes", "no")}
    if not answers:
        errors["answers"] = _("Kies bij ten minste één vraag ja of nee.")
    way = ConsentWay(values["way"]) if values["way"] in set(ConsentWay) else ConsentWay.BY_TELEPHONE
    if values["way"] != way:
        errors["way"] = _("Kies hoe de antwoorden zijn gegeven.")
    return ConsentForm(values, answers, needed_day(values["answered_on"], "answered_on", errors), way, errors)


def needed_day(written: str, name: str, errors: dict[str, str]) -> date | None:
    """A day that has to be there."""
    day = read_day(written)
    if day is None:
        errors[name] = as_dates_are_written()
    return day


class AttributeRow(NamedTuple):
    name: str
    value: str
    is_free: bool = False
    """Its name can be written."""


def read_attributes(posted: Posted) -> tuple[tuple[str, str], ...]:
    """(name, value) of the rows of the form that somebody filled in."""
    pairs = zip(posted.getlist("attribute_name"), posted.getlist("attribute_value"), strict=False)
    return tuple((name.strip(), value.strip()) for name, value in pairs if value.strip())


def apart_from_named(filled: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those without a name, or with one that stands higher up with something else: somebody has to look at them."""
    known: dict[str, str] = {}
    return [
        (name, value) for name, value in filled if not name or known.setdefault(attribute_key(name), value) != value
    ]


def attribute_rows(filled: Sequence[tuple[str, str]], names: Iterable[str]) -> list[AttributeRow]:
    """For the form: the attributes of this study, whatever else this person has, and a row that is named by hand."""
    apart = apart_from_named(filled)
    named = {name: value for name, value in filled if (name, value) not in apart}
    known = list(dict.fromkeys([*USUAL_ATTRIBUTES, *names, *named]))
    rows = [AttributeRow(name, named.get(name, "")) for name in known]
    return rows + [AttributeRow(name, value, is_free=True) for name, value in apart or [("", "")]]


def local_minute(moment: datetime) -> str:
    """As a field for date and time wants it, in Dutch local time."""
    return moment.astimezone(AMSTERDAM).strftime("%Y-%m-%dT%H:%M")


def _moment(written: str, name: str, errors: dict[str, str]) -> datetime | None:
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        errors[name] = _("Schrijf dag en tijd als 2026-03-11 14:30.")
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
