"""`verhaallijn organisation own-sign-in`: for who stands before a door that their service no longer opens."""

import logging

from sqlalchemy import Engine
from sqlmodel import select

from foundation.database.engine import unit_of_work
from foundation.dutch import _
from foundation.mail.outbox import MailDoor
from studies.accounts.by_provider.configuring import turn_off
from studies.letters.provider_change import post_provider_change
from studies.models import Organisation
from studies.organisation_meant import OrganisationUnknown

log = logging.getLogger(__name__)


def sign_in_by_themselves(engine: Engine, slug: str, door: MailDoor | None) -> str:
    """The line to print. It stands in the log, and administrators are told. Raises OrganisationUnknown."""
    with unit_of_work(engine, across=True) as session:
        organisation = session.exec(select(Organisation).where(Organisation.slug == slug)).first()
        if organisation is None:
            raise OrganisationUnknown(slug, session.exec(select(Organisation).order_by(Organisation.slug)).all())
        if not turn_off(session, organisation.id):
            return _("%(name)s had geen aanmelddienst in gebruik.", name=organisation.name)
        log.warning("organisation %s: sign-in service turned off from the command line", organisation.id)
        post_provider_change(session, door, organisation.id)
        name = organisation.name
    off = _("De aanmelddienst van %(name)s staat uit.", name=name)
    return " ".join((off, _("Iedereen meldt zich weer aan met een wachtwoord of passkey.")))
