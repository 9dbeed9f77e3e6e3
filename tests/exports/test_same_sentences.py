"""What is said of the research is the same on the page, on paper and in the council's draft, and follows the ledger."""

from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from exports.publishing.publish import publish_journey
from journeys.evidence.ledger import set_stance
from journeys.evidence.models import Stance
from journeys.models import Journey
from journeys.story import Story
from journeys.told import told_in
from studies.models import Study
from tests.exports import validators
from tests.journeys.making import SITE, all_steps, make_finished
from tests.journeys.public.test_publication import frozen
from tests.journeys.rounds import make_round, piet

TELLS, THEME, DIFFERS = Stance
CONVERSATIONS = 9


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """Nine conversations; each step is told by another number of them."""
    session.expire_on_commit = False
    journey = make_finished(session, study, ("ouder",) * CONVERSATIONS)
    for step, telling, otherwise in zip(all_steps(session, journey), (2, 4, 6, 9), (1, 0, 2, 0), strict=True):
        for segment_id in range(1, CONVERSATIONS + 1):
            stance = TELLS if segment_id <= telling else DIFFERS if segment_id <= telling + otherwise else THEME
            set_stance(session, journey, step, segment_id, stance)
    return journey


def sentences_of(story: Story) -> list[str]:
    told = [told_in(step, story.interviews_total) for step in story.steps]
    return [
        "Verzonnen persoon, echte ervaringen",
        "Mirjam bestaat niet. Ook details, zoals een hobby of een tuin, zijn verzonnen.",
        *told,
        *story.how_made,
    ]


def test_page_document_and_council_draft_say_the_same_of_the_research(
    app: Flask, session: Session, journey: Journey, tmp_path: Path
) -> None:
    started = make_round(session, journey)
    publish_journey(session, journey, SITE)
    session.commit()
    reader, document = app.test_client(), tmp_path / "verhaal.pdf"
    document.write_bytes(reader.get(f"/verhalen/{journey.slug}.pdf").data)
    texts = {
        "page": reader.get(f"/verhalen/{journey.slug}").text,
        "document": validators.text_of(document),
        "council": reader.get(f"/lezen/{piet(started).token}/geheel").text,
    }
    sentences = sentences_of(frozen(session, journey))
    assert sentences[2:6] == [
        "In minder dan 3 van de 9 gesprekken vertelde iemand dit. Bij één ging het anders.",
        "In 4 van de 9 gesprekken vertelde iemand dit.",
        "In 6 van de 9 gesprekken vertelde iemand dit. Bij 2 ging het anders.",
        "In de meeste gesprekken vertelde iemand dit.",
    ]

    for place, text in texts.items():
        plain = " ".join(unescape(text).split())
        assert [sentence for sentence in sentences if sentence not in plain] == [], place


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from([TELLS, THEME, DIFFERS, None]), min_size=CONVERSATIONS, max_size=CONVERSATIONS))
def test_printed_counts_are_those_of_the_judgements(
    session: Session, journey: Journey, stances: list[Stance | None]
) -> None:
    step = all_steps(session, journey)[0]
    for segment_id, stance in enumerate(stances, start=1):
        set_stance(session, journey, step, segment_id, stance)

    shown = frozen(session, journey).steps[0]

    assert (shown.tells, shown.differs) == (stances.count(TELLS), stances.count(DIFFERS))
    assert sum(shown.spread) == (shown.tells if 3 <= stances.count(TELLS) <= CONVERSATIONS - 3 else 0)
    assert sum(shown.beside) == CONVERSATIONS - stances.count(TELLS)
