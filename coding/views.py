"""What the routes of coding share: their blueprint, and as whom somebody codes."""

from flask import Blueprint

from foundation.request_session import signed_in
from studies.access import Role

blueprint = Blueprint("coding", __name__, url_prefix="/onderzoeken/<slug>/coderen")


def works_blind() -> bool:
    """Whether the person behind this request is a second coder."""
    return signed_in().role == Role.SECOND_CODER
