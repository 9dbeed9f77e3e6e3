"""Contact data that older call lists left in the role or among the attributes: found, and put where they belong."""

from collections.abc import Iterable, Iterator

from sqlmodel import Session, col, select

from foundation.dutch import _
from foundation.errors import ResearcherError
from interviews.models import Respondent
from interviews.respondents.attributes.headings import ColumnKind, kind_by_heading
from interviews.respondents.attributes.open import may_stand_open, only_open, open_role
from interviews.respondents.attributes.private_values import Private, private_in
from interviews.respondents.contacts import (
    Contact,
    ContactVault,
    contact_from,
    contact_of,
    forget_history,
    keep_contact,
)
from interviews.respondents.register import all_respondents

_FIELD_OF_VALUE = {Private.TELEPHONE: "telephone", Private.EMAIL: "email"}
_FIELD_OF_HEADING = {
    ColumnKind.TELEPHONE: "telephone",
    ColumnKind.EMAIL: "email",
    ColumnKind.NAME: "name",
}


def left_open(respondents: Iterable[Respondent]) -> list[Respondent]:
    """Of whom something stands open that leads to them."""
    return [
        one for one in respondents if only_open(one.attributes) != one.attributes or open_role(one.role) != one.role
    ]


def seal_what_stands_open(session: Session, vault: ContactVault, study_id: int) -> int:
    """Move numbers, addresses and names to the sealed contact data, where these lack them; of how many people.

    What has no place there goes: birth dates, home addresses, client numbers. So does what undo remembered of it.
    """
    found = left_open(all_respondents(session, study_id))
    for respondent in found:
        known = contact_of(session, vault, respondent)
        whole = known
        for name, value in respondent.attributes.items():
            if not may_stand_open(name, value):
                whole = whole.completed_by(_as_contact(name, value))
        if open_role(respondent.role) != respondent.role:
            whole = whole.completed_by(_as_contact("naam", respondent.role))
        respondent.role, respondent.attributes = open_role(respondent.role), only_open(respondent.attributes)
        if whole != known:
            keep_contact(session, vault, respondent, whole)
    if found:
        forget_history(session, found)
    return len(found)


def check_attributes(session: Session) -> Iterator[str]:
    """A sentence for every respondent of whom something stands open; the thing itself is not repeated."""
    respondents = session.exec(select(Respondent).order_by(col(Respondent.id))).all()
    for respondent in left_open(respondents):
        yield _(
            "%(title)s van onderzoek %(study)s: bij de rol of de kenmerken staan gegevens die naar iemand leiden. "
            "Verplaats ze met de knop op de pagina Respondenten.",
            title=respondent.title,
            study=respondent.study_id,
        )


def _as_contact(name: str, value: str) -> Contact:
    """The part of the contact data that an attribute holds; empty when it is none."""
    shape = private_in(value)
    field = _FIELD_OF_VALUE.get(shape, "") if shape else ""
    field = field or _FIELD_OF_HEADING.get(kind_by_heading(name), "")
    try:
        return contact_from(**{"name": "", "telephone": "", field: value}) if field else Contact()
    except ResearcherError:
        return Contact()
