"""Routes of what readers get: the preview, the public story and its document."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import Response, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from exports import sections, wording
from exports.publishing.current_edition import NotPublished, current_publication
from exports.publishing.draft import document_of, draft_story
from exports.publishing.editions import make_edition, stored_document
from exports.publishing.publish import public_as_it_is
from exports.reader_contacts import contacts_at_story, contacts_of_site
from exports.site.page import curves_of, other_stories, public_stories
from exports.views import OF_JOURNEY, blueprint
from feedback.measurements.lookup import measurements_for_everybody
from feedback.measurements.models import Measurement
from foundation.database.engine import unit_of_work
from foundation.forms.typed_address import without_signs
from foundation.request_session import public_session, request_session
from journeys.evidence.outline import outline_of
from journeys.models import Publication
from journeys.public.readers_edition import current_story, edition_for_readers
from journeys.public.standing import standing_of
from journeys.story import Story
from journeys.views import journey_at, site
from studies.access import STORY_READERS, public, requires
from studies.models import Study


@blueprint.get(f"{OF_JOURNEY}/voorbeeld")
@requires(*STORY_READERS)
def preview(slug: str, journey: str) -> str:
    session, (study, found) = request_session(), journey_at(slug, journey)
    story, standing = draft_story(session, found, site()), standing_of(session, found)
    return _page(
        replace(story, is_draft=True),
        journey,
        contacts=contacts_at_story(session, study.organisation_id),
        draft_of=study,
        standing=standing,
        edition=edition_for_readers(session, found, standing),
        is_public_as_it_is=public_as_it_is(session, found, story, outline_of(session, found)) is not None,
    )


@blueprint.get(f"{OF_JOURNEY}/voorbeeld.pdf")
@requires(*STORY_READERS)
def preview_document(slug: str, journey: str) -> Response:
    _study, found = journey_at(slug, journey)
    story = draft_story(request_session(), found, site())
    return _document(document_of(replace(story, is_draft=True)), f"{journey}-voorbeeld.pdf")


@blueprint.get("/verhalen/")
@public
def stories() -> str:
    session = public_session()
    return render_template(
        "exports/site/stories.html",
        stories=public_stories(session),
        contacts=contacts_of_site(session),
        listening=measurements_for_everybody(session),
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
    return _page(
        told,
        journey,
        contacts=contacts_at_story(session, publication.organisation_id),
        others=other_stories(session, publication),
        listening=measurements_for_everybody(session, publication.organisation_id),
    )


def _page(
    story: Story,
    journey: str,
    *,
    draft_of: Study | None = None,
    others: Iterable[Any] = (),
    listening: Iterable[Measurement] = (),
    **beside: Any,
) -> str:
    """A story as readers get it; `draft_of`: as they would get it now, with what a researcher is told `beside` it."""
    return render_template(
        "exports/site/story.html",
        words=wording,
        parts=sections,
        story=story,
        curves=curves_of(story),
        others=others,
        listening=listening,
        draft_of=draft_of,
        journey_slug=journey,
        **beside,
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
    """Something went on since the last document: this reader is the first to ask for the next one."""
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
