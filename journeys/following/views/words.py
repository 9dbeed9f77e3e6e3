"""What the routes of measures share: words that wait for a researcher, and who has to wait."""

from collections.abc import Iterable
from enum import Enum, auto
from typing import Any

from flask import Blueprint, flash, request
from werkzeug.datastructures import MultiDict

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.laid_over import carried, seen_in
from foundation.forms.numbers import read_number, whole_number
from foundation.request_session import request_session, signed_in
from foundation.stored_marks import tell_stored
from interviews.deidentification.study_names import keeps_names
from journeys.composing.field_forms import SEEN
from journeys.following.readers import check_for_readers, check_words
from journeys.following.waiting_words import (
    Waiting,
    WordsHandled,
    keep_waiting,
    must_wait,
    take_back,
    taken_over,
    waiting_of_study,
    waiting_words,
)
from journeys.measures.models import Measure, MeasureChange, WaitingWords
from journeys.measures.rereading import REREAD, reread_in
from journeys.models import Journey
from studies.access import Role
from studies.models import Study

blueprint = Blueprint("measures", __name__, url_prefix="/onderzoeken/<slug>/maatregelen")
DRAFT = f"{SEEN}draft"


class Outcome(Enum):
    """What became of a report: it stands, its words wait, or its writer sends none any more."""

    STORED = auto()
    WAITS = auto()
    TAKEN_BACK = auto()


def tell_form_stored(draft: str, sent: MultiDict[str, str]) -> None:
    """A form says under which name the browser keeps it: that of `draft`, or of the words that somebody else wrote."""
    tell_stored(f"form:{sent.get(DRAFT) or draft}")


def words_asked(study: Study) -> Waiting | None:
    """The waiting words that the address asks for. Raises WordsGone."""
    asked = request.args.get("woorden", type=read_number)
    return waiting_words(request_session(), study.id, asked) if asked else None


def may_open(waiting: Waiting) -> bool:
    """Whether a form may hold these words: of a researcher, who takes them over, and of who wrote them."""
    return signed_in().role == Role.RESEARCHER or waiting.words.person_id == signed_in().person_id


def opened_words(waiting: Waiting, standing: dict[str, str] | None = None) -> dict[str, Any]:
    """A form that holds them, and for the rest what is `standing` there now: a later state too."""
    words, since = waiting.words, waiting.since
    overtaken = {"state", REREAD} if since.state else set()
    typed = {name: text for name, text in words.typed.items() if name not in overtaken}
    asked = {"unread": reread_in(typed), "is_reread": True, "names": [], "whys": []}
    place = {"id": words.measure_id, "step": str(words.step_id or ""), "journey": str(words.journey_id)}
    form = place | {"words": words.id}
    return (standing or {}) | typed | form | asked | {"error": ""}


def carried_words(sent: MultiDict[str, str], words_id: int) -> dict[str, Any]:
    """A form with words that are not there any more, as the page carried them that showed they wait; {} without."""
    typed = seen_in(sent.get(f"waits-{words_id}", ""))
    if not typed:
        return {}
    measure_id, place = whole_number(typed.pop("id", "")), {name: typed.pop(name, "") for name in ("step", "journey")}
    asked = {"unread": reread_in(typed), "is_reread": True, "names": [], "whys": []}
    return typed | asked | place | {"id": measure_id, "words": None, "error": ""}


def carry_words(words: WaitingWords) -> str:
    """Waiting words, as a page carries them along: whoever takes them back twice still has them in the form."""
    place = {"id": str(words.measure_id or ""), "step": str(words.step_id or ""), "journey": str(words.journey_id)}
    return carried({**words.typed, **place})


def own_words(waiting: Iterable[Waiting]) -> Waiting | None:
    """The last that this person wrote, of those that wait for one measure."""
    own = [one for one in waiting if one.words.person_id == signed_in().person_id]
    return own[-1] if own else None


def check_still_waits(study: Study, sent: MultiDict[str, str]) -> None:
    """Refuse a form about waiting words that are not there any more. Raises WordsHandled."""
    asked = sent.get("words", type=read_number)
    waiting = waiting_of_study(request_session(), study.id) if asked else []
    if asked and asked not in {one.words.id for one in waiting}:
        raise WordsHandled


def words_sent(study: Study, sent: MultiDict[str, str]) -> dict[str, str]:
    """What was typed in the waiting words that a form is about."""
    asked = sent.get("words", type=read_number)
    waiting = waiting_of_study(request_session(), study.id) if asked else []
    return next((one.words.typed for one in waiting if one.words.id == asked), {})


def words_taken_over(study: Study, sent: MultiDict[str, str], typed: dict[str, str]) -> WaitingWords | None:
    """The waiting words that this form stores; none when whoever sends it only rewrites them."""
    if is_looked_at(study):
        return None
    return taken_over(request_session(), study.id, sent.get("words", type=read_number), typed)


def words_after(error: ResearcherError, sent: MultiDict[str, str]) -> int | None:
    """The waiting words that a form is about when it comes back."""
    return None if isinstance(error, WordsHandled) else sent.get("words", type=read_number)


def stored_or_waits(
    study: Study,
    journey: Journey,
    measure: Measure,
    words: WaitingWords,
    change: MeasureChange | None,
    sent: MultiDict[str, str],
) -> Outcome:
    """Let the words wait for a researcher, and store nothing else, or let what was stored stand.

    Raises what check_for_readers raises.
    """
    session, own = request_session(), sent.get("words", type=read_number)
    if not is_looked_at(study):
        check_for_readers(session, journey, measure, sent)
        return Outcome.STORED
    if change is None or not _has_new_words(words, change) or not must_wait(session, journey):
        if own is None or waiting_words(session, study.id, own).words.person_id != signed_in().person_id:
            return Outcome.STORED
        take_back(session, study.id, own)
        has_words = change is not None and _has_new_words(words, change)
        said = _("Je tekst is bewaard. Hij hoeft niet meer te wachten.")
        flash(said if has_words else _("Je tekst van eerder wacht niet meer."))
        return Outcome.STORED if change is not None else Outcome.TAKEN_BACK
    check_words(measure)
    session.rollback()
    keep_waiting(session, words, own)
    if words.measure_id is None:
        flash(_("Bewaard. Een onderzoeker kijkt je tekst eerst na. Tot dan lezen inwoners deze maatregel niet."))
    else:
        flash(_("Bewaard. Een onderzoeker kijkt je tekst eerst na. Tot dan lezen inwoners wat er nu staat."))
    return Outcome.WAITS


def _has_new_words(words: WaitingWords, change: MeasureChange) -> bool:
    """Words that readers have already, or that go, give nobody away."""
    return any(words.typed.get(field, "").strip() for field in change.told)


def is_looked_at(study: Study) -> bool:
    """Whether this person's words for readers wait for a researcher."""
    return signed_in().role != Role.RESEARCHER and keeps_names(request_session(), study.id)
