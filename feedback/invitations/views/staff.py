"""Routes of invitations for researchers alone: the proof, and the words and hour of a measurement."""

from collections.abc import Mapping

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from feedback.invitations.letters import waiting_letters
from feedback.invitations.links import figures_address, spoken
from feedback.invitations.models import FIRST_HOUR, LAST_HOUR
from feedback.invitations.proof.counting import proof_of
from feedback.invitations.proof.file import proof_csv
from feedback.invitations.proof.groups import put_together
from feedback.invitations.words import plan as planning
from feedback.invitations.words.fixed import fixed_sentences
from feedback.invitations.words.plan import PlanUnclear
from feedback.measurements.lookup import measurement_by_slug
from feedback.measurements.models import Measurement
from feedback.people.models import InvitedBy
from foundation.clock import today
from foundation.dutch import _
from foundation.forms.laid_over import StoredMeanwhile, carried, laid_over, seen_in
from foundation.request_session import mail_door, request_session
from studies.access import Role, requires
from studies.models import Organisation
from studies.proof import asks_proof

blueprint = Blueprint("asking", __name__, url_prefix="/metingen/<measurement>")


@blueprint.get("/uitnodigingen", strict_slashes=False)
@requires(Role.RESEARCHER)
def proof(measurement: str) -> str:
    session = request_session()
    found = measurement_by_slug(session, measurement)
    counted = proof_of(session, found.id)
    return render_template(
        "feedback/invitations/proof.html",
        measurement=found,
        proof=counted,
        groups=put_together(counted.groups.values()),
        ways=[counted.total.by(way) for way in InvitedBy],
        kinds=InvitedBy,
        letters=waiting_letters(session, found.id),
        plan=planning.plan_of(session, found.id),
        mails=mail_door() is not None,
    )


@blueprint.get("/uitnodigingen.csv")
@requires(Role.RESEARCHER)
@asks_proof
def proof_file(measurement: str) -> Response:
    found = measurement_by_slug(request_session(), measurement)
    response = Response(proof_csv(proof_of(request_session(), found.id)), mimetype="text/csv")
    name = f"uitnodigingen-{found.slug}-{today().isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@blueprint.get("/uitnodigingen/tekst")
@requires(Role.RESEARCHER)
def words(measurement: str) -> str:
    found = measurement_by_slug(request_session(), measurement)
    return _words_page(found, _stored(found))


@blueprint.post("/uitnodigingen/tekst")
@requires(Role.RESEARCHER)
def keep_words(measurement: str) -> ResponseReturnValue:
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    stored = _stored(found)
    sent = {name: request.form.get(name, stood) for name, stood in stored.items()}
    form = laid_over(stored, sent, seen_in(request.form.get("seen", "")))
    try:
        if form.both:
            raise StoredMeanwhile
        planning.keep_plan(session, found, form.values, _usual(found))
    except (StoredMeanwhile, PlanUnclear) as refused:
        errors = refused.errors if isinstance(refused, PlanUnclear) else form.sentences
        return _words_page(found, form.values, stored, errors, str(refused)), refused.status
    flash(_("Bewaard. De volgende uitnodigingen krijgen deze tekst."))
    return redirect(url_for(".proof", measurement=found.slug), 303)


def _stored(measurement: Measurement) -> dict[str, str]:
    return planning.values_of(planning.plan_of(request_session(), measurement.id), _usual(measurement))


def _usual(measurement: Measurement) -> dict[str, str]:
    figures = spoken(figures_address(current_app.config["SETTINGS"].public_url, measurement.slug))
    return planning.usual_texts(measurement, _organisation(measurement).name, figures)


def _organisation(measurement: Measurement) -> Organisation:
    return request_session().get_one(Organisation, measurement.organisation_id)


def _words_page(
    measurement: Measurement,
    values: Mapping[str, str],
    stored: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    refused: str = "",
) -> str:
    return render_template(
        "feedback/invitations/words.html",
        measurement=measurement,
        values=values,
        seen=carried(values if stored is None else stored),
        errors=errors or {},
        refused=refused,
        names=planning.TEXT_WORDS,
        longest=planning.LONGEST,
        lines=planning.MOST_LINES,
        provider=planning.PROVIDER,
        fixed=fixed_sentences(InvitedBy.LETTER, _organisation(measurement).telephone),
        hours=[(str(hour), _("%(hour)s.00 uur", hour=hour)) for hour in range(FIRST_HOUR, LAST_HOUR + 1)],
    )
