"""What there is before anything is killed: people, a study with a story, and studies to look for suggestions in."""

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coding.codebook.changing import add_code
from coding.segments import add_segment
from foundation.database.engine import open_engine, unit_of_work
from interviews.texts.models import Source, Turn
from journeys.measures.plans import MeasureText, add_measure
from studies.access import Role
from studies.accounts.persons import add_organisation, add_person
from studies.accounts.signing_in import make_link
from studies.planning import add_study
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_code, make_told
from tests.webapp.killed.jobs import watch_ends
from tests.webapp.killed.telling import MEASURE, Story
from webapp.keys.keeping import keep_keys
from webapp.migration import migrate
from webapp.settings import Settings

PEOPLE = ("coder", "typist", "importer", "teller", "asker")
SLUG = "onderzoek"
LOOKED_IN = 6
"""Studies in which suggestions are asked for; the last holds nothing to learn from."""
PUBLIC = "https://verhalen.lindermeer.example"
_TURNS = [("Ouder", f"In week {week} belde niemand mij terug over de hulp.", False) for week in range(300)]
_SAID = (
    ("Wachten", "Wij wachtten {} weken op een plek, en de wachtlijst werd langer."),
    ("Bellen", "Ik belde {} keer, en kreeg steeds een ander aan de telefoon."),
)


@dataclass
class Place:
    """Rows by number."""

    engine: Engine
    settings: Settings
    organisation_id: int
    person_ids: dict[str, int]
    turns: list[Turn]
    codes: list[int]
    story: Story
    looked_in: dict[int, str]

    def link_of(self, who: str) -> str:
        with unit_of_work(self.engine, across=True) as session:
            return f"/aanmelden/link/{make_link(session, self.person_ids[who])}"


def prepared_place(given: Settings) -> Place:
    """In an empty data folder and a database without tables. Stories go out at PUBLIC."""
    settings = given.prepared().model_copy(update={"public_url": PUBLIC})
    engine = open_engine(settings.url)
    migrate(engine)
    keep_keys(engine, settings)
    with engine.begin() as connection:
        watch_ends(connection)
    with unit_of_work(engine, across=True) as session:
        organisation = add_organisation(session, "Gemeente Lindermeer", "lindermeer")
        organisation.second_step_for, organisation.telephone = [], "0570 12 34 56"
        owners = {
            who: add_person(session, organisation, f"{who}@voorbeeld.nl", who, Role.RESEARCHER).id for who in PEOPLE
        }
        organisation_id = organisation.id
    with unit_of_work(engine, organisation_id, owners["teller"]) as session:
        study = add_study(session, "Wachten op hulp", slug=SLUG)
        source = make_interview(session, study, _TURNS)
        codes = [add_code(session, study.id, f"Code {number + 1}").id for number in range(40)]
        told = [make_interview(session, study, role=role) for role in ("ouder", "ouder", "jongere")]
        journey = make_told(session, study, told, make_code(session, study))
        looked_in = dict(_to_look_in(session, number) for number in range(LOOKED_IN))
        measure = add_measure(session, journey, MeasureText(MEASURE, what="Iemand belt terug."))
        story = Story(journey.slug, journey.id, all_steps(session, journey)[0].id, measure.id)
        turns = _turns_of(session, source)
    return Place(engine, settings, organisation_id, owners, turns, codes, story, looked_in)


def _turns_of(session: Session, source: Source) -> list[Turn]:
    turns = session.exec(select(Turn).where(Turn.source_id == source.id).order_by(col(Turn.position))).all()
    session.expunge_all()
    return list(turns)


def _to_look_in(session: Session, number: int) -> tuple[int, str]:
    """(study, where its topics are)."""
    slug = f"zoeken-{number + 1}"
    study = add_study(session, f"Zoeken {number + 1}", slug=slug)
    for name, said in _SAID:
        code = add_code(session, study.id, name)
        source = make_interview(session, study, [("Ouder", said.format(turn + 2), False) for turn in range(16)])
        for turn in _some(session, source) if number + 1 < LOOKED_IN else []:
            add_segment(session, source.id, turn.start, turn.end, turn.text, code.id)
    return study.id, f"/onderzoeken/{slug}/coderen/onderwerpen"


def _some(session: Session, source: Source) -> list[Turn]:
    query = select(Turn).where(Turn.source_id == source.id).order_by(col(Turn.position))
    return list(session.exec(query.limit(8)).all())
