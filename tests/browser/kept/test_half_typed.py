"""Forms that are stored when they are sent: what was typed and not sent is there again, or leaving the page asks."""

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from sqlmodel import Session, select

from journeys.reading.council import say
from journeys.reading.members import member_by_token
from journeys.reading.models import Comment
from studies.models import Study
from tests.browser.conftest import Live
from tests.browser.holding import scripts_come_later
from tests.journeys.making import PHASES, make_finished, stored
from tests.journeys.rounds import make_round, piet

pytestmark = pytest.mark.browser
PUT_BACK = "Wat je eerder invulde en nog niet bewaarde, is teruggezet."
LEFT_HERE = "JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})"


@pytest.fixture
def session(session: Session) -> Session:
    """What the test wrote stays readable after its commit, without a transaction that keeps the application out."""
    session.expire_on_commit = False
    return session


def test_a_new_journey_that_was_half_typed_is_there_after_a_wrong_link_and_not_once_it_was_sent(
    live: Live, page: Page, study: Study
) -> None:
    address = f"{live.url}/onderzoeken/{study.slug}/klantreizen/nieuw"
    live.sign_in(page)
    page.goto(address)
    page.get_by_label("Inleiding").fill("Sanne zoekt hulp voor haar zoon.")
    page.get_by_role("link", name="Terug", exact=True).click()
    expect(page).not_to_have_url(address)

    page.go_back()
    expect(page.get_by_label("Inleiding")).to_have_value("Sanne zoekt hulp voor haar zoon.")
    expect(page.get_by_text(PUT_BACK)).to_be_visible()
    page.reload()
    expect(page.get_by_label("Inleiding")).to_have_value("Sanne zoekt hulp voor haar zoon.")

    page.get_by_label("Naam van de verzonnen persoon").fill("Sanne")
    page.get_by_label("Titel van de klantreis").fill("Sanne zoekt hulp")
    page.get_by_role("button", name="Begin klantreis").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sanne zoekt hulp")
    page.goto(address)
    expect(page.get_by_label("Inleiding")).to_have_value("")


def test_a_new_study_that_was_half_typed_is_there_after_a_reload(live: Live, page: Page) -> None:
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/nieuw")
    page.get_by_label("Wat wil je weten?").fill("Hoe vinden mensen de weg naar hulp?")

    page.reload()

    expect(page.get_by_label("Wat wil je weten?")).to_have_value("Hoe vinden mensen de weg naar hulp?")


def test_what_is_typed_before_the_scripts_came_is_there_after_a_reload(live: Live, page: Page) -> None:
    live.sign_in(page)
    with scripts_come_later(page, "half-typed.js"):
        page.goto(f"{live.url}/onderzoeken/nieuw", wait_until="commit")
        page.get_by_label("Wat wil je weten?").fill("Hoe vinden mensen de weg naar hulp?")

    page.reload()

    expect(page.get_by_label("Wat wil je weten?")).to_have_value("Hoe vinden mensen de weg naar hulp?")


def test_sending_one_answer_to_the_council_keeps_the_other_that_is_half_typed(
    live: Live, page: Page, session: Session, study: Study
) -> None:
    started = make_round(session, make_finished(session, study, phases=PHASES))
    member = member_by_token(session, piet(started).token)
    say(session, member, 1, "Te lang.")
    say(session, member, 2, "Wie is dit?")
    session.commit()
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/{study.slug}/leesrondes/{started.round.id}")
    first, second = page.locator("article.remark").nth(0), page.locator("article.remark").nth(1)
    for answer in (first, second):
        expect(answer.get_by_text(PUT_BACK)).to_be_hidden()
    second.get_by_label("Niet overgenomen").check()
    second.get_by_role("textbox").fill("Dat zeggen we niet, omdat")
    first.get_by_label("Overgenomen", exact=True).check()
    first.get_by_role("textbox").fill("Korter gemaakt.")

    first.get_by_role("button", name="Bewaar antwoord").click()

    expect(first.locator(".remark-answer")).to_contain_text("Korter gemaakt.")
    expect(second.get_by_role("textbox")).to_have_value("Dat zeggen we niet, omdat")
    expect(second.get_by_label("Niet overgenomen")).to_be_checked()
    expect(second.get_by_text(PUT_BACK)).to_be_visible()
    answers = stored(session, lambda fresh: [one.answer for one in fresh.exec(select(Comment)).all()])
    assert sorted(answers) == ["", "Korter gemaakt."]


def test_an_answer_half_typed_to_words_that_are_taken_back_is_shown_until_it_is_thrown_away(
    live: Live, page: Page, session: Session, study: Study
) -> None:
    started = make_round(session, make_finished(session, study, phases=PHASES))
    say(session, member_by_token(session, piet(started).token), 2, "Wie is dit?")
    session.commit()
    live.sign_in(page)
    address = f"{live.url}/onderzoeken/{study.slug}/leesrondes/{started.round.id}"
    page.goto(address)
    page.locator("article.remark").get_by_label("Niet overgenomen").check()
    page.locator("article.remark").get_by_role("textbox").fill("Dat zeggen we niet, omdat")
    with live.session() as other:
        say(other, member_by_token(other, piet(started).token), 2, None)
        other.commit()

    page.goto(address)
    left = page.locator(".left-one")
    expect(left).to_contain_text("De woorden waarop je antwoordde, staan er niet meer.")
    expect(left).to_contain_text("Dat zeggen we niet, omdat")
    expect(left.get_by_text("Niet overgenomen")).to_be_visible()
    left.get_by_role("button", name="Gooi weg").click()
    page.reload()
    expect(page.locator("#niet-bewaard")).not_to_be_visible()


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_an_answer_to_the_council_takes_no_other_with_it(
    live: Live, browser: Browser, session: Session, study: Study, scripts: bool
) -> None:
    started = make_round(session, make_finished(session, study, phases=PHASES))
    member = member_by_token(session, piet(started).token)
    for number, text in ((1, "Te lang."), (2, "Wie is dit?"), (3, "Klopt niet.")):
        say(session, member, number, text)
    session.commit()
    page = browser.new_context(java_script_enabled=scripts).new_page()
    page.set_default_timeout(10_000)
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/{study.slug}/leesrondes/{started.round.id}")
    first, second, third = (page.locator("article.remark").nth(at) for at in range(3))
    second.get_by_label("Niet overgenomen").check()
    second.get_by_role("textbox").fill("Dat zeggen we niet, omdat")
    first.get_by_role("textbox").fill("Korter gemaakt.")

    first.get_by_role("button", name="Bewaar antwoord").click()
    expect(first.get_by_role("alert")).to_contain_text("Kies eerst of je de opmerking overneemt.")
    expect(second.get_by_role("textbox")).to_have_value("Dat zeggen we niet, omdat")
    first.get_by_label("Overgenomen", exact=True).check()
    first.get_by_role("button", name="Bewaar antwoord").click()

    expect(first.locator(".remark-answer")).to_contain_text("Korter gemaakt.")
    expect(second.get_by_role("textbox")).to_have_value("Dat zeggen we niet, omdat")
    expect(second.get_by_label("Niet overgenomen")).to_be_checked()
    expect(second.get_by_text(PUT_BACK)).to_be_visible()
    expect(third.get_by_text(PUT_BACK)).to_be_hidden()
    second.get_by_label("Niet overgenomen").press("Enter")
    expect(second.get_by_role("alert")).to_contain_text("Druk op ‘Bewaar antwoord’ bij deze opmerking.")
    expect(second.get_by_role("textbox")).to_have_value("Dat zeggen we niet, omdat")
    answers = stored(session, lambda fresh: [one.answer for one in fresh.exec(select(Comment)).all()])
    assert sorted(answers) == ["", "", "Korter gemaakt."]
    page.context.close()


def test_a_form_that_holds_who_somebody_is_asks_before_it_is_left_and_keeps_nothing_on_this_computer(
    live: Live, page: Page, study: Study
) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    address = f"{live.url}/onderzoeken/{study.slug}/interviews/respondenten/nieuw"
    live.sign_in(page)
    page.goto(address)
    page.get_by_label("Naam", exact=True).fill("Wilma Kuiper")

    page.get_by_role("link", name="Terug", exact=True).click()

    expect(page.get_by_label("Naam", exact=True)).to_have_value("Wilma Kuiper")
    assert asked == ["beforeunload"]
    assert "Wilma" not in page.evaluate(LEFT_HERE)
    page.get_by_label("Ouder").check()
    page.get_by_role("button", name="Zet op de lijst").click()
    expect(page).not_to_have_url(address)
    assert asked == ["beforeunload"], "sending it is no reason to ask"
