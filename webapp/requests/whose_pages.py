"""Whose pages a browser holds. On a computer that people share, one person's page sends nothing in another's name.

Every form carries a token of the browser. Each person who signs in there has one of their own, and so has nobody: what
somebody saw or planted before a sign-in is worth nothing after it. A page that still stands open works again for
whoever it was made for when their sign-in ended by itself. After signing out it does not: then it is only known whose
it was, so that what was typed there is shown to nobody else, and is sent once more by who typed it.
"""

from flask import request, session
from flask_wtf.csrf import ValidationError, validate_csrf

_OWN = "csrf_token"
_OF = "csrf_token_of_"
_ENDED = "ended_token_of_"
_WHOSE = "whose"
_NOBODY = 0


def turn_to(person_id: int) -> None:
    """Whoever is signed in now goes on with their own pages; what was still to be told to another is dropped."""
    before = session.get(_WHOSE, _NOBODY)
    if before == person_id:
        return
    if _OWN in session:
        session[f"{_OF}{before}"] = session.pop(_OWN)
    if kept := session.pop(f"{_OF}{person_id}", None):
        session[_OWN] = kept
    session.pop("_flashes", None)
    session[_WHOSE] = person_id


def end_pages() -> None:
    """Somebody signs out: what stands open of them does nothing any more."""
    whose = session.get(_WHOSE, _NOBODY)
    if whose == _NOBODY:
        return
    turn_to(_NOBODY)
    if own := session.pop(f"{_OF}{whose}", None):
        session[f"{_ENDED}{whose}"] = own


def is_of_another() -> bool:
    """Whether what was posted comes from a page of somebody else who was signed in here before."""
    return token_of_another() is not None


def token_of_another() -> str | None:
    """The token that was posted, when it is theirs. A form that is given back keeps it: only they can send that."""
    posted = request.form.get(_OWN) or request.headers.get("X-CSRFToken")
    mine = {f"{kind}{number}" for kind in (_OF, _ENDED) for number in (_NOBODY, session.get(_WHOSE, _NOBODY))}
    others = [key for key in session if key.startswith((_OF, _ENDED)) and key not in mine]
    return posted if any(_fits(posted, key) for key in others) else None


def _fits(posted: str | None, key: str) -> bool:
    try:
        validate_csrf(posted, token_key=key)
    except ValidationError:
        return False
    return True
