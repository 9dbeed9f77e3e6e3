"""A council member who types before the scripts came, or goes back: nothing is lost, and nothing older comes back."""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import Session, select

from journeys.reading.models import UnsentAnswer
from studies.models import Study
from tests.browser.conftest import Live
from tests.browser.holding import scripts_come_later
from tests.journeys.making import PHASES, make_finished, stored
from tests.journeys.rounds import make_round, piet

pytestmark = pytest.mark.browser
KEPT = "Bewaard. Nog niet verstuurd."
LINE_LOST = "() => { window.fetch = () => Promise.reject(new TypeError('lost')); }"
BETTER, MORE = "Wat kan er beter?", "Wilt u er nog iets bij zeggen?"


@pytest.fixture
def link(live: Live, session: Session, study: Study) -> str:
    started = make_round(session, make_finished(session, study, phases=PHASES))
    session.commit()
    return f"{live.url}/lezen/{piet(started).token}"


def waiting(session: Session) -> dict[int, tuple[str, str]]:
    found = stored(
        session, lambda fresh: {one.step_number: (one.choice, one.text) for one in fresh.exec(select(UnsentAnswer))}
    )
    session.rollback()
    return found


def test_what_is_filled_in_before_the_scripts_came_is_kept(session: Session, page: Page, link: str) -> None:
    with scripts_come_later(page, "reading.js"):
        page.goto(f"{link}/stukje/2", wait_until="commit")
        page.get_by_text("Dit kan beter").click()
        page.get_by_role("textbox", name=BETTER).fill("Wij belden wel tien keer.")

    expect(page.locator("[data-status]")).to_have_text(KEPT)
    assert waiting(session) == {2: ("beter", "Wij belden wel tien keer.")}


def test_back_shows_the_answer_as_it_is_now_and_takes_nothing_of_it_away(
    session: Session, page: Page, link: str
) -> None:
    page.goto(f"{link}/stukje/2")
    page.get_by_text("Dit kan beter").click()
    page.get_by_role("textbox", name=BETTER).fill("Wij belden.")
    page.get_by_role("link", name="Het hele verhaal").click()
    page.locator("#opm-2").fill("Wij belden wel tien keer.")
    page.get_by_label("Verder vind ik stukje 2 goed zo").check()
    expect(page.locator("#stukje-2 [data-status]")).to_have_text(KEPT)

    page.go_back()

    expect(page.get_by_role("textbox", name=MORE)).to_have_value("Wij belden wel tien keer.")
    page.get_by_role("link", name="Uw oordeel").click()
    expect(page.get_by_label("Wilt u er iets bij zeggen?")).to_be_visible()
    assert waiting(session) == {2: ("goed", "Wij belden wel tien keer.")}


def test_back_to_words_that_were_never_kept_keeps_them_beside_what_was_typed_since(page: Page, link: str) -> None:
    page.goto(f"{link}/stukje/2")
    page.get_by_text("Dit kan beter").click()
    page.get_by_role("textbox", name=BETTER).fill("Wij belden.")
    expect(page.locator("[data-status]")).to_have_text(KEPT)
    page.evaluate(LINE_LOST)  # not even what is sent on leaving arrives
    page.get_by_role("textbox", name=BETTER).fill("Wij belden, en kregen niemand.")
    page.goto(f"{link}/geheel")
    page.locator("#opm-2").fill("Tien keer gebeld.")
    expect(page.locator("#stukje-2 [data-status]")).to_have_text(KEPT)

    page.go_back()

    expect(page.get_by_role("textbox", name=BETTER)).to_have_value("Wij belden, en kregen niemand.")
    expect(page.locator("[data-status]")).to_contain_text("U typte hier ook iets anders.")
    page.reload()
    shown = page.get_by_role("textbox", name=BETTER)
    expect(shown).to_have_value("Wij belden, en kregen niemand.\n\nU typte hier ook:\nTien keer gebeld.")


def test_a_page_that_nobody_fills_in_sends_nothing(page: Page, link: str) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.goto(f"{link}/stukje/2")
    page.get_by_role("link", name="Het hele verhaal").click()
    expect(page.get_by_text("Iets zeggen over stukje 2")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Uw oordeel").click()
    expect(page.get_by_label("Wilt u er iets bij zeggen?")).to_be_visible()
    page.reload()

    assert sent == []
