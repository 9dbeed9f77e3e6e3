"""What somebody posted and the program did not take: it comes back on the page that says why, and can be sent again.

Forms answer a wrong field themselves. This is for what never reached its form: signed out meanwhile, a page that stood
open too long, something that is gone or may not. Without it, whoever has no script loses all that was typed.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import request

from journeys.reading.models import Outcome, Verdict
from journeys.story import Feeling, MeasureState

# What the program put in a form itself, and what is nobody's business on a screen.
_NEVER_BACK = frozenset({"csrf_token", "password", "present_password", "code", "token"})
_NOT_SHOWN = frozenset(
    {"version", "page", "took", "parcel", "seen", "form", "opened", "verder", "chosen", "toon"}
    | {"step", "journey", "reread", "words", "weg", "lijst"}
    | {"kaart", "vraag", "vragenlijst"}
)
_PICKED = frozenset(
    {
        "afgesproken",
        "after",
        "alleen",
        "asked_by",
        "beurt",
        "cited",
        "colour",
        "decision",
        "dimension",
        "direction",
        "do",
        "doe",
        "erbij",
        "even_if_known",
        "is_statutory",
        "key",
        "kind",
        "lezen",
        "overslaan",
        "reden",
        "terug",
        "van-coderen",
        "vervang",
        "versturen",
    }
    | {
        "aanbieder",
        "afloop",
        "bel",
        "besluit",
        "is",
        "klaarzetten",
        "met",
        "sluit",
    }
    | {
        "finding",
        "first-row",
        "formulier",
        "gesprek",
        "gezien",
        "goed",
        "groepen",
        "interview",
        "interviewer",
        "into",
        "is_on",
    }
    | {
        "is_only_way",
        "keeps_contact",
        "kind",
        "lijkt",
        "look",
        "loose",
        "meant",
        "member",
        "naar",
        "next",
        "offline",
        "onderwerp",
    }
    | {
        "ook",
        "ook-klaar",
        "parent",
        "person",
        "phase",
        "place",
        "portrait",
        "purpose",
        "respondent",
        "role",
        "second_step",
    }
    | {
        "section",
        "segment",
        "soort",
        "stance",
        "stap",
        "stukje",
        "taken_back",
        "takes_newcomers",
        "tel",
        "theme",
        "to",
        "turn",
    }
    | {"uit", "way", "why", "wie", "zeker", "contact_seen", "facts_seen", "kept_shown", "called_at_shown", "mend_at"}
    | {"back"}
)
"""Fields in which somebody ticks, chooses or presses: what is sent for it is a number or a word of the program."""
_NUMBERS = frozenset({"words", "waits", "reread"})
_CHOICES: dict[str, Any] = {"state": MeasureState, "wat": Outcome, "oordeel": Verdict, "feeling": Feeling}
"""Fields in which somebody chooses one of these, which read otherwise than they are sent."""
_SEEN = "seen-"
_OF_NAMES = ("was:", "door:")
"""Which name stood where in an answer, and what was chosen to stand there."""
_LONGEST = 3_000_000


@dataclass(frozen=True)
class PostedAgain:
    """A form as it came in. `fields`: everything to send again; `shown`: what a person typed, nothing when they only
    ticked or chose."""

    address: str
    fields: tuple[tuple[str, str], ...]
    shown: tuple[str, ...]
    may_be_sent: bool
    """Only what came from a page of this site: another site may not fill in a form and have it sent."""


def posted_again() -> PostedAgain | None:
    """What this request brought, when a person sent a form. None when there is nothing to give back."""
    if request.method != "POST" or _is_from_elsewhere():
        return None
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in _NEVER_BACK]
    read = [(name, value) for name, value in fields if not _is_of_program(name) and value.strip()]
    typed = [(name, value) for name, value in read if not _stood_there(name, value)]
    shown = dict.fromkeys(_in_words(name, value) for name, value in typed if is_readable(name))
    may_be_sent = _is_surely_from_here() and not any(file.filename for file in request.files.values())
    if not (shown or (typed and may_be_sent)) or sum(len(value) for _name, value in fields) > _LONGEST:
        return None
    return PostedAgain(request.full_path.rstrip("?"), tuple(fields), tuple(shown), may_be_sent)


def is_readable(name: str) -> bool:
    """Whether what stands in a field of this name reads as a person typed or chose it."""
    is_picked = name in _PICKED or name.rpartition("-")[0] in _PICKED
    return not (is_picked or name in _NEVER_BACK or _is_of_program(name))


def _is_of_program(name: str) -> bool:
    """A field that the program put there, once in a form or in each of its numbered rows."""
    return name.startswith((_SEEN, *_OF_NAMES)) or name in _NOT_SHOWN or name.rpartition("-")[0] in _NUMBERS


def _in_words(name: str, value: str) -> str:
    """As a person chose or typed it."""
    choice = _CHOICES.get(name.partition("-")[0])
    return choice(value).dutch if choice and value in list(choice) else value


def _stood_there(name: str, value: str) -> bool:
    """Whether the form brought along that exactly this stood there when it was opened: nobody typed that."""
    before = request.form.get(_SEEN + name)
    return before is not None and before.split() == value.split()


def is_a_form_of_a_person() -> bool:
    """Whether a browser sent a form to see a page, and no script did."""
    wants_page = request.accept_mimetypes.best == "text/html" and not request.headers.get("HX-Request")
    return request.method == "POST" and wants_page


def _is_from_elsewhere() -> bool:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    return site not in (None, "same-origin") or (origin not in (None, "null") and not _is_own(origin))


def _is_surely_from_here() -> bool:
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or _is_own(request.headers.get("Origin"))


def _is_own(origin: str | None) -> bool:
    return origin is not None and urlsplit(origin).netloc == request.host
