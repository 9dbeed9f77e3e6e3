"""The page of one respondent: several forms in one, so that keeping one never wipes what was typed in another."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from foundation.clock import today
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.posted import Posted
from interviews.models import Respondent
from interviews.respondents.attributes.open import each_once
from interviews.respondents.consent import Answers
from interviews.respondents.contacts import Contact
from interviews.respondents.models import Purpose
from interviews.respondents.page.forms import (
    CallForm,
    ConsentForm,
    new_call,
    new_consent,
    read_attributes,
    read_call,
    read_consent,
)


class Part(StrEnum):
    """The forms of the page; each is kept by a button of its own."""

    CALL = "call"
    CONSENT = "consent"
    CONTACT = "contact"
    FACTS = "facts"
    WITHDRAWAL = "withdrawal"
    STOP = "stop"
    """Takes part no more."""
    INTERVIEW = "interview"
    UNDO = "undo"
    """No form: a button."""


_FIELD = {Part.CONSENT: "asked", Part.WITHDRAWAL: "withdrawn", Part.STOP: "stopped_on"}


def part_of(name: str) -> Part | None:
    """The part that a posted field belongs to."""
    if name in _WITHDRAWN:
        return Part.WITHDRAWAL
    return next((part for part, names in _NAMES.items() if name in names), None)


_NAMES: Mapping[Part, Collection[str]] = {
    Part.CALL: ("result", "called_at", "called_at_shown", "again_at", "note"),
    Part.CONSENT: ("answered_on", "way", "kept_shown", *Purpose),
    Part.CONTACT: ("name", "telephone", "second_telephone", "email", "contact_seen"),
    Part.FACTS: ("role", "other_role", "attribute_name", "attribute_value", "facts_seen"),
    Part.STOP: ("withdrawn_on", "keeps_contact"),
    Part.INTERVIEW: ("interview",),
}
_WITHDRAWN = {f"withdrawn-{purpose}" for purpose in Purpose}


class AttributeNameless(ResearcherError):
    def __init__(self) -> None:
        super().__init__(_("Geef het kenmerk een naam. Wat je erbij schreef, staat er nog."))


@dataclass(frozen=True)
class Facts:
    """Role and attributes, as filled in."""

    role: str
    other_role: str
    attributes: tuple[tuple[str, str], ...]

    @property
    def said_role(self) -> str:
        return self.other_role if self.role == "anders" else self.role

    def named_attributes(self) -> dict[str, str]:
        """Raises AttributeNameless, AttributeTwice."""
        if any(not name for name, _value in self.attributes):
            raise AttributeNameless
        return each_once(self.attributes)


@dataclass(frozen=True)
class RespondentForms:
    """What stands in every form of the page."""

    call: CallForm
    asked: ConsentForm
    contact: Mapping[str, str]
    facts: Facts
    withdrawn: Mapping[Purpose, str]
    stopped_on: str
    keeps_contact: bool = False
    """Whether contact data are still needed of who takes part no more."""
    interview: str = ""
    purpose: Purpose | None = None
    """Whose button 'Intrekken' was pressed."""
    loose: str = ""
    """The number of the interview whose button 'Maak los' was pressed."""
    undo: str = ""
    given: Answers = field(default_factory=dict)
    """What was answered before this."""
    stopped_before: date | None = None
    meanwhile: Mapping[Part, Mapping[str, str]] = field(default_factory=dict)
    """By part and field, as a sentence: what was kept elsewhere of something that was changed here too."""

    def changed(self, fresh: "RespondentForms") -> set[Part]:
        """The parts in which something was typed that is not kept yet. `fresh`: the page as it is first shown."""
        return {part for part in Part if self._typed(part) != fresh._typed(part)}

    def complete(self, fresh: "RespondentForms") -> set[Part]:
        """The changed parts that can be kept: of a call one knows how it ended, of consent at least one answer."""
        unfinished = {Part.CALL} if self.call.result is None else set()
        unfinished |= set() if self.asked.answers else {Part.CONSENT}
        return self.changed(fresh) - unfinished

    def with_parts_of(self, other: "RespondentForms", parts: Collection[Part]) -> "RespondentForms":
        """This, with some parts as they stand in `other`."""
        fields = {_FIELD.get(part, part.value) for part in parts}
        fields |= {"keeps_contact"} if Part.STOP in parts else set()
        return replace(self, **{name: getattr(other, name) for name in fields})

    def told_of(self, parts: Collection[Part]) -> dict[str, str]:
        """The sentences of `meanwhile` in these parts, by field."""
        return {name: told for part in parts for name, told in self.meanwhile.get(part, {}).items()}

    def _typed(self, part: Part) -> object:
        if part is Part.CALL:
            return {name: value for name, value in self.call.values.items() if name != "called_at_shown"}
        if part is Part.STOP:
            return self.stopped_on, self.keeps_contact
        return self.asked.values if part is Part.CONSENT else getattr(self, _FIELD.get(part, part))


def first_shown(respondent: Respondent, contact: Contact, given: Answers) -> RespondentForms:
    """Every form with what is kept, or with what one nearly always fills in."""
    call, asked = new_call(), new_consent()
    return RespondentForms(
        CallForm({**call.values, "called_at_shown": call.values["called_at"]}),
        ConsentForm({**dict.fromkeys(Purpose, ""), **asked.values}),
        {
            "name": contact.name,
            "telephone": contact.readable_telephone,
            "second_telephone": contact.readable_second,
            "email": contact.email,
        },
        Facts(respondent.role, "", tuple((name, value) for name, value in respondent.attributes.items() if value)),
        dict.fromkeys(Purpose, today().isoformat()),
        today().isoformat(),
        given=given,
        stopped_before=respondent.withdrawn_on,
    )


def as_posted(posted: Posted, fresh: RespondentForms) -> RespondentForms:
    """What came back; a form that was not on the page is as it is first shown."""

    def was_there(*names: str) -> bool:
        return any(posted.getlist(name) for name in names)

    return RespondentForms(
        _posted_call(posted, fresh.call) if was_there("called_at", "result", "note") else fresh.call,
        read_consent(posted) if was_there("answered_on", *Purpose) else fresh.asked,
        {name: " ".join(posted.get(name, kept).split()) for name, kept in fresh.contact.items()}
        if was_there(*fresh.contact)
        else fresh.contact,
        _posted_facts(posted, fresh.facts) if was_there("role", "attribute_name") else fresh.facts,
        {one: _withdrawn_on(posted, one, day) for one, day in fresh.withdrawn.items()},
        posted.get("withdrawn_on", fresh.stopped_on).strip(),
        posted.get("keeps_contact", "") == "ja",
        posted.get("interview", ""),
        Purpose(posted.get("purpose", "")) if posted.get("purpose", "") in set(Purpose) else None,
        posted.get("loose", ""),
    )


def _withdrawn_on(posted: Posted, purpose: Purpose, day: str) -> str:
    written = posted.getlist(f"withdrawn-{purpose}")
    if not written and posted.get("purpose", "") == purpose:
        written = posted.getlist("withdrawn_on")
    return written[0].strip() if written else day


def _posted_call(posted: Posted, fresh: CallForm) -> CallForm:
    """A page that lay open for an hour says when it was opened; that is not something typed."""
    call, now = read_call(posted), fresh.values["called_at"]
    untouched = call.values["called_at"] in ("", posted.get("called_at_shown", ""))
    called_at = now if untouched else call.values["called_at"]
    return replace(call, values={**call.values, "called_at": called_at, "called_at_shown": now})


def _posted_facts(posted: Posted, fresh: Facts) -> Facts:
    role, other = posted.get("role", fresh.role), posted.get("other_role", "").strip()
    attributes = read_attributes(posted) if posted.getlist("attribute_name") else fresh.attributes
    if (other if role == "anders" else role) == fresh.role:
        role, other = fresh.role, ""
    return Facts(role, other, fresh.attributes if dict(attributes) == dict(fresh.attributes) else attributes)
