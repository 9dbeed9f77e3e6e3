"""Whoever sees raw material leaves a row in the history: written before the answer leaves, or there is no answer."""

from typing import Any

from flask import Flask, Response, current_app, g, request

from foundation.database.engine import unit_of_work
from foundation.request_session import request_session, signed_in
from studies.trail.looks import Look, seen_before
from studies.trail.noting import note


def init_app(app: Flask) -> None:
    """Note what routes of `app` declare that they show."""
    app.after_request(_note_look)


def _note_look(response: Response) -> Response:
    view: Any = current_app.view_functions.get(request.endpoint or "")
    look: Look | None = getattr(view, "shows", None)
    if look is None or response.status_code >= 300 or "signed_in" not in g:
        return response
    try:
        _note(look)
    except Exception as error:
        return current_app.make_response(current_app.handle_user_exception(error))
    return response


def _note(look: Look) -> None:
    given: dict[str, Any] = request.view_args or {}
    about_id = given.get(look.number) if look.about else None
    slug: str | None = given.get("slug") or g.get("slug")
    seen = seen_before(request_session(), look, about_id, slug)
    if seen.is_told and not look.is_each_time:
        return
    about = (look.about, about_id) if look.about and about_id is not None else None
    if request.method != "GET":
        note(request_session(), look.kind, study_id=seen.study_id, about=about)
        return
    me = signed_in()
    with unit_of_work(current_app.extensions["engine"], me.organisation_id, me.person_id) as session:
        note(session, look.kind, study_id=seen.study_id, about=about)
