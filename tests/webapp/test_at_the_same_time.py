"""What several people add at one moment is there once, or each has their own; nobody gets an error of the program."""

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

import studies.planning
from coding.codebook.changing import CodeExists, add_code
from coding.models import Code, Segment
from coding.segments import add_segment
from foundation.database.engine import unit_of_work
from interviews.models import Respondent
from interviews.respondents.register import add_respondent
from journeys.composing.fields import add_journey, add_persona
from studies.accounts.persons import OrganisationExists, add_organisation
from studies.agreements.keeping import AgreementChangedMeanwhile, save_agreement
from studies.agreements.terms import Terms
from studies.models import Organisation, Person, Study
from studies.planning import add_study
from tests.factories import make_interview

TOGETHER = 8


def together(act: Callable[[Session], Any], engine: Engine, *owners: tuple[int, int | None]) -> Counter[str]:
    """How it ended for each of eight who do this at one moment, dealt over these organisations and people."""
    ended, begin = list[str](), threading.Barrier(TOGETHER)

    def one(owner: tuple[int, int | None]) -> None:
        begin.wait()
        try:
            with unit_of_work(engine, *owner) as session:
                act(session)
            ended.append("stored")
        except Exception as error:
            ended.append(type(error).__name__)

    doing = [threading.Thread(target=one, args=(owners[number % len(owners)],)) for number in range(TOGETHER)]
    for thread in doing:
        thread.start()
    for thread in doing:
        thread.join()
    return Counter(ended)


@pytest.fixture
def me(organisation: Organisation, researcher: Person) -> tuple[int, int]:
    return organisation.id, researcher.id


def test_one_name_of_a_code_is_there_once_and_the_others_hear_so(
    engine: Engine, study: Study, me: tuple[int, int]
) -> None:
    ended = together(lambda session: add_code(session, study.id, "Wachten"), engine, me)
    assert ended == {"stored": 1, CodeExists.__name__: TOGETHER - 1}
    with unit_of_work(engine, *me) as session:
        assert session.exec(select(Code.name)).all() == ["Wachten"]


def test_respondents_each_have_their_own_number(engine: Engine, study: Study, me: tuple[int, int]) -> None:
    ended = together(lambda session: add_respondent(session, session.get_one(Study, study.id), "ouder"), engine, me)
    assert ended == {"stored": TOGETHER}
    with unit_of_work(engine, *me) as session:
        assert sorted(session.exec(select(Respondent.number)).all()) == list(range(1, TOGETHER + 1))


def test_studies_of_one_title_each_have_their_own_address_also_in_different_organisations(
    engine: Engine, study: Study, me: tuple[int, int]
) -> None:
    with unit_of_work(engine, across=True) as session:
        others = [(add_organisation(session, f"Gemeente {name}", name).id, None) for name in ("a", "b", "c")]
    assert together(lambda session: add_study(session, "Jeugdhulp"), engine, me, *others) == {"stored": TOGETHER}


def test_stories_of_one_title_each_have_their_own_address(engine: Engine, study: Study, me: tuple[int, int]) -> None:
    def tell(session: Session) -> None:
        add_journey(session, add_persona(session, study.id, "Riet"), "Riet wacht")

    assert together(tell, engine, me) == {"stored": TOGETHER}


def test_of_first_agreements_one_is_stored_and_the_others_hear_that_it_was(
    engine: Engine, study: Study, me: tuple[int, int]
) -> None:
    def agree(session: Session) -> None:
        asked = Terms(question=f"Vraag {threading.get_ident()}?")
        save_agreement(session, session.get_one(Study, study.id), asked, version="")

    assert together(agree, engine, me) == {"stored": 1, AgreementChangedMeanwhile.__name__: TOGETHER - 1}


def test_a_fragment_that_is_coded_alike_at_one_moment_is_there_once(
    engine: Engine, session: Session, study: Study, me: tuple[int, int]
) -> None:
    source = make_interview(session, study, [("Ouder", "Niemand belde.", False)])
    code = add_code(session, study.id, "Wachten").id
    session.commit()
    ended = together(lambda one: add_segment(one, source.id, 0, 7, "Niemand", code), engine, me)
    assert ended == {"stored": TOGETHER}
    with unit_of_work(engine, *me) as fresh:
        assert fresh.exec(select(Segment.quotation)).all() == ["Niemand"]


def test_one_name_of_an_organisation_is_there_once(engine: Engine) -> None:
    def found(_session: Session) -> None:
        with unit_of_work(engine, across=True) as session:
            add_organisation(session, "Gemeente Elders", f"elders-{threading.get_ident()}")

    ended = together(found, engine, (0, None))
    assert ended == {"stored": 1, OrganisationExists.__name__: TOGETHER - 1}


def test_what_only_the_database_saw_was_taken_is_told_as_such(
    client: FlaskClient, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(studies.planning, "free_slug", lambda *_given, **_gone: study.slug)
    answer = client.post("/onderzoeken/nieuw", data={"title": "Nog een"})
    assert answer.status_code == 409
    assert "Iemand was net voor je" in answer.text
    assert "Nog een" in answer.text, "what was typed comes back"
