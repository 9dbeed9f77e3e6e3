"""The tie between a step and what people said: citing, saying what it tells, and using its words."""

from enum import StrEnum

from sqlmodel import Session, col, select

from coding.models import Segment
from coding.segments import SegmentUnknown
from coding.visibility import counts
from foundation.dutch import _
from foundation.errors import ResearcherError
from foundation.forms.written import clean
from interviews.respondents.consent import QuoteUse, quotes_allowed
from interviews.respondents.withdrawal import HasWithdrawn, withdrawn_interviews
from interviews.texts.models import Source
from journeys.composing.field_rules import MIDDLE
from journeys.composing.fields import STEP_FIELDS
from journeys.composing.quote_source import note_source
from journeys.evidence.models import Evidence, Stance
from journeys.lookup import journey_area
from journeys.models import Journey, Step
from studies.history.changes import recorded


class Subject(StrEnum):
    """What of a step a stance is about."""

    STEP = "step"
    PAIN_POINT = "pain_point"
    GAIN = "gain"


_STANCE_FIELDS = {
    Subject.STEP: "stance",
    Subject.PAIN_POINT: "stance_on_pain_point",
    Subject.GAIN: "stance_on_gain",
}


class QuoteNotAllowed(ResearcherError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Wie dit zei, geeft geen toestemming om letterlijk te worden aangehaald. Het citaat is niet veranderd. "
                "Kies een ander fragment, of schrijf de strekking in andere woorden."
            )
        )


class QuoteChangedMeanwhile(ResearcherError):
    """The step has another quote than the person saw, and that one would have gone unseen."""

    status = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "Het citaat is intussen ergens anders veranderd. Er is niets vervangen. Herlaad de pagina en kies "
                "opnieuw."
            )
        )


def cite(session: Session, journey: Journey, step: Step, segment_id: int) -> Evidence:
    """Let `step` rest on a segment of the same study; citing it again changes nothing.

    Raises SegmentUnknown, HasWithdrawn.
    """
    segment = _segment(session, journey, segment_id)
    evidence = _tie(session, step, segment.id)
    if evidence is not None:
        return evidence
    _check_stands(session, journey, segment)
    evidence = Evidence(step_id=step.id, segment_id=segment.id, person_id=session.info.get("person_id"))
    with recorded(
        session, journey.study_id, journey_area(journey), _("fragment gekoppeld aan ‘%(step)s’", step=step.title)
    ):
        session.add(evidence)
    return evidence


def uncite(session: Session, journey: Journey, step: Step, segment_id: int) -> None:
    """Let go of a segment; when it was not cited, nothing changes."""
    evidence = _tie(session, step, segment_id)
    if evidence is None:
        return
    with recorded(
        session, journey.study_id, journey_area(journey), _("fragment losgemaakt van ‘%(step)s’", step=step.title)
    ):
        session.delete(evidence)


def set_stance(
    session: Session,
    journey: Journey,
    step: Step,
    segment_id: int,
    stance: Stance | None,
    about: Subject = Subject.STEP,
) -> None:
    """Say what a cited segment tells of the step, or of its pain point or gain; None takes that back.

    Raises SegmentUnknown when the step does not cite it.
    """
    evidence, name = _tie(session, step, segment_id), _STANCE_FIELDS[about]
    if evidence is None:
        raise SegmentUnknown
    if getattr(evidence, name) is stance:
        return
    label = _("koppeling beoordeeld bij ‘%(step)s’", step=step.title)
    with recorded(session, journey.study_id, journey_area(journey), label):
        setattr(evidence, name, stance)
        session.add(evidence)


def use_as_quote(session: Session, journey: Journey, step: Step, segment_id: int, seen: str | None = None) -> None:
    """Cite a segment and put its words in the step's quote, to be rewritten.

    `seen` is the quote that the person sees go; None means: whatever is there now.
    Raises SegmentUnknown, QuoteNotAllowed, QuoteChangedMeanwhile.
    """
    segment = _segment(session, journey, segment_id)
    _check_may_quote(session, segment)
    if seen is not None and clean(seen) != clean(step.quote):
        raise QuoteChangedMeanwhile
    cite(session, journey, step, segment_id)
    words = STEP_FIELDS["quote"].value_of(segment.quotation.strip()[:MIDDLE].strip())
    interview_id = _interview_of(session, segment)
    label = _("citaat gekozen bij ‘%(step)s’", step=step.title)
    with recorded(session, journey.study_id, journey_area(journey), label):
        step.quote = words
        session.add(step)
        note_source(session, step, interview_id)


def ties_of(session: Session, step: Step) -> dict[int, Evidence]:
    """{segment id: its tie to the step}."""
    ties = session.exec(select(Evidence).where(Evidence.step_id == step.id).order_by(col(Evidence.id))).all()
    return {tie.segment_id: tie for tie in ties}


def _segment(session: Session, journey: Journey, segment_id: int) -> Segment:
    query = select(Segment).where(Segment.id == segment_id, Segment.study_id == journey.study_id, counts())
    segment = session.exec(query).first()
    if segment is None:
        raise SegmentUnknown
    return segment


def _interview_of(session: Session, segment: Segment) -> int | None:
    return session.exec(select(Source.interview_id).where(Source.id == segment.source_id)).one()


def _check_stands(session: Session, journey: Journey, segment: Segment) -> None:
    interview_id = _interview_of(session, segment)
    if interview_id in withdrawn_interviews(session, journey.study_id):
        raise HasWithdrawn


def _check_may_quote(session: Session, segment: Segment) -> None:
    interview_id = _interview_of(session, segment)
    allowed = quotes_allowed(session, [interview_id] if interview_id else [])
    if set(allowed.values()) - {QuoteUse.LITERALLY}:
        raise QuoteNotAllowed


def _tie(session: Session, step: Step, segment_id: int) -> Evidence | None:
    return session.exec(select(Evidence).where(Evidence.step_id == step.id, Evidence.segment_id == segment_id)).first()
