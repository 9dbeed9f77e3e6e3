"""Routes of words that wait: asking their writer for others, and taking them back."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.request_session import request_session
from journeys.following.progress import MeasureUnknown, measure_in_study
from journeys.following.typed_reports import half_typed_reports
from journeys.following.views.begun import BEGUN, new_form
from journeys.following.views.listed import list_page, rest_or_list
from journeys.following.views.words import blueprint, carried_words, opened_words
from journeys.following.waiting_words import WordsGone, give_back, take_back, waiting_words
from journeys.measures.plans import values_of
from studies.access import FOLLOWERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug


@blueprint.post("/woorden/<int:words_id>")
@requires(Role.RESEARCHER)
def return_words(slug: str, words_id: int) -> ResponseReturnValue:
    """Ask whoever wrote these words for others."""
    session = request_session()
    study = study_by_slug(session, slug)
    give_back(session, study.id, words_id)
    flash(_("De schrijver ziet dat je om een andere tekst vraagt. Wat er staat, is bewaard."))
    return rest_or_list(slug)


@blueprint.post("/woorden/<int:words_id>/intrekken")
@requires(*FOLLOWERS)
def take_words_back(slug: str, words_id: int) -> ResponseReturnValue:
    """Whoever wrote waiting words wants them no more: they stand in the form, as what was typed and not stored."""
    session = request_session()
    study = study_by_slug(session, slug)
    try:
        opened = opened_words(waiting_words(session, study.id, words_id)) | {"words": None}
        take_back(session, study.id, words_id)
        said = _("Je tekst is ingetrokken en wacht niet meer. Hij staat hier nog. Bewaar je hem niet, dan is hij weg.")
    except WordsGone:
        opened = carried_words(request.form, words_id)
        said = _(
            "Je tekst wachtte al niet meer: je trok hem eerder in, of een onderzoeker keek hem na. "
            "Hij staat hier nog. Bewaar je hem niet, dan is hij weg."
        )
    if not opened:
        flash(_("Je tekst wacht niet meer."))
        return rest_or_list(slug)
    return _form_with(study, opened, said)


def _form_with(study: Study, opened: dict[str, Any], said: str) -> str:
    """Where these words belong: at their measure, or, when that is not there (any more), in the form of a new one.

    What was half typed over them stands in it too.
    """
    number = opened["id"] or 0
    try:
        standing = values_of(measure_in_study(request_session(), study.id, number)[0])
    except MeasureUnknown:
        return new_form(study, BEGUN | opened, said)
    half = half_typed_reports(request.form).get(number, {})
    return list_page(study, {number: standing | opened | half | {"said": said}})


@blueprint.get("/woorden/<int:words_id>/intrekken")
@requires(*FOLLOWERS)
def taken_back(slug: str, words_id: int) -> ResponseReturnValue:
    """Where a browser is that opens the page after taking words back again."""
    study = study_by_slug(request_session(), slug)
    return redirect(url_for(".all_measures", slug=study.slug))
