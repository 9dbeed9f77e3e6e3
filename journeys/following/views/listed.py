"""The page with all measures of a study, and what is half typed on it."""

from collections import defaultdict
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.clock import today
from foundation.dutch import _
from foundation.request_session import request_session, signed_in
from journeys.composing.field_rules import LONG
from journeys.following.measure_list import FollowedMeasure, MeasureList, measure_list
from journeys.following.typed_reports import half_reports, half_typed_reports, left_behind
from journeys.following.views.words import carry_words, is_looked_at, may_open, opened_words, own_words
from journeys.following.waiting_words import Waiting, waiting_of_study
from journeys.story import MeasureState
from journeys.texts.story import MEASURE_NAMES
from studies.access import FOLLOWERS, Role
from studies.models import Study
from studies.planning import study_by_slug

LATE = "te-laat"


def rest_or_list(slug: str, stored: int | None = None, anchor: str | None = None) -> ResponseReturnValue:
    """The list after something was stored or thrown away, with what is half typed at other measures."""
    if half_typed_reports(request.form).keys() - {stored}:
        return list_page(study_by_slug(request_session(), slug), stored=stored)
    shown = request.form.get("toon") or None
    return redirect(url_for(".all_measures", slug=slug, toon=shown, _anchor=anchor), code=303)


def list_page(
    study: Study,
    drafts: dict[int, dict[str, Any]] | None = None,
    *,
    stored: int | None = None,
    error: str = "",
    refused: str = "",
) -> str:
    """The list, its forms filled with `drafts` and with what is half typed at other measures than the one `stored`.

    `error` is said at all of those, `refused` above the list.
    """
    session = request_session()
    listed = measure_list(session, study.id, today())
    words_of, waiting_of_all = defaultdict(list), waiting_of_study(session, study.id)
    for waiting in waiting_of_all:
        words_of[waiting.words.measure_id].append(waiting)
    begun = {one.measure.id: _begun(one, words_of[one.measure.id]) for one in listed.measures}
    drafts = half_reports(request.form, listed.measures, begun, stored=stored, error=error) | (drafts or {})
    shown = request.values.get("toon", "")
    kept = {LATE: listed.late} | {state.value: listed.standing(state) for state in MeasureState}
    chosen = kept.get(shown, listed.measures)
    return render_template(
        "journeys/following/all.html",
        study=study,
        listed=listed,
        shown=shown if shown in kept else "",
        measures=[one for one in listed.measures if one in chosen or one.measure.id in drafts],
        filters=[(name, _filter_word(name), len(kept[name])) for name in (LATE, *MeasureState)],
        states=[(state.value, state.dutch) for state in MeasureState],
        drafts=drafts,
        left=left_behind(request.form, listed.measures, stored),
        left_names=_names_of_fields(),
        places=_places(study, listed, waiting_of_all),
        refused=refused,
        longest=LONG,
        begun=begun,
        words_of=words_of,
        carry_words=carry_words,
        waiting_names={field: _(name) for field, name in MEASURE_NAMES.items()},
        waits={one.journey.id for one in listed.measures if one.is_public} if is_looked_at(study) else set(),
        may_follow=signed_in().role in FOLLOWERS,
        may_compose=signed_in().role == Role.RESEARCHER,
    )


def _begun(one: FollowedMeasure, waiting: list[Waiting]) -> dict[str, Any]:
    """What the form of a measure begins with: how it stands, under what this person wrote and somebody looks at."""
    own = own_words(waiting)
    return opened_words(own, one.values) if own else one.values


def _places(study: Study, listed: MeasureList, waiting: list[Waiting]) -> list[tuple[str, str, list[str]]]:
    """Where forms are: under which name a browser keeps them and at which address, both before a number, and of which.

    In the address the number stands for '{n}'.
    """
    slug = study.slug
    everything, new = url_for(".all_measures", slug=slug), url_for(".new_measure", slug=slug)
    words = [one.words for one in waiting if may_open(one)]
    places = [
        (f"stand-{slug}-", f"{everything}#maatregel-{{n}}", [str(one.measure.id) for one in listed.measures]),
        (f"woorden-{slug}-", f"{everything}?woorden={{n}}", [str(one.id) for one in words if one.measure_id]),
        (f"woorden-{slug}-", f"{new}?woorden={{n}}", [str(one.id) for one in words if not one.measure_id]),
        (f"maatregel-{slug}-", f"{new}?stap={{n}}", [str(of.step.id) for of in listed.steps]),
        (f"maatregel-{slug}-j", f"{new}?klantreis={{n}}", [str(of.journey.id) for of in listed.steps]),
    ]
    return [place for place in places if place[-1]]


def _names_of_fields() -> dict[str, str]:
    named = {field: _(name).capitalize() for field, name in MEASURE_NAMES.items()}
    return named | {"state": _("Hoe het staat"), "review_on": _("Opnieuw kijken")}


def _filter_word(name: str) -> str:
    return _("Te laat") if name == LATE else MeasureState(name).dutch
