"""The study of the year before: its texts were destroyed as agreed, one journey with its figures is left.

It was made before this product was there, so its publication is put in place as it was: the gate would ask for
evidence that nobody may have any more.
"""

from dataclasses import replace
from typing import Any

from sqlmodel import Session, select

from demo import material
from demo.demonstration import Demonstration, Tell, moment
from demo.journey_writing import write_journey
from demo.recruiting import agreed
from exports.publishing.draft import document_of, draft_story
from foundation.clock import pretend_it_is
from foundation.dutch import counted
from journeys.models import Journey, Publication
from journeys.story import Story, as_json
from studies.agreements.keeping import save_agreement
from studies.models import Study
from studies.planning import add_study


def found_last_year(session: Session) -> Study:
    """The study, still empty, with what was agreed."""
    study, _journey = material.last_year()
    with pretend_it_is(moment(study["held_from"])):
        found = add_study(session, study["title"], study["question"], study["municipality"], slug=study["slug"])
        save_agreement(session, found, agreed(material.agreement_of_last_year()))
        return found


def tell_last_year(demo: Demonstration, tell: Tell) -> str:
    """The journey of last year with its measures, as it stands on the public site."""
    told, written = material.last_year()
    with demo.at_work() as (session, _study), pretend_it_is(moment(told["published_on"])):
        study = session.exec(select(Study).where(Study.slug == told["slug"])).one()
        journey = write_journey(session, study, written, proposed_on=told["published_on"])
        story = _as_it_was(draft_story(session, journey, demo.site), told, written)
        _put_in_place(session, journey, story)
        study.names_gone_on = study.transcripts_gone_on = told["erased_on"]
        session.add(study)
    return f"{counted(sum(told['interviews'].values()), 'gesprek', 'gesprekken')}, 1 klantreis"


def _as_it_was(story: Story, told: dict[str, Any], written: dict[str, Any]) -> Story:
    """The story with the numbers of people that were counted then."""
    numbers = iter([step["told_in"] for phase in written["phases"] for step in phase["steps"]])
    phases = tuple(
        replace(phase, steps=tuple(replace(step, tells=next(numbers)) for step in phase.steps))
        for phase in story.phases
    )
    return replace(story, phases=phases, interviews_total=sum(told["interviews"].values()))


def _put_in_place(session: Session, journey: Journey, story: Story) -> None:
    content, pdf = as_json(story), document_of(story)
    by = session.info.get("person_id")
    session.add(Publication(journey_id=journey.id, version=1, content=content, pdf=pdf, published_by=by))
    session.flush()
