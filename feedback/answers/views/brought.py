"""What a page of questions brings along when it is sent, so that it is kept also when its code is gone meanwhile."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import request

from feedback.calling.typed import Calling
from foundation.forms.numbers import whole_number

ANSWER, NUMBER, VERSION, WHOSE = "antwoord", "vraag", "vragenlijst", "kaart"
CALL, ABOUT_THIS, FOR_INTERVIEW, TELEPHONE = "bel", "opmerking", "gesprek", "tel"
LONGEST_TELEPHONE = 40
_SHORT = 2
"""Signs: a grade or the place of a choice. What is longer was written, and is shown."""


@dataclass(frozen=True)
class Brought:
    """`number`: of the page, from 1, 0 for none; `version_id`: of the questions that it was one of; `typed`: the
    answer on it, '' for none; `calling`: what they may be called for."""

    number: int = 0
    version_id: int | None = None
    typed: str = ""
    calling: Calling = field(default_factory=Calling)

    @property
    def is_something(self) -> bool:
        return bool(self.typed) or self.calling != Calling()

    @property
    def is_written(self) -> bool:
        return len(self.typed.strip()) > _SHORT


def brought() -> Brought:
    """From a page of questions by its address, from the door by what it carries on."""
    place = (request.view_args or {}).get("number", 0) or whole_number(request.form.get(NUMBER, "")) or 0
    typed = request.form.get(ANSWER, "")
    return Brought(place, whole_number(request.form.get(VERSION, "")), typed, _calling())


def _calling() -> Calling:
    wanted = request.form.getlist(CALL)
    return Calling(ABOUT_THIS in wanted, FOR_INTERVIEW in wanted, request.form.get(TELEPHONE, "")[:LONGEST_TELEPHONE])


def is_from_here() -> bool:
    """Whether a page of this site surely sent it: another site may not fill in an answer that somebody's code keeps."""
    origin = request.headers.get("Origin")
    is_own = origin is not None and urlsplit(origin).netloc == request.host
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or is_own
