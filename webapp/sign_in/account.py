"""One's own account: who one is here, and where one is signed in."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.request_session import mail_door, reading_across_organisations, request_session, signed_in
from studies.access import EVERYONE, requires
from studies.accounts.by_provider.configuring import provider_of
from studies.accounts.changing_password import needs_present
from studies.accounts.passwords import SHORTEST_PASSWORD
from studies.accounts.second_step.having import second_steps_of
from studies.accounts.sign_ins.own import SignInGone, end_every_sign_in, end_sign_in, sign_ins_of
from studies.models import Organisation, Person, SignIn
from studies.people.held_roles import roles_by_person, standing_in_words
from studies.people.members import organisations_of
from webapp.sign_in.coming_and_going import go_out
from webapp.sign_in.doors import blueprint


@blueprint.get("/account")
@requires(*EVERYONE)
def account() -> ResponseReturnValue:
    return account_page()


@blueprint.post("/account/aanmeldingen/<int:number>/af")
@requires(*EVERYONE)
def end_one(number: int) -> ResponseReturnValue:
    if number == signed_in().sign_in_id:
        return go_out()
    try:
        end_sign_in(request_session(), signed_in().person_id, number)
        flash(_("Dat apparaat is afgemeld."))
    except SignInGone as error:
        flash(str(error))
    return redirect(url_for("sign_in.account"))


@blueprint.post("/account/overal-af")
@requires(*EVERYONE)
def end_everywhere() -> ResponseReturnValue:
    end_every_sign_in(request_session(), signed_in().person_id)
    return go_out()


def account_page(errors: Mapping[str, str] | None = None) -> str:
    """`errors`: what was not taken of a form on it, by field."""
    session = request_session()
    person = session.get_one(Person, signed_in().person_id)
    works_for = _works_for(signed_in().person_id)
    return render_template(
        "webapp/sign_in/account.html",
        person=person,
        organisation=session.get_one(Organisation, signed_in().organisation_id),
        role=next(said for number, _name, said in works_for if number == signed_in().organisation_id),
        sign_ins=sign_ins_of(session, signed_in().person_id),
        here=signed_in().sign_in_id,
        works_for=works_for,
        shortest=SHORTEST_PASSWORD,
        asks_present=needs_present(person, session.get_one(SignIn, signed_in().sign_in_id)),
        steps=second_steps_of(session, person.id),
        errors=errors or {},
        can_mail=mail_door() is not None,
        by_provider=signed_in().provider_id is not None,
        has_provider=any(_has_provider(number) for number, _name, _role in works_for),
    )


def _has_provider(organisation_id: int) -> bool:
    with reading_across_organisations() as session:
        provider = provider_of(session, organisation_id)
    return provider is not None and provider.is_on


def _works_for(person_id: int) -> list[tuple[int, str, str]]:
    """Number and name of each organisation that somebody is of, and what they are there, in words."""
    me = signed_in()
    with reading_across_organisations() as session:
        found = [
            (one.id, one.name, standing_in_words(role, roles_by_person(session, one.id, person_id)[person_id]))
            for one, role in organisations_of(session, person_id)
        ]
    return [one for one in found if me.provider_id is None or one[0] == me.organisation_id]
