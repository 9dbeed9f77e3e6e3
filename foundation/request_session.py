"""One session per request, committed only when the response is good; who is asking, and how mail leaves."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy import Engine
from sqlmodel import Session

from foundation.database.engine import (
    narrow,
    open_session,
    open_session_across_organisations,
    read_only,
    unit_of_work,
)
from foundation.mail.outbox import MailDoor


@dataclass(frozen=True)
class SignedIn:
    """The person behind a request, in the organisation they work for now."""

    person_id: int
    organisation_id: int
    name: str
    role: str
    """What they are in the study that the request is about, or else in the organisation."""
    sign_in_id: int
    """By which of their sign-ins."""
    proved_at: datetime
    """When they last showed there who they are."""
    lacks_second_step: bool
    """Whether they must take a second step here, and have not."""
    lacks_provider: bool = False
    """Whether people come in here through their organisation's sign-in service alone, and this one did not."""
    provider_id: int | None = None
    """The sign-in service that vouched for them; what is theirs beyond that organisation stays closed then."""


def init_app(app: Flask, engine: Engine) -> None:
    """Give `app` its engine and end every request's session."""
    app.extensions["engine"] = engine
    app.after_request(_commit_when_good)
    app.teardown_request(_close)


def signed_in() -> SignedIn:
    """Who is asking. Only for routes that declare roles; the guard has set it."""
    return cast(SignedIn, g.signed_in)


def request_session() -> Session:
    """The session of this request, within the person's organisation; opened at first use."""
    if "session" not in g:
        person = signed_in()
        g.session = open_session(_engine(), person.organisation_id, person.person_id)
    return cast(Session, g.session)


@contextmanager
def reading_first() -> Iterator[None]:
    """What takes long before a route writes: in here its session only reads, so that nobody waits for it.

    What was read is of its own time: whoever writes afterwards looks again whether it still holds.
    """
    if "session" in g:
        raise RuntimeError("This request has a session already.")
    person = signed_in()
    g.session = open_session(read_only(current_app.extensions["engine"]), person.organisation_id, person.person_id)
    try:
        yield
    finally:
        g.pop("session").close()


def public_session() -> Session:
    """For routes without sign-in: sees every organisation, so only public pages may use it."""
    if "session" not in g:
        g.session = open_session_across_organisations(_engine())
    return cast(Session, g.session)


def reading_across_organisations() -> AbstractContextManager[Session]:
    """A session of its own that only reads, for what takes long before a public route writes: nobody waits for it."""
    return unit_of_work(read_only(current_app.extensions["engine"]), across=True)


def refuse_request() -> None:
    """Nothing of what this request began to write stays, and nobody waits for it any longer."""
    if "session" in g:
        g.session.rollback()


def bind_to_organisation(organisation_id: int) -> None:
    """From here on this request's public session sees one organisation: the one whose link opened the page."""
    narrow(public_session(), organisation_id)


def mail_door() -> MailDoor | None:
    """How mail leaves here; None: links are handed over by hand."""
    return cast(MailDoor | None, current_app.config["SETTINGS"].mail)


def _engine() -> Engine:
    engine = cast(Engine, current_app.extensions["engine"])
    return read_only(engine) if request.method in ("GET", "HEAD") and not g.get("writes_on_get") else engine


def _commit_when_good(response: Response) -> Response:
    if "session" in g:
        if response.status_code < 400:
            g.session.commit()
        else:
            g.session.rollback()
    return response


def _close(_: BaseException | None) -> None:
    session = g.pop("session", None)
    if session is not None:
        session.close()
