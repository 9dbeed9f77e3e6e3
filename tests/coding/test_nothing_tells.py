"""Nothing tells a second coder what others coded: no page they may open changes by it, in a word, a figure or a header.

No list of what could tell is needed: every door of their role is opened before and after the others worked.
"""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coding.models import Topic
from coding.suggestions.topics.codes import make_code_of_topic
from foundation.clock import now
from foundation.database.engine import unit_of_work
from foundation.jobs.models import Job, JobState
from interviews.models import InterviewState
from interviews.texts.models import Source
from journeys.composing.fields import change_step
from journeys.evidence.ledger import cite, set_stance
from journeys.evidence.models import Stance
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.reading.council import say
from studies.access import Role
from studies.models import Organisation, Study
from tests.coding import test_visibility
from tests.coding.test_visibility import Blind, _coded, _person, _post, _say_done
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_journey
from tests.journeys.rounds import make_round, piet

source, blind = test_visibility.source, test_visibility.blind

BASE = test_visibility.BASE
_TOKEN = re.compile(r"[\w-]{20,}\.[\w.-]{20,}")
_NUMBERS = range(1, 4)


@pytest.fixture
def journey(session: Session, study: Study, blind: Blind) -> Journey:
    journey = make_journey(session, study)
    make_interview(session, study)
    session.add(_topic(study, session.exec(select(Source).order_by(col(Source.id))).first()))
    session.commit()
    return journey


def _topic(study: Study, source: Source | None) -> Topic:
    assert source
    return Topic(
        study_id=study.id,
        position=0,
        name="bellen",
        words=["bellen"],
        typical=[[source.id, 70, 90]],
        stretches=[[source.id, 70, 90]],
        segments=1,
        interviews=1,
    )


def doors_of(app: Flask, role: Role, journey: str) -> Iterator[str]:
    """Every address that this role may open, with the first numbers filled in where one is asked."""
    fill = {"slug": ["jeugdhulp"], "journey": [journey], "kind": ["topics", "suggestions"], "form": ["csv", "json"]}
    for rule in app.url_map.iter_rules():
        roles = getattr(app.view_functions[rule.endpoint], "roles", frozenset())
        if "GET" not in (rule.methods or ()) or (roles is not None and role not in roles):
            continue
        addresses = [rule.rule]
        for name in rule.arguments:
            hole = re.compile(rf"<(?:[^<>]+:)?{name}>")
            values = fill.get(name, [str(number) for number in _NUMBERS])
            addresses = [hole.sub(value, address) for address in addresses for value in values]
        yield from addresses


def everything(app: Flask, client: FlaskClient, journey: str) -> dict[str, tuple[int, str, str | None]]:
    """Per address: the status, what it says, and the word by which a browser knows it again."""
    found = {}
    for address in sorted(doors_of(app, Role.SECOND_CODER, journey)):
        answer = client.get(address)
        found[address] = answer.status_code, _TOKEN.sub("", answer.text), answer.headers.get("ETag")
    return found


def _others_work(
    blind: Blind, session: Session, study: Study, journey: Journey, engine: Engine, organisation: Organisation, fay: int
) -> None:
    """Everything that others do with codes that there are: coding, noting, being done, composing, reading rounds."""
    codes, source = blind.codes, session.exec(select(Source).order_by(col(Source.id))).first()
    assert source
    told, _memo = _coded(session, source, 30, 35, codes["Stilte"], "Zo hoor ik het.")
    session.commit()
    assert _post(blind.lotte, f"1/fragmenten/{told}/gevoel", feeling=1).status_code == 200
    assert _post(blind.lotte, f"1/voorstellen/{blind.suggestion}/past-niet").status_code == 200
    for state in (JobState.DONE, JobState.RUNNING):
        session.add(Job(kind="suggestions", study_id=study.id, state=state, finished_at=now()))
    step = all_steps(session, journey)[0]
    cite(session, journey, step, told)
    set_stance(session, journey, step, told, Stance.TELLS)
    change_step(session, journey, step, "pain_point", "Niemand belt terug.")
    add_measure(session, journey, MeasureText("Direct bellen"), step)
    say(session, piet(make_round(session, journey)).member, 1, "Te kort.")
    session.commit()
    _say_done(blind.lotte)
    with unit_of_work(engine, organisation.id, fay) as hers:
        _coded(hers, source, 0, 3, codes["Stilte"], "Van Fay.")


def test_no_page_of_a_second_coder_changes_by_what_others_code(
    app: Flask,
    blind: Blind,
    session: Session,
    study: Study,
    journey: Journey,
    engine: Engine,
    organisation: Organisation,
) -> None:
    fay = _person(engine, organisation, "Fay Vos", Role.SECOND_CODER)
    session.rollback()  # that somebody looks is written down
    before = everything(app, blind.tariq, journey.slug)

    _others_work(blind, session, study, journey, engine, organisation, fay.id)
    session.rollback()
    after = everything(app, blind.tariq, journey.slug)

    changed = [address for address in before if before[address] != after[address]]
    # Their own history tells that they looked at all of this.
    assert [address for address in changed if not address.startswith("/account/geschiedenis")] == []
    assert sum(status == 200 for status, _text, _tag in before.values()) > 15

    _say_done(blind.tariq)
    opened = everything(app, blind.tariq, journey.slug)
    assert "Van Lotte." in opened[f"{BASE}/1"][1], "both are done: now it shows"


def test_a_topic_that_became_a_code_does_not_show_what_was_coded_with_it(
    blind: Blind, session: Session, journey: Journey
) -> None:
    page = f"{BASE}/onderwerpen"
    assert 'name="stukje"' in blind.tariq.get(page).text, "what respondents said may be read by all"

    make_code_of_topic(session, session.exec(select(Topic)).one(), "Bellen")
    session.commit()

    told = blind.tariq.get(page).text
    assert "Staat in het codeboek als" in told
    assert 'name="stukje"' not in told


@pytest.mark.parametrize("role", [Role.SECOND_CODER])
def test_a_text_with_names_in_it_is_closed_however_it_came_in(
    blind: Blind, session: Session, study: Study, sign_in_as: SignInAs, role: Role
) -> None:
    """An interview that a command brought in has no person who entered it."""
    make_interview(session, study, [("Ouder", "Fatima belde.", False)], state=InterviewState.NAMES)
    session.commit()

    refused = blind.tariq.get("/onderzoeken/jeugdhulp/interviews/2")

    assert refused.status_code == 403
    assert "Fatima" not in refused.text
    assert "Gesprek 2" not in re.findall(r"<a [^>]*>([^<]*)</a>", blind.tariq.get(test_visibility.OVERVIEW).text)
    assert "Fatima" in blind.anna.get("/onderzoeken/jeugdhulp/interviews/2").text


def test_the_list_of_interviews_tells_a_second_coder_their_own_way(blind: Blind, session: Session) -> None:
    def row(client: FlaskClient) -> str:
        return client.get("/onderzoeken/jeugdhulp/interviews/").text

    assert "Coderen bezig" in row(blind.tariq)
    _post(blind.tariq, f"1/fragmenten/{blind.segments['tariq']}/weg")
    assert "Klaar om te coderen" in row(blind.tariq), "what is there is the researchers'"
    assert "Coderen bezig" in row(blind.lotte)

    _post(blind.tariq, "1/ongedaan")
    _say_done(blind.tariq)
    assert "Gecodeerd" in row(blind.tariq)
    assert "Coderen bezig" in row(blind.lotte)
