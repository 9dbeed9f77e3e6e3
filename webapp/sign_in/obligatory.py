"""For whom a second step is obligatory in an organisation."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _, translatable
from foundation.request_session import request_session, signed_in
from studies.access import CODERS, STUDY_ROLES, Role, requires
from studies.models import Organisation
from studies.proof import asks_proof
from webapp.sign_in.doors import blueprint

_ASKED = translatable("Bewaard. Wie een tweede stap moet hebben, stelt die meteen in.")
_ASKED_OF_NOBODY = translatable("Bewaard. Een tweede stap is nu bij geen enkele rol verplicht.")


@blueprint.get("/organisatie/tweede-stap")
@requires(Role.ADMINISTRATOR)
@asks_proof
def obligatory() -> str:
    asked = _own_organisation().second_step_for
    roles = [(role.value, role.dutch, role.value in asked, role in CODERS) for role in STUDY_ROLES]
    return render_template("webapp/sign_in/second_step/obligatory.html", roles=roles)


@blueprint.post("/organisatie/tweede-stap")
@requires(Role.ADMINISTRATOR)
@asks_proof
def save_obligatory() -> ResponseReturnValue:
    chosen = set(request.form.getlist("role"))
    _own_organisation().second_step_for = [role.value for role in STUDY_ROLES if role.value in chosen]
    flash(_(_ASKED if chosen & set(STUDY_ROLES) else _ASKED_OF_NOBODY))
    return redirect(url_for("sign_in.obligatory"))


def _own_organisation() -> Organisation:
    return request_session().get_one(Organisation, signed_in().organisation_id)
