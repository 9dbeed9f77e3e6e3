"""Every route of a study, as everybody who must not come there: nothing opens, nothing changes, and it is counted.

A route with a part in its address that is not known here makes the walk fail: so a new one is never left out.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, inspect
from sqlmodel import Session, SQLModel, col, select
from werkzeug.routing import Rule

from coding.models import Code, Memo, Segment, Suggestion, Topic
from coding.suggestions.as_coder.models import DoubtedCoding
from foundation.database.engine import open_engine, open_session, unit_of_work
from interviews.transcripts.models import TranscriptInProgress
from journeys.measures.models import Measure, WaitingWords
from journeys.models import Phase, Step
from journeys.reading.models import Comment, CouncilMember, ReviewRound
from journeys.withdrawing.models import ToReread
from studies.access import STUDY_ROLES, Role
from studies.accounts import signed_in as signing
from studies.accounts.persons import add_organisation, add_person
from studies.models import Organisation, Person, Study
from studies.people.models import StudyRole
from studies.planning import add_study
from studies.retention.study_tables import children_first, is_of_study
from tests.by_link import come_in
from tests.demonstration import Demonstration, copy_of
from webapp.application import create_app

pytestmark = pytest.mark.xdist_group("demonstration")
DEMO, OTHER, ELSEWHERE = "demo", "ander", "elders"
_OF_ROWS = {
    "code_id": Code,
    "comment_id": Comment,
    "doubt_id": DoubtedCoding,
    "measure_id": Measure,
    "member_id": CouncilMember,
    "memo_id": Memo,
    "phase_id": Phase,
    "person_id": Person,
    "round_id": ReviewRound,
    "row_id": ToReread,
    "segment_id": Segment,
    "step_id": Step,
    "suggestion_id": Suggestion,
    "topic_id": Topic,
    "transcript_id": TranscriptInProgress,
    "words_id": WaitingWords,
}
"""What a number in an address is the number of: a row that the demonstration has, or the first there could be."""
_SAID = {"number": 1, "interview_number": 1, "journey": "joost-en-tess", "kind": "topics", "form": "csv"}
_NOT_KEPT = {
    "sign_in",
    "sign_in_link",
    "attempts",
    "failed_sign_ins",
    "membership",
    "worker",
    "job",
    "known_browser",
    "trail_entry",
}
"""Tables in which it is noted that somebody was there, or that the program worked."""


@dataclass
class Walk:
    """What was tried, and where somebody came who should not have."""

    tried: int = 0
    leaks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class House:
    """A copy of the demonstration with everybody in it who is a stranger to its study."""

    app: Flask
    engine: Engine
    rules: list[Rule]
    numbers: dict[str, Any]
    people: dict[str, int]

    def walk(self, who: str, slug: str, allowed: Role | None = None) -> Walk:
        """Try every route of a study under this address; those that `allowed` may use are left out."""
        walk, browser = Walk(), self.app.test_client()
        come_in(browser, self.engine, self.people[who])
        before = _contents(self.engine)
        for rule in self.rules:
            if allowed in self.app.view_functions[rule.endpoint].roles:  # type: ignore[attr-defined]
                continue
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                address = self._address(rule, slug)
                status = browser.open(address, method=method).status_code
                walk.tried += 1
                if status not in (403, 404):
                    walk.leaks.append(f"{who}: {method} {address} gave {status}")
        if _contents(self.engine) != before:
            walk.leaks.append(f"{who} changed something")
        return walk

    def _address(self, rule: Rule, slug: str) -> str:
        known = {"slug": slug, **_SAID, **self.numbers}
        given = {**known, **(rule.defaults or {})}
        unknown = set(rule.arguments) - given.keys()
        assert not unknown, f"{rule.rule}: say in _OF_ROWS or _SAID what {unknown} is"
        return str(self.app.url_map.bind("localhost").build(rule.endpoint, {one: given[one] for one in rule.arguments}))


@pytest.fixture
def house(demonstration: Demonstration, databases: Any, tmp_path: Any) -> Iterator[House]:
    settings = copy_of(demonstration, databases, tmp_path / "instance")
    engine = open_engine(settings.url)
    app = create_app(settings, engine)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    rules = [one for one in app.url_map.iter_rules() if "slug" in one.arguments]
    with unit_of_work(engine, across=True) as session:
        people = _people(session, demonstration)
        numbers = _numbers(session)
    yield House(app, engine, rules, numbers, people)
    engine.dispose()
    databases.clear_away()


def _numbers(session: Session) -> dict[str, int]:
    """Of rows of the demonstration's study."""
    study = session.exec(select(Study.id).where(Study.slug == DEMO)).one()
    numbers = {}
    for name, kind in _OF_ROWS.items():
        table = inspect(kind).local_table
        condition = is_of_study(table, study)
        query = table.select() if condition is None else table.select().where(condition)
        found = session.connection().execute(query.order_by(table.c.id).limit(1)).first()
        numbers[name] = found.id if found else 1
    return numbers


def _people(session: Session, demonstration: Demonstration) -> dict[str, int]:
    """Somebody in each role of the study, and strangers: of another study, of another organisation, of nothing yet."""
    organisation = session.get_one(Organisation, demonstration.organisation_id)
    elsewhere = add_organisation(session, "Gemeente Elders", "elders")
    elsewhere.second_step_for = []
    people = {
        role.value: add_person(session, organisation, f"{role.value}@walls.nl", role.value, role).id for role in Role
    }
    people["researcher elsewhere"] = add_person(session, elsewhere, "e@walls.nl", "Eva", Role.RESEARCHER).id
    people["researcher of another study"] = add_person(session, organisation, "r@walls.nl", "Rik", Role.GUEST).id
    for study, of in ((OTHER, organisation.id), (ELSEWHERE, elsewhere.id)):
        session.info["organisation_id"] = of
        added = add_study(session, study, slug=study)
        added.organisation_id = of
        if study == OTHER:
            session.add(
                StudyRole(
                    organisation_id=of,
                    study_id=added.id,
                    person_id=people["researcher of another study"],
                    role=Role.RESEARCHER,
                )
            )
        session.flush()
    return people


def _contents(engine: Engine) -> str:
    """A digest of every row of every table that says something of a study."""
    digest = hashlib.sha256()
    with open_session(engine, None) as session:
        for table in SQLModel.metadata.sorted_tables:
            if table.name not in _NOT_KEPT:
                rows = session.connection().execute(table.select().order_by(*table.primary_key)).all()
                digest.update(f"{table.name} {rows!r}".encode())
    return digest.hexdigest()


def test_who_has_no_role_in_a_study_comes_nowhere_in_it(house: House) -> None:
    for who in ("guest", "researcher of another study", "researcher elsewhere"):
        walk = house.walk(who, DEMO)
        assert walk.leaks == []
        assert walk.tried > 150
        print(f"{who}: {walk.tried} refused")


@pytest.mark.parametrize(("who", "own"), [("researcher of another study", OTHER), ("researcher elsewhere", ELSEWHERE)])
def test_numbers_of_another_study_open_and_change_nothing_in_it(house: House, who: str, own: str) -> None:
    """At the address of their own study, where they may do everything."""
    browser = house.app.test_client()
    come_in(browser, house.engine, house.people[who])
    before = _demonstration_contents(house)
    tried, leaks = 0, []
    for rule in house.rules:
        if rule.arguments & (_OF_ROWS.keys() - {"person_id"} | {"number", "journey"}):
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                address = house._address(rule, own)
                status = browser.open(address, method=method).status_code
                tried += 1
                if status < 300:  # some lead back to the list, having changed nothing
                    leaks.append(f"{method} {address} gave {status}")
    print(f"{who}: {tried} refused")
    assert leaks == []
    assert tried > 100
    assert _demonstration_contents(house) == before


def _demonstration_contents(house: House) -> str:
    """A digest of what is of the demonstration's study."""
    from studies.models import Study
    from studies.retention.study_tables import is_of_study

    digest = hashlib.sha256()
    with unit_of_work(house.engine, across=True) as session:
        study = session.exec(select(Study.id).where(Study.slug == DEMO)).one()
        for _model, table in children_first():
            if (condition := is_of_study(table, study)) is not None and table.name not in _NOT_KEPT:
                rows = session.connection().execute(table.select().where(condition).order_by(*table.primary_key)).all()
                digest.update(f"{table.name} {rows!r}".encode())
    return digest.hexdigest()


@pytest.mark.parametrize("role", STUDY_ROLES)
def test_a_role_opens_what_it_declares_and_no_more(house: House, role: Role) -> None:
    walk = house.walk(role.value, DEMO, allowed=role)
    print(f"{role.value}: {walk.tried} refused")
    assert walk.leaks == []
    assert walk.tried > 0 or role is Role.RESEARCHER


def test_a_wall_that_is_down_is_found(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The walk finds what it is there to find: here whoever comes has the role of somebody else."""
    real, made_once = signing._is_theirs_in_it, signing._who_carries
    monkeypatch.setattr(signing, "_is_theirs_in_it", lambda: real() | (col(StudyRole.role) == Role.RESEARCHER))
    monkeypatch.setattr(signing, "_who_carries", made_once.__wrapped__)
    assert len(house.walk("researcher of another study", DEMO).leaks) > 50
