"""What may go on waiting of a page when contact data are wiped from it: nothing that was wiped comes back with it."""

from collections.abc import Iterable

from interviews.respondents.page.older_pages import seen_of
from interviews.respondents.page.parts import Part, RespondentForms, part_of

Fields = list[tuple[str, str]]


def wipes(part: Part | None, forms: RespondentForms, *, is_asked: bool) -> bool:
    """Whether keeping this part wipes contact data: on request, or because somebody takes part no more."""
    return is_asked or (part is Part.STOP and not forms.keeps_contact)


def what_may_wait(posted: Iterable[tuple[str, str]], forms: RespondentForms, fresh: RespondentForms) -> Fields:
    """Posted fields without contact data, and of role and attributes what this page itself changed.

    `forms`: what was posted, over `fresh`, the page as it is since the wiping.
    """
    others = [(name, value) for name, value in posted if part_of(name) not in (Part.CONTACT, Part.FACTS)]
    facts = [("role", forms.facts.role), ("other_role", forms.facts.other_role)]
    for name, value in forms.facts.attributes:
        facts += [("attribute_name", name), ("attribute_value", value)]
    return [*others, *facts, ("facts_seen", seen_of(fresh)["facts_seen"])]
