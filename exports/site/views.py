"""Routes of material going out: the preview, publishing, the public story and its document."""

from dataclasses import replace

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from exports import sections, wording
from exports.publishing.editions import current_story, make_edition, stored_document
from exports.publishing.publish import (
    NothingNew,
    NotPublished,
    current_publication,
    document_of,
    draft_story,
    next_version,
    points_that_stop,
    public_as_it_is,
    publish_journey,
    withdraw_journey,
)
from exports.reader_contacts import contacts_at_story, contacts_of_site
from exports.site.page import curves_of, other_stories, public_stories
from foundation.database.engine import unit_of_work
from foundation.dutch import _
from foundation.forms.typed_address import without_signs
from foundation.request_session import public_session, request_session
from journeys.evidence.outline import outline_of
from journeys.lookup import journey_by_slug
from journeys.models import Journey, Publication
from journeys.public.standing import standing_of
from journeys.views import site
from studies.access import STORY_READERS, Role, public, requires
from studies.planning import study_by_slug

blueprint = Blueprint("exports", __name__)

_PLAN = "/onderzoeken/<slug>/klantreizen/<journey>"


@blueprint.get(f"{_PLAN}/voorbeeld")
@requires(*STORY_READERS)
def preview(slug: str, journey: str) -> str:
    session = request_session()
    study = study_by_slug(session, slug)
    found = journey_by_slug(session, study.id, journey)
    story = draft_story(session, found, site())
    return render_template(
        "exports/site/story.html",
        words=wording,
        parts=sections,
        story=replace(story, is_draft=True),
        curves=curves_of(story),
        others=[],
        draft_of=study,
        standing=standing_of(session, found),
        is_public_as_it_is=public_as_it_is(session, found, story, outline_of(session, found)) is not None,
        contacts=contacts_at_story(session, study.organisation_id),
        journey_slug=journey,
    )


@blueprint.get(f"{_PLAN}/voorbeeld.pdf")
@requires(*STORY_READERS)
def preview_document(slug: str, journey: str) -> Response:
    session = request_session()
    study = study_by_slug(session, slug)
    story = draft_story(session, journey_by_slug(session, study.id, journey), site())
    return _document(document_of(replace(story, is_draft=True)), f"{journey}-voorbeeld.pdf")


@blueprint.get(f"{_PLAN}/publiceren")
@requires(Role.RESEARCHER)
def ask_publish(slug: str, journey: str) -> str:
    """Asked once, before everybody can read it."""
    session = request_session()
    study = study_by_slug(session, slug)
    found = journey_by_slug(session, study.id, journey)
    outline = outline_of(session, found)
    fresh = draft_story(session, found, site())
    public = public_as_it_is(session, found, fresh, outline)
    return render_template(
        "exports/site/ask_publish.html",
        study=study,
        journey=found,
        standing=standing_of(session, found),
        is_public_as_it_is=public is not None,
        address=fresh.public_address,
        blocking=points_that_stop(session, found, site(), outline),
    )


@blueprint.post(f"{_PLAN}/publiceren")
@requires(Role.RESEARCHER)
def publish(slug: str, journey: str) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    found = journey_by_slug(session, study.id, journey)
    try:
        publish_journey(session, found, site())
    except NothingNew as nothing_new:
        flash(str(nothing_new))
        return redirect(url_for("journeys.composer", slug=slug, journey=journey))
    flash(_("De klantreis staat nu voor iedereen op de website."))
    return redirect(url_for("exports.story", journey=found.slug))


@blueprint.get(f"{_PLAN}/offline")
@requires(Role.RESEARCHER)
def ask_withdraw(slug: str, journey: str) -> str:
    session = request_session()
    study = study_by_slug(session, slug)
    found = journey_by_slug(session, study.id, journey)
    standing = standing_of(session, found)
    back = _way_back(found)
    return render_template("exports/site/ask_withdraw.html", study=study, journey=found, standing=standing, back=back)


@blueprint.post(f"{_PLAN}/offline")
@requires(Role.RESEARCHER)
def withdraw(slug: str, journey: str) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    found = journey_by_slug(session, study.id, journey)
    withdraw_journey(session, found)
    flash(_("De klantreis staat niet meer op de website. %(back)s", back=_way_back(found)))
    return redirect(url_for("journeys.composer", slug=slug, journey=journey))


def _way_back(journey: Journey) -> str:
    """How a story that was taken offline comes back, as things are now."""
    if points_that_stop(request_session(), journey, site()):
        return _("De klantreis kan pas terug als je hebt opgelost wat publiceren nu tegenhoudt.")
    version = next_version(request_session(), journey)
    return _("Met ‘Publiceren’ komt de klantreis terug zoals die dan is, als uitgave %(version)s.", version=version)


@blueprint.get("/verhalen/")
@public
def stories() -> str:
    session = public_session()
    return render_template(
        "exports/site/stories.html", stories=public_stories(session), contacts=contacts_of_site(session)
    )


@blueprint.get("/verhalen/<journey>", strict_slashes=False)
@public
def story(journey: str) -> ResponseReturnValue:
    session = public_session()
    try:
        publication = current_publication(session, journey)
    except NotPublished:
        return _meant(journey)
    told = current_story(session, publication)
    return render_template(
        "exports/site/story.html",
        words=wording,
        parts=sections,
        story=told,
        curves=curves_of(told),
        others=other_stories(session, publication),
        draft_of=None,
        contacts=contacts_at_story(session, publication.organisation_id),
        journey_slug=journey,
    )


@blueprint.get("/verhalen/<journey>.pdf", strict_slashes=False)
@public
def document(journey: str) -> ResponseReturnValue:
    session = public_session()
    try:
        publication = current_publication(session, journey)
    except NotPublished:
        return _meant(f"{journey}.pdf")
    stored = stored_document(session, publication, current_story(session, publication))
    return _document(stored or _made_now(publication), f"klantreis-{journey}.pdf")


def _made_now(publication: Publication) -> bytes:
    """Something was said of a measure since the last document: this reader is the first to ask for the next one."""
    engine = current_app.extensions["engine"]
    with unit_of_work(engine, publication.organisation_id) as session:
        return make_edition(session, publication)


def _meant(typed: str) -> ResponseReturnValue:
    """On to the story or its document when only capitals differ, or a sign of the sentence came along."""
    meant = without_signs(typed.lower())
    if meant == typed:
        return _gone()
    slug = meant.removesuffix(".pdf")
    try:
        current_publication(public_session(), slug)
    except NotPublished:
        return _gone()
    return redirect(url_for("exports.story" if slug == meant else "exports.document", journey=slug))


def _gone() -> ResponseReturnValue:
    """The same for a story that was taken away and for one that never was: why is nobody's business."""
    return render_template("exports/site/gone.html", contacts=contacts_of_site(public_session())), 404


def _document(content: bytes, name: str) -> Response:
    response = Response(content, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
