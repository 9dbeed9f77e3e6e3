"""What the routes of a reading round share: their blueprint, which round it is, and its page."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, render_template, request

from foundation.clock import today
from foundation.dutch import weekday_date
from foundation.forms.dates import read_day
from foundation.request_session import request_session, signed_in
from journeys.checks.council import changed_points, since_round
from journeys.composing.field_rules import LONG
from journeys.evidence.outline import outline_of
from journeys.reading.left_unsent import had_unsent, left_unsent, with_link
from journeys.reading.models import Outcome
from journeys.reading.progress import RoundProgress, round_of
from journeys.review.mailed import invitations_mailed, mail_sentence
from journeys.review.reopening import newest_round_id, what_keeps_closed
from journeys.review.starting import ClosesInThePast
from journeys.review.typed_answers import TypedAnswer, answers_left_behind
from journeys.withdrawing.rounds import pieces_in_words, withdrawn_pieces
from journeys.wording import members_read
from studies.access import Role
from studies.models import Study
from studies.planning import study_by_slug

blueprint = Blueprint("review", __name__, url_prefix="/onderzoeken/<slug>/leesrondes")

_A_FEW_DAYS = timedelta(days=7)


@dataclass(frozen=True)
class TypedDay:
    """The last day as somebody typed it to open a round again; `error` says why it is not stored."""

    day: str
    error: str


def round_at(slug: str, round_id: int) -> tuple[Study, RoundProgress]:
    """The study and the round that an address is about. Raises StudyUnknown, RoundUnknown."""
    study = study_by_slug(request_session(), slug)
    return study, round_of(request_session(), study.id, round_id)


def read_last_day(text: str) -> date:
    """Raises ClosesInThePast for what is no day too."""
    day = read_day(text)
    if day is None:
        raise ClosesInThePast
    return day


def withdrawn_of(study: Study, rounds: list[RoundProgress]) -> dict[int, tuple[int, ...]]:
    """What a researcher mends; who only follows a round hears nothing of anybody's consent."""
    return withdrawn_pieces(request_session(), study.id, rounds) if _is_theirs() else {}


def round_page(
    study: Study,
    progress: RoundProgress,
    typed: dict[int, TypedAnswer] | None = None,
    typed_day: TypedDay | None = None,
) -> str:
    """With what was half typed on it. Of unsent answers only a researcher hears, who can do something for them."""
    session, review_round = request_session(), progress.round
    unsent = left_unsent(session, [progress]).get(review_round.id, ()) if _is_theirs() else ()
    is_newest = newest_round_id(session, progress.journey) == review_round.id
    may_ask = _is_theirs() and not progress.is_open
    return render_template(
        "journeys/review/round.html",
        study=study,
        progress=progress,
        round=review_round,
        story=progress.story,
        typed=typed or {},
        left=answers_left_behind(request.form, progress, typed or {}),
        without_words=[comment.id for _member, comment in progress.said if comment.text is None],
        typed_day=typed_day or TypedDay((today() + _A_FEW_DAYS).isoformat(), ""),
        earliest=today().isoformat(),
        is_newest=is_newest,
        changed=list(changed_points(since_round(session, progress, outline_of(session, progress.journey))))
        if is_newest
        else [],
        keeps_closed=what_keeps_closed(session, progress) if may_ask else None,
        mailed=invitations_mailed(session, [one.member for one in progress.everybody]) if _is_theirs() else {},
        mail_sentence=mail_sentence,
        unsent_ids={one.id for one in unsent},
        unsent=with_link(unsent),
        had_unsent=had_unsent,
        stored=TypedAnswer.stored,
        withdrawn=withdrawn_of(study, [progress]).get(review_round.id, ()),
        pieces_in_words=pieces_in_words,
        members_read=members_read,
        longest=LONG,
        outcomes=[(outcome.value, outcome.dutch) for outcome in Outcome],
        outcome_of=Outcome,
        last_day=weekday_date(review_round.closes_on),
    )


def _is_theirs() -> bool:
    return signed_in().role == Role.RESEARCHER
