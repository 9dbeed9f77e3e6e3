"""Routes of a reading round for the researcher: start it, hand out the links, follow it, answer, close."""

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from foundation.clock import today
from foundation.dutch import _, weekday_date
from foundation.errors import ResearcherError
from foundation.request_session import request_session, signed_in
from journeys import invitations, review
from journeys.finding import journey_by_slug, journeys_of
from journeys.models import Outcome, ReviewRound
from journeys.review_progress import RoundProgress, round_of, rounds_of_journey, rounds_of_study
from journeys.site import Site
from journeys.typed_answers import TypedAnswer, half_typed, typed_answer
from journeys.withdrawn_rounds import pieces_in_words, withdrawn_pieces
from journeys.wording import members_read, outcome_word, verdict_word
from studies.access import STORY_READERS, Role, requires
from studies.models import Study
from studies.planning import study_by_slug

blueprint = Blueprint("review", __name__, url_prefix="/onderzoeken/<slug>/leesrondes")

_USUAL_TIME = timedelta(days=14)
_FIELDS = ("journey", "closes_on", "contact", "telephone", "members")


@blueprint.get("/")
@requires(*STORY_READERS)
def all_rounds(slug: str) -> str:
    study = _study(slug)
    rounds = rounds_of_study(request_session(), study.id)
    has_journeys = bool(journeys_of(request_session(), study.id))
    return render_template(
        "review/all.html",
        study=study,
        rounds=rounds,
        has_journeys=has_journeys,
        touched=_withdrawn(study, rounds),
        members_read=members_read,
    )


@blueprint.get("/van/<journey>")
@requires(*STORY_READERS)
def of_journey(slug: str, journey: str) -> ResponseReturnValue:
    """The round of a journey that asks for attention: one with comments to answer, else the newest, else a new one."""
    session, study = request_session(), _study(slug)
    rounds = rounds_of_journey(session, journey_by_slug(session, study.id, journey))
    wanted = next((one for one in rounds if one.unanswered), next(iter(rounds), None))
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
        started = review.start_round(
            session,
            journey_by_slug(session, study.id, values["journey"]),
            invitations.read_invited(values["members"]),
            _day(values["closes_on"]),
            values["contact"],
            values["telephone"],
            cast(Site, current_app.config["SETTINGS"].site),
        )
    except ResearcherError as error:
        session.rollback()
        return _new_form(_study(slug), values, str(error)), 422
    return _links(study, started.round, started.invitations), 201


@blueprint.get("/<int:round_id>")
@requires(*STORY_READERS)
def one_round(slug: str, round_id: int) -> str:
    study = _study(slug)
    return _round(study, round_of(request_session(), study.id, round_id))


@blueprint.post("/<int:round_id>/opmerkingen")
@requires(Role.RESEARCHER)
def answer_which(slug: str, round_id: int) -> ResponseReturnValue:
    """Enter in a choice sends the form without saying which answer is meant: nothing is stored, all comes back."""
    study, progress = _found(slug, round_id)
    error = _("Nog niet bewaard. Druk op ‘Bewaar antwoord’ bij deze opmerking.")
    typed = half_typed(request.form, progress.remarks)
    return _round(study, progress, {number: replace(one, error=error) for number, one in typed.items()}), 422


@blueprint.post("/<int:round_id>/opmerkingen/<int:comment_id>")
@requires(Role.RESEARCHER)
def answer(slug: str, round_id: int, comment_id: int) -> ResponseReturnValue:
    """What is half typed at other comments comes back."""
    session, (study, progress) = request_session(), _found(slug, round_id)
    comment = review.comment_of(session, progress.round, comment_id)
    mine, typed = typed_answer(request.form, comment_id), half_typed(request.form, progress.remarks)
    typed.pop(comment_id, None)
    try:
        review.answer(session, comment, _outcome(mine.given), mine.text)
    except ResearcherError as error:
        return _round(study, progress, typed | {comment_id: replace(mine, error=str(error))}), error.status
    if typed:
        return _round(study, progress, typed)
    return redirect(url_for(".one_round", slug=slug, round_id=round_id, _anchor=f"stukje-{comment.step_number}"), 303)


@blueprint.post("/<int:round_id>/leden")
@requires(Role.RESEARCHER)
def invite(slug: str, round_id: int) -> ResponseReturnValue:
    """Somebody who was forgotten; the new links are on the answer itself."""
    session, (study, progress) = request_session(), _found(slug, round_id)
    people = invitations.read_invited(request.form.get("members", ""))
    return _links(study, progress.round, invitations.invite(session, progress.round, people)), 201


@blueprint.post("/<int:round_id>/leden/<int:member_id>/nieuwe-link")
@requires(Role.RESEARCHER)
def renew(slug: str, round_id: int, member_id: int) -> ResponseReturnValue:
    session, (study, progress) = request_session(), _found(slug, round_id)
    member = invitations.member_of(session, progress.round, member_id)
    return _links(study, progress.round, [invitations.renew(session, member)]), 201


@blueprint.post("/<int:round_id>/leden/<int:member_id>/intrekken")
@requires(Role.RESEARCHER)
def revoke(slug: str, round_id: int, member_id: int) -> ResponseReturnValue:
    session, (_study, progress) = request_session(), _found(slug, round_id)
    member = invitations.member_of(session, progress.round, member_id)
    invitations.revoke(session, member)
    flash(_("De uitnodiging van %(name)s werkt niet meer. Wat er gezegd is, blijft staan.", name=member.name))
    return redirect(url_for(".one_round", slug=slug, round_id=round_id, _anchor="leden"), 303)


@blueprint.post("/<int:round_id>/sluiten")
@requires(Role.RESEARCHER)
def close(slug: str, round_id: int) -> ResponseReturnValue:
    session, (_study, progress) = request_session(), _found(slug, round_id)
    review.close_round(session, progress.round)
    flash(_("De leesronde is gesloten. Antwoorden kan nog; leden lezen je antwoord met hun link."))
    return redirect(url_for(".one_round", slug=slug, round_id=round_id), 303)


def _study(slug: str) -> Study:
    return study_by_slug(request_session(), slug)


def _found(slug: str, round_id: int) -> tuple[Study, RoundProgress]:
    study = _study(slug)
    return study, round_of(request_session(), study.id, round_id)


def _names_again(earlier: RoundProgress | None) -> str:
    """The council of the last round, to invite again."""
    members = [one.member for one in earlier.members] if earlier else []
    return "\n".join(f"{member.name}, {member.email}" if member.email else member.name for member in members)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise review.ClosesInThePast from None


def _outcome(given: str) -> Outcome:
    if given not in list(Outcome):
        raise ResearcherError(_("Kies eerst of je de opmerking overneemt. Je antwoord staat er nog."))
    return Outcome(given)


def _new_form(study: Study, values: dict[str, str], error: str = "") -> str:
    return render_template(
        "review/new.html",
        study=study,
        journeys=journeys_of(request_session(), study.id),
        values=values,
        error=error,
        earliest=today().isoformat(),
    )


def _links(study: Study, review_round: ReviewRound, made: list[invitations.Invitation]) -> str:
    base = str(current_app.config["SETTINGS"].public_url).rstrip("/")
    links = [(one.member, base + url_for("council.front", token=one.token)) for one in made]
    return render_template("review/links.html", study=study, round=review_round, links=links)


def _withdrawn(study: Study, rounds: list[RoundProgress]) -> dict[int, tuple[int, ...]]:
    """What a researcher mends; who only follows a round hears nothing of anybody's consent."""
    is_theirs = signed_in().role == Role.RESEARCHER
    return withdrawn_pieces(request_session(), study.id, rounds) if is_theirs else {}


def _round(study: Study, progress: RoundProgress, typed: dict[int, TypedAnswer] | None = None) -> str:
    return render_template(
        "review/round.html",
        study=study,
        progress=progress,
        round=progress.round,
        story=progress.story,
        typed=typed or {},
        stored=TypedAnswer.stored,
        withdrawn=_withdrawn(study, [progress]).get(progress.round.id, ()),
        pieces_in_words=pieces_in_words,
        members_read=members_read,
        outcomes=[(outcome.value, outcome_word(outcome)) for outcome in Outcome],
        outcome_word=outcome_word,
        verdict_word=verdict_word,
        last_day=weekday_date(progress.round.closes_on),
    )
