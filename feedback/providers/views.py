"""Routes of the providers of a measurement: who they are, what they are called, and who goes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from feedback.measurements.agreement import statutory_rule
from feedback.measurements.lookup import measurement_by_slug
from feedback.measurements.models import Measurement, Provider
from feedback.providers.choosing import (
    LONGEST_NAME,
    Added,
    NamesUnclear,
    StatutoryHasNone,
    add_providers,
    bring_back,
    provider_in,
    take_out,
)
from feedback.providers.listing import providers_of
from feedback.providers.merging import SameProvider, merge_providers, merger_of
from feedback.providers.naming import ProviderExists, others_than, rename
from foundation.clock import today
from foundation.dutch import _, counted, ngettext
from foundation.forms.numbers import whole_number
from foundation.request_session import request_session
from studies.access import Role, requires
from studies.models import Organisation

blueprint = Blueprint("providers", __name__, url_prefix="/metingen/<measurement>/aanbieders")


@blueprint.get("/", strict_slashes=False)
@requires(Role.RESEARCHER)
def all_providers(measurement: str) -> str:
    return _list(measurement_by_slug(request_session(), measurement))


@blueprint.post("/", strict_slashes=False)
@requires(Role.RESEARCHER)
def add(measurement: str) -> ResponseReturnValue:
    found, typed = measurement_by_slug(request_session(), measurement), request.form.get("names", "")
    try:
        added = add_providers(request_session(), found, typed)
    except (NamesUnclear, StatutoryHasNone) as error:
        return _list(found, typed, str(error)), error.status
    flash(_said_of(added))
    return redirect(url_for(".all_providers", measurement=found.slug), 303)


def _said_of(added: Added) -> str:
    said = [
        (added.new, _("%(providers)s erbij.", providers=_providers(added.new))),
        (added.back, _("%(providers)s weer terug.", providers=_providers(added.back))),
        (added.there, ngettext("%(num)s aanbieder stond er al.", "%(num)s aanbieders stonden er al.", added.there)),
    ]
    return " ".join(sentence for number, sentence in said if number)


def _providers(number: int) -> str:
    return counted(number, "aanbieder", "aanbieders")


@blueprint.post("/<int:provider_id>/eruit")
@requires(Role.RESEARCHER)
def leave(measurement: str, provider_id: int) -> ResponseReturnValue:
    found = measurement_by_slug(request_session(), measurement)
    _measured, provider = provider_in(request_session(), found, provider_id)
    name = provider.name
    take_out(request_session(), found, provider_id)
    flash(_("‘%(name)s’ is eruit. Antwoorden en uitgedeelde kaartjes blijven. Nieuwe maak je niet meer.", name=name))
    return redirect(url_for(".all_providers", measurement=found.slug), 303)


@blueprint.post("/<int:provider_id>/terug")
@requires(Role.RESEARCHER)
def come_back(measurement: str, provider_id: int) -> ResponseReturnValue:
    found = measurement_by_slug(request_session(), measurement)
    bring_back(request_session(), found, provider_id)
    flash(_("De aanbieder is terug. Je kunt er weer kaartjes voor maken."))
    return redirect(url_for(".all_providers", measurement=found.slug), 303)


@blueprint.get("/<int:provider_id>")
@requires(Role.RESEARCHER)
def one(measurement: str, provider_id: int) -> str:
    found = measurement_by_slug(request_session(), measurement)
    _measured, provider = provider_in(request_session(), found, provider_id)
    return _one(found, provider, provider.name)


@blueprint.post("/<int:provider_id>")
@requires(Role.RESEARCHER)
def name(measurement: str, provider_id: int) -> ResponseReturnValue:
    found, typed = measurement_by_slug(request_session(), measurement), request.form.get("name", "")
    _measured, provider = provider_in(request_session(), found, provider_id)
    try:
        rename(request_session(), provider, typed)
    except ProviderExists as error:
        return _one(found, provider, typed, str(error), same=error.other), error.status
    except NamesUnclear as error:
        return _one(found, provider, typed, str(error)), error.status
    flash(_("Bewaard. Deze naam staat nu in alle metingen."))
    return redirect(url_for(".all_providers", measurement=found.slug), 303)


@blueprint.get("/<int:provider_id>/samenvoegen")
@requires(Role.RESEARCHER)
def before_merging(measurement: str, provider_id: int) -> ResponseReturnValue:
    """What merging would do, before anything is done."""
    found = measurement_by_slug(request_session(), measurement)
    _measured, provider = provider_in(request_session(), found, provider_id)
    try:
        merger = merger_of(request_session(), provider, whole_number(request.args.get("met", "")))
    except SameProvider as error:
        return _one(found, provider, provider.name, refused=str(error)), error.status
    return render_template("feedback/providers/merge.html", measurement=found, merger=merger)


@blueprint.post("/<int:provider_id>/samenvoegen")
@requires(Role.RESEARCHER)
def merge(measurement: str, provider_id: int) -> ResponseReturnValue:
    found = measurement_by_slug(request_session(), measurement)
    _measured, provider = provider_in(request_session(), found, provider_id)
    gone = provider.name
    try:
        into = merge_providers(request_session(), provider, whole_number(request.form.get("met", "")))
    except SameProvider as error:
        return _one(found, provider, provider.name, refused=str(error)), error.status
    flash(_("Samengevoegd. Alles van ‘%(gone)s’ staat nu bij ‘%(into)s’.", gone=gone, into=into.name))
    return redirect(url_for(".all_providers", measurement=found.slug), 303)


def _list(measurement: Measurement, typed: str = "", error: str = "") -> str:
    session = request_session()
    return render_template(
        "feedback/providers/all.html",
        measurement=measurement,
        providers=providers_of(session, measurement),
        own=session.get_one(Organisation, measurement.organisation_id).name,
        today=today(),
        typed=typed,
        error=error,
        statutory_rule=statutory_rule(),
    )


def _one(
    measurement: Measurement,
    provider: Provider,
    typed: str,
    error: str = "",
    *,
    same: Provider | None = None,
    refused: str = "",
) -> str:
    return render_template(
        "feedback/providers/one.html",
        measurement=measurement,
        provider=provider,
        others=others_than(request_session(), provider),
        typed=typed,
        error=error,
        same=same,
        refused=refused,
        longest=LONGEST_NAME,
    )
