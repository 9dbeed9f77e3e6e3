"""What anybody may open without signing in, beside the stories: the bare address, privacy, accessibility."""

from datetime import date

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from exports.reader_contacts import contacts_of_site, organisations_of_site
from foundation.request_session import public_session
from studies.access import public

blueprint = Blueprint("doors", __name__)

CHECKED_ON = date(2026, 11, 28)
"""The day on which the page about accessibility was last held against what the tests check."""


@blueprint.get("/")
@public
def front() -> ResponseReturnValue:
    """Who works here goes to the studies, everybody else to the stories."""
    return redirect(url_for("studies.all_studies" if "signed_in" in g else "exports.stories"))


@blueprint.get("/privacy")
@public
def privacy() -> str:
    session = public_session()
    return render_template(
        "exports/privacy.html", contacts=contacts_of_site(session), organisations=organisations_of_site(session)
    )


@blueprint.get("/toegankelijkheid")
@public
def accessibility() -> str:
    session = public_session()
    return render_template(
        "exports/accessibility.html",
        checked_on=CHECKED_ON,
        contacts=contacts_of_site(session),
        organisations=organisations_of_site(session),
    )
