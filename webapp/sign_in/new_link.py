"""Asking for a link to sign in, by mail: for who has no password, or forgot it.

Whether anybody has the address is told to nobody: the answer is the same, and so is the count.
"""

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from foundation.forms.email_address import EmailWrong
from foundation.limits.sliding import TooOften
from foundation.mail.addresses import EmailUnusual
from foundation.mail.outbox import MailDoor
from foundation.request_session import mail_door, public_session
from studies.access import public
from studies.accounts.persons import PersonUnknown, person_by_email
from studies.accounts.signing_in import NowhereAtWork
from studies.letters.sign_in import post_sign_in_link
from webapp.requests.rate_limits import count_asked_link
from webapp.sign_in.doors import blueprint


@blueprint.get("/aanmelden/nieuwe-link")
@public
def ask_link() -> str:
    return _page()


@blueprint.post("/aanmelden/nieuwe-link")
@public
def send_link() -> ResponseReturnValue:
    email, door = request.form.get("email", ""), mail_door()
    if door is None:
        return _page(email)
    try:
        count_asked_link(email)
    except TooOften as error:
        return _page(email, trouble=str(error)), error.status, error.headers
    _post(public_session(), door, email)
    return _page(email, is_asked=True)


def _post(session: Session, door: MailDoor, email: str) -> None:
    try:
        post_sign_in_link(session, door, person_by_email(session, email), current_app.config["SETTINGS"].public_url)
    except (PersonUnknown, NowhereAtWork, EmailWrong, EmailUnusual):
        return  # of nobody who works here, or one that no mail can be sent to


def _page(email: str = "", trouble: str = "", *, is_asked: bool = False) -> str:
    return render_template(
        "webapp/sign_in/new_link.html",
        email=email,
        trouble=trouble,
        is_asked=is_asked,
        can_mail=mail_door() is not None,
    )
