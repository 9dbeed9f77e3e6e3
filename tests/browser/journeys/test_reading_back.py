"""A council member who types before the scripts came, or goes back: nothing is lost, and nothing older comes back."""

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session, select

from journeys.reading.models import UnsentAnswer
from studies.models import Study
from tests.browser.conftest import Live
from tests.browser.holding import scripts_come_later
from tests.journeys.making import PHASES, make_finished, stored
from tests.journeys.rounds import make_round, piet

pytestmark = pytest.mark.browser
KEPT = "Bewaard. Nog niet verstuurd."
IN_THE_BROWSER = "() => JSON.stringify({ ...localStorage, ...sessionStorage })"
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
    expect(shown).to_have_value("Wij belden, en kregen niemand.\n\nTien keer gebeld.")


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


def test_a_reload_right_after_the_last_key_shows_what_was_typed(session: Session, page: Page, link: str) -> None:
    page.goto(f"{link}/stukje/2")
    page.get_by_text("Dit kan beter").click()
    page.evaluate(LINE_LOST)  # not even what is sent on leaving arrives
    page.get_by_role("textbox", name=BETTER).press_sequentially("Wij belden wel tien keer.")

    page.reload()

    expect(page.get_by_role("textbox", name=BETTER)).to_have_value("Wij belden wel tien keer.")
    expect(page.locator("[data-status]")).to_have_text(KEPT)
    assert waiting(session) == {2: ("beter", "Wij belden wel tien keer.")}
    assert "Wij belden" not in page.evaluate(IN_THE_BROWSER), "others may use this computer"


def test_a_reload_in_the_whole_story_shows_what_was_typed_once(session: Session, page: Page, link: str) -> None:
    page.goto(f"{link}/geheel")
    page.get_by_text("Iets zeggen over stukje 3").click()
    page.locator("#opm-3").press_sequentially("De huisarts was er niet.")

    page.reload()  # what is sent on leaving arrives before this page, or after it

    expect(page.locator("#opm-3")).to_be_visible()
    expect(page.locator("#opm-3")).to_have_value("De huisarts was er niet.")
    page.locator("#opm-3").press_sequentially(" Echt.")
    expect(page.locator("#stukje-3 [data-status]")).to_have_text(KEPT)
    page.reload()
    expect(page.locator("#opm-3")).to_have_value("De huisarts was er niet. Echt.")
    assert waiting(session)[3] == ("beter", "De huisarts was er niet. Echt.")


def test_words_of_another_device_stay_beside_what_a_reload_puts_back(
    session: Session, browser: Browser, page: Page, link: str
) -> None:
    page.goto(f"{link}/stukje/2")
    page.get_by_text("Dit kan beter").click()
    page.evaluate(LINE_LOST)
    page.get_by_role("textbox", name=BETTER).press_sequentially("Wij belden.")
    telephone = browser.new_context().new_page()
    telephone.goto(f"{link}/stukje/2")
    telephone.get_by_text("Dit kan beter").click()
    telephone.get_by_role("textbox", name=BETTER).fill("Tien keer gebeld.")
    expect(telephone.locator("[data-status]")).to_have_text(KEPT)

    page.reload()

    expect(page.get_by_role("textbox", name=BETTER)).to_have_value("Wij belden.")
    expect(page.locator("[data-status]")).to_contain_text("U typte hier ook iets anders.")
    page.reload()
    shown = page.get_by_role("textbox", name=BETTER)
    expect(shown).to_have_value("Wij belden.\n\nTien keer gebeld.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_what_was_refused_is_kept_and_back_shows_it_as_it_was_sent_since(
    session: Session, browser: Browser, link: str, scripts: bool
) -> None:
    page = browser.new_context(java_script_enabled=scripts).new_page()
    long = "Wij belden wel tien keer. " * 130 + "Echt."
    page.goto(f"{link}/stukje/1")
    page.get_by_text("Dit kan beter").click()
    words, send = page.get_by_role("textbox", name=BETTER), page.get_by_role("button", name="Bewaar en lees verder")
    words.fill(long)
    send.click()
    expect(page.get_by_role("alert")).to_contain_text("Dit is te lang om te versturen")
    expect(words).to_have_value(long)
    assert waiting(session) == {1: ("beter", long)}
    words.fill("Wij belden.")
    send.click()
    expect(page.get_by_role("heading", name="Vier keer bellen")).to_be_visible()

    page.go_back()

    expect(words).to_have_value("Wij belden.")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert waiting(session) == {}
