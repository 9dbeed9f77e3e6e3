"""How much still fits in a long text is told while somebody types, not only when it is refused."""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session

from journeys.composing.field_rules import LONG
from journeys.reading.council import say
from journeys.reading.models import Comment
from studies.agreements.checks import LONGEST_TEXT
from studies.models import Study
from tests.browser.conftest import Axe, Live
from tests.journeys.making import PHASES, make_finished
from tests.journeys.rounds import make_round, piet

pytestmark = pytest.mark.browser
LEFT = "Nog 100 van de 3.000 tekens over."
TOO_LONG = "Dit is 5 te lang: hooguit 3.000 tekens. Maak de tekst korter."


@pytest.mark.parametrize(
    ("place", "opens", "field", "hint"),
    [
        ("stukje/2", "Dit kan beter", "#beter", "Schrijf het zoals u het zou zeggen. Eén zin is genoeg."),
        ("geheel", "Iets zeggen over stukje 2", "#opm-2", ""),
        ("oordeel", "Ja, het is goed zo", "#oordeel-tekst", "Dit hoeft niet. Eén zin is genoeg."),
    ],
)
def test_a_council_member_hears_while_typing_how_much_can_still_be_sent(
    live: Live, session: Session, page: Page, study: Study, axe: Axe, place: str, opens: str, field: str, hint: str
) -> None:
    started = make_round(session, make_finished(session, study, phases=PHASES))
    session.commit()
    page.goto(f"{live.url}/lezen/{piet(started).token}/{place}")
    page.get_by_text(opens).click()
    words = page.locator(field)
    words.fill("Een korte zin.")
    expect(page.locator(".room-left")).to_have_count(0)

    words.fill("x" * (LONG - 100))
    told = words.locator("xpath=following-sibling::*[contains(@class, 'room-left')]")
    heard = words.locator("xpath=following-sibling::*[@role='status']").first
    expect(told).to_have_text(LEFT)
    expect(heard).to_have_text(LEFT)
    expect(words).to_have_accessible_description(f"{hint} {LEFT}".strip())
    words.fill("x" * (LONG - 100) + "y" * 90)
    words.press_sequentially("y" * 15)
    assert heard.text_content() == LEFT, "it is not read out at each key"
    expect(told).to_have_text(TOO_LONG)
    expect(heard).to_have_text(TOO_LONG)
    expect(words).to_have_value("x" * (LONG - 100) + "y" * 105)
    axe(page)
    words.fill("Kort.")
    expect(told).to_be_hidden()
    expect(heard).to_be_empty()


def test_what_a_researcher_answers_or_agrees_tells_it_as_well(
    live: Live, session: Session, page: Page, study: Study
) -> None:
    started = make_round(session, make_finished(session, study, phases=PHASES))
    comment: Comment = say(session, piet(started).member, 2, "Te kort.")
    session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/{study.slug}/leesrondes/{started.round.id}")
    page.locator(f"#antwoord-{comment.id}").fill("x" * (LONG - 100))
    expect(page.locator(".room-left")).to_have_text(LEFT)

    page.goto(f"{live.url}/onderzoeken/{study.slug}/afspraken/schrijven")
    page.get_by_label("Wat willen jullie weten?").fill("x" * (LONGEST_TEXT + 5))
    expect(page.locator(".room-left")).to_have_text("Dit is 5 te lang: hooguit 4.000 tekens. Maak de tekst korter.")
