"""The whole job in one sitting, as a researcher does it: from transcripts to a story that a citizen reads."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from coding.models import Segment
from foundation.database.engine import unit_of_work
from studies.access import Role
from studies.accounts.persons import add_person
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.exports.pdf_checks import meaning_problems
from tests.exports.validators import page_validation
from webapp.work.worker import work_off

pytestmark = pytest.mark.browser

TRANSCRIPTS = [Path(__file__).parents[2] / "demo" / "interviews" / f"gesprek-0{number}.docx" for number in (1, 2, 3)]
EMAIL = "s.bakker@voorbeeld.nl"
PASSWORD = "een lange geheime zin"
STEPS = (
    ("Niemand belt terug", "Wachten wordt stil", "Sanne belt en wacht. Niemand belt terug."),
    ("Een brief", "Er stond een datum in", "Er komt een brief. Daarin staat wanneer iemand belt."),
    ("Iemand luistert", "Eindelijk een gesprek", "Er komt iemand aan tafel. Die stelt eerst een vraag."),
    ("Het helpt", "Nu slaapt hij weer", "Elke week komt dezelfde begeleider. Thuis wordt het rustiger."),
)


class Researcher:
    """Somebody at work in the browser; every page they see is checked."""

    def __init__(self, live: Live, page: Page, axe: Axe, no_sideways_scroll: NoSidewaysScroll) -> None:
        self.live, self.page, self._axe, self._fits = live, page, axe, no_sideways_scroll

    def looks(self) -> None:
        """Nothing on this page is inaccessible or wider than a telephone."""
        self._axe(self.page)
        self._fits(self.page)

    def goes(self, tab: str) -> None:
        self.page.get_by_role("navigation", name="Onderzoek").get_by_role("link", name=tab).click()

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def signs_in(self) -> None:
        with unit_of_work(self.live.engine, across=True) as session:
            add_person(
                session, self.live.organisation, "s.bakker@voorbeeld.nl", "Sara Bakker", Role.RESEARCHER, PASSWORD
            )
        self.page.goto(f"{self.live.url}/onderzoeken")
        self.looks()
        self.page.get_by_label("E-mailadres").fill(EMAIL)
        self.page.get_by_label("Wachtwoord").fill(PASSWORD)
        self.presses("Aanmelden")

    def starts_a_study(self) -> None:
        self.looks()
        self.page.get_by_role("link", name="Nieuw onderzoek").click()
        self.looks()
        self.page.get_by_label("Naam").fill("Jeugdhulp 2026")
        self.page.get_by_label("Gemeente of organisatie").fill("Gemeente Lindermeer")
        self.presses("Begin onderzoek")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Jeugdhulp 2026")
        self.looks()

    def brings_interviews_in(self) -> None:
        self.goes("Interviews")
        self.looks()
        self.page.get_by_role("link", name="Bestand inlezen").click()
        self.page.get_by_label("Kies een of meer gespreksverslagen").set_input_files(
            [str(file) for file in TRANSCRIPTS]
        )
        self.presses("Lees in")
        for file in TRANSCRIPTS:
            self.goes("Interviews")
            self.page.get_by_role("link", name=file.name).click()
            self.settles_who_speaks()
            self.settles_names()

    def settles_who_speaks(self) -> None:
        self.looks()
        expect(self.page.get_by_label("Dit is de interviewer").first).to_be_checked()
        self.page.locator("input[name=role]").first.check()
        self.presses("Neem over in het onderzoek")

    def settles_names(self) -> None:
        if self.page.get_by_role("button", name="Zoek namen").count():
            self.presses("Zoek namen")
        self.looks()
        self.page.get_by_role("button", name="Vervang", exact=False).first.click()
        expect(self.page.get_by_text("Zet terug").first).to_be_visible()
        if self.page.get_by_role("button", name="Laat de rest staan").count():
            self.page.get_by_role("button", name="Laat de rest staan").click()
            self.page.get_by_role("dialog").get_by_role("button", name="staan", exact=False).click()
        else:
            for _one in self.page.locator(".swap-row[data-state=proposed]").all():
                self.page.keyboard.press("l")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Nalezen")
        self.presses("Vrijgeven voor coderen")

    def codes(self) -> None:
        for number in (1, 2, 3):
            self.page.goto(f"{self.live.url}/onderzoeken/jeugdhulp-2026/coderen/{number}")
            self.waits_for_the_coding_screen()
            if number == 1:
                self.looks()
                self.codes_by_mouse()
            self.codes_by_keyboard(number)

    def waits_for_the_coding_screen(self) -> None:
        expect(self.page.locator(".transcript .turn").first).to_be_visible()
        for _attempt in range(100):
            if self.page.evaluate("performance.getEntriesByName('coding-ready').length"):
                return
            self.page.wait_for_timeout(50)
        pytest.fail("the coding screen never became ready")

    def codes_by_mouse(self) -> None:
        """Drag over a sentence, then type a new code's name in the picker."""
        turn = self.page.locator(".turn:not(.is-interviewer) .turn-text").nth(0)
        box = turn.bounding_box()
        assert box is not None
        self.page.mouse.move(box["x"] + 2, box["y"] + 12)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + 180, box["y"] + 12, steps=5)
        self.page.mouse.up()
        picker = self.page.get_by_role("combobox", name="Code")
        picker.fill("Wachten")
        picker.press("Enter")
        expect(self.page.locator(".book .code", has_text="Wachten")).to_be_visible()

    def codes_by_keyboard(self, number: int) -> None:
        """A sentence in each of eight answers, in turn with two codes: the first by name, later ones by number."""
        answers = self.page.locator(".turn:not(.is-interviewer)")
        for place in range(2, 10):
            answers.nth(place).focus()
            self.page.keyboard.press("s")
            if number == 1 and place == 2:
                self.page.keyboard.press("c")
                self.page.keyboard.type("Gehoord worden")
                self.page.keyboard.press("Enter")
            else:
                self.page.keyboard.press("2" if place % 2 else "1")
        self.stored_at_least(8 * number)

    def stored_at_least(self, number: int) -> None:
        for _attempt in range(200):
            with self.live.session() as session:
                if len(session.exec(select(Segment)).all()) >= number:
                    return
            self.page.wait_for_timeout(50)
        pytest.fail(f"fewer than {number} segments were stored")

    def asks_for_suggestions(self) -> None:
        self.goes("Thema’s")
        self.looks()
        self.page.get_by_role("link", name="Onderwerpen", exact=True).click()
        self.looks()
        self.presses("Zoek onderwerpen")
        expect(self.page.locator("#job-topics")).to_be_visible()
        work_off(self.live.engine)
        expect(self.page.locator(".topic-table")).to_be_visible()
        self.presses("Zoek suggesties")
        work_off(self.live.engine)
        expect(self.page.locator(".waiting")).to_be_visible()
        self.looks()

    def takes_one_suggestion_over(self) -> None:
        with self.live.session() as session:
            before = len(session.exec(select(Segment)).all())
        self.page.locator(".waiting a").first.click()
        self.waits_for_the_coding_screen()
        self.page.locator(".turn:not(.is-interviewer)").first.focus()
        self.page.keyboard.press("o")
        self.page.keyboard.press("n")
        self.page.keyboard.press("a")
        self.stored_at_least(before + 1)

    def composes(self) -> None:
        self.goes("Klantreizen")
        self.looks()
        self.page.get_by_role("link", name="Nieuwe klantreis").first.click()
        self.looks()
        self.page.get_by_label("Naam van de verzonnen persoon").fill("Sanne")
        self.page.get_by_label("Titel van de klantreis").fill("Sanne zoekt hulp")
        self.page.get_by_label("Inleiding").fill("Sanne zoekt hulp voor haar zoon. Dat duurt een jaar.")
        self.page.get_by_label("Fases").fill("Wachten\nHulp")
        self.presses("Begin klantreis")
        for place, (title, quote, happens) in enumerate(STEPS):
            phase = ("Wachten", "", "Hulp", "")[place]
            button = f"Eerste stap in de fase {phase}" if phase else "Stap erna"
            self.page.get_by_role("button", name=button).click()
            expect(self.page.get_by_label("Titel van de stap", exact=True)).to_have_value("Nieuwe stap")
            self.writes_a_step(title, quote, happens)
        self.looks()

    def writes_a_step(self, title: str, quote: str, happens: str) -> None:
        for label, text in (("Titel van de stap", title), ("Wat gebeurt er?", happens), ("Citaat", quote)):
            field = self.page.get_by_label(label, exact=True)
            field.fill(text)
            field.blur()
            expect(self.page.locator("#stap-formulier [data-saved]")).to_contain_text("Bewaard om")
            self.page.wait_for_timeout(300)
        self.page.get_by_label("Pijnpunt").fill("Wachten zonder bericht.")
        self.page.get_by_label("Pijnpunt").blur()
        for number in (1, 2, 3):
            fragment = self.page.locator(".proofs > li", has_text=f"Gesprek {number},").first
            fragment.get_by_role("checkbox").check()
            fragment.get_by_role("button", name="Vertelt dit").click()
            told = "1 vertelt dit" if number == 1 else f"{number} vertellen dit"
            expect(self.page.locator("#onderbouwing-stand")).to_contain_text(told)

    def publishes(self) -> None:
        expect(self.page.locator("#poort")).to_have_text("Klaar om te publiceren")
        self.page.get_by_role("link", name="Publiceren").click()
        self.looks()
        self.presses("Ja, maak openbaar")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Sanne zoekt hulp")


def test_from_transcripts_to_a_story_that_a_citizen_reads(
    live: Live, page: Page, browser: Browser, axe: Axe, no_sideways_scroll: NoSidewaysScroll, tmp_path: Path
) -> None:
    researcher = Researcher(live, page, axe, no_sideways_scroll)
    researcher.signs_in()
    researcher.starts_a_study()
    researcher.brings_interviews_in()
    researcher.codes()
    researcher.asks_for_suggestions()
    researcher.takes_one_suggestion_over()
    researcher.composes()
    researcher.publishes()

    citizen = browser.new_page()
    citizen.goto(f"{live.url}/verhalen/sanne-zoekt-hulp")
    expect(citizen.locator(".fiction-strip")).to_contain_text("Verzonnen persoon, echte ervaringen")
    expect(citizen.get_by_text("In de meeste gesprekken vertelde iemand dit.").first).to_be_visible()
    axe(citizen)
    no_sideways_scroll(citizen)
    address = citizen.get_by_role("link", name="Download als pdf").first.get_attribute("href")
    document = tmp_path / "sanne.pdf"
    document.write_bytes(citizen.request.get(f"{live.url}{address}").body())
    citizen.close()
    assert meaning_problems(document) == []
    assert page_validation(document) == []
