"""Help inside the product: getting started, the words of the method, and objections answered."""

from flask import Blueprint, render_template

from studies.access import EVERYONE, requires

blueprint = Blueprint("guide", __name__, url_prefix="/hulp")


@blueprint.get("/")
@requires(*EVERYONE)
def start() -> str:
    return render_template("webapp/help/start.html")


@blueprint.get("/woorden")
@requires(*EVERYONE)
def words() -> str:
    return render_template("webapp/help/words.html")


@blueprint.get("/waarom-meten")
@requires(*EVERYONE)
def why() -> str:
    return render_template("webapp/help/why.html")
