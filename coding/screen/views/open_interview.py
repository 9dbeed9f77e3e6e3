"""One interview on the coding screen, as its routes get it: what the screen sends, and the answers it understands."""

from dataclasses import dataclass, fields
from typing import Any

from flask import Response, jsonify, request
from werkzeug.exceptions import Unauthorized

from coding.codebook.describing import Description
from coding.models import Segment
from coding.screen import json_fields
from coding.screen.actions import CodeAsWished
from coding.screen.page import screen_of, segment_row, steps_of
from coding.segments import RELEASED, NotReleased, Placed
from foundation.dutch import _, enumerated
from foundation.forms.numbers import read_number
from foundation.request_session import request_session, signed_in
from interviews.models import Interview
from interviews.texts.models import Source
from interviews.texts.sources import at_address
from studies.models import Study


@dataclass(frozen=True)
class OpenInterview:
    """One interview on the coding screen."""

    study: Study
    interview: Interview
    source: Source


def open_interview(slug: str, number: int) -> OpenInterview:
    """Raises Unauthorized when the page is of somebody who was signed in here before: it sends in their name."""
    session = request_session()
    if request.headers.get("X-Person", signed_in().person_id, type=read_number) != signed_in().person_id:
        raise Unauthorized
    study, interview, source = at_address(session, slug, number)
    if interview.state not in RELEASED:
        raise NotReleased
    return OpenInterview(study, interview, source)


def body() -> dict[str, Any]:
    """The object that the screen sent. Raises Unreadable."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        raise json_fields.Unreadable
    return sent


def is_meant() -> bool:
    """Whether the person answered the question whose work may go."""
    sent = request.get_json(silent=True)
    return isinstance(sent, dict) and sent.get("is_meant") is True


def wished(sent: dict[str, Any]) -> CodeAsWished:
    """How a code should be. Raises Unreadable."""
    return CodeAsWished(
        json_fields.text(sent, "name"),
        json_fields.number_or_none(sent, "parent"),
        json_fields.number_or_none(sent, "colour"),
        Description(**{one.name: json_fields.text(sent, one.name) for one in fields(Description)}),
    )


def changed(here: OpenInterview, **what: Any) -> Response:
    """What changed, and what can be undone now."""
    return jsonify(**what, **steps_of(request_session(), here.source))


def with_segment(here: OpenInterview, segment: Segment) -> Response:
    """One segment as it is now."""
    return changed(here, segment=segment_row(segment))


def with_placed(here: OpenInterview, placed: Placed) -> Response:
    """A segment that grew may have taken others in: then everything is told."""
    segment = segment_row(placed.segment)
    if placed.is_new:
        return changed(here, segment=segment)
    return whole(here, segment=segment, told=told_apart(placed))


def told_apart(placed: Placed) -> str:
    """That feelings went with fragments that became one; '' where none did."""
    if not placed.feelings:
        return ""
    return _(
        "Wat je codeerde, werd één fragment met wat er al was. Dat klonk verschillend (%(feelings)s); er staat nu geen "
        "gevoel bij. Geef het opnieuw aan. Met Ongedaan komt alles terug.",
        feelings=enumerated([one.dutch for one in placed.feelings]),
    )


def whole(here: OpenInterview, **what: Any) -> Response:
    """For changes that reach further than one stretch: everything that is on the screen."""
    return jsonify(**what, screen=screen_of(request_session(), here.source))
