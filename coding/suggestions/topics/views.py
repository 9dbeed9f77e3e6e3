"""Routes of topics: what the program laid together, and what a person makes of it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlmodel import Session

from coding.codebook.counts import codebook_of
from coding.codebook.lookup import code_by_id
from coding.ends import done_texts
from coding.models import Topic
from coding.segments import released_interviews
from coding.suggestions.jobs import SUGGESTIONS
from coding.suggestions.proposals import waiting_per_interview
from coding.suggestions.topics.belonging import belongings
from coding.suggestions.topics.codes import (
    TopicWithCode,
    add_topic_to_code,
    bring_back_topic,
    dismiss_topic,
    dismissed_topics,
    make_code_of_topic,
    roles_of,
    some_wait_for_search,
    topic_by_id,
    topics_of,
    was_deleted_since,
)
from coding.suggestions.topics.coverage import coverage_of
from coding.suggestions.topics.drawing import drawing_of
from coding.suggestions.topics.jobs import TOPIC_SPLIT, TOPICS
from coding.suggestions.topics.passages import NoCodeChosen, passages_of_topic, ticked_passages
from coding.suggestions.topics.rearranging import (
    NoneChosen,
    NothingMeant,
    OneAtATime,
    OneChosen,
    merge_topics,
    take_apart,
)
from coding.suggestions.topics.told import told_of
from coding.suggestions.views import TO_DO, latest_job_of, unattended
from coding.views import blueprint, works_blind
from foundation.dutch import _, enumerated, ngettext
from foundation.errors import ResearcherError
from foundation.forms.numbers import read_number
from foundation.jobs.asking import enqueue, put_behind
from foundation.jobs.models import JobState
from foundation.request_session import request_session
from foundation.stored_marks import tell_stored
from interviews.language import active_language_model
from studies.access import CODERS, requires
from studies.models import Study
from studies.planning import study_by_slug
from studies.trail.kinds import Kind
from studies.trail.looks import shows

_GRAINS = ("fewer", "automatic", "more")


@blueprint.get("/onderwerpen")
@requires(*CODERS)
@shows(Kind.SEGMENTS_READ)
def topics(slug: str) -> str:
    """The map with its table, and beside it the largest topic that no code was made of."""
    return _page(study_by_slug(request_session(), slug), _Filled())


@blueprint.get("/onderwerpen/<int:topic_id>")
@requires(*CODERS)
@shows(Kind.SEGMENTS_READ)
def topic(slug: str, topic_id: int) -> ResponseReturnValue:
    """The same page, with all that is in this topic to be read and ticked."""
    study = study_by_slug(request_session(), slug)
    chosen = topic_by_id(request_session(), study.id, topic_id)
    if chosen.code_id is not None:
        return redirect(url_for("coding.topics", slug=slug, _anchor=f"onderwerp-{topic_id}"))
    return _page(study, _Filled(chosen))


@blueprint.post("/onderwerpen/zoek")
@requires(*CODERS)
def look_for_topics(slug: str) -> ResponseReturnValue:
    session = request_session()
    study = study_by_slug(session, slug)
    grain, role = request.form.get("groepen", ""), request.form.get("uit", "")
    asked = {"grain": grain if grain in _GRAINS else "automatic"}
    if role in roles_of(session, study.id):
        asked["role"] = role
    enqueue(session, TOPICS, study.id, **asked)
    return redirect(url_for("coding.topics", slug=slug))


@blueprint.post("/onderwerpen/schik")
@requires(*CODERS)
def rearrange(slug: str) -> ResponseReturnValue:
    """What is chosen in the table is put together, taken apart or laid aside."""
    session = request_session()
    study = study_by_slug(session, slug)
    chosen = request.form.getlist("onderwerp", type=read_number)
    try:
        said, shown = _REARRANGED.get(request.form.get("doe", ""), _nothing)(session, study, chosen)
    except ResearcherError as error:
        session.rollback()
        study = study_by_slug(session, slug)
        return _page(study, _Filled(chosen_ids=chosen, table_wrong=str(error))), 422
    if said:
        put_behind(session, TOPIC_SPLIT, study.id)
        flash(said)
    if shown:
        return redirect(url_for("coding.topic", slug=slug, topic_id=shown, _anchor="gekozen"))
    return redirect(url_for("coding.topics", slug=slug))


def _nothing(_session: Session, _study: Study, _chosen: Collection[int]) -> tuple[str, int | None]:
    raise NothingMeant


def _merged(session: Session, study: Study, chosen: Collection[int]) -> tuple[str, int | None]:
    made = merge_topics(session, study.id, chosen)
    return _("Samengevoegd tot ‘%(name)s’. Met ‘Splits’ haal je ze weer uit elkaar.", name=made.name), made.id


def _split(session: Session, study: Study, chosen: Collection[int]) -> tuple[str, int | None]:
    if len(chosen) != 1:
        raise OneChosen
    one = topic_by_id(session, study.id, next(iter(chosen)))
    if apart := take_apart(session, one):
        return _("Weer uit elkaar: %(names)s.", names=enumerated([f"‘{part.name}’" for part in apart])), apart[0].id
    if enqueue(session, TOPIC_SPLIT, study.id, topic=one.id).arguments.get("topic") != one.id:
        raise OneAtATime
    return "", None


def _laid_aside(session: Session, study: Study, chosen: Collection[int]) -> tuple[str, int | None]:
    found = [topic_by_id(session, study.id, one) for one in chosen]
    if not found:
        raise NoneChosen
    for one in found:
        dismiss_topic(session, one)
    return _said_aside(found), None


_REARRANGED = {"voeg": _merged, "splits": _split, "weg": _laid_aside}


def _said_aside(found: list[Topic]) -> str:
    names = enumerated([f"‘{one.name}’" for one in found])
    return ngettext(
        "%(names)s is weggelegd en komt bij opnieuw zoeken niet terug.",
        "%(names)s zijn weggelegd en komen bij opnieuw zoeken niet terug.",
        len(found),
        names=names,
    )


@blueprint.post("/onderwerpen/<int:topic_id>/stukjes")
@requires(*CODERS)
def take_passages(slug: str, topic_id: int) -> ResponseReturnValue:
    """What is ticked gets a code: a new one, or one that is there already."""
    session = request_session()
    study = study_by_slug(session, slug)
    chosen, places = topic_by_id(session, study.id, topic_id), request.form.getlist("stukje", type=read_number)
    also_done = "ook-klaar" in request.form
    try:
        passages = ticked_passages(session, chosen, places)
        if request.form.get("doe") == "voeg":
            number = request.form.get("code", 0, type=read_number)
            if not number:
                raise NoCodeChosen
            code = code_by_id(session, study.id, number)
            made = add_topic_to_code(session, chosen, code, passages, also_done=also_done)
        else:
            made = make_code_of_topic(session, chosen, request.form.get("naam", ""), passages, also_done=also_done)
    except ResearcherError as error:
        session.rollback()
        study = study_by_slug(session, slug)
        again = topic_by_id(session, study.id, topic_id)
        return _page(study, _Filled(again, str(error), set(places))), 422
    put_behind(session, TOPIC_SPLIT, study.id)
    flash(told_of(made))
    tell_stored(f"form:onderwerp-{study.slug}-{topic_id}")
    return redirect(url_for("coding.topics", slug=slug, _anchor=f"onderwerp-{topic_id}"))


@blueprint.post("/onderwerpen/<int:topic_id>/weg")
@requires(*CODERS)
def dismiss(slug: str, topic_id: int) -> ResponseReturnValue:
    session = request_session()
    chosen = topic_by_id(session, study_by_slug(session, slug).id, topic_id)
    dismiss_topic(session, chosen)
    put_behind(session, TOPIC_SPLIT, chosen.study_id)
    flash(_said_aside([chosen]))
    return redirect(url_for("coding.topics", slug=slug))


@blueprint.post("/onderwerpen/<int:topic_id>/terug")
@requires(*CODERS)
def bring_back(slug: str, topic_id: int) -> ResponseReturnValue:
    session = request_session()
    chosen = topic_by_id(session, study_by_slug(session, slug).id, topic_id)
    bring_back_topic(session, chosen)
    put_behind(session, TOPIC_SPLIT, chosen.study_id)
    flash(_("‘%(name)s’ staat weer bij de onderwerpen.", name=chosen.name))
    return redirect(url_for("coding.topic", slug=slug, topic_id=topic_id, _anchor="gekozen"))


@dataclass(frozen=True)
class _Filled:
    """What somebody filled in: a topic with `places` ticked (None: what it is sure of), or what was chosen in the
    table; and why it can't be done."""

    chosen: Topic | None = None
    wrong: str = ""
    places: set[int] | None = None
    chosen_ids: Collection[int] = ()
    table_wrong: str = ""


def _page(study: Study, filled: _Filled) -> str:
    session = request_session()
    found = topics_of(session, study.id)
    latest = {kind: latest_job_of(study, kind) for kind in (TOPICS, TOPIC_SPLIT, SUGGESTIONS)}
    last_search = latest[TOPICS]
    searched_at = last_search.finished_at if last_search and last_search.state is JobState.DONE else None
    return render_template(
        "coding/suggestions/topics/topics.html",
        study=study,
        dismissed=dismissed_topics(session, study.id),
        waiting=waiting_per_interview(session, study.id),
        released=released_interviews(session, study.id),
        roles=roles_of(session, study.id),
        jobs=latest,
        to_do={kind for kind, one in latest.items() if one and one.state in TO_DO},
        unattended=unattended(latest.values()),
        searched_at=searched_at,
        asked=last_search.arguments if last_search else {},
        deleted_since=searched_at is not None and was_deleted_since(session, study.id, searched_at),
        taken_back_since=searched_at is not None and some_wait_for_search(session, study.id),
        works_blind=works_blind(),
        model=active_language_model(),
        filled=filled,
        **_found(session, study, found),
        **_chosen(session, study, filled, found),
    )


def _found(session: Session, study: Study, found: list[TopicWithCode]) -> dict[str, Any]:
    every = [one.topic for one in found]
    belonging = belongings(session, study.id, every)
    codebook = codebook_of(session, study.id) if found else []
    is_open = [row for row, one in enumerate(found) if one.code is None]
    return {
        "topics": found,
        "belonging": dict(zip([one.id for one in every], belonging, strict=True)),
        "drawing": drawing_of([every[row] for row in is_open], [belonging[row] for row in is_open]),
        "coverage": coverage_of(session, study.id, every, role_asked(study)) if found else None,
        "codebook": codebook,
        "colours": {one.code.id: one.colour for one in codebook},
    }


def role_asked(study: Study) -> str:
    """Of whom the last search was; '' for everybody."""
    last_search = latest_job_of(study, TOPICS)
    return str(last_search.arguments.get("role", "")) if last_search else ""


def _chosen(session: Session, study: Study, filled: _Filled, found: list[TopicWithCode]) -> dict[str, Any]:
    chosen = filled.chosen or next((one.topic for one in found if one.code is None), None)
    if chosen is None:
        return {"chosen": None}
    passages = passages_of_topic(session, chosen)
    return {
        "chosen": chosen,
        "passages": passages,
        "left_out": len(chosen.stretches) + len(chosen.maybe) - len(passages),
        "ticked": {one.place for one in passages if one.is_sure} if filled.places is None else filled.places,
        "done": done_texts(session, study.id, {one.passage.source_id for one in passages}),
        "also_done": "ook-klaar" in request.form,
        "code_id": request.form.get("code", 0, type=read_number),
        "name": request.form.get("naam", chosen.name),
    }
