"""Reports of how measures stand as somebody typed them: all that stand in the list, whichever was sent.

The list is one form. Who has no script would lose a half-typed report with the first one that they send.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from foundation.dutch import _
from foundation.forms.laid_over import LaidOver, laid_over
from foundation.forms.numbers import read_number, whole_number
from foundation.forms.written import clean
from journeys.composing.field_forms import SEEN
from journeys.following.measure_list import FollowedMeasure
from journeys.following.progress import ProgressReport
from journeys.measures.plans import read_review_day, read_state

FIELDS = ("state", "reason", "result", "review_on", "what", "when")


@dataclass(frozen=True)
class LeftBehind:
    """What was half typed, {field: text}, at a measure that is not there any more; `title` as the page showed it.

    `fields` are all that the form brought of it, to carry along.
    """

    number: int
    title: str
    typed: dict[str, str]
    fields: tuple[tuple[str, str], ...]


def sent_of(posted: Mapping[str, str], measure_id: int) -> MultiDict[str, str]:
    """What the form brought for this measure; a form with one measure names its fields without a number."""
    return MultiDict({**posted, **_part(posted, measure_id)})


def laid_over_now(sent: Mapping[str, str], stood: Mapping[str, str], waited: Mapping[str, str]) -> LaidOver:
    """What this person changed in a form about a measure, over how it stands by now.

    Words that `waited` are theirs, also where the form showed them.
    """
    typed = {name: sent[name] for name in FIELDS if name in sent}
    seen = {name: sent[SEEN + name].replace("\r\n", "\n") for name in FIELDS if SEEN + name in sent}
    return laid_over(stood, typed, seen | {name: stood[name] for name in seen if name in waited})


def half_typed_reports(posted: Mapping[str, str]) -> dict[int, dict[str, str]]:
    """{measure id: {field: text}} of what was chosen or typed since the page was made."""
    shown = [name.removeprefix(SEEN).rpartition("-") for name in posted if name.startswith(SEEN)]
    found: dict[int, dict[str, str]] = {}
    for name, _dash, number in shown:
        measure_id = whole_number(number)
        if name not in FIELDS or measure_id is None:
            continue
        typed, before = posted.get(f"{name}-{number}"), posted[f"{SEEN}{name}-{number}"]
        if typed is not None and clean(typed) != clean(before):
            found.setdefault(measure_id, {})[name] = typed
    return found


def half_reports(
    posted: Mapping[str, str],
    measures: Iterable[FollowedMeasure],
    begun: Mapping[int, Mapping[str, Any]],
    *,
    stored: int | None = None,
    error: str = "",
) -> dict[int, dict[str, Any]]:
    """{measure id: its form with what was half typed, over what it has `begun` with}, but for the one that is `stored`.

    It hands back what the person saw: who reported meanwhile is not overwritten unseen.
    """
    half = half_typed_reports(posted)
    half.pop(stored or 0, None)
    reports: dict[int, dict[str, Any]] = {}
    for one in measures:
        if typed := half.get(one.measure.id):
            part = MultiDict(_part(posted, one.measure.id))
            seen, words = part.get("seen", one.seen, type=read_number), part.get("words", type=read_number)
            said = "" if error else _said(is_newer=seen != one.seen)
            again = {"words": words, "seen": seen, "said": said, "error": error}
            reports[one.measure.id] = {**begun[one.measure.id], **typed, **again, "names": [], "unread": ""}
    return reports


def left_behind(
    posted: Mapping[str, str], measures: Iterable[FollowedMeasure], dropped: int | None = None
) -> list[LeftBehind]:
    """What was half typed at measures that were removed meanwhile, but for the one that is `dropped`."""
    there = {one.measure.id for one in measures}
    return [
        LeftBehind(number, posted.get(f"{SEEN}title-{number}", ""), typed, _fields(posted, number))
        for number, typed in half_typed_reports(posted).items()
        if number not in there and number != dropped
    ]


def half_typed_fields(posted: Mapping[str, str]) -> list[tuple[str, str]]:
    """All that a form brought of reports that are half typed, as another page carries it along."""
    return [field for number in half_typed_reports(posted) for field in _fields(posted, number)]


def report_of(typed: Mapping[str, str], reread: str = "") -> ProgressReport:
    """What was typed, as it is reported; `reread` names the state of which words were read again.

    Raises ChoiceMissing, ReviewDayUnknown.
    """
    state, review_on = read_state(typed["state"]), read_review_day(typed["review_on"])
    return ProgressReport(
        state,
        typed["reason"],
        typed["result"],
        review_on,
        what=typed["what"],
        when=typed["when"],
        is_reread=reread == state.value,
    )


def _said(*, is_newer: bool) -> str:
    if is_newer:
        return _(
            "Dit is intussen veranderd. Wat je zelf had getypt, staat er weer bij. Kijk het na voordat je bewaart."
        )
    return _("Wat je eerder invulde en nog niet bewaarde, is teruggezet.")


def _part(posted: Mapping[str, str], measure_id: int) -> dict[str, str]:
    ending = f"-{measure_id}"
    return {name.removesuffix(ending): text for name, text in posted.items() if name.endswith(ending)}


def _fields(posted: Mapping[str, str], measure_id: int) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in posted.items() if name.endswith(f"-{measure_id}"))
