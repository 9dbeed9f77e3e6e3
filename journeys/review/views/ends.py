"""Routes of the end of a reading round: ask before closing it or taking an invitation back, and open it again."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.request_session import request_session
from journeys.reading import invitations
from journeys.reading.left_unsent import left_unsent, with_link
from journeys.reading.members import member_of
from journeys.review import rounds
from journeys.review.reopening import reopen_round, what_keeps_closed
from journeys.review.views.pages import TypedDay, blueprint, read_last_day, round_at, round_page
from studies.access import Role, requires


@blueprint.get("/<int:round_id>/sluiten")
@requires(Role.RESEARCHER)
def ask_close(slug: str, round_id: int) -> ResponseReturnValue:
    """What closing means now. Where nobody can read any more, there is nothing to ask."""
    study, progress = round_at(slug, round_id)
    if not progress.is_open:
        return redirect(url_for(".one_round", slug=slug, round_id=round_id))
    unsent = left_unsent(request_session(), [progress]).get(round_id, ())
    return render_template(
        "journeys/review/ask_close.html",
        study=study,
        progress=progress,
        unsent=with_link(unsent),
        may_open_again=what_keeps_closed(request_session(), progress) is None,
    )


@blueprint.post("/<int:round_id>/sluiten")
@requires(Role.RESEARCHER)
def close(slug: str, round_id: int) -> ResponseReturnValue:
    _study, progress = round_at(slug, round_id)
    try:
        rounds.close_round(request_session(), progress.round, is_meant=_is_meant())
    except rounds.EndsReading:
        return redirect(url_for(".ask_close", slug=slug, round_id=round_id), 303)
    flash(_("De leesronde is gesloten. Antwoorden kan nog: wie een link heeft, leest daarmee je antwoord."))
    return redirect(url_for(".one_round", slug=slug, round_id=round_id), 303)


@blueprint.post("/<int:round_id>/heropenen")
@requires(Role.RESEARCHER)
def reopen(slug: str, round_id: int) -> ResponseReturnValue:
    study, progress = round_at(slug, round_id)
    typed = request.form.get("closes_on", "")
    try:
        reopen_round(request_session(), progress, read_last_day(typed))
    except ResearcherError as error:
        return round_page(study, progress, typed_day=TypedDay(typed, str(error))), error.status
    flash(_("De leesronde is weer open. De leden lezen met de link die ze al hadden. Laat hun dat weten."))
    return redirect(url_for(".one_round", slug=slug, round_id=round_id), 303)


@blueprint.get("/<int:round_id>/leden/<int:member_id>/intrekken")
@requires(Role.RESEARCHER)
def ask_revoke(slug: str, round_id: int, member_id: int) -> ResponseReturnValue:
    study, progress = round_at(slug, round_id)
    member = member_of(request_session(), progress.round, member_id)
    if member.revoked_at is not None:
        return redirect(url_for(".one_round", slug=slug, round_id=round_id, _anchor="leden"))
    return render_template(
        "journeys/review/ask_revoke.html",
        study=study,
        progress=progress,
        one=next(one for one in progress.everybody if one.member.id == member_id),
        has_unsent=member in left_unsent(request_session(), [progress]).get(round_id, ()),
    )


@blueprint.post("/<int:round_id>/leden/<int:member_id>/intrekken")
@requires(Role.RESEARCHER)
def revoke(slug: str, round_id: int, member_id: int) -> ResponseReturnValue:
    _study, progress = round_at(slug, round_id)
    member = member_of(request_session(), progress.round, member_id)
    try:
        invitations.revoke(request_session(), member, is_meant=_is_meant())
    except invitations.TakesWayIn:
        return redirect(url_for(".ask_revoke", slug=slug, round_id=round_id, member_id=member_id), 303)
    flash(_("De uitnodiging van %(name)s werkt niet meer. Wat er gezegd is, blijft staan.", name=member.name))
    return redirect(url_for(".one_round", slug=slug, round_id=round_id, _anchor="leden"), 303)


def _is_meant() -> bool:
    """Whether this comes from the page that asked."""
    return request.form.get("zeker") == "ja"
