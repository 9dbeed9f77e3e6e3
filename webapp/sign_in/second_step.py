"""The second step at the door: a code of the app, or one on paper. Nobody is signed in before it."""

from collections.abc import Callable, Mapping

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from foundation.cookies import cookie
from foundation.dutch import _, counted
from foundation.limits.counting import give_back
from foundation.limits.sliding import TooOften
from foundation.request_session import mail_door, public_session, reading_across_organisations
from studies.access import public
from studies.accounts.models import HalfSignIn
from studies.accounts.second_step.authenticator import CodeWrong, accept_code
from studies.accounts.second_step.half_way import HalfWayOver, finish, half_way
from studies.accounts.second_step.having import second_steps_of
from studies.accounts.second_step.recovery_codes import FEW, RecoveryCodeWrong, codes_left, use_code
from studies.accounts.second_step.vault import SecondStepVault
from studies.accounts.sign_ins.failed import Way
from studies.accounts.signing_in import NewSignIn
from studies.letters.account_changes import AccountChange, post_account_change
from studies.models import Person
from webapp.requests.rate_limits import attempt_at_code, codes_left_to_try, failed_to_come_in
from webapp.settings import NAMES
from webapp.sign_in.coming_and_going import HALF_COOKIE, come_in
from webapp.sign_in.doors import blueprint, refused

Accept = Callable[[Session, SecondStepVault, int, str], None]


@blueprint.get("/aanmelden/tweede-stap")
@public
def second_step() -> ResponseReturnValue:
    try:
        return _page({})
    except HalfWayOver:
        return redirect(url_for("sign_in.form"))


@blueprint.post("/aanmelden/tweede-stap")
@public
def give_code() -> ResponseReturnValue:
    return _given("code", accept_code)


@blueprint.post("/aanmelden/tweede-stap/herstelcode")
@public
def give_recovery_code() -> ResponseReturnValue:
    return _given("recovery_code", _use_code)


def own_vault() -> SecondStepVault:
    """What opens the secrets of second steps."""
    return SecondStepVault(current_app.config["SETTINGS"].key(NAMES))


def tries_left_sentence(person_id: int) -> str:
    left = codes_left_to_try(person_id)
    return _("Je hebt nog %(tries)s.", tries=counted(left, "poging", "pogingen")) if left else ""


def _given(field: str, accept: Accept) -> ResponseReturnValue:
    try:
        half, came = _finished(accept, request.form.get(field, ""))
    except HalfWayOver as error:
        return refused(error)
    except TooOften as error:
        return _page({field: str(error)}), error.status, error.headers
    except (CodeWrong, RecoveryCodeWrong) as error:
        person_id = _half().person_id
        failed_to_come_in(person_id, Way.CODE if isinstance(error, CodeWrong) else Way.RECOVERY_CODE)
        return _page({field: f"{error} {tries_left_sentence(person_id)}".strip()}), error.status
    response = come_in(came, half.address or url_for("studies.all_studies"))
    _warn_of_few_codes(half.person_id)
    return response


def _finished(accept: Accept, written: str) -> tuple[HalfSignIn, NewSignIn]:
    """Raises HalfWayOver, TooOften, and as `accept` does."""
    half = _half()
    reserved = attempt_at_code(half.person_id)
    session = public_session()
    accept(session, own_vault(), half.person_id, written)
    token = finish(session, half)
    give_back(session, reserved)
    return half, NewSignIn(session.get_one(Person, half.person_id), token)


def _half() -> HalfSignIn:
    """Raises HalfWayOver."""
    with reading_across_organisations() as session:
        return half_way(session, cookie(HALF_COOKIE))


def _use_code(session: Session, vault: SecondStepVault, person_id: int, written: str) -> None:
    use_code(session, vault, person_id, written)
    half = half_way(session, cookie(HALF_COOKIE))
    person = session.get_one(Person, person_id)
    post_account_change(session, mail_door(), person, half.organisation_id, AccountChange.CODE_USED)


def _warn_of_few_codes(person_id: int) -> None:
    left = codes_left(public_session(), person_id)
    if left <= FEW:
        flash(
            _(
                "Je hebt nog %(codes)s. Maak nieuwe bij ‘Jouw account’.",
                codes=counted(left, "herstelcode", "herstelcodes"),
            )
        )


def _page(errors: Mapping[str, str]) -> str:
    """Raises HalfWayOver."""
    half = _half()
    with reading_across_organisations() as session:
        return render_template(
            "webapp/sign_in/second_step/door.html",
            person=session.get_one(Person, half.person_id),
            came_by=half.came_by,
            steps=second_steps_of(session, half.person_id),
            errors=errors,
        )
