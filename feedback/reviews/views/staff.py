"""What people wrote, for those who look at it: names, placing, not placing with two, and an answer below it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from feedback.answers.models import Readers
from feedback.measurements.lookup import measurement_by_slug
from feedback.measurements.models import Measurement
from feedback.questionnaires.versions import questionnaire_of, questions_of
from feedback.reviews import deciding, wording
from feedback.reviews.checking import WORDS_AS_WRITTEN, check_words, words_of
from feedback.reviews.desk import ChosenNames, laid_out, stand_ins_in
from feedback.reviews.models import Refusal
from feedback.reviews.published import count_reviews, pieces_of
from feedback.reviews.queue import ON_A_PAGE, Pile, Written, piles, written_at, written_in
from feedback.reviews.replies import LONGEST_REPLY, keep_reply, reply_of
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.numbers import whole_number
from foundation.request_session import request_session
from studies.access import CODERS, FOLLOWERS, requires

blueprint = Blueprint("reviews", __name__, url_prefix="/metingen")
_WAS, _BY = "was:", "door:"


@blueprint.get("/<measurement>/antwoorden")
@requires(*CODERS)
def desk(measurement: str) -> str:
    """The pile, and the answer that lies open: the first, or the one that was chosen."""
    found = measurement_by_slug(request_session(), measurement)
    wanted = request.args.get("stapel", Pile.TO_CHECK)
    pile = Pile(wanted) if wanted in set(Pile) else Pile.TO_CHECK
    wanted_one = request.args.get("antwoord", "")
    return _desk(found, pile, written_at(request_session(), found, wanted_one) if wanted_one else None)


@blueprint.post("/<measurement>/antwoorden/<answer>/nakijken")
@requires(*CODERS)
def check(measurement: str, answer: str) -> ResponseReturnValue:
    """Another word to replace is only shown; else names are replaced, and the words placed when that may be."""
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    chosen = _chosen()
    written = written_at(session, found, answer)
    try:
        if "erbij" in request.form:
            chosen = chosen.with_added(request.form.get("woord", ""), words_of(session, written.response_id))
            return _desk(found, written.pile, written, chosen)
        check_words(session, written.response_id, stand_ins_in(chosen))
        if written.readers is Readers.EVERYONE:
            deciding.place(session, written.response_id)
    except ResearcherError as refused:
        session.rollback()
        return _desk(found, written.pile, written_at(session, found, answer), chosen, str(refused)), refused.status
    flash(_("Geplaatst.") if written.readers is Readers.EVERYONE else _("Nagekeken. Dit antwoord blijft binnen."))
    return _back(found, written.pile)


@blueprint.post("/<measurement>/antwoorden/<answer>/voorleggen")
@requires(*CODERS)
def doubt(measurement: str, answer: str) -> ResponseReturnValue:
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    written = written_at(session, found, answer)
    typed = deciding.Doubt(request.form.get("reden", ""), request.form.get("uitleg", ""))
    try:
        deciding.doubt(session, written.response_id, typed)
    except ResearcherError as refused:
        return _desk(found, written.pile, written, refused=refused, typed=typed), refused.status
    flash(_("Voorgelegd. Een collega beslist."))
    return _back(found, Pile.TO_CHECK)


@blueprint.post("/<measurement>/antwoorden/<answer>/niet-plaatsen")
@requires(*CODERS)
def refuse(measurement: str, answer: str) -> ResponseReturnValue:
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    written = written_at(session, found, answer)
    try:
        deciding.refuse(session, written.response_id)
    except ResearcherError as refused:
        return _desk(found, written.pile, written, told=str(refused)), refused.status
    flash(_("Niet geplaatst. Het cijfer telt wel mee."))
    return _back(found, Pile.DOUBTED)


@blueprint.post("/<measurement>/antwoorden/<answer>/opnieuw")
@requires(*CODERS)
def check_once_more(measurement: str, answer: str) -> ResponseReturnValue:
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    written = written_at(session, found, answer)
    try:
        deciding.take_off(session, written.response_id)
    except ResearcherError as refused:
        return _desk(found, written.pile, written, told=str(refused)), refused.status
    flash(_("Je kunt de namen opnieuw nakijken. Tot dan leest niemand anders dit."))
    return redirect(url_for(".desk", measurement=found.slug, antwoord=answer), 303)


@blueprint.post("/<measurement>/antwoorden/<answer>/reactie")
@requires(*CODERS)
def reply(measurement: str, answer: str) -> ResponseReturnValue:
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    written, typed = written_at(session, found, answer), request.form.get("reactie", "")
    try:
        keep_reply(session, written.review, typed)
    except ResearcherError as refused:
        return _desk(found, written.pile, written, reply_typed=typed, reply_error=str(refused)), refused.status
    flash(_("Bewaard. Je antwoord staat onder de review."))
    return redirect(url_for(".desk", measurement=found.slug, stapel=Pile.PLACED, antwoord=answer), 303)


@blueprint.get("/<measurement>/woorden")
@requires(*FOLLOWERS)
def read(measurement: str) -> str:
    """For who gives or pays the help: what they may read, with names replaced."""
    session, found = request_session(), measurement_by_slug(request_session(), measurement)
    beyond = whole_number(request.args.get("vanaf", "")) or 0
    readers = (Readers.EVERYONE, Readers.THOSE_WHO_HELP)
    lists = [written_in(session, found, pile, readers=readers, beyond=beyond) for pile in (Pile.PLACED, Pile.INSIDE)]
    return render_template(
        "feedback/reviews/read.html",
        measurement=found,
        answers=sorted((one for some in lists for one in some), key=lambda one: one.month, reverse=True),
        labels={one.key: one.text for one in questions_of(questionnaire_of(session, found.id))},
        pieces_of=pieces_of,
        beyond=beyond,
        on_a_page=ON_A_PAGE,
        words=wording,
        is_more=any(len(some) == ON_A_PAGE for some in lists),
    )


def _chosen() -> ChosenNames:
    form = request.form
    return ChosenNames(
        tuple(form.getlist("ook")),
        frozenset(form.getlist("vervang")),
        {name.removeprefix(_BY): value for name, value in form.items() if name.startswith(_BY)},
        {name.removeprefix(_WAS): value for name, value in form.items() if name.startswith(_WAS)},
    )


def _desk(
    measurement: Measurement,
    pile: Pile,
    open_: Written | None,
    chosen: ChosenNames | None = None,
    told: str = "",
    *,
    refused: ResearcherError | None = None,
    typed: deciding.Doubt | None = None,
    reply_typed: str | None = None,
    reply_error: str = "",
) -> str:
    session = request_session()
    pile = open_.pile if open_ else pile
    listed = written_in(session, measurement, pile)
    open_ = open_ or next(iter(listed), None)
    kept = reply_of(session, open_.response_id) if open_ and open_.review else None
    is_unseen = open_ is not None and any(one.shown is None for one in open_.words)
    return render_template(
        "feedback/reviews/desk.html",
        measurement=measurement,
        pile=pile,
        piles=piles(session, measurement.id),
        listed=listed,
        open=open_,
        asked=laid_out(open_.words, questions_of(questionnaire_of(session, measurement.id)), chosen)
        if open_ and is_unseen
        else [],
        labels={one.key: one.text for one in questions_of(questionnaire_of(session, measurement.id))},
        pieces_of=pieces_of,
        chosen=chosen or ChosenNames(),
        told=told or (str(refused) if refused else ""),
        errors=refused.errors if isinstance(refused, deciding.RefusalUnclear) else {},
        typed=typed or deciding.Doubt("", ""),
        refusals=Refusal,
        counts=count_reviews(session, measurement.id),
        reply=kept.text if kept and reply_typed is None else reply_typed or "",
        reply_error=reply_error,
        longest_reply=LONGEST_REPLY,
        kept_days=WORDS_AS_WRITTEN,
        mine=session.info.get("person_id"),
        readers=Readers,
        rows=Pile,
        words=wording,
    )


def _back(measurement: Measurement, pile: Pile) -> ResponseReturnValue:
    """To the next one of the same pile."""
    return redirect(url_for(".desk", measurement=measurement.slug, stapel=pile, _anchor="antwoord"), 303)
