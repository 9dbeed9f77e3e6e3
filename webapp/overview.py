"""The overview of a study: the line of stations, what waits for this person, and its journeys.

It stands in the shell because it looks at every package; nothing below may do that.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from sqlmodel import Session, col, func, select

from coding.ends import ends_of
from coding.models import Code, Segment
from coding.retrieval import segment_total
from coding.segments import RELEASED
from coding.suggestions import waiting_per_interview
from coding.visibility import counts
from foundation.clock import today
from foundation.dutch import _, counted, long_date, short_date, weekday_date
from foundation.request_session import request_session, signed_in
from interviews.models import Interview, InterviewState, Source, TranscriptInProgress
from interviews.releasing import may_read, names_left
from interviews.withdrawal import withdrawn_interviews
from journeys.evidence import journeys_to_judge
from journeys.literal_quotes import journeys_to_rewrite
from journeys.measure_progress import MeasureList, measure_list
from journeys.models import Evidence, Journey, Measure, Persona, Publication, Stance, Step
from journeys.published import MeasureState
from journeys.review_progress import rounds_of_study
from journeys.withdrawn import Touched, in_words, touched_journeys
from journeys.wording import judge_ties, number_word
from studies.access import EVERYONE, Role, requires
from studies.agreement import agreement_of
from studies.models import Agreement, Study
from studies.planning import study_by_slug
from studies.retention import Kept, coming, kept_label
from studies.telling import told_to
from webapp.guard import may_open

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
class Task:
    """Something that waits for this person; `urgency` picks the icon's colour."""

    title: str
    why: str
    href: str
    icon: str
    urgency: str


@dataclass(frozen=True)
class JourneyLine:
    """A journey in the margin: how many of its steps somebody tells."""

    title: str
    slug: str
    portrait: str
    steps: int
    founded: int
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
    return render_template(
        "overview/page.html",
        study=study,
        stations=[
            _agreement_station(study, agreement_of(session, study.id)),
            *_stations(study, counts, journeys),
        ],
        tasks=tasks_of(session, study),
        journeys=journeys,
        interviews=counts.interviews,
    )


def counts_of(session: Session, study_id: int) -> Counts:
    """The figures on the stations."""
    states = dict(
        session.exec(
            select(Interview.state, func.count()).where(Interview.study_id == study_id).group_by(Interview.state)
        ).all()
    )
    journeys = select(Journey.id).where(Journey.study_id == study_id)
    measures = select(func.count()).select_from(Measure).where(col(Measure.journey_id).in_(journeys))
    return Counts(
        interviews=sum(states.values()),
        in_names=states.get(InterviewState.NAMES, 0),
        coded=states.get(InterviewState.CODED, 0),
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
    founded = dict(
        session.exec(
            select(Step.journey_id, func.count(func.distinct(col(Step.id))))
            .join(Evidence, col(Evidence.step_id) == Step.id)
            .join(Segment, col(Segment.id) == Evidence.segment_id)
            .join(Source, col(Source.id) == Segment.source_id)
            .where(counts(), Evidence.stance == Stance.TELLS)
            .where(col(Source.interview_id).not_in(withdrawn_interviews(session, study_id)))
            .group_by(col(Step.journey_id))
        ).all()
    )
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
            journey.id in public,
        )
        for journey, persona in found
    ]


def tasks_of(session: Session, study: Study) -> list[Task]:
    """What waits for this person, the most urgent first; nothing that their role may not open."""
    groups = (
        ("journeys.composer", _withdrawn),
        ("journeys.composer", _unwanted_quotes),
        ("journeys.composer", _unjudged_ties),
        ("studies.write_agreement", _going),
        ("interviews.upload", _drafts),
        ("review.answer", _comments),
        ("interviews.interview", _names),
        ("coding.mark_told", _told),
        ("coding.screen", _uncoded),
        ("coding.take_suggestion", _suggestions),
        ("measures.new_measure", _late_measures),
    )
    return [task for endpoint, find in groups if may_open(endpoint) for task in find(session, study)]


def _withdrawn(session: Session, study: Study) -> list[Task]:
    """Steps, and stories that readers have, that rest on somebody who took their consent back."""
    return [task for found in touched_journeys(session, study.id) for task in _of_touched(study, found)]


def _of_touched(study: Study, found: Touched) -> Iterator[Task]:
    slug, title = found.journey.slug, found.journey.title
    if found.published_steps:
        yield Task(
            _("%(title)s is openbaar, en rust op ingetrokken toestemming", title=title),
            _("Haal het verhaal offline, of publiceer een nieuwe uitgave waarin het niet meer staat."),
            url_for("journeys.composer", slug=study.slug, journey=slug, _anchor="openbaar"),
            "stop",
            "negative",
        )
    if found.steps:
        yield Task(
            _("%(title)s: toestemming ingetrokken bij %(steps)s", title=title, steps=in_words(found.steps)),
            _("Deze fragmenten tellen niet meer mee. Haal weg wat eruit komt, ook in de tekst."),
            url_for(
                "journeys.composer",
                slug=study.slug,
                journey=slug,
                stap=found.first_step_id,
                _anchor="onderbouwing",
            ),
            "lock",
            "negative",
        )


def _of_social_team(session: Session, study: Study) -> str:
    """What the social team and the commissioner follow: measures, pain points without one, and the stories."""
    return render_template(
        "overview/team.html",
        study=study,
        figures=counts_of(session, study.id),
        listed=measure_list(session, study.id, today()),
        journeys=journeys_of(session, study.id),
        tasks=tasks_of(session, study),
        states=MeasureState,
    )


def _late_measures(session: Session, study: Study) -> list[Task]:
    listed: MeasureList = measure_list(session, study.id, today())
    late = [
        Task(
            _("Te laat: %(title)s", title=one.measure.title),
            _(
                "Op %(day)s zou iemand kijken hoe het staat. Zeg hoe ver het is, ook als het nu niet kan.",
                day=long_date(one.measure.review_on),
            ),
            url_for("measures.all_measures", slug=study.slug, _anchor=f"maatregel-{one.measure.id}"),
            "waiting",
            "warn",
        )
        for one in listed.late
        if one.measure.review_on
    ]
    if not listed.without:
        return late
    title = counted(len(listed.without), _("pijnpunt zonder antwoord"), _("pijnpunten zonder antwoord"))
    why = _("Maak een maatregel, of zeg waarom het nu niet kan. Mensen vertelden het niet voor niets.")
    href = url_for("measures.all_measures", slug=study.slug, _anchor="zonder")
    return [*late, Task(title, why, href, "idea", "info")]


def _unwanted_quotes(session: Session, study: Study) -> list[Task]:
    why = _("Wie het zei, gaf geen toestemming om letterlijk te worden aangehaald. Herschrijf het.")
    return [
        Task(
            _("%(title)s: %(quotes)s", title=journey.title, quotes=_quotes_to_rewrite(number)),
            why,
            url_for("journeys.composer", slug=study.slug, journey=journey.slug),
            "quote",
            "negative",
        )
        for journey, number in journeys_to_rewrite(session, study.id)
    ]


def _quotes_to_rewrite(number: int) -> str:
    return counted(number, _("citaat mag er zo niet in"), _("citaten mogen er zo niet in"))


def _unjudged_ties(session: Session, study: Study) -> list[Task]:
    """Fragments of which nobody said yet what they tell, per journey."""
    why = _("Alleen een fragment dat de stap vertelt, telt mee in ‘3 van de 15 gesprekken’.")
    return [
        Task(
            _("%(title)s. %(work)s", title=found.title, work=judge_ties(found.number)),
            why,
            url_for(
                "journeys.composer", slug=study.slug, journey=found.slug, stap=found.step_id, _anchor="onderbouwing"
            ),
            "link",
            "warn",
        )
        for found in journeys_to_judge(session, study.id)
    ]


def _going(session: Session, study: Study) -> list[Task]:
    """What the program erases within two weeks, because that was agreed."""
    why = {
        Kept.NAMES: _("Ook contactgegevens gaan dan weg, en gesprekken waarin nog echte namen staan."),
        Kept.TRANSCRIPTS: _("De tekst en de citaten komen niet terug. Publicaties en aantallen blijven."),
    }
    return [
        Task(
            _("Na %(day)s wist Verhaallijn %(what)s", day=weekday_date(last), what=kept_label(what)),
            why[what],
            url_for("studies.agreed", slug=study.slug, _anchor="bewaren"),
            "waiting",
            "warn",
        )
        for what, last in coming(session, study)
    ]


def _drafts(session: Session, study: Study) -> list[Task]:
    number = session.exec(
        select(func.count())
        .select_from(TranscriptInProgress)
        .where(
            TranscriptInProgress.study_id == study.id,
            TranscriptInProgress.person_id == session.info.get("person_id"),
            col(TranscriptInProgress.thrown_away_at).is_(None),
        )
    ).one()
    if not number:
        return []
    title = counted(number, _("gesprek is nog niet af"), _("gesprekken zijn nog niet af"))
    why = _("Kijk na wie wie is en neem het over in het onderzoek.")
    return [Task(title, why, url_for("interviews.all_interviews", slug=study.slug), "pencil", "warn")]


def _names(session: Session, study: Study) -> list[Task]:
    query = select(Interview).where(Interview.study_id == study.id, Interview.state == InterviewState.NAMES)
    left = names_left(session, study.id)
    why = _("Tot dat klaar is, kan niemand anders dit gesprek lezen.")
    return [
        Task(
            _("%(title)s: %(left)s", title=interview.title, left=_names_left(left[interview.id])),
            why,
            url_for("interviews.interview", slug=study.slug, number=interview.number),
            "stop",
            "negative",
        )
        for interview in session.exec(query.order_by(col(Interview.number))).all()
        if may_read(session, interview)
    ]


def _names_left(number: int) -> str:
    if not number:
        return _("nog niet vrijgegeven voor coderen")
    return counted(number, _("naam nog niet bekeken"), _("namen nog niet bekeken"))


def _comments(session: Session, study: Study) -> list[Task]:
    """Comments of council members that nobody answered yet, per reading round."""
    why = _("De adviesraad krijgt op elke opmerking een antwoord. Tot dan kan de klantreis niet naar buiten.")
    return [
        Task(
            _("%(title)s: %(left)s", title=found.journey.title, left=_comments_left(len(found.unanswered))),
            why,
            url_for("review.one_round", slug=study.slug, round_id=found.round.id),
            "speech",
            "warn",
        )
        for found in rounds_of_study(session, study.id)
        if found.unanswered
    ]


def _comments_left(number: int) -> str:
    return counted(number, _("opmerking zonder antwoord"), _("opmerkingen zonder antwoord"))


def _told(session: Session, study: Study) -> list[Task]:
    """What others changed in this person's work since they last looked."""
    href = url_for("coding.start", slug=study.slug)
    return [
        Task(one.sentence, long_date(one.moment), href, "info", "warn")
        for one in told_to(session, study.id)
        if not one.is_seen
    ]


def _uncoded(session: Session, study: Study) -> list[Task]:
    """A second coder's tasks are about their own work, those of others about that of the researchers."""
    query = select(Interview).where(Interview.study_id == study.id, col(Interview.state).in_(RELEASED))
    ends = ends_of(session, study.id)
    return [
        Task(
            _("%(title)s coderen", title=interview.title),
            _("Zeg ‘Klaar met coderen’ als je dit gesprek af hebt."),
            url_for("coding.screen", slug=study.slug, number=interview.number),
            "pencil",
            "warn",
        )
        for interview in session.exec(query.order_by(col(Interview.number))).all()
        if not ends.is_done(interview)
    ]


def _suggestions(session: Session, study: Study) -> list[Task]:
    number = sum(one.stretches for one in waiting_per_interview(session, study.id))
    if not number:
        return []
    title = counted(number, _("fragment met een suggestie"), _("fragmenten met een suggestie"))
    why = _("Jij beslist: een suggestie wordt nooit vanzelf een code.")
    return [Task(title, why, url_for("coding.start", slug=study.slug), "idea", "info")]


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


def _stations(study: Study, counts: Counts, journeys: list[JourneyLine]) -> list[Station]:
    released = counts.interviews - counts.in_names
    waiting = counted(counts.in_names, _("gesprek wacht op namen"), _("gesprekken wachten op namen"))
    coded_note = ", ".join(
        [counted(counts.segments, _("fragment"), _("fragmenten")), counted(counts.codes, _("code"), _("codes"))]
    )
    founded = sum(line.steps > 0 and line.steps == line.founded for line in journeys)
    return [
        Station(
            _("Interviews"),
            url_for("interviews.all_interviews", slug=study.slug),
            str(released) if counts.interviews else _("Nog geen"),
            _("van %(n)s vrijgegeven", n=counts.interviews) if counts.interviews else "",
            waiting if counts.in_names else _("Alle namen zijn bekeken") if counts.interviews else "",
            _state(released, counts.interviews),
        ),
        Station(
            _("Coderen"),
            url_for("coding.start", slug=study.slug),
            str(counts.coded) if counts.interviews else _("Nog niets"),
            _("van %(n)s klaar", n=counts.interviews) if counts.interviews else "",
            coded_note if counts.segments else "",
            _state(counts.coded, counts.interviews, started=counts.segments > 0),
        ),
        Station(
            _("Klantreizen"),
            url_for("journeys.all_journeys", slug=study.slug),
            str(len(journeys)) if journeys else _("Nog geen"),
            _("in de maak") if journeys else "",
            _("%(n)s helemaal onderbouwd", n=founded) if journeys else "",
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
            url_for("journeys.all_journeys", slug=study.slug),
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
