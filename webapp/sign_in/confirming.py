"""Showing once more who one is, before what must not leave with whoever sat down behind an open screen."""

from collections.abc import Mapping

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from foundation.errors import ResearcherError
from foundation.limits.counting import give_back
from foundation.limits.sliding import TooOften
from foundation.request_session import (
    reading_across_organisations,
    refuse_request,
    request_session,
    signed_in,
)
from studies.access import EVERYONE, requires
from studies.accounts.changing_password import PresentPasswordWrong, check_present
from studies.accounts.passwords import SHORTEST_PASSWORD
from studies.accounts.proving import note_proof
from studies.accounts.second_step.authenticator import CodeWrong, accept_code
from studies.accounts.second_step.having import second_steps_of
from studies.models import Person
from studies.proof import open_before_provider, open_before_second_step
from webapp.requests.rate_limits import attempt_at, attempt_at_code
from webapp.sign_in.doors import blueprint, inside
from webapp.sign_in.second_step import own_vault, tries_left_sentence


@blueprint.get("/account/bevestigen")
@requires(*EVERYONE)
@open_before_second_step
@open_before_provider
def confirm() -> str:
    return _page({})


@blueprint.post("/account/bevestigen")
@requires(*EVERYONE)
@open_before_second_step
@open_before_provider
def confirm_by_password() -> ResponseReturnValue:
    try:
        with reading_across_organisations() as session:
            person = session.get_one(Person, signed_in().person_id)
        reserved = attempt_at(person.email)
        check_present(person, request.form.get("present_password", ""))
    except (PresentPasswordWrong, TooOften) as error:
        return _refused("present_password", str(error), error)
    session = request_session()
    give_back(session, reserved)
    note_proof(session, signed_in().sign_in_id)
    return redirect(inside(request.form.get("verder", "")))


@blueprint.post("/account/bevestigen/code")
@requires(*EVERYONE)
@open_before_second_step
@open_before_provider
def confirm_by_code() -> ResponseReturnValue:
    me = signed_in()
    try:
        reserved = attempt_at_code(me.person_id)
        session = request_session()
        accept_code(session, own_vault(), me.person_id, request.form.get("code", ""))
    except TooOften as error:
        return _refused("code", str(error), error)
    except CodeWrong as error:
        refuse_request()
        return _refused("code", f"{error} {tries_left_sentence(me.person_id)}".strip(), error)
    give_back(session, reserved)
    note_proof(session, me.sign_in_id, by_second_step=True)
    return redirect(inside(request.form.get("verder", "")))


def _refused(field: str, sentence: str, error: ResearcherError) -> ResponseReturnValue:
    headers = error.headers if isinstance(error, TooOften) else {}
    return _page({field: sentence}), error.status, headers


def _page(errors: Mapping[str, str]) -> str:
    session = request_session()
    person, steps = session.get_one(Person, signed_in().person_id), second_steps_of(session, signed_in().person_id)
    return render_template(
        "webapp/sign_in/second_step/confirm.html",
        person=person,
        steps=steps,
        by_password=person.password_hash is not None and not (signed_in().lacks_second_step and steps),
        by_provider=signed_in().provider_id is not None,
        shortest=SHORTEST_PASSWORD,
        back_to=inside(request.values.get("verder", "")),
        errors=errors,
    )
