"""What the routes of answering share: who came in with which code, and what the organisation is to them.

The code stands in no address and in no log: the browser keeps it, signed, until the answer is sent. Everything works
without scripts.
"""

from typing import Any

from flask import Blueprint, Response, render_template, request, session
from sqlmodel import select

from feedback.answers.entering import Entered, enter
from feedback.answers.views.brought import WHOSE
from feedback.codes.keys import CodeKeys
from feedback.codes.signs import shown
from foundation.clock import now
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.request_session import bind_to_organisation, public_session
from studies.models import Organisation
from studies.organisation import ReaderContact, contact_for_readers

blueprint = Blueprint("opinion", __name__, url_prefix="/mening")

_CODE, _SEEN = "mening", "mening_gezien"
LONGEST_AWAY = 2 * 3600
"""Seconds: who leaves a computer that others use as well, leaves nothing open there."""


class NoCode(ResearcherError):
    """Somebody opened a page of questions before they came in."""

    def __init__(self) -> None:
        super().__init__(_("Typ eerst uw code. Daarna gaat u verder waar u was."))


class OtherCode(ResearcherError):
    """This page was opened with another code than the one that this browser came in with last."""

    def __init__(self) -> None:
        super().__init__(
            _("In een ander venster is iemand verder gegaan met een andere code. Typ hier de code van uw kaartje.")
        )


@blueprint.after_request
def _keep_out_of_search(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def code_keys() -> CodeKeys:
    return CodeKeys(public_session())


def come_in(typed: str) -> Entered:
    """From here on the session sees the organisation of this code alone. Raises CodeMistyped, CodeUnknown."""
    entered = enter(public_session(), code_keys(), typed)
    bind_to_organisation(entered.measurement.organisation_id)
    session[_CODE], session[_SEEN] = entered.code, int(now().timestamp())
    return entered


def who_is_in() -> Entered:
    """Raises NoCode, OtherCode, and CodeUnknown when their code is gone meanwhile."""
    if _CODE not in session or now().timestamp() - session.get(_SEEN, 0) > LONGEST_AWAY:
        raise NoCode
    if request.form.get(WHOSE, (mark := code_keys().page_mark(session[_CODE]))) != mark:
        raise OtherCode
    return come_in(session[_CODE])


def leave() -> None:
    """The next at this computer begins with a code of their own."""
    session.pop(_CODE, None)
    session.pop(_SEEN, None)


def outside(template: str, **values: Any) -> str:
    """A page for who is not in yet."""
    return render_template(template, contact=_contact_of_site(), **values)


def page(template: str, entered: Entered, **values: Any) -> str:
    """A page of answering, as somebody who came in gets it."""
    organisation = public_session().get_one(Organisation, entered.measurement.organisation_id)
    return render_template(
        template,
        contact=contact_for_readers(organisation),
        entered=entered,
        shown_code=shown(entered.code),
        whose=code_keys().page_mark(entered.code),
        provider=entered.provider.name if entered.provider else organisation.name,
        **values,
    )


def _contact_of_site() -> ReaderContact:
    """Before somebody is known it is only clear whom to call where one organisation has the site."""
    everybody = public_session().exec(select(Organisation)).all()
    return contact_for_readers(everybody[0]) if len(everybody) == 1 else ReaderContact("")
