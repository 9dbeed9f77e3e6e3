"""Choosing a password: a first one, or another one in place of that of now or of one that was forgotten."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.limits.counting import Reserved, give_back
from foundation.limits.sliding import TooOften
from foundation.request_session import mail_door, reading_across_organisations, request_session, signed_in
from studies.access import EVERYONE, requires
from studies.accounts.changing_password import (
    PresentPasswordWrong,
    change_password,
    check_present,
    needs_present,
)
from studies.accounts.passwords import hashed
from studies.letters.account_changes import AccountChange, post_account_change
from studies.models import Organisation, Person, SignIn
from studies.proof import by_own_means, open_before_second_step
from webapp.requests.rate_limits import attempt_at
from webapp.sign_in.account import account_page
from webapp.sign_in.doors import blueprint, inside


@blueprint.post("/account/wachtwoord")
@requires(*EVERYONE)
@open_before_second_step
@by_own_means
def choose_password() -> ResponseReturnValue:
    try:
        had_one = _choose(request.form.get("password", ""), request.form.get("present_password", ""))
    except (PresentPasswordWrong, TooOften) as error:
        return account_page({"present_password": str(error)}), error.status
    except ResearcherError as error:
        return account_page({"password": str(error)}), error.status
    if had_one:
        flash(_("Je wachtwoord is veranderd. Op andere apparaten ben je afgemeld."))
    else:
        flash(_("Je wachtwoord is bewaard. Voortaan kun je je ermee aanmelden."))
    back_to = request.form.get("verder")
    return redirect(inside(back_to) if back_to else url_for("sign_in.account"))


def _choose(chosen: str, present: str) -> bool:
    """Whether there was a password before. Raises PasswordUnfit, PresentPasswordWrong, TooOften."""
    with reading_across_organisations() as session:
        person, sign_in, organisation = _own(session)
    stored = hashed(chosen, (person.name, person.email, organisation.name))
    reserved = _checked(person, present) if needs_present(person, sign_in) else None
    session = request_session()
    change_password(session, person, stored, signed_in().sign_in_id)
    if reserved:
        give_back(session, reserved)
    post_account_change(session, mail_door(), person, signed_in().organisation_id, AccountChange.PASSWORD)
    return person.password_hash is not None


def _checked(person: Person, present: str) -> Reserved:
    reserved = attempt_at(person.email)
    check_present(person, present)
    return reserved


def _own(session: Session) -> tuple[Person, SignIn, Organisation]:
    me = signed_in()
    return (
        session.get_one(Person, me.person_id),
        session.get_one(SignIn, me.sign_in_id),
        session.get_one(Organisation, me.organisation_id),
    )
