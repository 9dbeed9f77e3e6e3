"""Coming back from the sign-in service: the visit is spent, the answer is checked, and only then somebody is in."""

import logging
from collections.abc import Callable

from flask import Response, current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from foundation.cookies import cookie, take_cookie
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.limits.counting import give_back
from foundation.request_session import mail_door, public_session, refuse_request
from studies.access import public
from studies.accounts.by_provider.asking import exchanged
from studies.accounts.by_provider.binding import bind, identity_of, person_shown
from studies.accounts.by_provider.checking import Asked, Shown, check_answer, shown
from studies.accounts.by_provider.coming import check_shown_anew, come_by_provider, counts_as_second_step
from studies.accounts.by_provider.refusals import AnswerRefused, GivenUp, SomebodyElse
from studies.accounts.by_provider.vault import ProviderVault
from studies.accounts.by_provider.visits import VisitWords, spend_visit
from studies.accounts.models import IdentityProvider, ProviderVisit, VisitPurpose
from studies.accounts.proving import note_proof
from studies.letters.account_changes import AccountChange, post_account_change
from studies.models import Organisation, Person
from studies.people.joining import join_by_provider
from webapp.by_provider.away import away_when_troubled
from webapp.by_provider.going import VISIT_COOKIE, blueprint, callback_of, door, known_providers
from webapp.requests.rate_limits import attempt_by_provider
from webapp.requests.this_browser import this_browser
from webapp.settings import NAMES
from webapp.sign_in.coming_and_going import HALF_PATH, come_in
from webapp.sign_in.doors import inside, refused

log = logging.getLogger(__name__)


@blueprint.get("/aanmelden/bij/<organisation>/terug")
@public
def come_back(organisation: str) -> ResponseReturnValue:
    g.writes_on_get = True
    purpose = None
    try:
        found, provider = door(organisation)
        reserved = attempt_by_provider()
        words = VisitWords(cookie(VISIT_COOKIE))
        visit = spend_visit(current_app.extensions["engine"], words, request.args.get("state", ""), provider.id)
        purpose = visit.purpose
        answered = _answered(found, provider, words)
        response = _WAYS[purpose](provider, visit, answered)
        give_back(public_session(), reserved)
    except ResearcherError as error:
        refuse_request()
        log.warning("by provider, organisation %s: %s %s", organisation, type(error).__name__, _why(error))
        return _not_in(error, purpose)
    take_cookie(response, VISIT_COOKIE, HALF_PATH)
    return response


def _answered(organisation: Organisation, provider: IdentityProvider, words: VisitWords) -> Shown:
    """Raises ProviderAway, GivenUp, AnswerRefused."""
    known = known_providers()
    with away_when_troubled(organisation):
        metadata = known.metadata(provider.issuer)
        check_answer(request.args.get("iss"), metadata.issuer, must_say=metadata.says_who_answers)
        if "error" in request.args:
            raise GivenUp
        code = request.args.get("code", "")
        if not code:
            raise AnswerRefused("no code")
        vault = ProviderVault(current_app.config["SETTINGS"].key(NAMES))
        client = provider.client_id, vault.opened_for(organisation.id, provider.sealed_secret)
        line = known.line_to(metadata.issuer)
        token = exchanged(line, metadata, client, callback_of(organisation), code, words)
        asked = Asked(metadata.issuer, provider.client_id, words.nonce, metadata.algorithms)
        return shown(token, lambda anew: known.keys(metadata, anew=anew), asked)


def _sign_in(provider: IdentityProvider, visit: ProviderVisit, answered: Shown) -> Response:
    return _come_in(provider, person_shown(public_session(), provider, answered), answered, visit.address)


def _join(provider: IdentityProvider, visit: ProviderVisit, answered: Shown) -> Response:
    session = public_session()
    known = identity_of(session, provider, answered.subject)
    person = join_by_provider(session, visit.invitation, answered.name, known.person_id if known else None)
    bind(session, provider, person.id, answered.subject)
    return _come_in(provider, person, answered, url_for("studies.all_studies"))


def _come_in(provider: IdentityProvider, person: Person, answered: Shown, address: str) -> Response:
    came = come_by_provider(public_session(), provider, person, answered, this_browser(), address)
    return come_in(came, address)


def _bind(provider: IdentityProvider, visit: ProviderVisit, answered: Shown) -> Response:
    session, person_id = public_session(), _who_went(visit)
    bind(session, provider, person_id, answered.subject)
    person = session.get_one(Person, person_id)
    post_account_change(session, mail_door(), person, provider.organisation_id, AccountChange.BOUND)
    flash(_("Gekoppeld. Voortaan kun je je aanmelden via je organisatie."))
    return _to(url_for("by_provider.go_there"))


def _confirm(provider: IdentityProvider, visit: ProviderVisit, answered: Shown) -> Response:
    session, person_id = public_session(), _who_went(visit)
    if g.signed_in.provider_id != provider.id:
        raise SomebodyElse
    check_shown_anew(session, provider, person_id, answered, visit.begun_at)
    by_second_step = counts_as_second_step(provider, answered)
    note_proof(session, g.signed_in.sign_in_id, by_second_step=by_second_step)
    return _to(inside(visit.address))


_WAYS: dict[VisitPurpose, Callable[[IdentityProvider, ProviderVisit, Shown], Response]] = {
    VisitPurpose.SIGN_IN: _sign_in,
    VisitPurpose.JOIN: _join,
    VisitPurpose.BIND: _bind,
    VisitPurpose.CONFIRM: _confirm,
}


def _who_went(visit: ProviderVisit) -> int:
    """Raises SomebodyElse: signed out, or somebody else is signed in here now."""
    if "signed_in" not in g or g.signed_in.sign_in_id != visit.sign_in_id:
        raise SomebodyElse
    person_id: int = g.signed_in.person_id
    return person_id


def _to(address: str) -> Response:
    return current_app.make_response(redirect(address))


def _not_in(error: ResearcherError, purpose: VisitPurpose | None) -> ResponseReturnValue:
    """Who was signed in still is."""
    if "signed_in" in g and purpose in (VisitPurpose.BIND, VisitPurpose.CONFIRM):
        flash(str(error))
        return redirect(url_for("by_provider.go_there" if purpose is VisitPurpose.BIND else "sign_in.confirm"))
    return refused(error)


def _why(error: ResearcherError) -> str:
    return error.why if isinstance(error, AnswerRefused) else ""
