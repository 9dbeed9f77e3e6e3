"""Composes the demonstration's journeys through the same functions as the composer's screen."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from coding.models import Segment
from coding.visibility import counts
from demo.demonstration import moment
from interviews.models import Interview
from interviews.texts.models import Source
from journeys.composing.fields import add_journey, add_persona, change_journey, change_phase, change_step
from journeys.composing.order import add_phase, add_step
from journeys.composing.typed_lists import glossary_lines, sentence_lines
from journeys.evidence.ledger import Subject, cite, set_stance
from journeys.evidence.models import Stance
from journeys.following.progress import ProgressReport, report_progress
from journeys.lookup import phases_of
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey, Step
from journeys.story import MeasureState
from studies.models import Study

_STEP_FIELDS = (
    "channel",
    "who",
    "happens",
    "feeling",
    "feeling_word",
    "gain",
    "pain_point",
    "need",
    "opportunity",
    "quote",
)


_BEGUN_AFTER, _KNOWN_AFTER = timedelta(days=11), timedelta(days=39)
"""From the day a measure was proposed: when somebody began, and when it stood as it stands now."""
_TOLD_UNTIL = date(2026, 10, 8)
"""What happened later, the demonstration does not tell."""


def write_journey(session: Session, study: Study, written: dict[str, Any], proposed_on: date) -> Journey:
    """The journey with persona, phases, steps, evidence, and measures that were proposed on a day."""
    persona = add_persona(session, study.id, **written["persona"])
    journey = add_journey(session, persona, written["title"], written["introduction"], slug=written["slug"])
    change_journey(session, journey, "how_made", sentence_lines(written["how_made"]))
    change_journey(session, journey, "glossary", glossary_lines(written["glossary"]))
    segments = _segments_by_quote(session, study.id)
    steps = [
        _write_step(session, journey, place, step, segments)
        for place, phase in enumerate(written["phases"])
        for step in _with_phase(session, journey, place, phase)
    ]
    for measure in written["measures"]:
        _write_measure(session, journey, measure, steps, proposed_on)
    return journey


def _with_phase(session: Session, journey: Journey, place: int, phase: dict[str, Any]) -> list[dict[str, Any]]:
    """Make the phase at this place (a new journey may have a first one already); its steps as written."""
    existing = phases_of(session, journey)
    if place < len(existing):
        change_phase(session, journey, existing[place], phase["title"])
    else:
        add_phase(session, journey, phase["title"])
    steps: list[dict[str, Any]] = phase["steps"]
    return steps


def _write_step(
    session: Session, journey: Journey, place: int, written: dict[str, Any], segments: dict[tuple[int, str], int]
) -> Step:
    step = add_step(session, journey, phases_of(session, journey)[place], written["title"])
    for field in _STEP_FIELDS:
        change_step(session, journey, step, field, written[field])
    for evidence in written.get("evidence", []):
        _cite(session, journey, step, segments[int(evidence["interview"]), evidence["quote"]], evidence)
    return step


def _cite(session: Session, journey: Journey, step: Step, segment_id: int, written: dict[str, Any]) -> None:
    """Cite a segment, with what a person judged it to tell: `stance`, and of `pain_point` and `gain` where wanted."""
    cite(session, journey, step, segment_id)
    for key, about in (("stance", Subject.STEP), ("pain_point", Subject.PAIN_POINT), ("gain", Subject.GAIN)):
        if key in written:
            set_stance(session, journey, step, segment_id, Stance(written[key]), about)


def _write_measure(
    session: Session, journey: Journey, written: dict[str, Any], steps: list[Step], proposed_on: date
) -> None:
    """The measure as it was proposed, then how it came to stand."""
    fields = {name: written[name] for name in ("title", "what", "owner", "review_on")}
    state = MeasureState(written["state"])
    text = MeasureText(**fields, when=written["when"] if state is MeasureState.PROPOSED else "")
    measure = add_measure(session, journey, text, steps[written["step"] - 1], moment=moment(proposed_on))
    if state is MeasureState.DONE:
        begun = ProgressReport(MeasureState.BUSY, review_on=written["review_on"], is_reread=True)
        report_progress(session, journey, measure, begun, moment=moment(proposed_on + _BEGUN_AFTER))
    known = ProgressReport(
        state, written["reason"], written["result"], written["review_on"], when=written["when"], is_reread=True
    )
    known_on = written["review_on"] if written["review_on"] <= _TOLD_UNTIL else proposed_on + _KNOWN_AFTER
    report_progress(session, journey, measure, known, moment=moment(known_on))


def _segments_by_quote(session: Session, study_id: int) -> dict[tuple[int, str], int]:
    """Segment by (interview number, quotation); a quotation with several codes counts once."""
    found = session.exec(
        select(Interview.number, Segment.quotation, Segment.id)
        .join(Source, col(Source.interview_id) == Interview.id)
        .join(Segment, col(Segment.source_id) == Source.id)
        .where(Interview.study_id == study_id, counts())
        .order_by(col(Segment.id).desc())
    ).all()
    return {(number, quotation): segment_id for number, quotation, segment_id in found}
