"""Routes of publishing a story and taking it offline, each asked once."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from exports.publishing.draft import draft_story, next_version
from exports.publishing.publish import NothingNew, points_that_stop, public_as_it_is, publish_journey
from exports.publishing.taking_offline import withdraw_journey
from exports.views import OF_JOURNEY, blueprint
from foundation.dutch import _
from foundation.request_session import request_session
from journeys.checks.stances import is_unfounded_for_good
from journeys.evidence.outline import outline_of
from journeys.models import Journey
from journeys.public.readers_edition import edition_for_readers
from journeys.public.standing import standing_of
from journeys.views import journey_at, site
from studies.access import Role, requires
from studies.models import Study


@blueprint.get(f"{OF_JOURNEY}/publiceren")
@requires(Role.RESEARCHER)
def ask_publish(slug: str, journey: str) -> str:
    """Asked once, before everybody can read it."""
    session, (study, found) = request_session(), journey_at(slug, journey)
    outline = outline_of(session, found)
    fresh = draft_story(session, found, site())
    public, standing = public_as_it_is(session, found, fresh, outline), standing_of(session, found)
    return render_template(
        "exports/publishing/ask_publish.html",
        study=study,
        journey=found,
        standing=standing,
        edition=edition_for_readers(session, found, standing),
        is_public_as_it_is=public is not None,
        address=fresh.public_address,
        blocking=points_that_stop(session, found, site(), outline),
    )


@blueprint.post(f"{OF_JOURNEY}/publiceren")
@requires(Role.RESEARCHER)
def publish(slug: str, journey: str) -> ResponseReturnValue:
    session, (_study, found) = request_session(), journey_at(slug, journey)
    try:
        publish_journey(session, found, site())
    except NothingNew as nothing_new:
        flash(str(nothing_new))
        return redirect(url_for("journeys.composer", slug=slug, journey=journey))
    return redirect(url_for("exports.story", journey=found.slug))


@blueprint.get(f"{OF_JOURNEY}/offline")
@requires(Role.RESEARCHER)
def ask_withdraw(slug: str, journey: str) -> str:
    session, (study, found) = request_session(), journey_at(slug, journey)
    standing = standing_of(session, found)
    return render_template(
        "exports/publishing/ask_withdraw.html",
        study=study,
        journey=found,
        standing=standing,
        edition=edition_for_readers(session, found, standing),
        back=_way_back(found),
    )


@blueprint.post(f"{OF_JOURNEY}/offline")
@requires(Role.RESEARCHER)
def withdraw(slug: str, journey: str) -> ResponseReturnValue:
    session, (_study, found) = request_session(), journey_at(slug, journey)
    withdraw_journey(session, found)
    flash(_("De klantreis staat niet meer op de website. %(back)s", back=_way_back(found)))
    return redirect(url_for("journeys.composer", slug=slug, journey=journey))


def _way_back(journey: Journey) -> str:
    """How a story that was taken offline comes back, as things are now."""
    session = request_session()
    outline = outline_of(session, journey)
    if is_unfounded_for_good(session.get_one(Study, journey.study_id), outline):
        return _(
            "De klantreis komt dan niet meer terug: de gespreksverslagen zijn gewist, een nieuwe uitgave kan niet."
        )
    if points_that_stop(session, journey, site(), outline):
        return _("De klantreis kan pas terug als je hebt opgelost wat publiceren nu tegenhoudt.")
    version = next_version(session, journey)
    return _("Met ‘Publiceren’ komt de klantreis terug zoals die dan is, als uitgave %(version)s.", version=version)
