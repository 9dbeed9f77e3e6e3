"""`verhaallijn person reset-second-step`: for who lost telephone, passkeys and the codes on paper."""

import logging
from contextlib import suppress

from sqlalchemy import Engine

from foundation.database.engine import unit_of_work
from foundation.dutch import _
from studies.accounts.persons import person_by_email
from studies.accounts.second_step.having import reset_second_steps
from studies.accounts.signing_in import NowhereAtWork, first_organisation
from studies.letters.account_changes import AccountChange, post_account_change
from webapp.settings import Settings

log = logging.getLogger(__name__)


def reset(engine: Engine, settings: Settings, email: str) -> str:
    """The line to print. It stands in the log, and the owner hears of it by mail. Raises PersonUnknown."""
    with unit_of_work(engine, across=True) as session:
        person = person_by_email(session, email)
        if not reset_second_steps(session, person.id):
            return _("%(name)s heeft geen tweede stap. Op alle apparaten is nu wel afgemeld.", name=person.name)
        with suppress(NowhereAtWork):
            organisation_id = first_organisation(session, person.id)
            post_account_change(session, settings.mail, person, organisation_id, AccountChange.RESET)
        log.warning("person %s: second step reset from the command line", person.id)
    return _(
        "De tweede stap van %(name)s is weggehaald. Is die verplicht? Dan vraagt het aanmelden een nieuwe.",
        name=person.name,
    )
