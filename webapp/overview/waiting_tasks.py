"""What waits for a person in a study: 'Nu aan jou', the most urgent first.

It stands in the shell because it asks every package; nothing below may do that.
"""

from collections.abc import Iterator

from flask import url_for
from sqlmodel import Session, col, func, select

from coding.ends import ends_of
from coding.segments import RELEASED
from coding.suggestions.proposals import waiting_per_interview
from foundation.clock import today
from foundation.dutch import _, counted, long_date, weekday_date
from interviews.deidentification.releasing import may_read, names_left
from interviews.models import Interview, InterviewState
from interviews.respondents.withdrawal import withdrawn_interviews
from interviews.transcripts.models import TranscriptInProgress
from journeys.evidence.literal_quotes import journeys_to_rewrite
from journeys.evidence.whole_study import journeys_to_judge
from journeys.following.progress import MeasureList, measure_list
from journeys.following.waiting_words import Waiting, waiting_of_study
from journeys.withdrawing.rereading import journeys_to_reread
from journeys.withdrawing.withdrawn import Touched, in_words, touched_journeys
from journeys.wording import judge_ties
from studies.history.telling import told_to
from studies.models import Study
from studies.retention.due import Kept, coming, kept_label
from webapp.overview.round_tasks import comments, ended_rounds, withdrawn_reading
from webapp.overview.task import Task
from webapp.requests.guard import may_open


def tasks_of(session: Session, study: Study) -> list[Task]:
    """What waits for this person, the most urgent first; nothing that their role may not open."""
    groups = (
        ("journeys.composer", _withdrawn),
        ("review.close", withdrawn_reading),
        ("journeys.composer", _to_reread),
        ("journeys.composer", _unwanted_quotes),
        ("journeys.composer", _unjudged_ties),
        ("measures.return_words", _words_to_look_at),
        ("measures.new_measure", _words_to_rewrite),
        ("studies.write_agreement", _going),
        ("interviews.upload", _drafts),
        ("review.reopen", ended_rounds),
        ("review.answer", comments),
        ("interviews.names", _names),
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


def _to_reread(session: Session, study: Study) -> list[Task]:
    """What leaned on a conversation that was deleted or withdrawn, per journey."""
    why = _(
        "Een gesprek waar dit op rustte, is gewist of ingetrokken. Tot iemand het naleest, kan de klantreis niet naar "
        "buiten."
    )
    return [
        Task(
            _("%(title)s: lees %(places)s na", title=journey.title, places=counted(number, "plek", "plekken")),
            why,
            url_for("journeys.composer", slug=study.slug, journey=journey.slug, _anchor="nalezen"),
            "stop",
            "negative",
        )
        for journey, number in journeys_to_reread(session, study.id)
    ]


def _late_measures(session: Session, study: Study) -> list[Task]:
    """Not what was said already and waits for somebody to look at it."""
    listed: MeasureList = measure_list(session, study.id, today())
    said = {one.words.measure_id for one in waiting_of_study(session, study.id) if one.words.returned_at is None}
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
        if one.measure.review_on and one.measure.id not in said
    ]
    if not listed.without:
        return late
    title = counted(len(listed.without), "pijnpunt zonder antwoord", "pijnpunten zonder antwoord")
    why = _("Maak een maatregel, of zeg waarom het nu niet kan. Mensen vertelden het niet voor niets.")
    href = url_for("measures.all_measures", slug=study.slug, _anchor="zonder")
    return [*late, Task(title, why, href, "idea", "info")]


def _words_to_look_at(session: Session, study: Study) -> list[Task]:
    """What the social team wrote for readers, and a researcher did not look at yet."""
    public = _("Inwoners lezen het pas als jij het op de website zet.")
    private = _("Het verhaal staat nu niet op de website. Het komt in de lijst als jij het overneemt.")
    return [
        Task(
            _("Kijk na wat %(who)s schreef: %(title)s", who=one.who, title=one.title),
            public if one.is_public else private,
            href,
            "speech",
            "warn",
        )
        for one, href in _waiting(session, study)
        if one.words.returned_at is None
    ]


def _words_to_rewrite(session: Session, study: Study) -> list[Task]:
    """This person's own words that a researcher gave back."""
    why = _("Een onderzoeker vraagt je om een andere tekst. Wat je schreef, staat er nog.")
    return [
        Task(_("Herschrijf: %(title)s", title=one.title), why, href, "pencil", "warn")
        for one, href in _waiting(session, study)
        if one.words.returned_at is not None and one.words.person_id == session.info.get("person_id")
    ]


def _waiting(session: Session, study: Study) -> Iterator[tuple[Waiting, str]]:
    for one in waiting_of_study(session, study.id):
        if one.words.measure_id is None:
            yield one, url_for("measures.new_measure", slug=study.slug, woorden=one.words.id)
        else:
            place = f"maatregel-{one.words.measure_id}"
            yield one, url_for("measures.all_measures", slug=study.slug, woorden=one.words.id, _anchor=place)


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
    return counted(number, "citaat mag er zo niet in", "citaten mogen er zo niet in")


def _unjudged_ties(session: Session, study: Study) -> list[Task]:
    """Fragments of which nobody said yet what they tell, per journey."""
    why = _("Alleen een fragment dat de stap vertelt, telt mee in het aantal gesprekken.")
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
        Kept.NAMES: _(
            "Ook contactgegevens gaan dan weg, en gesprekken waarin nog echte namen staan. Er komt niets meer bij."
        ),
        Kept.TRANSCRIPTS: _(
            "Ook de memo’s bij fragmenten gaan dan weg. Klantreizen, publicaties en aantallen blijven."
        ),
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
    title = counted(number, "gesprek is nog niet af", "gesprekken zijn nog niet af")
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
    return counted(number, "naam nog niet bekeken", "namen nog niet bekeken")


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
    query = query.where(col(Interview.id).not_in(withdrawn_interviews(session, study.id)))
    ends = ends_of(session, study.id)
    return [
        Task(
            _("%(title)s coderen", title=interview.title),
            _("Zeg ‘Klaar met coderen’ als je dit gesprek af hebt."),
            url_for("coding.screen", slug=study.slug, number=interview.number, _anchor="tekst"),
            "pencil",
            "warn",
        )
        for interview in session.exec(query.order_by(col(Interview.number))).all()
        if not ends.is_done(interview)
    ]


def _suggestions(session: Session, study: Study) -> list[Task]:
    number = sum(one.passages for one in waiting_per_interview(session, study.id))
    if not number:
        return []
    title = counted(number, "fragment met een suggestie", "fragmenten met een suggestie")
    why = _("Jij beslist: een suggestie wordt nooit vanzelf een code.")
    return [Task(title, why, url_for("coding.start", slug=study.slug), "idea", "info")]
