"""What anybody may open without signing in, beside the stories: the bare address, privacy, accessibility."""

from datetime import date
from pathlib import Path

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from exports.reader_contacts import contacts_of_site, organisations_of_site
from foundation.request_session import public_session
from studies.access import public

blueprint = Blueprint("doors", __name__)

CHECKED = Path(__file__).parent / "accessibility_checked_on.txt"
"""The day on which what that page tells was last checked, written by `make accessibility` when every check passed."""


@blueprint.get("/")
@public
def front() -> ResponseReturnValue:
    """Who works here goes to the studies, everybody else to the stories."""
    return redirect(url_for("studies.all_studies" if "signed_in" in g else "exports.stories"))


@blueprint.get("/privacy", strict_slashes=False)
@public
def privacy() -> str:
    session = public_session()
    return render_template(
        "webapp/doors/privacy.html", contacts=contacts_of_site(session), organisations=organisations_of_site(session)
    )


def checked_on() -> date | None:
    """None when the checks never passed here: then nothing is said of a day."""
    return date.fromisoformat(CHECKED.read_text().strip()) if CHECKED.is_file() else None


@blueprint.get("/toegankelijkheid", strict_slashes=False)
@public
def accessibility() -> str:
    session = public_session()
    return render_template(
        "webapp/doors/accessibility.html",
        checked_on=checked_on(),
        contacts=contacts_of_site(session),
        organisations=organisations_of_site(session),
    )
