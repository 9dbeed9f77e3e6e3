"""The sign-in service of one's organisation, as its administrator fills it in, tries it out and takes it away."""

from collections.abc import Mapping
from dataclasses import replace

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.request_session import mail_door, reading_across_organisations, request_session, signed_in
from studies.access import Role, requires
from studies.accounts.by_provider.binding import bound_people, is_bound, unbind
from studies.accounts.by_provider.configuring import (
    OnlyWayTooSoon,
    ProviderForm,
    ProviderUnclear,
    check_form,
    form_as_kept,
    form_as_posted,
    keep_provider,
    provider_of,
    remove_provider,
)
from studies.accounts.by_provider.trying import try_out
from studies.accounts.by_provider.vault import ProviderVault
from studies.accounts.models import SecondStepThere
from studies.letters.account_changes import AccountChange, post_account_change
from studies.letters.provider_change import post_provider_change
from studies.models import Organisation, Person
from studies.people.members import member_by_number, members_of_organisation
from studies.proof import asks_proof
from webapp.by_provider.going import blueprint, callback_of, known_providers
from webapp.settings import NAMES


@blueprint.get("/organisatie/aanmelddienst")
@requires(Role.ADMINISTRATOR)
@asks_proof
def configure() -> str:
    session = request_session()
    return _page(form_as_kept(_own_organisation(), provider_of(session, signed_in().organisation_id)))


@blueprint.post("/organisatie/aanmelddienst")
@requires(Role.ADMINISTRATOR)
@asks_proof
def save() -> ResponseReturnValue:
    """One that is to be used is tried out first."""
    form = form_as_posted(request.form)
    try:
        form = _tried(form) if form.is_on else _checked(form)[0]
        _check_only_way(form)
    except ProviderUnclear as error:
        return _page(form, error.errors, str(error)), error.status
    except ResearcherError as error:
        return _page(form, trouble=str(error)), error.status
    if keep_provider(request_session(), _vault(), signed_in().organisation_id, form):
        _tell_administrators()
    flash(_("Bewaard. Mensen kunnen zich nu aanmelden via je organisatie.") if form.is_on else _("Bewaard."))
    return redirect(url_for(".configure"))


@blueprint.post("/organisatie/aanmelddienst/proef")
@requires(Role.ADMINISTRATOR)
@asks_proof
def try_it() -> ResponseReturnValue:
    """What stands in the form; nothing is kept."""
    form = form_as_posted(request.form)
    try:
        tried = _tried(form)
    except ProviderUnclear as error:
        return _page(form, error.errors, str(error)), error.status
    except ResearcherError as error:
        return _page(form, trouble=str(error)), error.status
    return _page(tried, went_well=True)


@blueprint.post("/organisatie/aanmelddienst/weg")
@requires(Role.ADMINISTRATOR)
@asks_proof
def remove() -> ResponseReturnValue:
    if remove_provider(request_session(), signed_in().organisation_id):
        _tell_administrators()
    flash(_("Weggehaald. Mensen melden zich weer aan met hun wachtwoord of passkey."))
    return redirect(url_for("sign_in.account"))


@blueprint.post("/organisatie/aanmelddienst/los/<int:person_id>")
@requires(Role.ADMINISTRATOR)
@asks_proof
def let_go_of(person_id: int) -> ResponseReturnValue:
    """Of somebody of the organisation."""
    session, me = request_session(), signed_in()
    member = member_by_number(session, person_id)
    unbind(session, me.organisation_id, person_id)
    person = session.get_one(Person, person_id)
    post_account_change(session, mail_door(), person, me.organisation_id, AccountChange.UNBOUND)
    flash(_("%(name)s is losgemaakt.", name=member.name))
    return redirect(url_for(".configure"))


def _tell_administrators() -> None:
    me = signed_in()
    post_provider_change(request_session(), mail_door(), me.organisation_id, me.name)


def _checked(form: ProviderForm) -> tuple[ProviderForm, str]:
    """With the secret to use. A kept one goes to the service that it is of, and to no other. Raises ProviderUnclear."""
    with reading_across_organisations() as session:
        kept = provider_of(session, signed_in().organisation_id)
    has_secret = kept is not None and kept.issuer.rstrip("/") == form.issuer.rstrip("/")
    check_form(form, has_secret=has_secret)
    if form.secret or kept is None:
        return form, form.secret
    return form, _vault().opened_for(signed_in().organisation_id, kept.sealed_secret)


def _tried(form: ProviderForm) -> ProviderForm:
    """The issuer as it writes itself. Asked before anything is written. Raises ProviderUnclear, and as try_out does."""
    form, secret = _checked(form)
    with reading_across_organisations() as session:
        organisation = session.get_one(Organisation, signed_in().organisation_id)
    metadata = try_out(known_providers(), form.issuer, (form.client_id, secret), callback_of(organisation))
    return replace(form, issuer=metadata.issuer)


def _check_only_way(form: ProviderForm) -> None:
    """Raises OnlyWayTooSoon: whoever shuts the other doors has been through this one."""
    if not (form.is_on and form.is_only_way):
        return
    with reading_across_organisations() as session:
        if not is_bound(session, signed_in().organisation_id, signed_in().person_id):
            raise OnlyWayTooSoon


def _page(
    form: ProviderForm, errors: Mapping[str, str] | None = None, trouble: str = "", *, went_well: bool = False
) -> str:
    session, organisation = request_session(), _own_organisation()
    bound = bound_people(session)
    return render_template(
        "webapp/by_provider/configure.html",
        organisation=organisation,
        form=form,
        errors=errors or {},
        trouble=trouble,
        went_well=went_well,
        kept=provider_of(session, organisation.id),
        callback=callback_of(organisation),
        bound=[(one, bound[one.person_id]) for one in members_of_organisation(session) if one.person_id in bound],
        second_steps=[(one.value, _said(one)) for one in SecondStepThere],
    )


def _said(one: SecondStepThere) -> str:
    return {
        SecondStepThere.NEVER: _("Nee. Wie hier een tweede stap moet doen, doet die hier ook."),
        SecondStepThere.WHEN_SAID: _("Ja, als de aanmelddienst zegt dat iemand een tweede stap deed."),
        SecondStepThere.ALWAYS: _("Ja, altijd: de aanmelddienst laat niemand door zonder tweede stap."),
    }[one]


def _own_organisation() -> Organisation:
    return request_session().get_one(Organisation, signed_in().organisation_id)


def _vault() -> ProviderVault:
    return ProviderVault(current_app.config["SETTINGS"].key(NAMES))
