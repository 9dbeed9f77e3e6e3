"""Routes of who is invited: with a new account, or with the one they have."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.cookies import cookie
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.typed_address import without_signs
from foundation.limits.sliding import TooOften
from foundation.request_session import public_session, reading_across_organisations
from studies.access import public
from studies.accounts.by_provider.configuring import provider_of
from studies.accounts.passwords import SHORTEST_PASSWORD, PasswordUnfit, hashed
from studies.accounts.signed_in import at_the_door, start_sign_in, work_for
from studies.accounts.signing_in import NewSignIn
from studies.models import CameBy, Person, SignIn
from studies.people.inviting import InvitationFits, InvitationGone, look_at_invitation
from studies.people.joining import join, join_as_new, roles_that_stay
from webapp.people.rights import sees
from webapp.requests.guard import COOKIE
from webapp.requests.proof import OwnMeansNeeded
from webapp.requests.rate_limits import count_wrong_link
from webapp.requests.this_browser import this_browser
from webapp.sign_in.coming_and_going import come_in

blueprint = Blueprint("answering", __name__, url_prefix="/uitnodiging")


@blueprint.get("/<token>", strict_slashes=False)
@public
def look(token: str) -> ResponseReturnValue:
    """Spends nothing."""
    try:
        return _page(without_signs(token))
    except InvitationGone as error:
        return _refused(error)


@blueprint.post("/<token>", strict_slashes=False)
@public
def answer(token: str) -> ResponseReturnValue:
    token = without_signs(token)
    try:
        here = _at_the_door()
        return _joined(token, *here) if here else _joined_as_new(token)
    except InvitationGone as error:
        return _refused(error)
    except ResearcherError as error:
        return _page(token, error), error.status


def _at_the_door() -> tuple[Person, SignIn] | None:
    """Who signed in here and by which sign-in, also when nobody has let them in anywhere yet."""
    return at_the_door(public_session(), cookie(COOKIE))


def _joined(token: str, person: Person, came: SignIn) -> ResponseReturnValue:
    """Raises InvitationGone, ForAnother, OwnMeansNeeded."""
    if came.provider_id is not None:
        raise OwnMeansNeeded
    _person, organisation_id = join(public_session(), token, person.id)
    work_for(public_session(), came.id, person.id, organisation_id)
    flash(_("Je doet mee. Hier staan de onderzoeken die je mag zien."))
    return redirect(url_for("studies.all_studies"))


def _joined_as_new(token: str) -> ResponseReturnValue:
    """Raises InvitationGone, HasAccount, NameMissing, PasswordUnfit."""
    name = request.form.get("name", "")
    with reading_across_organisations() as session:
        found = look_at_invitation(session, token)
        names = (found.person.name if found.person else name, found.invitation.email, found.organisation.name)
    stored = hashed(request.form.get("password", ""), names)  # before anybody who writes has to wait for it
    person, organisation_id = join_as_new(public_session(), token, name, stored)
    came = NewSignIn(
        person, start_sign_in(public_session(), person.id, organisation_id, this_browser(), CameBy.PASSWORD)
    )
    return come_in(came, url_for("studies.all_studies"))


def _page(token: str, error: ResearcherError | None = None) -> str:
    """Raises InvitationGone."""
    found: InvitationFits = look_at_invitation(public_session(), token)
    here = _at_the_door()
    provider = provider_of(public_session(), found.organisation.id)
    is_password = isinstance(error, PasswordUnfit)
    return render_template(
        "webapp/people/coming/answer.html",
        found=found,
        here=here[0] if here else None,
        by_provider=provider is not None and provider.is_on,
        token=token,
        stays=roles_that_stay(public_session(), found),
        sees=sees(found.invitation.role),
        name=request.form.get("name", ""),
        password_error=str(error) if error and is_password else "",
        error=str(error) if error and not is_password else "",
        shortest=SHORTEST_PASSWORD,
    )


def _refused(error: ResearcherError) -> ResponseReturnValue:
    try:
        count_wrong_link()
    except TooOften as too_often:
        return (
            render_template("webapp/people/coming/gone.html", error=str(too_often)),
            too_often.status,
            too_often.headers,
        )
    return render_template("webapp/people/coming/gone.html", error=str(error)), error.status
