"""People's own words run their own way, also from right to left, wherever council, team and readers meet them."""

import unicodedata
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from exports.publishing.publish import publish_journey
from foundation.database.engine import unit_of_work
from journeys.composing.fields import change_journey, change_persona, change_phase, change_step
from journeys.lookup import persona_of, phases_of
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.reading.council import judge, say
from journeys.reading.invited import Invited
from journeys.reading.models import Outcome, Verdict
from journeys.review.rounds import answer
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.conftest import SignInAs
from tests.journeys.making import SITE, all_steps, make_finished
from tests.journeys.rounds import make_round, piet

WORDS = "كنت أنتظر (الرسالة) منذ ثلاثة أسابيع."
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


def _first_strong(text: str) -> str:
    return next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")


class _Page(HTMLParser):
    """Finds the words that a browser would lay out from left to right."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, list[str] | None]] = []
        self.held: list[tuple[str, list[str] | None]] = []
        self.wrong_fields: list[str] = []
        self.feed(page)

    @property
    def wrong(self) -> list[str]:
        return sorted({path for path, own in self.held if self._is_wrong(own)} | set(self.wrong_fields))

    @staticmethod
    def _is_wrong(own: list[str] | None) -> bool:
        return own is None or _first_strong("".join(own)) == "L"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_own = tag == "bdi" or given.get("dir") == "auto"
        if tag == "input" and _first_strong(given.get("value") or "") != "L" and not is_own:
            self.wrong_fields.append(f"input {given.get('name')}")
        if tag not in _VOID:
            self.open.append((tag, [] if is_own else None))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if any(tag in ("title", "script", "style") for tag, _own in self.open):
            return
        nearest = next((own for _tag, own in reversed(self.open) if own is not None), None)
        if nearest is not None:
            nearest.append(data)
        if _first_strong(data.lstrip("‘“«( ")) != "L" or WORDS[:8] in data:
            self.held.append((" > ".join(tag for tag, _own in self.open[-3:]), nearest))


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """A story of which every word is Arabic."""
    journey = make_finished(session, study)
    persona = persona_of(session, journey)
    for field in ("title", "introduction"):
        change_journey(session, journey, field, WORDS, None)
    change_persona(session, journey, "about", WORDS, None)
    for phase in phases_of(session, journey):
        change_phase(session, journey, phase, f"{WORDS} {phase.id}", None)
    for step in all_steps(session, journey):
        for field in ("title", "happens", "quote", "pain_point", "gain", "need", "opportunity", "feeling_word"):
            change_step(session, journey, step, field, WORDS)
    add_measure(
        session,
        journey,
        MeasureText(WORDS, what=WORDS, owner=WORDS, when=WORDS, reason=WORDS),
        all_steps(session, journey)[0],
    )
    assert persona.about == WORDS
    session.commit()
    return journey


def _council(session: Session, journey: Journey) -> tuple[str, int]:
    """The link of a member who said a thing, changed it after an answer, and gave a verdict; and the round."""
    started = make_round(session, journey, (Invited(WORDS[:20], ""),))
    member = piet(started).member
    answer(session, say(session, member, 1, WORDS), Outcome.DECLINED, WORDS)
    say(session, member, 1, f"{WORDS} {WORDS}")
    answer(session, say(session, member, 2, WORDS), Outcome.ADOPTED, WORDS)
    judge(session, member, Verdict.AGREED_IF, WORDS)
    session.commit()
    return piet(started).token, started.round.id


@pytest.mark.parametrize("place", ["stukje/1", "stukje/2", "geheel", "oordeel", "bedankt"])
def test_on_the_councils_pages(app: Flask, session: Session, journey: Journey, place: str) -> None:
    token, _round_id = _council(session, journey)
    browser = app.test_client()
    browser.post(f"/lezen/{token}/concept", data={"stukje": "3", "tekst": WORDS})

    page = browser.get(f"/lezen/{token}/{place}").text

    assert WORDS in page
    assert _Page(page).wrong == []


@pytest.mark.parametrize("place", ["leesrondes/", "leesrondes/{round}", "maatregelen/", "klantreizen/"])
@pytest.mark.parametrize("role", [Role.SOCIAL_TEAM, Role.RESEARCHER])
def test_on_the_pages_of_the_team(
    engine: Engine,
    organisation: Organisation,
    session: Session,
    study: Study,
    journey: Journey,
    sign_in_as: SignInAs,
    role: Role,
    place: str,
) -> None:
    _token, round_id = _council(session, journey)
    with unit_of_work(engine, across=True) as across:
        colleague = add_person(across, organisation, "c@voorbeeld.nl", "Colette", role)
        across.expunge(colleague)

    page = sign_in_as(colleague).get(f"/onderzoeken/{study.slug}/{place.format(round=round_id)}").text

    assert WORDS in page
    assert _Page(page).wrong == []


def test_on_the_public_pages(app: Flask, client: FlaskClient, session: Session, journey: Journey) -> None:
    publish_journey(session, journey, SITE)
    session.commit()

    for address in ("/verhalen/", f"/verhalen/{journey.slug}"):
        page = app.test_client().get(address).text
        assert WORDS in page
        assert _Page(page).wrong == []
