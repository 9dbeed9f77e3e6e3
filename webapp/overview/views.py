"""The overview of a study: the line of stations, what waits for this person, and its journeys.

It stands in the shell because it looks at every package; nothing below may do that.
"""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from sqlmodel import Session, col, func, select

from coding.ends import ends_of
from coding.models import Code
from coding.retrieval.query import segment_total
from foundation.clock import today
from foundation.dutch import _, counted, short_date
from foundation.request_session import request_session, signed_in
from interviews.models import Interview, InterviewState
from interviews.texts.sources import interviews_by_state
from journeys.evidence.whole_study import told_steps
from journeys.following.measure_list import measure_list
from journeys.following.waiting_words import waiting_of_study
from journeys.measures.models import Measure
from journeys.models import Journey, Persona, Publication, Step
from journeys.story import MeasureState
from journeys.wording import number_word
from studies.access import EVERYONE, Role, requires
from studies.agreements.terms import agreement_of
from studies.models import Agreement, Study
from studies.planning import study_by_slug
from studies.retention.due import transcripts_are_gone
from webapp.overview.waiting_tasks import tasks_of
from webapp.requests.guard import may_open

blueprint = Blueprint("overview", __name__)


@dataclass(frozen=True)
class Station:
    """One stop on the line: `state` is done, here or ahead."""

    name: str
    href: str
    figure: str
    of: str
    note: str
    state: str


@dataclass(frozen=True)
class JourneyLine:
    """A journey in the margin: how many of its steps somebody tells, and how many measures answer it."""

    title: str
    slug: str
    portrait: str
    steps: int
    founded: int
    measures: int
    is_public: bool


@dataclass(frozen=True)
class Counts:
    """What a study holds, in figures."""

    interviews: int
    in_names: int
    coded: int
    segments: int
    codes: int
    public: int
    measures: int
    measures_done: int


@blueprint.get("/onderzoeken/<slug>/")
@requires(*EVERYONE)
def page(slug: str) -> str:
    session = request_session()
    study = study_by_slug(session, slug)
    if signed_in().role == Role.SOCIAL_TEAM:
        return _of_social_team(session, study)
    counts, journeys = counts_of(session, study.id), journeys_of(session, study.id)
    stations = [_agreement_station(study, agreement_of(session, study.id))]
    if may_open("interviews.all_interviews"):
        stations += _material_stations(study, counts)
    if may_open("journeys.all_journeys"):
        stations += _story_stations(study, counts, journeys)
    return render_template(
        "webapp/overview/page.html",
        study=study,
        stations=stations,
        tasks=tasks_of(session, study),
        journeys=journeys,
        interviews=counts.interviews,
    )


def counts_of(session: Session, study_id: int) -> Counts:
    """The figures on the stations."""
    states = interviews_by_state(session, study_id)
    journeys = select(Journey.id).where(Journey.study_id == study_id)
    measures = select(func.count()).select_from(Measure).where(col(Measure.journey_id).in_(journeys))
    ends = ends_of(session, study_id)
    interviews = session.exec(select(Interview).where(Interview.study_id == study_id)).all()
    return Counts(
        interviews=states.total(),
        in_names=states[InterviewState.NAMES],
        coded=sum(ends.is_done(one) for one in interviews),
        segments=segment_total(session, study_id),
        codes=session.exec(select(func.count()).select_from(Code).where(Code.study_id == study_id)).one(),
        public=len(_public(session, study_id)),
        measures=session.exec(measures).one(),
        measures_done=session.exec(measures.where(Measure.state == MeasureState.DONE)).one(),
    )


def journeys_of(session: Session, study_id: int) -> list[JourneyLine]:
    """The study's journeys, the oldest first."""
    public = _public(session, study_id)
    steps = dict(session.exec(select(Step.journey_id, func.count()).group_by(col(Step.journey_id))).all())
    measures = dict(session.exec(select(Measure.journey_id, func.count()).group_by(col(Measure.journey_id))).all())
    founded = told_steps(session, study_id)
    found = session.exec(
        select(Journey, Persona)
        .join(Persona, col(Persona.id) == Journey.persona_id)
        .where(Journey.study_id == study_id)
        .order_by(col(Journey.id))
    ).all()
    return [
        JourneyLine(
            journey.title,
            journey.slug,
            persona.portrait,
            steps.get(journey.id, 0),
            founded.get(journey.id, 0),
            measures.get(journey.id, 0),
            journey.id in public,
        )
        for journey, persona in found
    ]


def _of_social_team(session: Session, study: Study) -> str:
    """What the social team and the commissioner follow: measures, pain points without one, and the stories."""
    returned = [one.words.returned_at is not None for one in waiting_of_study(session, study.id)]
    return render_template(
        "webapp/overview/team.html",
        study=study,
        figures=counts_of(session, study.id),
        listed=measure_list(session, study.id, today()),
        waiting=returned.count(False),
        returned=returned.count(True),
        journeys=journeys_of(session, study.id),
        tasks=tasks_of(session, study),
        states=MeasureState,
    )


def _public(session: Session, study_id: int) -> set[int]:
    query = (
        select(Publication.journey_id)
        .join(Journey, col(Journey.id) == Publication.journey_id)
        .where(Journey.study_id == study_id, col(Publication.withdrawn_at).is_(None))
    )
    return set(session.exec(query).all())


def _agreement_station(study: Study, agreement: Agreement | None) -> Station:
    name, href = _("Afspraken"), url_for("studies.agreed", slug=study.slug)
    if agreement is None:
        return Station(name, href, "", _("nog niet gemaakt"), "", "ahead")
    parties = len(agreement.parties)
    with_whom = _("één partij") if parties == 1 else _("%(number)s partijen", number=number_word(parties))
    if agreement.agreed_on is None:
        return Station(name, href, _("Concept"), "", with_whom if parties else "", "here")
    note = _("%(day)s, %(parties)s", day=short_date(agreement.agreed_on), parties=with_whom)
    return Station(name, href, _("Vastgelegd"), "", note, "done")


def _material_stations(study: Study, counts: Counts) -> list[Station]:
    released = counts.interviews - counts.in_names
    none_yet = _("Gewist") if transcripts_are_gone(study) else None
    waiting = counted(counts.in_names, "gesprek wacht op namen", "gesprekken wachten op namen")
    coded_note = ", ".join([counted(counts.segments, "fragment", "fragmenten"), counted(counts.codes, "code", "codes")])
    return [
        Station(
            _("Interviews"),
            url_for("interviews.all_interviews", slug=study.slug),
            str(released) if counts.interviews else none_yet or _("Nog geen"),
            _("van %(n)s vrijgegeven", n=counts.interviews) if counts.interviews else "",
            waiting if counts.in_names else _("Alle namen zijn bekeken") if counts.interviews else "",
            _state(released, counts.interviews),
        ),
        Station(
            _("Coderen"),
            url_for("coding.start", slug=study.slug),
            str(counts.coded) if counts.interviews else none_yet or _("Nog niets"),
            _("van %(n)s klaar", n=counts.interviews) if counts.interviews else "",
            coded_note if counts.segments else "",
            _state(counts.coded, counts.interviews, started=counts.segments > 0),
        ),
    ]


def _story_stations(study: Study, counts: Counts, journeys: list[JourneyLine]) -> list[Station]:
    founded = sum(line.steps > 0 and line.steps == line.founded for line in journeys)
    was_founded = not founded and transcripts_are_gone(study)
    return [
        Station(
            _("Klantreizen"),
            url_for("journeys.all_journeys", slug=study.slug),
            str(len(journeys)) if journeys else _("Nog geen"),
            _("in dit onderzoek") if journeys else "",
            "" if not journeys or was_founded else _("%(n)s helemaal onderbouwd", n=founded),
            _state(founded, len(journeys), started=bool(journeys)),
        ),
        Station(
            _("Publicatie"),
            url_for("exports.stories"),
            str(counts.public) if journeys else _("Nog niets"),
            _("van %(n)s", n=len(journeys)) if journeys else "",
            _("Iedereen kan het lezen") if counts.public else "",
            _state(counts.public, len(journeys)),
        ),
        Station(
            _("Maatregelen"),
            url_for("measures.all_measures", slug=study.slug),
            str(counts.measures) if counts.measures else _("Nog geen"),
            _("genoemd") if counts.measures else "",
            _("%(n)s klaar", n=counts.measures_done) if counts.measures else "",
            _state(counts.measures_done, counts.measures, started=counts.measures > 0),
        ),
    ]


def _state(done: int, total: int, *, started: bool = False) -> str:
    if total and done == total:
        return "done"
    return "here" if done or started or total else "ahead"
