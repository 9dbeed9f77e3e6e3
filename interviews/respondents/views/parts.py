"""Routes of one respondent, for researchers only: each part of the page is kept apart."""

from collections.abc import Mapping

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from foundation.dutch import _
from foundation.forms.numbers import read_number
from foundation.request_session import request_session
from interviews.respondents.page.after_wiping import what_may_wait, wipes
from interviews.respondents.page.drafts import OpenedPage, hold, note_sent, throw_away, waiting
from interviews.respondents.page.keeping import (
    ANCHORS,
    BY_ENTER,
    BY_PART,
    FieldsWrong,
    Keeper,
    take_back_last,
    wipe,
)
from interviews.respondents.page.meanwhile import kept_meanwhile
from interviews.respondents.page.older_pages import as_sent
from interviews.respondents.page.parts import Part
from interviews.respondents.views.pages import (
    blueprint,
    drafts_of,
    first_page,
    opened_page,
    page_of,
    respondent_here,
    vault_of,
)
from interviews.views import study_here
from studies.access import Role, requires
from studies.models import Study
from studies.retention.due import Kept, closed_for
from studies.trail.kinds import About, Kind
from studies.trail.looks import shows


@blueprint.get("/<int:number>")
@requires(Role.RESEARCHER)
@shows(Kind.CONTACT_READ, About.RESPONDENT)
def one(number: int) -> str:
    study = study_here()
    found = respondent_here(study, number)
    fresh = first_page(study, found)
    typed, took = waiting(request_session(), drafts_of(study), found)
    forms = as_sent(MultiDict(typed), fresh)
    left = forms.changed(fresh)
    return page_of(study, found, forms, OpenedPage(took=took), forms.told_of(left), is_typed_on=bool(left))


def keep_parts(number: int, keepers: Mapping[Part, Keeper] = BY_PART, part: Part | None = None) -> ResponseReturnValue:
    """Keep one part of the page, or every part that was filled in; all of them or none.

    What was typed in the other parts comes back as it was, also when one is refused, and waits until it is kept; where
    it cannot wait any more, that is said.
    """
    session, study = request_session(), study_here()
    found = respondent_here(study, number)
    fresh = first_page(study, found)
    forms = as_sent(request.form, fresh)
    typed = forms.changed(fresh)
    asked = [part] if part else [one for one in keepers if one in forms.complete(fresh)]
    try:
        said = [keepers[one](session, vault_of(study), found, forms) for one in asked]
    except FieldsWrong as wrong:
        session.rollback()
        study = study_here()
        found = respondent_here(study, number)
        shown = first_page(study, found).with_parts_of(forms, typed | set(asked))
        return page_of(study, found, shown, opened_page(), forms.told_of(typed) | wrong.errors), 422
    said += kept_meanwhile(session, found, request.form.get("kept_shown", ""), asked)
    for sentence in said:
        flash(sentence)
    left, fields = typed - set(asked), [*request.form.items(multi=True)]
    if wipes(part, forms, is_asked=wipe in keepers.values()):
        fresh = first_page(study, found)
        forms = as_sent(request.form, fresh)
        left, fields = forms.changed(fresh) - {Part.CONTACT, *asked}, what_may_wait(fields, forms, fresh)
    is_closed = closed_for(session, study, Kept.NAMES) is not None
    hold(session, drafts_of(study), found, fields, () if is_closed else left, opened_page())
    note_sent(session, found, opened_page())
    if left and is_closed:  # it cannot wait: it stands on this page alone
        shown = first_page(study, found).with_parts_of(forms, left)
        return page_of(study, found, shown, opened_page(), forms.told_of(left), is_typed_on=True), 200
    return redirect(url_for(".one", number=number, _anchor=ANCHORS.get(part) if part else None))


@blueprint.post("/<int:number>/alles")
@requires(Role.RESEARCHER)
def keep_all(number: int) -> ResponseReturnValue:
    """Enter in a field."""
    return keep_parts(number, BY_ENTER)


@blueprint.post("/<int:number>/concept")
@requires(Role.RESEARCHER)
def hold_typed(number: int) -> ResponseReturnValue:
    """Hold what was typed and not kept yet; `to` leads on to another respondent."""
    study = study_here()
    found, changed = respondent_here(study, number), hold_what_was_typed(study, number)
    told = _("Nog niet bewaard. Wat je invulde, blijft hier staan.") if changed else ""
    if "to" not in request.form:
        return Response(told, mimetype="text/plain")  # the script puts it beside the field
    if changed:
        flash(_("Wat je bij %(title)s invulde, is nog niet bewaard. Het staat daar nog.", title=found.title))
    return redirect(url_for(".one", number=request.form.get("to", number, type=read_number)))


def hold_what_was_typed(study: Study, number: int) -> set[Part]:
    found = respondent_here(study, number)
    fresh = first_page(study, found)
    changed = as_sent(request.form, fresh).changed(fresh)
    hold(request_session(), drafts_of(study), found, request.form.items(multi=True), changed, opened_page())
    return changed


@blueprint.post("/<int:number>/concept/weg")
@requires(Role.RESEARCHER)
def throw_typed_away(number: int) -> ResponseReturnValue:
    throw_away(request_session(), respondent_here(study_here(), number), opened_page())
    flash(_("Wat je invulde en niet bewaarde, is weggegooid."))
    return redirect(url_for(".one", number=number))


@blueprint.post("/<int:number>")
@requires(Role.RESEARCHER)
def change_respondent(number: int) -> ResponseReturnValue:
    return keep_parts(number, part=Part.FACTS)


@blueprint.post("/<int:number>/contact")
@requires(Role.RESEARCHER)
def save_contact(number: int) -> ResponseReturnValue:
    return keep_parts(number, part=Part.CONTACT)


@blueprint.post("/<int:number>/contact/wissen")
@requires(Role.RESEARCHER)
def wipe_contact(number: int) -> ResponseReturnValue:
    return keep_parts(number, {Part.CONTACT: wipe}, Part.CONTACT)


@blueprint.post("/<int:number>/bellen")
@requires(Role.RESEARCHER)
def log_call(number: int) -> ResponseReturnValue:
    return keep_parts(number, part=Part.CALL)


@blueprint.post("/<int:number>/toestemming")
@requires(Role.RESEARCHER)
def record_consent(number: int) -> ResponseReturnValue:
    return keep_parts(number, part=Part.CONSENT)


@blueprint.post("/<int:number>/toestemming/intrekken")
@requires(Role.RESEARCHER)
def withdraw_consent(number: int) -> ResponseReturnValue:
    return keep_parts(number, part=Part.WITHDRAWAL)


@blueprint.post("/<int:number>/doet-niet-mee")
@requires(Role.RESEARCHER)
def withdraw(number: int) -> ResponseReturnValue:
    """Somebody takes part no more."""
    return keep_parts(number, part=Part.STOP)


@blueprint.post("/<int:number>/terug")
@requires(Role.RESEARCHER)
def take_back(number: int) -> ResponseReturnValue:
    return keep_parts(number, {Part.UNDO: take_back_last}, Part.UNDO)
