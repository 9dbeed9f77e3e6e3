"""Journeys for tests, made plainly."""

from collections.abc import Callable
from typing import TypeVar

from sqlmodel import Session, col, select

from coding.models import Code, Segment, SegmentFeeling
from interviews.texts.models import Source, Turn
from journeys.composing.fields import add_journey, add_persona, change_step
from journeys.composing.order import add_phase, add_step
from journeys.evidence.ledger import cite, set_stance
from journeys.evidence.models import Stance
from journeys.lookup import phases_of, steps_of
from journeys.models import Journey, Step
from journeys.site import Site
from studies.models import Study
from tests.factories import make_interview
from tests.journeys.remembered import remembered

Read = TypeVar("Read")
SITE = Site("https://verhalen.example")
PHASES = {"Zorgen": ["Daan slaapt niet"], "Zoeken": ["Vier keer bellen", "De huisarts"]}
WHOLE = {"Zorgen": ["Daan slaapt niet"], "Zoeken": ["Vier keer bellen", "De huisarts", "Op de wachtlijst"]}
"""As short as a story may be."""


def make_journey(session: Session, study: Study, phases: dict[str, list[str]] | None = None) -> Journey:
    """A journey of phases with step titles; three steps over two phases unless said otherwise."""
    persona = add_persona(session, study.id, "Mirjam", "Moeder van Daan (9).", "mirjam")
    journey = add_journey(session, persona, "Mirjam zoekt hulp voor Daan", "Mirjam zoekt hulp. Dat duurt lang.")
    for title, steps in (PHASES if phases is None else phases).items():
        phase = add_phase(session, journey, title)
        for step in steps:
            add_step(session, journey, phase, step)
    session.flush()
    return journey


def all_steps(session: Session, journey: Journey) -> list[Step]:
    """All steps in order."""
    return [step for phase in phases_of(session, journey) for step in steps_of(session, phase)]


def titles(session: Session, journey: Journey) -> dict[str, list[str]]:
    """{phase: step titles}, in order."""
    return {phase.title: [step.title for step in steps_of(session, phase)] for phase in phases_of(session, journey)}


def make_code(session: Session, study: Study, name: str = "Geen bericht") -> Code:
    """A code at the top of the codebook."""
    code = Code(study_id=study.id, name=name, name_key=name.casefold())
    session.add(code)
    session.flush()
    return code


def make_segment(
    session: Session, study: Study, source: Source, code: Code, turn: int = 1, feeling: SegmentFeeling | None = None
) -> Segment:
    """A whole turn of a source, coded."""
    said = session.exec(select(Turn).where(Turn.source_id == source.id).order_by(col(Turn.position))).all()[turn]
    segment = Segment(
        study_id=study.id,
        source_id=source.id,
        start=said.start,
        end=said.end,
        code_id=code.id,
        coder_id=session.info["person_id"],
        quotation=said.text,
        feeling=feeling,
    )
    session.add(segment)
    session.flush()
    return segment


def make_finished(
    session: Session,
    study: Study,
    roles: tuple[str, ...] = ("ouder", "ouder", "jongere"),
    phases: dict[str, list[str]] = WHOLE,
) -> Journey:
    """A journey of which every step is written and told in as many conversations as there are roles."""

    def make_whole() -> int | None:
        told = [make_interview(session, study, role=role) for role in roles]
        return make_told(session, study, told, make_code(session, study), phases).id

    asked = (tuple(roles), tuple((title, tuple(steps)) for title, steps in phases.items()))
    return session.get_one(Journey, remembered(session, study, asked, make_whole))


def make_told(
    session: Session, study: Study, told: list[Source], code: Code, phases: dict[str, list[str]] = WHOLE
) -> Journey:
    """A journey of which every step is written and told in each of these conversations."""
    journey = make_journey(session, study, phases)
    segments = [make_segment(session, study, one, code, feeling=SegmentFeeling.NEGATIVE) for one in told]
    for step in all_steps(session, journey):
        for field, text in (
            ("happens", "Mirjam belt. Niemand neemt op."),
            ("quote", "Er belde nooit iemand terug."),
            ("feeling", "negative"),
            ("pain_point", "Niemand belt terug."),
        ):
            change_step(session, journey, step, field, text)
        for segment in segments:
            cite(session, journey, step, segment.id)
            set_stance(session, journey, step, segment.id, Stance.TELLS)
    return journey


def stored(session: Session, read: Callable[[Session], Read]) -> Read:
    """What the application has stored by now, read apart from the test's own session."""
    with Session(session.get_bind(), info=dict(session.info)) as fresh:
        return read(fresh)
