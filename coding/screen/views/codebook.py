"""Routes of the codebook on the coding screen: making, changing, joining and removing codes."""

from dataclasses import asdict

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from coding.codebook.lookup import code_by_id
from coding.screen import actions, json_fields
from coding.screen.meanwhile import check_code_since
from coding.screen.page import code_as_posted
from coding.screen.views.open_interview import body, is_meant, open_interview, whole, wished
from coding.suggestions.as_coder.drafting import draft_of_code
from coding.views import blueprint
from foundation.request_session import request_session
from studies.access import CODERS, Role, requires


@blueprint.post("/<int:number>/codes")
@requires(*CODERS)
def make_code(slug: str, number: int) -> ResponseReturnValue:
    here = open_interview(slug, number)
    code = actions.make_code(request_session(), here.study.id, wished(body()))
    return whole(here, code=code.id), 201


@blueprint.post("/<int:number>/codes/<int:code_id>")
@requires(*CODERS)
def change_code(slug: str, number: int, code_id: int) -> Response:
    """What is not posted stays as it is: two people may change different things of one code."""
    here = open_interview(slug, number)
    stands, sent = code_as_posted(code_by_id(request_session(), here.study.id, code_id)), body()
    check_code_since(stands, json_fields.texts(sent, "over"), sent)
    actions.change_code(request_session(), here.study.id, code_id, wished(stands | sent))
    return whole(here)


@blueprint.post("/<int:number>/codes/<int:code_id>/opzet")
@requires(Role.RESEARCHER)
def draft_code(slug: str, number: int, code_id: int) -> Response:
    """What a person may begin a description with; nothing is kept of it."""
    here = open_interview(slug, number)
    return jsonify(asdict(draft_of_code(request_session(), code_by_id(request_session(), here.study.id, code_id))))


@blueprint.post("/<int:number>/codes/<int:code_id>/samenvoegen")
@requires(*CODERS)
def join_codes(slug: str, number: int, code_id: int) -> Response:
    here = open_interview(slug, number)
    into = json_fields.number(body(), "into")
    told = actions.join_codes(request_session(), here.study.id, code_id, into, is_meant=is_meant())
    return whole(here, told=told)


@blueprint.post("/<int:number>/codes/<int:code_id>/weg")
@requires(*CODERS)
def drop_code(slug: str, number: int, code_id: int) -> Response:
    here = open_interview(slug, number)
    with_segments = body().get("segments") is True
    actions.drop_code(request_session(), here.study.id, code_id, with_segments=with_segments, is_meant=is_meant())
    return whole(here)
