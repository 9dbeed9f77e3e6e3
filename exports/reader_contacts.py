"""Whom readers can ask: at a story its own organisation, elsewhere every organisation that has stories here."""

from sqlmodel import Session, col, select

from foundation.database.full_text.words import by_letter
from journeys.models import Publication
from studies.models import Organisation
from studies.organisation import ReaderContact, contact_for_readers


def contact_of(session: Session, organisation_id: int) -> ReaderContact:
    """Whom readers of this organisation's stories can ask."""
    organisation = session.exec(select(Organisation).where(Organisation.id == organisation_id)).one()
    return contact_for_readers(organisation)


def contacts_at_story(session: Session, organisation_id: int) -> list[ReaderContact]:
    """The organisation of this story, when it said whom to ask."""
    return list(filter(None, [contact_of(session, organisation_id)]))


def contacts_of_site(session: Session) -> list[ReaderContact]:
    """Each organisation with a public story, by name; where one organisation has the site, that one."""
    return [contact for one in organisations_of_site(session) if (contact := contact_for_readers(one))]


def organisations_of_site(session: Session) -> list[Organisation]:
    """The organisations that readers meet here, by name."""
    everybody = sorted(session.exec(select(Organisation)).all(), key=lambda one: by_letter(one.name, one.id))
    if len(everybody) == 1:
        return everybody
    telling = session.exec(
        select(Publication.organisation_id).where(col(Publication.withdrawn_at).is_(None)).distinct()
    ).all()
    return [one for one in everybody if one.id in set(telling)]
