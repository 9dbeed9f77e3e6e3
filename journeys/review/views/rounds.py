"""Routes of a reading round for the researcher: start it, follow it, answer."""

from dataclasses import replace
from datetime import timedelta

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.clock import today
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.numbers import read_number
from foundation.request_session import request_session, signed_in
from foundation.stored_marks import tell_stored
from journeys.lookup import journey_by_slug, journeys_of
from journeys.reading.invited import read_invited
from journeys.reading.models import Outcome
from journeys.reading.progress import RoundProgress, rounds_of_journey, rounds_of_study
from journeys.review import rounds
from journeys.review.starting import start_round
from journeys.review.typed_answers import check_seen, half_typed_answers, typed_answer
from journeys.review.views.links import links_page
from journeys.review.views.pages import blueprint, read_last_day, round_at, round_page, withdrawn_of
from journeys.wording import members_read
from studies.access import STORY_READERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug

_USUAL_TIME = timedelta(days=14)
_FIELDS = ("journey", "closes_on", "contact", "telephone", "members")


@blueprint.get("/")
@requires(*STORY_READERS)
def all_rounds(slug: str) -> str:
    study = _study(slug)
    found = rounds_of_study(request_session(), study.id)
    has_journeys = bool(journeys_of(request_session(), study.id))
    return render_template(
        "journeys/review/all.html",
        study=study,
        rounds=found,
        has_journeys=has_journeys,
        touched=withdrawn_of(study, found),
        members_read=members_read,
    )


@blueprint.get("/van/<journey>")
@requires(*STORY_READERS)
def of_journey(slug: str, journey: str) -> ResponseReturnValue:
    """The round of a journey that asks for attention: one with comments to answer, else the newest, else a new one."""
    session, study = request_session(), _study(slug)
    found = rounds_of_journey(session, journey_by_slug(session, study.id, journey))
    wanted = next((one for one in found if one.unanswered), next(iter(found), None))
    if wanted is None:
        return redirect(url_for(".new_round", slug=slug, klantreis=journey))
    return redirect(url_for(".one_round", slug=slug, round_id=wanted.round.id))


@blueprint.get("/nieuw")
@requires(Role.RESEARCHER)
def new_round(slug: str) -> str:
    study = _study(slug)
    earlier = next(iter(rounds_of_study(request_session(), study.id)), None)
    values = {
        "journey": request.args.get("klantreis", ""),
        "closes_on": (today() + _USUAL_TIME).isoformat(),
        "contact": earlier.round.contact if earlier else signed_in().name,
        "telephone": earlier.round.telephone if earlier else "",
        "members": _names_again(earlier),
    }
    return _new_form(study, values)


@blueprint.post("/nieuw")
@requires(Role.RESEARCHER)
def start(slug: str) -> ResponseReturnValue:
    """The links are on the answer itself: their tokens are stored nowhere, so no other page can show them."""
    session, study = request_session(), _study(slug)
    values = {name: request.form.get(name, "") for name in _FIELDS}
    try:
        started = start_round(
            session,
            journey_by_slug(session, study.id, values["journey"]),
            read_invited(values["members"]),
            read_last_day(values["closes_on"]),
            values["contact"],
            values["telephone"],
            looks_for_names=True,
        )
    except ResearcherError as error:
        session.rollback()
        return _new_form(_study(slug), values, str(error)), 422
    return links_page(study, started.round, started.invitations), 201


@blueprint.get("/<int:round_id>")
@requires(*STORY_READERS)
def one_round(slug: str, round_id: int) -> str:
    return round_page(*round_at(slug, round_id))


@blueprint.post("/<int:round_id>/opmerkingen")
@requires(Role.RESEARCHER)
def answer_which(slug: str, round_id: int) -> ResponseReturnValue:
    """Enter in a choice sends the form without saying which answer is meant: nothing is stored, all comes back."""
    study, progress = round_at(slug, round_id)
    if dropped := request.form.get("weg", type=read_number):
        return _thrown_away(study, progress, dropped)
    error = _("Nog niet bewaard. Druk op ‘Bewaar antwoord’ bij deze opmerking.")
    typed = half_typed_answers(request.form, progress)
    return round_page(study, progress, {number: replace(one, error=error) for number, one in typed.items()}), 422


@blueprint.post("/<int:round_id>/opmerkingen/<int:comment_id>")
@requires(Role.RESEARCHER)
def answer(slug: str, round_id: int, comment_id: int) -> ResponseReturnValue:
    """What is half typed at other comments comes back."""
    session, (study, progress) = request_session(), round_at(slug, round_id)
    comment = rounds.comment_of(session, progress.round, comment_id)
    mine, typed = typed_answer(request.form, comment_id), half_typed_answers(request.form, progress)
    typed.pop(comment_id, None)
    try:
        check_seen(request.form, comment)
        rounds.answer(session, comment, _outcome(mine.given), mine.text)
    except ResearcherError as error:
        return round_page(study, progress, typed | {comment_id: replace(mine, error=str(error))}), error.status
    if typed:
        return round_page(study, progress, typed)
    return redirect(url_for(".one_round", slug=slug, round_id=round_id, _anchor=f"stukje-{comment.step_number}"), 303)


def _thrown_away(study: Study, progress: RoundProgress, comment_id: int) -> ResponseReturnValue:
    """An answer to words that do not stand any more goes; what is half typed elsewhere comes back."""
    tell_stored(f"half:antwoord-{comment_id}")
    typed = half_typed_answers(request.form, progress)
    typed.pop(comment_id, None)
    if typed:
        return round_page(study, progress, typed)
    return redirect(url_for(".one_round", slug=study.slug, round_id=progress.round.id), 303)


def _study(slug: str) -> Study:
    return study_by_slug(request_session(), slug)


def _names_again(earlier: RoundProgress | None) -> str:
    """The council of the last round, to invite again."""
    members = [one.member for one in earlier.members] if earlier else []
    return "\n".join(f"{member.name}, {member.email}" if member.email else member.name for member in members)


def _outcome(given: str) -> Outcome:
    if given not in list(Outcome):
        raise ResearcherError(_("Kies eerst of je de opmerking overneemt. Je antwoord staat er nog."))
    return Outcome(given)


def _new_form(study: Study, values: dict[str, str], error: str = "") -> str:
    return render_template(
        "journeys/review/new.html",
        study=study,
        journeys=journeys_of(request_session(), study.id),
        values=values,
        error=error,
        earliest=today().isoformat(),
    )
