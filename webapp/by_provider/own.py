"""One's own account and the sign-in services of the organisations one works for: binding, letting go, showing again."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.request_session import mail_door, public_session, reading_across_organisations, signed_in
from studies.access import EVERYONE, requires
from studies.accounts.by_provider.binding import is_bound, unbind
from studies.accounts.by_provider.configuring import NoDoorHere, provider_of
from studies.accounts.models import IdentityProvider, VisitPurpose
from studies.letters.account_changes import AccountChange, post_account_change
from studies.models import Organisation, Person
from studies.people.members import organisations_of
from studies.proof import asks_proof, by_own_means, open_before_provider, open_before_second_step
from webapp.by_provider.going import Way, blueprint, page_to_go_on, way_there
from webapp.sign_in.coming_and_going import go_out
from webapp.sign_in.doors import inside


@blueprint.get("/account/aanmelddienst")
@requires(*EVERYONE)
@open_before_provider
@open_before_second_step
def go_there() -> str:
    """Of each organisation that has one: whether they are bound, and where to go."""
    me = signed_in()
    with reading_across_organisations() as session:
        places = [
            (one, is_bound(session, one.id, me.person_id))
            for one, _role in organisations_of(session, me.person_id)
            if (found := provider_of(session, one.id)) and found.is_on
        ]
    if me.provider_id is not None:
        places = [(one, bound) for one, bound in places if one.id == me.organisation_id]
    return render_template("webapp/by_provider/own.html", places=places, me_signed_in=me)


@blueprint.post("/account/aanmelddienst/<int:number>/koppelen")
@requires(*EVERYONE)
@asks_proof
@by_own_means
@open_before_provider
@open_before_second_step
def begin_binding(number: int) -> ResponseReturnValue:
    """A page with a link on. There, somebody shows anew who they are: whoever was signed in there may be another."""
    try:
        organisation, way = _way(number, VisitPurpose.BIND, "")
    except ResearcherError as error:
        return _told(error, "by_provider.go_there")
    return way.remembered_by(make_response(page_to_go_on(organisation, way)))


@blueprint.post("/account/aanmelddienst/<int:number>/los")
@requires(*EVERYONE)
@asks_proof
@open_before_provider
def let_go(number: int) -> ResponseReturnValue:
    """Who came in by it is signed out."""
    session, me = public_session(), signed_in()
    if unbind(session, number, me.person_id):
        person = session.get_one(Person, me.person_id)
        post_account_change(session, mail_door(), person, me.organisation_id, AccountChange.UNBOUND)
    flash(_("Losgemaakt. Aanmelden via die organisatie kan pas weer na opnieuw koppelen."))
    return go_out() if me.provider_id is not None else redirect(url_for(".go_there"))


@blueprint.get("/account/bevestigen/organisatie")
@requires(*EVERYONE)
@open_before_second_step
def confirm_there() -> ResponseReturnValue:
    """For whom the service vouched: they show it there once more."""
    try:
        _organisation, way = _way(
            signed_in().organisation_id, VisitPurpose.CONFIRM, inside(request.args.get("verder", ""))
        )
    except ResearcherError as error:
        return _told(error, "sign_in.confirm")
    return way.remembered_by(make_response(redirect(way.address)))


def _way(number: int, purpose: VisitPurpose, address: str) -> tuple[Organisation, Way]:
    """Raises NoDoorHere, ProviderAway."""
    organisation, provider = _own_door(number)
    way = way_there(organisation, provider, purpose, address, sign_in_id=signed_in().sign_in_id, anew=True)
    return organisation, way


def _own_door(number: int) -> tuple[Organisation, IdentityProvider]:
    """Of an organisation that they are of. Raises NoDoorHere."""
    me = signed_in()
    with reading_across_organisations() as session:
        organisation = next((one for one, _role in organisations_of(session, me.person_id) if one.id == number), None)
        provider = provider_of(session, number)
    if organisation is None or provider is None or not provider.is_on:
        raise NoDoorHere
    return organisation, provider


def _told(error: ResearcherError, where: str) -> ResponseReturnValue:
    flash(str(error))
    return redirect(url_for(where))
