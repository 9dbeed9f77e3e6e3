"""The route by which an administrator helps somebody who lost telephone, passkeys and codes on paper."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.request_session import mail_door, reading_across_organisations, request_session, signed_in
from studies.access import Role, requires
from studies.accounts.second_step.helping import take_second_step_away, works_elsewhere
from studies.letters.account_changes import AccountChange, post_account_change
from studies.models import Person
from studies.people.leaving import membership_of
from studies.people.members import member_by_number
from studies.proof import asks_proof
from webapp.people import of_organisation


@of_organisation.blueprint.post("/<int:person_id>/tweede-stap")
@requires(Role.ADMINISTRATOR)
@asks_proof
def help_who_lost_it(person_id: int) -> ResponseReturnValue:
    session, me = request_session(), signed_in()
    member = member_by_number(session, person_id)
    membership_of(session, person_id)
    with reading_across_organisations() as across:
        elsewhere = works_elsewhere(across, person_id, me.organisation_id)
    try:
        take_second_step_away(session, person_id, member.name, elsewhere=elsewhere)
    except ResearcherError as error:
        return of_organisation.one_page(member, trouble=str(error)), error.status
    person = session.get_one(Person, person_id)
    post_account_change(session, mail_door(), person, me.organisation_id, AccountChange.RESET)
    flash(
        _(
            "De tweede stap van %(name)s is weggehaald. Is die verplicht? Dan vraagt het aanmelden een nieuwe.",
            name=member.name,
        )
    )
    return redirect(url_for("staff.one", person_id=person_id))
