"""Going to the sign-in service of an organisation.

A browser is led there by links alone: the content security policy lets no form send anybody to another site.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from foundation.cookies import give_cookie
from foundation.limits.sliding import TooOften
from foundation.request_session import public_session, reading_across_organisations
from foundation.secrets.tokens import digest_of
from studies.access import public
from studies.accounts.by_provider.asking import address_to_ask
from studies.accounts.by_provider.configuring import NoDoorHere, open_door
from studies.accounts.by_provider.known import KnownProviders
from studies.accounts.by_provider.refusals import ProviderAway
from studies.accounts.by_provider.visits import VISIT_LASTS, VisitWords, begin_visit
from studies.accounts.models import IdentityProvider, VisitPurpose
from studies.models import Organisation
from webapp.by_provider.away import away_when_troubled
from webapp.requests.rate_limits import count_visit
from webapp.sign_in.coming_and_going import HALF_PATH
from webapp.sign_in.doors import inside, refused

VISIT_COOKIE = "verhaallijn_visit"
blueprint = Blueprint("by_provider", __name__)


@dataclass(frozen=True)
class Way:
    """Where to send a browser, and the words by which it is known when it comes back."""

    address: str
    words: VisitWords

    def remembered_by(self, response: Response) -> Response:
        """The same answer, with the cookie of this visit."""
        give_cookie(response, VISIT_COOKIE, self.words.word, VISIT_LASTS, HALF_PATH)
        return response


@blueprint.get("/aanmelden/bij/<organisation>")
@public
def begin(organisation: str) -> ResponseReturnValue:
    """From a link on another site first to a page of ours: nobody is signed in by looking at a page elsewhere."""
    back_to = request.args.get("verder", "")
    try:
        found, provider = door(organisation)
        if request.headers.get("Sec-Fetch-Site") == "cross-site" or request.method == "HEAD":
            return render_template("webapp/by_provider/door.html", organisation=found, back_to=back_to)
        count_visit()
        way = way_there(found, provider, VisitPurpose.SIGN_IN, inside(back_to))
    except (NoDoorHere, ProviderAway, TooOften) as error:
        return refused(error)
    return way.remembered_by(make_response(redirect(way.address)))


@blueprint.post("/aanmelden/bij/<organisation>/uitnodiging/<token>")
@public
def answer_invitation(organisation: str, token: str) -> ResponseReturnValue:
    """A page with a link on."""
    try:
        found, provider = door(organisation)
        count_visit()
        way = way_there(found, provider, VisitPurpose.JOIN, "", invitation=digest_of(token))
    except (NoDoorHere, ProviderAway, TooOften) as error:
        return refused(error)
    return way.remembered_by(make_response(page_to_go_on(found, way)))


def door(slug: str) -> tuple[Organisation, IdentityProvider]:
    """Raises NoDoorHere."""
    with reading_across_organisations() as session:
        return open_door(session, slug)


def way_there(
    organisation: Organisation,
    provider: IdentityProvider,
    purpose: VisitPurpose,
    address: str,
    *,
    sign_in_id: int | None = None,
    invitation: str = "",
    anew: bool = False,
) -> Way:
    """Asks who the service is before anything is written. Raises ProviderAway."""
    with away_when_troubled(organisation):
        metadata = known_providers().metadata(provider.issuer)
    words = begin_visit(_writing(), provider.id, purpose, address, sign_in_id=sign_in_id, invitation=invitation)
    where = address_to_ask(metadata, provider.client_id, callback_of(organisation), words, anew=anew)
    return Way(where, words)


def page_to_go_on(organisation: Organisation, way: Way) -> str:
    return render_template("webapp/by_provider/go_on.html", organisation=organisation, address=way.address)


def callback_of(organisation: Organisation) -> str:
    """The address to which the service of this organisation, and of no other, sends people back."""
    base = current_app.config["SETTINGS"].public_url.rstrip("/")
    return str(base + url_for("by_provider.come_back", organisation=organisation.slug))


def known_providers() -> KnownProviders:
    known: KnownProviders = current_app.extensions["known_providers"]
    return known


def _writing() -> Session:
    """Also where a browser asked with GET: it was led here by a link."""
    g.writes_on_get = True
    return public_session()
