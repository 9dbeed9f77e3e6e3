"""Signed out here, and perhaps not where one came from: on a shared computer that matters."""

from contextlib import suppress

from flask import current_app, render_template, url_for

from foundation.errors import ResearcherError
from foundation.request_session import reading_across_organisations
from studies.access import public
from studies.accounts.by_provider.asking import address_to_leave
from studies.accounts.by_provider.configuring import NoDoorHere, provider_of
from studies.models import Organisation
from webapp.by_provider.going import blueprint, known_providers


@blueprint.get("/aanmelden/afgemeld/<int:number>")
@public
def signed_out(number: int) -> str:
    """`number`: of the organisation. The way out there is a link: no form may send anybody to another site."""
    with reading_across_organisations() as session:
        organisation, provider = session.get(Organisation, number), provider_of(session, number)
    if organisation is None or provider is None:
        raise NoDoorHere
    address = ""
    with suppress(ResearcherError):
        metadata = known_providers().metadata(provider.issuer)
        back = current_app.config["SETTINGS"].public_url.rstrip("/") + url_for("sign_in.form")
        address = address_to_leave(metadata, provider.client_id, back)
    return render_template("webapp/by_provider/signed_out.html", organisation=organisation, address=address)
