"""Whose pages a browser holds. On a computer that people share, one person's page sends nothing in another's name.

Every form carries a token of the browser. Each person who signs in there has one of their own, so that a page which
still stands open works again for whoever it was made for, and for nobody else.
"""

from flask import request, session
from flask_wtf.csrf import ValidationError, validate_csrf

_OWN = "csrf_token"
_OF = "csrf_token_of_"
_WHOSE = "whose"


def turn_to(person_id: int) -> None:
    """Whoever is signed in now goes on with their own pages; what was still to be told to another is dropped."""
    before = session.get(_WHOSE)
    if before == person_id:
        return
    if before is not None:
        if _OWN in session:
            session[f"{_OF}{before}"] = session.pop(_OWN)
        if kept := session.pop(f"{_OF}{person_id}", None):
            session[_OWN] = kept
        session.pop("_flashes", None)
    session[_WHOSE] = person_id


def is_of_another() -> bool:
    """Whether what was posted comes from a page of somebody who was signed in here before."""
    posted = request.form.get(_OWN) or request.headers.get("X-CSRFToken")
    return any(_fits(posted, key) for key in session if key.startswith(_OF))


def _fits(posted: str | None, key: str) -> bool:
    try:
        validate_csrf(posted, token_key=key)
    except ValidationError:
        return False
    return True
