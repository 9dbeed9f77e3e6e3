"""Routes of studies: the list, and a new one. The overview of one is webapp.overview."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.request_session import request_session
from studies.access import EVERYONE, Role, public, requires
from studies.planning import TitleMissing, add_study, studies_of

blueprint = Blueprint("studies", __name__)


@blueprint.get("/")
@public
def front() -> ResponseReturnValue:
    return redirect(url_for("studies.all_studies"))


@blueprint.get("/onderzoeken")
@requires(*EVERYONE)
def all_studies() -> str:
    return render_template("studies/all.html", studies=studies_of(request_session()))


@blueprint.get("/onderzoeken/nieuw")
@requires(Role.RESEARCHER, Role.ADMINISTRATOR)
def new_study() -> str:
    return render_template("studies/new.html", values={}, errors={})


@blueprint.post("/onderzoeken/nieuw")
@requires(Role.RESEARCHER, Role.ADMINISTRATOR)
def create_study() -> ResponseReturnValue:
    values = {name: request.form.get(name, "") for name in ("title", "question", "municipality")}
    try:
        study = add_study(request_session(), **values)
    except TitleMissing as error:
        return render_template("studies/new.html", values=values, errors={"title": str(error)}), 422
    return redirect(url_for("overview.page", slug=study.slug))
