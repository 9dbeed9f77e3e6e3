"""Routes of the codebook on the coding screen: making, changing, joining and removing codes."""

from flask import Response
from flask.typing import ResponseReturnValue

from coding.codebook.tree import code_by_id
from coding.screen import actions as acts
from coding.screen import json_fields as posted
from coding.screen.meanwhile import check_code_since
from coding.screen.page import code_as_posted
from coding.screen.views.open_interview import body, desk_at, is_meant, whole, wished
from coding.views import blueprint
from foundation.request_session import request_session
from studies.access import CODERS, requires


@blueprint.post("/<int:number>/codes")
@requires(*CODERS)
def make_code(slug: str, number: int) -> ResponseReturnValue:
    desk = desk_at(slug, number)
    code = acts.make_code(request_session(), desk.study.id, wished(body()))
    return whole(desk, code=code.id), 201


@blueprint.post("/<int:number>/codes/<int:code_id>")
@requires(*CODERS)
def change_code(slug: str, number: int, code_id: int) -> Response:
    """What is not posted stays as it is: two people may change different things of one code."""
    desk = desk_at(slug, number)
    stands, sent = code_as_posted(code_by_id(request_session(), desk.study.id, code_id)), body()
    check_code_since(stands, posted.texts(sent, "over"), sent)
    acts.change_code(request_session(), desk.study.id, code_id, wished(stands | sent))
    return whole(desk)


@blueprint.post("/<int:number>/codes/<int:code_id>/samenvoegen")
@requires(*CODERS)
def join_codes(slug: str, number: int, code_id: int) -> Response:
    desk = desk_at(slug, number)
    into = posted.number(body(), "into")
    acts.join_codes(request_session(), desk.study.id, code_id, into, is_meant=is_meant())
    return whole(desk)


@blueprint.post("/<int:number>/codes/<int:code_id>/weg")
@requires(*CODERS)
def drop_code(slug: str, number: int, code_id: int) -> Response:
    desk = desk_at(slug, number)
    with_segments = body().get("segments") is True
    acts.drop_code(request_session(), desk.study.id, code_id, with_segments=with_segments, is_meant=is_meant())
    return whole(desk)
