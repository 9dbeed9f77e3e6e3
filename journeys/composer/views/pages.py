"""What the routes of the composer share: their blueprint, which journey it is, and the page itself."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from foundation.dutch import _
from foundation.errors import ChoiceMissing
from foundation.request_session import request_session
from journeys.checks.models import Why
from journeys.composer.page import ComposerPage
from journeys.composing import fields
from journeys.composing.field_rules import LONG
from journeys.evidence.models import Stance
from journeys.models import Journey
from journeys.story import Channel, Feeling, MeasureState
from journeys.withdrawing.withdrawn import in_words
from journeys.wording import judge_ties, tallied

blueprint = Blueprint("journeys", __name__, url_prefix="/onderzoeken/<slug>/klantreizen")


def back(slug: str, journey: Journey, step_id: int | None = None, **search: Any) -> Response:
    """To the composer, with the chosen step."""
    request_session().flush()
    return redirect(url_for(".composer", slug=slug, journey=journey.slug, stap=step_id, **search), code=303)


def direction() -> int:
    """One place earlier or later. Raises ChoiceMissing."""
    by = {"earlier": -1, "later": 1}.get(request.form.get("direction", ""))
    if by is None:
        raise ChoiceMissing(_("Eerder of later"))
    return by


def rendered(page: ComposerPage) -> str:
    """The composer with every word that it chooses from."""
    return render_template(
        "journeys/composer/composer.html",
        study=page.study,
        page=page,
        in_words=in_words,
        whys=list(Why),
        rules=fields.STEP_FIELDS,
        longest=LONG,
        channels=[(channel.value, channel.dutch) for channel in Channel],
        feelings=[(feeling.value, feeling.dutch) for feeling in Feeling],
        stances=[(stance.value, stance.dutch) for stance in Stance],
        tallied=tallied,
        judge_ties=judge_ties,
        states=[(state.value, state.dutch) for state in MeasureState],
    )
