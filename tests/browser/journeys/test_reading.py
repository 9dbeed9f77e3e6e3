"""A reading round in the browser: a council member by keyboard and on a telephone, and the researcher who answers."""

import re

import pytest
from playwright.sync_api import Browser, Page, Response, Route, expect
from sqlmodel import Session, select

from journeys.composing.fields import change_step
from journeys.models import Journey
from journeys.reading.council import judge, say
from journeys.reading.invitations import revoke
from journeys.reading.members import member_by_token
from journeys.reading.models import Comment, Outcome, UnsentAnswer, Verdict
from journeys.review.rounds import answer, close_round
from journeys.review.starting import StartedRound
from studies.models import Study
from tests.browser.conftest import Axe, Later, Live, NoSidewaysScroll, double_the_letters
from tests.browser.holding import intercept
from tests.journeys.making import PHASES, all_steps, make_finished, stored
from tests.journeys.rounds import make_round, piet

pytestmark = pytest.mark.browser
SMALLEST_TARGET = """() => [...document.querySelectorAll("main a, main button, main label, main summary, header a")]
  .filter((part) => part.offsetParent && !part.closest("p:not(.reading-bar p)"))
  .map((part) => [part.textContent.trim(), part.getBoundingClientRect().height])
  .filter(([name, height]) => height < 44
     && !["Wat kan er beter?", "Wat wilt u zeggen?", "Wilt u er"].some((one) => name.startsWith(one)))"""

BROKEN_WORDS = """() => [...document.querySelectorAll("button, .button, .answer legend, .answer-choice, .views a, h1")]
  .filter((part) => part.checkVisibility())
  .flatMap((part) => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const broken = [];
    while (walker.nextNode()) {
      for (const word of walker.currentNode.data.matchAll(/[^\\s-]+/g)) {
        const range = new Range();
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map((line) => line.top)).size > 1) broken.push(word[0]);
      }
    }
    return broken;
  })"""


@pytest.fixture
def session(session: Session) -> Session:
    """What the test wrote stays readable after its commit, without a transaction that keeps the application out."""
    session.expire_on_commit = False
    return session


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    journey = make_finished(session, study, phases=PHASES)
    session.commit()
    return journey


@pytest.fixture
def started(session: Session, journey: Journey) -> StartedRound:
    started = make_round(session, journey)
    session.commit()
    return started


@pytest.fixture
def link(live: Live, started: StartedRound) -> str:
    return f"{live.url}/lezen/{piet(started).token}"


def said(session: Session) -> dict[int, str | None]:
    found = stored(session, lambda fresh: {one.step_number: one.text for one in fresh.exec(select(Comment)).all()})
    session.rollback()
    return found


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has focus, as somebody without a mouse does."""
    page.wait_for_load_state()
    for _press in range(40):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached with Tab")


def test_a_member_walks_the_round_with_the_keyboard_alone(session: Session, page: Page, link: str, axe: Axe) -> None:
    page.goto(link)
    expect(page.get_by_text("Dag Piet Jansen.")).to_be_visible()
    expect(page.get_by_role("link", name="085-0001234")).to_have_attribute("href", "tel:+31850001234")
    axe(page)
    tab_to(page, "[name=oordeel]")
    page.keyboard.press("Space")
    expect(page.get_by_role("textbox", name="Wilt u er nog iets bij zeggen?")).to_be_visible()
    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Vier keer bellen")).to_be_visible()
    expect(page.get_by_role("img", name="U gaf bij 1 van de 3 stukjes een antwoord")).to_be_visible()
    tab_to(page, "[name=oordeel]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, "textarea")
    page.keyboard.type("Wij belden wel tien keer.")
    axe(page)
    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="De huisarts")).to_be_visible()
    tab_to(page, "[name=oordeel]")
    page.keyboard.press("Space")
    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")

    expect(page.get_by_text("U gaf bij alle stukjes een antwoord.")).to_be_visible()
    axe(page)
    tab_to(page, "[name=oordeel]")
    page.keyboard.press("Space")
    tab_to(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Dank u wel, Piet Jansen")).to_be_visible()
    expect(page.get_by_text("Uw oordeel: Ja, het is goed zo")).to_be_visible()
    axe(page)
    assert said(session) == {1: None, 2: "Wij belden wel tien keer.", 3: None}


def test_a_verdict_takes_three_clicks(session: Session, page: Page, link: str, started: StartedRound) -> None:
    page.goto(link)
    page.get_by_role("link", name="Uw oordeel").click()
    page.get_by_text("Ja, het is goed zo").click()
    page.get_by_role("button", name="Verstuur mijn oordeel").click()

    expect(page.get_by_text("Uw oordeel: Ja, het is goed zo")).to_be_visible()
    page.goto(link)
    page.get_by_role("link", name="Verander mijn oordeel").click()
    expect(page.get_by_label("Ja, het is goed zo")).to_be_checked()
    page.get_by_text("Nee, nog niet").click()
    page.get_by_label("Wilt u er iets bij zeggen?").fill("Het wachten klopt niet.")
    page.get_by_role("button", name="Verstuur mijn oordeel").click()
    expect(page.get_by_text("‘Het wachten klopt niet.’")).to_be_visible()


def test_every_page_fits_a_telephone_and_every_target_a_thumb(
    session: Session, page: Page, link: str, started: StartedRound, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    answer(session, say(session, piet(started).member, 2, "Te kort. " * 30), Outcome.ADOPTED, "Dank u wel.")
    session.commit()
    page.set_viewport_size({"width": 360, "height": 740})
    for part in ("stukje/1", "stukje/2", "geheel", "oordeel", "bedankt"):
        page.goto(f"{link}/{part}")
        axe(page)
        no_sideways_scroll(page)
        assert page.evaluate(SMALLEST_TARGET) == [], part
        expect(page.get_by_role("link", name="085-0001234")).to_be_visible()


def test_letters_of_twice_the_size_still_fit_a_telephone(
    live: Live, session: Session, page: Page, journey: Journey, no_sideways_scroll: NoSidewaysScroll
) -> None:
    change_step(session, journey, all_steps(session, journey)[0], "happens", "Mirjam wacht op de gespreksverslagen.")
    started = make_round(session, journey)
    answer(session, say(session, piet(started).member, 2, "Te kort. " * 30), Outcome.ADOPTED, "Dank u wel.")
    session.commit()
    page.set_viewport_size({"width": 360, "height": 740})
    for part in ("stukje/1", "stukje/2", "geheel", "oordeel", "bedankt"):
        page.goto(f"{live.url}/lezen/{piet(started).token}/{part}")
        for choice in page.get_by_role("radio").filter(visible=True).all():
            choice.check(force=True)
        double_the_letters(page)
        no_sideways_scroll(page, widths=(360,))
        assert page.evaluate(BROKEN_WORDS) == [], part


def test_reading_works_without_javascript(session: Session, browser: Browser, live: Live, link: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{link}/geheel")
    expect(page.get_by_role("button", name="Print het verhaal")).to_be_hidden()
    page.get_by_text("Iets zeggen over stukje 3").click()
    page.locator("#opm-3").fill("De huisarts was er niet.")
    page.get_by_role("button", name="Verstuur bij stukje 3").click()

    expect(page.get_by_text("U schreef: ‘De huisarts was er niet.’")).to_be_visible()
    page.goto(f"{link}/stukje/1")
    page.get_by_text("Dit kan beter").click()
    page.get_by_role("button", name="Bewaar en lees verder").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf in één zin")
    page.get_by_role("textbox", name="Wat kan er beter?").fill("Onduidelijk.")
    page.get_by_role("button", name="Bewaar en lees verder").click()
    expect(page.get_by_role("heading", name="Vier keer bellen")).to_be_visible()
    assert said(session) == {1: "Onduidelijk.", 3: "De huisarts was er niet."}


def test_on_paper_there_is_the_story_and_who_to_call(page: Page, link: str) -> None:
    page.goto(f"{link}/geheel")
    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="2. Vier keer bellen")).to_be_visible()
    expect(page.get_by_text("085-0001234")).to_be_visible()
    expect(page.get_by_role("button", name="Verstuur mijn oordeel")).to_be_hidden()
    expect(page.get_by_text("Iets zeggen over stukje 2")).to_be_hidden()


def test_a_closed_round_and_a_revoked_link_say_so_kindly(
    session: Session, page: Page, link: str, started: StartedRound, axe: Axe, console_errors: list[str]
) -> None:
    page.goto(f"{link}/stukje/1")
    page.get_by_text("Dit kan beter").click()
    page.get_by_role("textbox", name="Wat kan er beter?").fill("Net te laat.")
    close_round(session, started.round, is_meant=True)
    session.commit()
    page.get_by_role("button", name="Bewaar en lees verder").click()
    expect(page.get_by_role("heading", name="De leesronde is gesloten")).to_be_visible()
    expect(page.get_by_text("Net te laat.")).to_be_visible()
    axe(page)

    revoke(session, piet(started).member, is_meant=True)
    session.commit()
    page.goto(link)
    expect(page.get_by_role("heading", name="Hier is niets te lezen")).to_be_visible()
    expect(page.get_by_text("Mirjam")).to_have_count(0)
    axe(page)
    console_errors.clear()  # Chromium reports 404 and 410 pages there


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ("closed", "De leesronde is gesloten. Dit kan niet meer worden bewaard. Bel Lotte Veldman op 085-0001234."),
        ("revoked", "Deze uitnodiging werkt niet, of niet meer. Dit is niet bewaard. Bel de persoon die u uitnodigde."),
    ],
)
def test_what_can_no_longer_be_kept_says_why_and_is_not_left_unseen(
    session: Session, page: Page, link: str, started: StartedRound, console_errors: list[str], ends: str, told: str
) -> None:
    page.goto(f"{link}/stukje/1")
    page.get_by_text("Dit kan beter").click()
    if ends == "closed":
        close_round(session, started.round, is_meant=True)
    else:
        revoke(session, piet(started).member, is_meant=True)
    session.commit()
    words = page.get_by_role("textbox", name="Wat kan er beter?")
    words.fill("Net te laat.")
    expect(page.locator("[data-status]")).to_have_text(told)
    words.fill("Net te laat, helaas.")
    tab = page.get_by_role("link", name="Uw oordeel")
    with page.expect_response("**/concept"):
        tab.click()
    expect(page.locator("[data-status]")).to_have_text(told)
    expect(words).to_have_value("Net te laat, helaas.")

    tab.click()  # who is told may leave
    expect(words).to_have_count(0)
    console_errors.clear()  # Chromium reports 404 and 410 there


def test_the_researcher_starts_follows_and_answers_a_round(
    live: Live,
    session: Session,
    page: Page,
    journey: Journey,
    axe: Axe,
    no_sideways_scroll: NoSidewaysScroll,
    console_errors: list[str],
) -> None:
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/jeugdhulp/leesrondes/")
    axe(page)
    page.get_by_role("link", name="Nieuwe leesronde").click()
    page.get_by_label("Wie leest mee?").fill("Piet Jansen, piet@voorbeeld.nl\nAnnie de Wit")
    page.get_by_label("Telefoonnummer").fill("085 000 12 34")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Begin leesronde").click()
    expect(page.get_by_label("Annie de Wit")).to_have_value(re.compile(r"/lezen/[\w-]{43}$"))
    token = page.get_by_label("Annie de Wit").input_value().split("/")[-1]
    axe(page)
    no_sideways_scroll(page)
    annie = member_by_token(session, token)
    say(session, annie, 2, "Te kort.")
    say(session, annie, 1, None)
    judge(session, annie, Verdict.AGREED_IF, "Als stukje 2 klopt.")
    session.commit()

    page.get_by_role("link", name="Naar de leesronde").click()
    expect(page.get_by_text("Akkoord als er iets verandert")).to_be_visible()
    expect(page.get_by_text("Nog niets verstuurd")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Niet overgenomen").check()
    page.get_by_role("button", name="Bewaar antwoord").click()
    expect(page.get_by_role("alert")).to_contain_text("waarom je dit niet overneemt")
    expect(page.get_by_label("Niet overgenomen")).to_be_checked()
    console_errors.clear()  # Chromium reports the 422 of a refused form there
    axe(page)
    page.get_by_label("Je antwoord").fill("Zo is het verteld.")
    page.get_by_role("button", name="Bewaar antwoord").click()
    expect(page.locator(".remark-answer")).to_have_text("Niet overgenomen Zo is het verteld.")
    expect(page.locator(".round-figures li").last).to_have_text("0 zonder antwoord")
    page.goto(f"{live.url}/lezen/{token}/geheel")
    expect(page.get_by_text("Lotte Veldman antwoordt: Zo is het verteld.")).to_be_visible()


def test_what_is_typed_survives_leaving_switching_and_other_buttons(
    session: Session, page: Page, link: str, axe: Axe
) -> None:
    page.goto(f"{link}/stukje/2")
    page.get_by_text("Dit kan beter").click()
    page.get_by_role("textbox", name="Wat kan er beter?").fill("Wij belden wel tien keer.")
    page.get_by_role("link", name="Het hele verhaal").click()  # at once: nothing waited for
    expect(page.locator("#opm-2")).to_have_value("Wij belden wel tien keer.")
    expect(page.locator("#opm-2")).to_be_visible()
    page.get_by_text("Iets zeggen over stukje 1").click()
    page.locator("#opm-1").fill("Hier mist iets.")
    expect(page.locator("#stukje-1 [data-status]")).to_have_text("Bewaard. Nog niet verstuurd.")
    page.get_by_label("Wilt u er iets bij zeggen?").fill("Mooi verhaal.")
    axe(page)
    page.go_back()
    page.reload()
    expect(page.get_by_role("textbox", name="Wat kan er beter?")).to_have_value("Wij belden wel tien keer.")
    page.get_by_text("Goed zo", exact=True).click()
    expect(page.get_by_role("textbox", name="Wilt u er nog iets bij zeggen?")).to_have_value(
        "Wij belden wel tien keer."
    )
    page.get_by_role("button", name="Vorige stukje").click()
    expect(page.get_by_role("textbox", name="Wat kan er beter?")).to_have_value("Hier mist iets.")

    page.get_by_role("link", name="Uw oordeel").click()
    expect(page.get_by_label("Wilt u er iets bij zeggen?")).to_have_value("Mooi verhaal.")
    page.get_by_text("Ja, het is goed zo").click()
    page.get_by_role("button", name="Verstuur mijn oordeel").click()
    expect(page.get_by_role("heading", name="U heeft nog iets niet verstuurd")).to_be_visible()
    axe(page)
    assert said(session) == {}
    page.get_by_role("link", name="Eerst nog veranderen bij stukje 2").click()
    page.get_by_role("textbox", name="Wilt u er nog iets bij zeggen?").fill("Wij belden wel elf keer.")
    expect(page.locator("[data-status]")).to_have_text("Bewaard. Nog niet verstuurd.")
    page.go_back()
    expect(page.get_by_text("‘Wij belden wel elf keer.’")).to_be_visible()
    page.get_by_role("button", name="Verstuur alles").click()
    expect(page.get_by_role("heading", name="Dank u wel, Piet Jansen")).to_be_visible()
    expect(page.get_by_text("‘Mooi verhaal.’")).to_be_visible()
    assert said(session) == {1: "Hier mist iets.", 2: "Wij belden wel elf keer."}


def test_older_words_never_come_after_newer_ones(session: Session, page: Page, link: str) -> None:
    page.clock.install()
    page.goto(f"{link}/stukje/1")
    page.get_by_text("Dit kan beter").click()
    field = page.get_by_role("textbox", name="Wat kan er beter?")
    answered: list[Response] = []
    page.on("response", lambda answer: answered.append(answer) if answer.url.endswith("/concept") else None)
    page.clock.run_for(1000)
    stuck: list[Route] = []
    intercept(page, "**/concept", lambda route: route.continue_() if stuck else stuck.append(route))
    field.fill("Wij belden")
    with page.expect_request("**/concept"):
        page.clock.run_for(1000)
    field.fill("Wij belden wel tien keer.")
    page.clock.run_for(1000)
    page.evaluate("async () => { await fetch(location.href); await fetch(location.href); }")  # time enough to overtake
    stuck[0].continue_()
    for _attempt in range(200):
        if len([one for one in answered if "belden" in (one.request.post_data or "")]) == 2:
            break
        page.wait_for_timeout(50)
    kept = stored(session, lambda fresh: [one.text for one in fresh.exec(select(UnsentAnswer)).all()])
    assert kept == ["Wij belden wel tien keer."]


def test_enter_on_an_answer_sends_that_answer_and_nothing_else(session: Session, page: Page, link: str) -> None:
    page.goto(f"{link}/geheel")
    page.get_by_label("Nee, nog niet").check()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Mirjam")).to_be_visible()
    expect(page.get_by_label("Nee, nog niet")).to_be_checked()
    assert said(session) == {}


def test_words_survive_without_a_connection(later: Later, page: Page, link: str, console_errors: list[str]) -> None:
    page.goto(f"{link}/stukje/1")
    page.get_by_text("Dit kan beter").click()
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Wat kan er beter?").fill("Onderweg geschreven.")
    expect(page.locator("[data-status]")).to_contain_text("geen verbinding")
    page.context.set_offline(False)
    console_errors.clear()  # Chromium reports the lost connection there
    later()
    expect(page.locator("[data-status]")).to_have_text("Bewaard. Nog niet verstuurd.")
    page.reload()
    expect(page.get_by_role("textbox", name="Wat kan er beter?")).to_have_value("Onderweg geschreven.")


def test_the_page_that_a_network_puts_in_between_keeps_nothing(later: Later, page: Page, link: str) -> None:
    page.goto(f"{link}/stukje/1")
    intercept(page, "**/concept", lambda route: route.fulfill(status=200, content_type="text/html", body="<p>Welkom"))
    page.get_by_text("Dit kan beter").click()
    page.get_by_role("textbox", name="Wat kan er beter?").fill("Bij het hotel geschreven.")
    expect(page.locator("[data-status]")).to_contain_text("nog niet bewaard")
    page.unroute("**/concept")
    later()
    expect(page.locator("[data-status]")).to_have_text("Bewaard. Nog niet verstuurd.")
    page.reload()
    expect(page.get_by_role("textbox", name="Wat kan er beter?")).to_have_value("Bij het hotel geschreven.")


def test_an_answer_that_cannot_be_sent_stays_on_the_page(
    session: Session, page: Page, link: str, console_errors: list[str]
) -> None:
    page.goto(f"{link}/stukje/1")
    page.get_by_text("Dit kan beter").click()
    page.context.set_offline(True)
    page.get_by_role("textbox", name="Wat kan er beter?").fill("Onderweg geschreven.")
    for way in (page.get_by_role("button", name="Bewaar en lees verder"), page.get_by_role("link", name="Uw oordeel")):
        with page.expect_console_message(lambda message: message.type == "error"):  # it was tried, and did not arrive
            way.click()
        expect(page.locator("[data-status]")).to_contain_text("geen verbinding")
        expect(page.get_by_role("textbox", name="Wat kan er beter?")).to_have_value("Onderweg geschreven.")
    page.context.set_offline(False)
    console_errors.clear()  # Chromium reports the lost connection there
    page.get_by_role("button", name="Bewaar en lees verder").click()
    expect(page.get_by_role("heading", name="Vier keer bellen")).to_be_visible()
    assert said(session) == {1: "Onderweg geschreven."}


def test_who_is_asked_about_words_that_wait_is_told_when_nothing_can_be_sent(
    session: Session, page: Page, link: str, console_errors: list[str]
) -> None:
    page.goto(f"{link}/stukje/1")
    page.get_by_text("Dit kan beter").click()
    page.get_by_role("textbox", name="Wat kan er beter?").fill("Onderweg geschreven.")
    page.get_by_role("link", name="Uw oordeel").click()
    page.get_by_label("Ja, het is goed zo").check()
    page.get_by_role("button", name="Verstuur mijn oordeel").click()
    everything = page.get_by_role("button", name="Verstuur alles")
    expect(everything).to_be_visible()
    page.wait_for_load_state()  # with its scripts
    page.context.set_offline(True)
    everything.click()
    expect(page.get_by_role("status")).to_contain_text("nog niet verstuurd: er is geen verbinding")
    page.context.set_offline(False)
    console_errors.clear()  # Chromium reports the lost connection there
    everything.click()
    expect(page.get_by_role("heading", name="Dank u wel")).to_be_visible()
    assert said(session) == {1: "Onderweg geschreven."}


def test_words_are_read_line_by_line_as_they_were_typed(
    session: Session, page: Page, live: Live, link: str, started: StartedRound, study: Study
) -> None:
    lines = "Eerst dit.\n\nEn dan dit."
    answer(session, say(session, piet(started).member, 1, lines), Outcome.ADOPTED, "Dank u.\nWij doen het.")
    judge(session, piet(started).member, Verdict.AGREED, lines)
    session.commit()
    live.sign_in(page)
    for address in (f"{link}/bedankt", f"{live.url}/onderzoeken/{study.slug}/leesrondes/{started.round.id}"):
        page.goto(address)
        shown = page.get_by_role("main").inner_text()
        assert shown.count(lines) == 2, address
        assert "Dank u.\nWij doen het." in shown


def test_without_javascript_tabs_and_brand_keep_what_was_typed(
    session: Session, browser: Browser, live: Live, link: str, axe: Axe
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{link}/stukje/2")
    words = page.get_by_role("textbox", name="Wat kan er beter?")
    page.get_by_text("Dit kan beter").click()
    words.fill("Eerste woorden.")
    page.get_by_role("button", name="Het hele verhaal").click()
    expect(page.locator("#opm-2")).to_have_value("Eerste woorden.")
    page.locator("#opm-2").fill("Tweede woorden.")
    page.get_by_role("button", name="Verhaallijn").click()
    expect(page.get_by_text("Dag Piet Jansen.")).to_be_visible()
    expect(page.get_by_role("link", name="Verhaallijn")).to_be_hidden()
    page.goto(f"{link}/stukje/2")
    expect(words).to_have_value("Tweede woorden.")
    page.get_by_label("Dit kan beter").press("Enter")
    expect(page.get_by_role("heading", name="De huisarts")).to_be_visible()
    assert said(session) == {2: "Tweede woorden."}
