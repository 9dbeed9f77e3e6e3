"""Puts the application together: settings, database, guard, pages."""

from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g
from flask_babel import Babel
from jinja2 import StrictUndefined
from markupsafe import Markup
from sqlalchemy import Engine

import coding.erasing.due
import coding.erasing.letting_go
import coding.erasing.words_left
import coding.retrieval.views
import coding.screen.views.alike
import coding.screen.views.codebook
import coding.screen.views.ends
import coding.screen.views.segments
import coding.suggestions.as_coder.views
import coding.suggestions.topics.left_over.views
import coding.suggestions.topics.views
import coding.suggestions.views
import exports.cards.views
import exports.letters.views
import exports.publishing.views
import exports.site.views
import exports.views
import feedback.answers.views.door
import feedback.answers.views.questions
import feedback.follow_up.views
import feedback.intake.views.files
import feedback.intake.views.sources
import feedback.invitations.views.calling
import feedback.invitations.views.staff
import feedback.invitations.views.stopping
import feedback.managing.views
import feedback.providers.views
import feedback.reviews.views.everybody
import feedback.reviews.views.staff
import feedback.scores.views
import feedback.website.views.figures
import feedback.website.views.widget
import interviews.deidentification.views
import interviews.handing_over
import interviews.respondents.call_list.views
import interviews.respondents.views.conversations
import interviews.respondents.views.everybody
import interviews.respondents.views.pages
import interviews.respondents.views.parts
import interviews.retrieval.views
import interviews.transcripts.views.conversations
import interviews.transcripts.views.mending
import interviews.transcripts.views.preview
import journeys.composer.views.composer
import journeys.composer.views.evidence
import journeys.composer.views.measures
import journeys.composer.views.parts
import journeys.composer.views.study_facts
import journeys.composer.views.texts
import journeys.following.views.begun
import journeys.following.views.reports
import journeys.following.views.waiting
import journeys.following.views.words
import journeys.reading.views.pages
import journeys.reading.views.pieces
import journeys.reading.views.unsent
import journeys.reading.views.verdict
import journeys.review.views.ends
import journeys.review.views.rounds
import journeys.withdrawing.letting_go
import journeys.withdrawing.resting
import journeys.withdrawing.untied
import journeys.withdrawing.words_left
import studies.views
import webapp.by_provider.coming_back
import webapp.by_provider.configuring
import webapp.by_provider.own
import webapp.by_provider.signing_out
import webapp.deleting.interview
import webapp.deleting.study
import webapp.history.views
import webapp.overview.views
import webapp.people.answering
import webapp.people.invitations
import webapp.people.lost_second_step
import webapp.people.own
import webapp.sign_in.account
import webapp.sign_in.by_passkey
import webapp.sign_in.confirming
import webapp.sign_in.new_link
import webapp.sign_in.obligatory
import webapp.sign_in.own_passkeys
import webapp.sign_in.own_password
import webapp.sign_in.profile
import webapp.sign_in.setting_up
import webapp.tables
from coding.suggestions.meaning.reading import read_with
from foundation import dutch, request_session, stored_marks
from foundation.cookies import name_in_browser
from foundation.database.engine import open_engine
from foundation.forms.numbers import NumberInAddress
from foundation.jobs.asking import ring_with
from foundation.limits.counting import counts_of
from foundation.redis_line import line_to
from foundation.secrets.keys import seal_with
from studies.accounts.by_provider.known import KnownProviders
from studies.models import Study
from studies.retention.due import Kept, closed_for, gone_sentence
from webapp import doors, error_pages, guide, moved
from webapp.overview.tabs import study_tabs
from webapp.requests import guard, large_bodies, looks, rate_limits
from webapp.requests.incoming import IncomingRequest, PartOfAddress
from webapp.requests.proxies import TrustedProxies
from webapp.running import health, request_log
from webapp.running.request_log import Answered
from webapp.settings import COOKIES, NAMES, ROOT, Settings
from webapp.static_files import StaticFiles
from webapp.work.queue import open_bell

MOST_UPLOAD_BYTES = 26_000_000

rate_limits.limit_guessing(journeys.reading.views.pages.blueprint)


def create_app(settings: Settings | None = None, engine: Engine | None = None) -> Flask:
    """The application, ready to serve. `engine` replaces the settings' database in tests."""
    settings = (settings or Settings()).prepared()
    app = StaticFiles("verhaallijn", root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.add_static_version()
    app.request_class = IncomingRequest
    app.url_map.converters.update(default=PartOfAddress, string=PartOfAddress, int=NumberInAddress)
    _configure(app)
    engine = engine or open_engine(settings.url)
    meter = _metered(app, settings)
    logged = request_log.RequestLog(app.wsgi_app, meter)
    app.wsgi_app = TrustedProxies(logged, settings.proxy_networks)  # type: ignore[method-assign, assignment]
    request_log.init_app(app, engine)
    stored_marks.init_app(app)
    request_session.init_app(app, engine)
    large_bodies.init_app(app)
    guard.init_app(app)
    error_pages.init_app(app)
    looks.init_app(app)
    for module in (
        doors,
        webapp.sign_in.account,
        guide,
        health,
        moved,
        studies.views,
        webapp.history.views,
        webapp.overview.views,
        webapp.by_provider.coming_back,
        webapp.people.own,
        webapp.people.answering,
        webapp.people.of_study,
        webapp.people.of_organisation,
        webapp.deleting.study,
        webapp.deleting.interview,
        interviews.transcripts.views.conversations,
        interviews.respondents.views.pages,
        interviews.respondents.call_list.views,
        coding.screen.views.segments,
        coding.retrieval.views,
        journeys.composer.views.composer,
        journeys.review.views.rounds,
        journeys.reading.views.pages,
        journeys.following.views.words,
        feedback.answers.views.questions,
        feedback.managing.views,
        feedback.follow_up.views,
        feedback.providers.views,
        feedback.intake.views.sources,
        feedback.intake.views.files,
        exports.cards.views,
        feedback.reviews.views.staff,
        feedback.reviews.views.everybody,
        feedback.scores.views,
        exports.letters.views,
        feedback.invitations.views.staff,
        feedback.invitations.views.calling,
        feedback.website.views.figures,
        feedback.website.views.widget,
        journeys.composer.views.study_facts,
        exports.views,
    ):
        app.register_blueprint(module.blueprint)
    # A mail program presses this button (RFC 8058), and has no page that it came with.
    guard.csrf.exempt(feedback.invitations.views.stopping.say_no_more_by_link)
    _refuse_undeclared_routes(app)
    apply_settings(app, settings)
    return app


def _metered(app: Flask, settings: Settings) -> Callable[[Answered], None] | None:
    """What counts requests; None where nobody asks for numbers, and nothing of it is loaded."""
    if settings.metrics_token_file is None:
        return None
    from webapp.running import metrics

    app.register_blueprint(metrics.blueprint)
    meter = metrics.Meter()
    app.extensions["meter"] = meter
    return meter


def apply_settings(app: Flask, settings: Settings) -> None:
    """Let `app` work in the folder of these settings, with the keys and the bell that are there."""
    seal_with(app.extensions["engine"], settings.key_file(NAMES))
    app.config.update(
        SECRET_KEY=settings.key(COOKIES),
        SETTINGS=settings,
        SESSION_COOKIE_SECURE=settings.has_secure_cookies,
    )
    with app.app_context():
        app.config["SESSION_COOKIE_NAME"] = name_in_browser("session")
    app.extensions[feedback.answers.views.door.GUESSES] = rate_limits.attempt_at_entry_code
    app.extensions["known_providers"] = KnownProviders(settings.sign_in_services)
    read_with(settings.text_encoder)
    line = line_to(settings.redis_url.get_secret_value())
    ring_with(open_bell(settings.queue_file, line).ring)
    app.extensions["counts"] = counts_of(app.extensions["engine"], line)


def _configure(app: Flask) -> None:
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_UPLOAD_BYTES,
        MAX_FORM_MEMORY_SIZE=6_000_000,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="nl",
        BABEL_DEFAULT_TIMEZONE="Europe/Amsterdam",
        BABEL_TRANSLATION_DIRECTORIES="locale",
        LANGUAGE="nl",
    )
    Babel(app, locale_selector=_language)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        initials=_initials,
        long_date=dutch.long_date,
        short_date=dutch.short_date,
        weekday_date=dutch.weekday_date,
        month_and_year=dutch.month_and_year,
        clock_time=dutch.clock_time,
        duration=dutch.duration,
        telephone=dutch.telephone,
        decimal=dutch.decimal,
        whole=dutch.whole,
        dial=dutch.dial,
        bdi=Markup("<bdi>{}</bdi>").format,
    )
    app.jinja_env.globals.update(
        gone_sentence=gone_sentence,
        names_closed=_names_closed,
        counted=dutch.counted,
        counted_or_none=dutch.counted_or_none,
        enumerated=dutch.enumerated,
        language=dutch.language,
        study_tabs=study_tabs,
        may_open=guard.may_open,
        reader_contacts=error_pages.reader_contacts,
    )
    app.context_processor(_about_me)


def _language() -> str:
    """The same for everybody; a choice of their own would be read here."""
    return str(current_app.config["LANGUAGE"])


def _refuse_undeclared_routes(app: Flask) -> None:
    for endpoint, view in app.view_functions.items():
        if endpoint != "static" and not hasattr(view, "roles"):
            raise RuntimeError(f"{endpoint} does not declare who may use it")


def _names_closed(study: Study) -> str:
    """Why no names come into this study any more; empty as long as they do."""
    return str(closed_for(request_session.request_session(), study, Kept.NAMES) or "")


def _about_me() -> dict[str, Any]:
    if "signed_in" not in g:
        return {"me": None}
    name = g.signed_in.name
    return {"me": {"id": g.signed_in.person_id, "name": name, "initials": _initials(name), "role": g.signed_in.role}}


def _initials(name: str) -> str:
    """'Lotte van der Veldman' -> 'LV'."""
    words = name.split()
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"
