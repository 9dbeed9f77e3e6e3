"""What is sent from an older page: what that page changed, over what is kept by now."""

from collections.abc import Mapping
from dataclasses import replace

from foundation.dutch import _, long_date
from foundation.forms.laid_over import carried, laid_over, seen_in
from foundation.forms.posted import Posted
from interviews.respondents.consent import answer_told, purpose_label, stands
from interviews.respondents.contacts import known_as
from interviews.respondents.page.forms import apart_from_named
from interviews.respondents.page.meanwhile import Shown
from interviews.respondents.page.parts import Facts, Part, RespondentForms, as_posted

_ROLE = ""
"""Its name among those of attributes: no attribute is without."""


def seen_of(fresh: RespondentForms) -> dict[str, str]:
    """What the page shows of both, as its form carries that along."""
    return {"contact_seen": carried(fresh.contact), "facts_seen": carried(_flat(fresh.facts))}


def as_sent(posted: Posted, fresh: RespondentForms) -> RespondentForms:
    """What came back, over `fresh`: the page as it would be shown now."""
    forms = as_posted(posted, fresh)
    seen = seen_in(posted.get("contact_seen", ""))
    contact = laid_over(fresh.contact, _as_they_wrote(forms.contact, fresh.contact, seen), seen)
    facts, told = _facts_over(fresh.facts, forms.facts, seen_in(posted.get("facts_seen", "")))
    told_of = {Part.CONTACT: contact.sentences, Part.FACTS: told, Part.CONSENT: _answers_over(fresh, forms, posted)}
    return replace(forms, contact=contact.values, facts=facts, meanwhile=told_of)


def _as_they_wrote(sent: Mapping[str, str], *known: Mapping[str, str]) -> dict[str, str]:
    """What says the same as is kept, or as the page showed, in the same letters: '0612345678' is '06-12345678'."""

    def written(part: str, text: str) -> str:
        there = (one[part] for one in known if part in one)
        return next((one for one in there if known_as(part, one) == known_as(part, text)), text)

    return {part: written(part, text) for part, text in sent.items()}


def _answers_over(fresh: RespondentForms, sent: RespondentForms, posted: Posted) -> dict[str, str]:
    """What was said meanwhile of a question that is answered otherwise here: who answers has not seen it."""
    shown = Shown.read(posted.get("kept_shown", ""))
    asked = sent.asked.answers
    if shown is None or not asked:
        return {}
    told = [
        _("‘%(purpose)s’: %(answer)s.", purpose=purpose_label(one), answer=answer_told(fresh.given[one]))
        for one, is_given in asked.items()
        if one in fresh.given and shown.misses(fresh.given[one]) and stands(fresh.given, one) != is_given
    ]
    if fresh.stopped_before and not shown.is_stopped and any(asked.values()):
        told.append(_("Deze persoon doet niet meer mee, sinds %(day)s.", day=long_date(fresh.stopped_before)))
    if not told:
        return {}
    told = [_("Intussen is hier bewaard:"), *told, _("Kijk wat nu geldt. Klopt wat je koos, bewaar het dan nog eens.")]
    return {"answers": " ".join(told)}


def _facts_over(fresh: Facts, sent: Facts, seen: dict[str, str]) -> tuple[Facts, dict[str, str]]:
    """And by field what is kept of it where both changed it."""
    blank = dict.fromkeys([*_flat(fresh), *_flat(sent), *seen], "")
    laid = laid_over(blank | _flat(fresh), blank | _flat(sent), blank | seen if seen else {})
    role = laid.values.pop(_ROLE)
    named = {name: value for name, value in laid.values.items() if value}
    apart = tuple(apart_from_named(sent.attributes))
    attributes = fresh.attributes if named == dict(fresh.attributes) and not apart else (*named.items(), *apart)
    said = sent if role == sent.said_role else replace(sent, role=role, other_role="")
    return replace(said, attributes=attributes), _told(laid.sentences)


def _told(sentences: dict[str, str]) -> dict[str, str]:
    """By field of the form: all attributes are one."""
    role = {"role": sentences.pop(_ROLE)} if _ROLE in sentences else {}
    attributes = " ".join(f"{name.capitalize()}: {sentence}" for name, sentence in sentences.items())
    return role | ({"attributes": attributes} if attributes else {})


def _flat(facts: Facts) -> dict[str, str]:
    apart = apart_from_named(facts.attributes)
    return {**dict(one for one in facts.attributes if one not in apart), _ROLE: facts.said_role}
