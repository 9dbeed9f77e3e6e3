"""Fields between a page and the domain: what stands in each, what the person saw, and what went wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from foundation.errors import ResearcherError
from foundation.forms.written import clean
from foundation.tables import Scoped
from journeys.composing.field_changes import ChangedMeanwhile
from journeys.composing.field_rules import FieldRule

SEEN = "seen-"
Change = Callable[[str, str, str | None], None]
"""field, text, what the person saw."""


@dataclass(frozen=True)
class FieldTroubles:
    """{field: sentence} and, where somebody else wrote meanwhile, {field: what stands there now}."""

    errors: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The HTTP status that says it: 200, 409 for a conflict, else 422."""
        if self.others:
            return ChangedMeanwhile.status
        return ResearcherError.status if self.errors else 200


@dataclass(frozen=True)
class FieldForm:
    """A form as the page shows it: the texts in it, and per field what the server has."""

    values: Mapping[str, str]
    seen: Mapping[str, str]
    troubles: FieldTroubles = FieldTroubles()


def form_of(row: Scoped, rules: Mapping[str, FieldRule]) -> FieldForm:
    """The form with what is stored."""
    stored = {name: rule.write(getattr(row, name)) for name, rule in rules.items()}
    return FieldForm(stored, stored)


def form_again(
    row: Scoped, rules: Mapping[str, FieldRule], submitted: Mapping[str, str], troubles: FieldTroubles
) -> FieldForm:
    """The form with what the person typed; where somebody else wrote, the next submit knows what it replaces."""
    stored = form_of(row, rules).values
    values = {name: submitted.get(name, stored[name]) for name in rules}
    seen = {name: troubles.others.get(name, submitted.get(SEEN + name, stored[name])) for name in rules}
    return FieldForm(values, seen, troubles)


def store_fields(submitted: Mapping[str, str], rules: Mapping[str, FieldRule], change: Change) -> FieldTroubles:
    """Change every field that was submitted, each on its own, and gather what cannot be stored."""
    troubles = FieldTroubles()
    for name in rules:
        if name not in submitted:
            continue
        try:
            change(name, clean(submitted[name]), submitted.get(SEEN + name))
        except ChangedMeanwhile as conflict:
            troubles.errors[name], troubles.others[name] = str(conflict), conflict.current
        except ResearcherError as error:
            troubles.errors[name] = str(error)
    return troubles
