"""Before and around an interview: agreeing, calling, asking consent, and forgetting who somebody is."""

import pytest
from playwright.sync_api import Page, expect
from sqlmodel import select

from interviews.models import Interview, Respondent
from interviews.respondents.models import RespondentContact
from studies.models import Agreement
from studies.planning import add_study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.browser.holding import scripts_come_later

pytestmark = pytest.mark.browser

CALL_LIST = (
    "naam;telefoon;rol;leeftijd;Notitie\nAnna Pieterse;06-12345678;ouder;40 tot 50;belt graag\n"
    "Bram Öztürk;12;jongere;12 tot 18;\nCarla de Wit;0612345679;verzorger;60 tot 70;of bel 0475-123456\n"
)


@pytest.fixture
def home(live: Live, page: Page) -> str:
    """A new study, with the researcher signed in."""
    with live.session() as session:
        add_study(session, "Jeugdhulp in Lindermeer 2026", slug="jeugdhulp")
        session.commit()
    live.sign_in(page)
    return f"{live.url}/onderzoeken/jeugdhulp"


def add_respondent(page: Page, home: str) -> None:
    page.goto(f"{home}/interviews/respondenten/nieuw")
    page.get_by_label("Ouder", exact=True).check()
    page.get_by_label("Leeftijd").fill("40 tot 50")
    page.get_by_label("Naam", exact=True).fill("Anna Pieterse")
    page.get_by_label("Telefoonnummer").fill("06-12345678")
    page.get_by_role("button", name="Zet op de lijst").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Respondent 1")


def fill_in_agreement(page: Page) -> None:
    """Everything that has to be there, but with a key that would outlive the transcripts."""
    page.get_by_label("Wat willen jullie weten?").fill("Wat maken gezinnen mee?")
    page.get_by_label("Inwoner").check()
    for number, (name, role) in enumerate([("Gemeente Lindermeer", "opdrachtgever"), ("Adviesraad", "leest mee")], 1):
        page.get_by_label(f"Naam van partij {number}").fill(name)
        page.get_by_label(f"Rol van partij {number}").fill(role)
    page.get_by_label("Waarvoor wel?").fill("De toegang verbeteren.")
    page.get_by_label("Waarvoor niet?").fill("Niet voor inkoop.")
    page.get_by_label("Wat gaat naar buiten?").fill("Drie klantreizen.")
    page.get_by_label("Uitkomst").fill("Gezinnen zijn geholpen.")
    page.get_by_label("Gespreksverslagen tot en met").fill("2031-01-01")
    page.get_by_label("Sleutel tot en met").fill("2032-01-01")
    page.get_by_label("Afgesproken op").fill("2026-01-12")


def test_parties_agree_before_the_study_starts(
    live: Live, page: Page, home: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll, console_errors: list[str]
) -> None:
    page.goto(f"{home}/")
    page.get_by_role("link", name="Afspraken vooraf").click()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("link", name="Schrijf de afspraken op").click()
    fill_in_agreement(page)
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Bewaar de afspraken").click()
    expect(page.get_by_text("De sleutel gaat niet later weg")).to_be_visible()
    axe(page)
    page.get_by_label("Sleutel tot en met").fill("2027-01-01")
    page.get_by_label("Sleutel tot en met").press("Enter")

    expect(page.get_by_text("Afgesproken op 12 januari 2026.")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    expect(page.get_by_role("button", name="Afdrukken")).to_be_visible()
    page.goto(f"{home}/")
    expect(page.locator(".station").first).to_contain_text("12 januari, twee partijen")
    axe(page)
    no_sideways_scroll(page)
    page.go_back()
    page.get_by_role("button", name="Maak jouw laatste wijziging ongedaan").click()
    expect(page.get_by_text("Nog niets afgesproken")).to_be_visible()
    with live.session() as session:
        assert session.exec(select(Agreement)).all() == []
    console_errors.clear()  # the refused form answers 422, which the browser logs


def test_somebody_is_called_by_keyboard_until_there_is_an_appointment(
    page: Page, home: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    add_respondent(page, home)
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Niet opgenomen").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".calls li")).to_have_count(1)

    page.get_by_label("Niet opgenomen").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Afspraak gemaakt")).to_be_checked()
    page.get_by_label("Gebeld op").fill("2026-03-10T14:00")
    page.get_by_label("Terugbellen of afspraak op").fill("2026-03-12T09:30")
    page.get_by_label("Notitie").fill("Liever na zes uur")
    page.get_by_label("Notitie").press("Enter")

    expect(page.locator(".calls li")).to_have_count(2)
    expect(page.get_by_text("Afspraak gemaakt: 12 maart 2026, 9.30 uur")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Ongedaan").click()
    expect(page.locator(".calls li")).to_have_count(1)


def test_consent_is_asked_per_purpose_and_withdrawn(
    page: Page, home: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    add_respondent(page, home)
    page.get_by_role("group", name="Citaten letterlijk").get_by_label("Ja").check()
    page.get_by_role("group", name="Terugbellen met een vraag").get_by_label("Nee").check()
    page.get_by_label("Gevraagd op").fill("2026-03-10")
    page.get_by_label("Hoe", exact=True).select_option("Op papier")
    page.get_by_role("button", name="Bewaar antwoorden").click()

    literal = page.locator(".consents > li", has_text="Citaten letterlijk")
    expect(literal).to_contain_text("10 maart 2026, op papier")
    axe(page)
    no_sideways_scroll(page)
    literal.get_by_text("Intrekken").focus()
    page.keyboard.press("Enter")
    literal.get_by_label("Ingetrokken op").fill("2026-04-01")
    axe(page)
    literal.get_by_role("button", name="Trek toestemming in").click()

    expect(literal).to_contain_text("Ingetrokken 1 april 2026")
    expect(page.locator(".consents > li", has_text="Terugbellen").locator(".badge")).to_have_text("Nee")


def test_contact_data_are_wiped_once_the_conversation_is_held(
    live: Live, page: Page, home: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    add_respondent(page, home)
    page.get_by_label("Gesprek gevoerd").check()
    page.get_by_role("button", name="Bewaar telefoontje").click()
    expect(page.get_by_text("1 keer gebeld")).to_be_visible()
    page.get_by_role("link", name="Respondenten").click()

    expect(page.get_by_text("De ene persoon die je benaderde, deed mee.")).to_be_visible()
    expect(page.get_by_text("Anna")).to_have_count(0)
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Wis deze contactgegevens").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Wis ze", exact=True).click()

    expect(page.get_by_text("De contactgegevens van 1 persoon zijn gewist.")).to_be_visible()
    with live.session() as session:
        assert session.exec(select(RespondentContact)).all() == []


def test_a_call_list_is_looked_at_before_it_is_taken_in(
    live: Live, page: Page, home: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll, console_errors: list[str]
) -> None:
    page.goto(f"{home}/interviews/respondenten/")
    axe(page)
    page.get_by_role("link", name="Bellijst inlezen").click()
    axe(page)
    file = {"name": "bellijst.csv", "mimeType": "text/csv", "buffer": CALL_LIST.encode("cp1252")}
    page.get_by_label("Kies een bellijst").set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="Lees in").click()

    expect(page.get_by_text("3 rijen in deze lijst. Er is nog niets bewaard.")).to_be_visible()
    expect(page.get_by_label("Kolom naam wordt")).to_have_value("naam")
    expect(page.get_by_label("Kolom Notitie wordt")).to_have_value("niet")
    expect(page.get_by_role("alert")).to_contain_text("Rij 3: Dit telefoonnummer klopt niet")
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Kolom Notitie wordt").select_option("Kenmerk")
    page.get_by_role("button", name="Zet 2 mensen op de lijst").click()
    expect(page.get_by_text("In rij 4 staat een telefoonnummer.")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    with live.session() as session:
        assert session.exec(select(Respondent)).all() == []
    page.get_by_label("Kolom Notitie wordt").select_option("Niet meenemen")
    page.get_by_role("button", name="Zet 2 mensen op de lijst").click()

    expect(page.get_by_text("2 mensen op de lijst gezet.")).to_be_visible()
    expect(page.get_by_text("Er is nog niemand gebeld.")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    console_errors.clear()  # the refused form answers 422, which the browser logs


def test_forms_on_one_page_never_wipe_each_other(
    live: Live, page: Page, home: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    add_respondent(page, home)
    for purpose in ("Gesprek opnemen", "Citaten letterlijk"):
        page.get_by_role("group", name=purpose).get_by_label("Nee").check()
    page.get_by_label("Notitie").fill("Liever na zes uur")
    page.get_by_label("E-mailadres").fill("anna@voorbeeld.nl")
    page.get_by_label("E-mailadres").press("Enter")

    expect(page.get_by_text("De contactgegevens zijn versleuteld bewaard.")).to_be_visible()
    page.get_by_label("Notitie").fill("Liever na zes uur")
    page.get_by_label("Leeftijd").fill("50 tot 60")
    page.get_by_label("Niet opgenomen").check()
    page.get_by_role("button", name="Bewaar telefoontje").click()

    expect(page.get_by_text("Wat je eerder invulde, staat er nog.")).to_be_visible()
    expect(page.get_by_label("Leeftijd")).to_have_value("50 tot 60")
    expect(page.locator(".calls li")).to_have_count(1)
    axe(page)
    no_sideways_scroll(page)
    page.get_by_label("Leeftijd").press("Enter")
    expect(page.get_by_text("Wat je eerder invulde")).to_have_count(0)
    with live.session() as session:
        assert session.exec(select(Respondent)).one().attributes == {"leeftijd": "50 tot 60"}


def test_what_is_half_filled_in_survives_next_back_reload_and_another_tab(
    page: Page, home: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    add_respondent(page, home)
    page.goto(f"{home}/interviews/respondenten/nieuw")
    page.get_by_label("Jongere", exact=True).check()
    page.get_by_role("button", name="Zet op de lijst").click()
    first = f"{home}/interviews/respondenten/1"
    page.goto(first)
    for purpose in ("Gesprek opnemen", "Citaten letterlijk"):
        page.get_by_role("group", name=purpose).get_by_label("Nee").check()
    page.get_by_label("Notitie").fill("Liever na zes uur")

    page.get_by_text("Volgende").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Respondent 2")
    page.go_back()
    expect(page.get_by_label("Notitie")).to_have_value("Liever na zes uur")
    expect(page.get_by_role("group", name="Citaten letterlijk").get_by_label("Nee")).to_be_checked()
    page.get_by_label("Leeftijd").fill("50 tot 60")
    expect(page.locator("[data-status]", has_text="Nog niet bewaard.").first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Leeftijd")).to_have_value("50 tot 60")
    expect(page.get_by_text("Het is nog niet bewaard")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)
    other = page.context.new_page()
    other.goto(first)
    expect(other.get_by_label("Notitie")).to_have_value("Liever na zes uur")
    other.close()
    page.get_by_role("link", name="Respondenten").click()
    page.wait_for_url("**/respondenten/")  # once what stands in the form is held
    expect(page.get_by_text("Niet bewaard")).to_be_visible()
    page.goto(first)
    page.get_by_label("Niet opgenomen").check()
    page.get_by_label("Leeftijd").press("Enter")

    expect(page.locator(".calls li")).to_contain_text("Liever na zes uur")
    expect(page.get_by_text("Het is nog niet bewaard")).to_have_count(0)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_what_is_filled_in_before_the_scripts_came_is_held(page: Page, home: str) -> None:
    add_respondent(page, home)
    with scripts_come_later(page, "reading.js"):
        page.goto(f"{home}/interviews/respondenten/1", wait_until="commit")
        page.get_by_label("Notitie").fill("Liever na zes uur")

    expect(page.locator("[data-status]", has_text="Nog niet bewaard.").first).to_be_visible()
    page.reload()
    expect(page.get_by_label("Notitie")).to_have_value("Liever na zes uur")


def test_a_save_that_arrives_after_the_call_was_kept_puts_nothing_back(page: Page, home: str) -> None:
    add_respondent(page, home)
    with page.expect_request(lambda request: request.url.endswith("/concept")) as early:
        page.get_by_label("Notitie").fill("Liever na zes")
    page.get_by_label("Niet opgenomen").check()
    page.get_by_label("Notitie").fill("Liever na zes uur")
    page.get_by_role("button", name="Bewaar telefoontje").click()
    expect(page.locator(".calls li")).to_contain_text("Liever na zes uur")

    headers = {name: early.value.headers[name] for name in ("content-type", "referer")}
    again = page.request.post(early.value.url, data=early.value.post_data_buffer, headers=headers)
    assert again.ok
    page.reload()

    expect(page.get_by_label("Notitie")).to_have_value("")
    expect(page.get_by_text("Het is nog niet bewaard")).to_have_count(0)


def test_an_interview_gets_its_respondent_when_it_comes_in(live: Live, page: Page, home: str) -> None:
    add_respondent(page, home)
    page.goto(f"{home}/interviews/")
    page.get_by_role("button", name="Zelf typen").click()
    page.get_by_label("Het gesprek").fill("I: Hoe begon het?\nR: Met buikpijn.")
    page.get_by_role("button", name="Verder naar de sprekers").click()
    page.get_by_label("Ouder", exact=True).check()
    page.get_by_label("Respondent", exact=True).select_option("Respondent 1, ouder")
    page.get_by_role("button", name="Neem over in het onderzoek").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nalezen")

    with live.session() as session:
        assert session.exec(select(Interview)).one().respondent_id == session.exec(select(Respondent)).one().id
    page.goto(f"{home}/interviews/respondenten/")
    page.get_by_role("link", name="Respondent 1").click()
    expect(page.get_by_role("link", name="Gesprek 1")).to_be_visible()
