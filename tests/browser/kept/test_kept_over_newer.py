"""What was typed and not sent, while somebody stored a newer version: it comes back, and takes nothing from theirs."""

from dataclasses import replace
from datetime import date

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlmodel import Session, select

from coding.models import Code
from interviews.transcripts.models import TranscriptInProgress
from journeys.composing.fields import change_step
from journeys.following.progress import ProgressReport, report_progress
from journeys.measures.models import Measure
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey
from journeys.story import MeasureState
from studies.agreements.keeping import save_agreement
from studies.agreements.stored_terms import agreement_of, terms_of
from studies.agreements.terms import Party, Terms
from studies.models import Asker, Organisation, Study
from studies.organisation import change_organisation, values_of
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.browser.holding import intercept
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_finished, make_journey, make_segment

pytestmark = pytest.mark.browser
SINCE = "Dit is intussen veranderd. Wat je zelf had getypt, staat er weer bij. Kijk het na voordat je bewaart."
PUT_BACK = "Wat je eerder invulde en nog niet bewaarde, is teruggezet."


@pytest.fixture
def writing(live: Live, page: Page, study: Study) -> str:
    with live.session() as session:
        terms = Terms(question="Hoe gaat het?", used_for="Om te leren.", parties=(Party("Gemeente"),))
        save_agreement(session, session.get_one(Study, study.id), terms)
        session.commit()
    live.sign_in(page)
    return f"{live.url}/onderzoeken/{study.slug}/afspraken/schrijven"


def a_colleague_stores(live: Live, study: Study, **changes: object) -> None:
    with live.session() as session:
        here = session.get_one(Study, study.id)
        terms = terms_of(agreement_of(session, study.id), here)
        save_agreement(session, here, replace(terms, **changes))  # type: ignore[arg-type]
        session.commit()


def stored(live: Live, study: Study) -> Terms:
    with live.session() as session:
        return terms_of(agreement_of(session, study.id), session.get_one(Study, study.id))


def test_a_half_typed_agreement_comes_back_over_the_version_of_a_colleague(
    live: Live, page: Page, study: Study, writing: str, axe: Axe, no_sideways_scroll: NoSidewaysScroll
) -> None:
    page.goto(writing)
    page.get_by_label("Wat willen jullie weten?").fill("Hoe vinden mensen hulp?")
    page.get_by_label("Wat gaat naar buiten?").fill("Drie verhalen.")
    page.get_by_label("Inwoner").check()
    page.get_by_label("Naam van partij 2").fill("Adviesraad")
    page.get_by_label("Rol van partij 2").fill("leest mee")
    page.goto("about:blank")
    parties = (Party("Gemeente", "betaalt"), Party("Jongerenraad"))
    theirs = {"published": "Een PDF.", "used_for": "Om beleid te maken.", "parties": parties}
    a_colleague_stores(live, study, **theirs, key_until=date(2027, 3, 1))

    for _visit in ("the first", "a reload"):
        page.goto(writing)
        expect(page.get_by_text(SINCE)).to_be_visible()
        expect(page.get_by_label("Wat willen jullie weten?")).to_have_value("Hoe vinden mensen hulp?")
        expect(page.get_by_label("Waarvoor wel?")).to_have_value("Om beleid te maken.")
        expect(page.get_by_label("Wat gaat naar buiten?")).to_have_value("Drie verhalen.")
        expect(page.get_by_text("Intussen is hier bewaard: ‘Een PDF.’")).to_be_visible()
        expect(page.get_by_label("Inwoner")).to_be_checked()
        expect(page.get_by_label("Sleutel tot en met")).to_have_value("2027-03-01")
        names = [page.get_by_label(f"Naam van partij {number}").input_value() for number in (1, 2, 3)]
        assert names == ["Gemeente", "Jongerenraad", "Adviesraad"]
    axe(page)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Bewaar de afspraken").click()

    expect(page.get_by_text("De afspraken zijn bewaard.")).to_be_visible()
    terms = stored(live, study)
    assert terms.question == "Hoe vinden mensen hulp?"
    assert terms.parties == (*parties, Party("Adviesraad", "leest mee"))
    assert (terms.used_for, terms.key_until) == ("Om beleid te maken.", date(2027, 3, 1))
    page.goto(writing)
    expect(page.get_by_text(SINCE)).to_have_count(0)


def test_no_row_is_lost_when_both_added_many(live: Live, page: Page, study: Study, writing: str) -> None:
    page.goto(writing)
    for number in (2, 3, 4):
        page.get_by_label(f"Naam van partij {number}").fill(f"Raad {number}")
    page.goto("about:blank")
    a_colleague_stores(live, study, parties=(Party("Gemeente"), Party("School"), Party("Wijkteam")))
    page.goto(writing)
    page.get_by_role("button", name="Bewaar de afspraken").click()

    expect(page.get_by_text("De afspraken zijn bewaard.")).to_be_visible()
    names = [party.name for party in stored(live, study).parties]
    assert names[:3] == ["Gemeente", "School", "Wijkteam"]
    assert sorted(names[3:]) == ["Raad 2", "Raad 3", "Raad 4"]


def test_nothing_is_said_when_the_newer_version_holds_what_was_typed(
    live: Live, page: Page, study: Study, writing: str
) -> None:
    page.goto(writing)
    page.get_by_label("Wat willen jullie weten?").fill("Hoe vinden mensen hulp?")
    page.goto("about:blank")
    a_colleague_stores(live, study, question="Hoe vinden mensen hulp?", used_for="Om beleid te maken.")
    page.goto(writing)

    expect(page.get_by_label("Waarvoor wel?")).to_have_value("Om beleid te maken.")
    for sentence in (SINCE, PUT_BACK):
        expect(page.get_by_text(sentence)).to_have_count(0)


def test_a_refused_agreement_that_is_left_keeps_what_was_typed_and_what_a_colleague_stored(
    live: Live, page: Page, study: Study, writing: str, console_errors: list[str]
) -> None:
    page.goto(writing)
    page.get_by_label("Wat willen jullie weten?").fill("Hoe vinden mensen hulp?")
    a_colleague_stores(live, study, used_for="Om beleid te maken.")
    page.get_by_role("button", name="Bewaar de afspraken").click()
    expect(page.get_by_text("De afspraken zijn intussen ergens anders bewaard.")).to_be_visible()
    page.goto(writing)

    expect(page.get_by_label("Wat willen jullie weten?")).to_have_value("Hoe vinden mensen hulp?")
    expect(page.get_by_label("Waarvoor wel?")).to_have_value("Om beleid te maken.")
    expect(page.get_by_text(SINCE)).to_be_visible()
    console_errors.clear()


def test_without_scripts_too_an_agreement_that_is_sent_takes_nothing_from_a_colleague_who_was_first(
    live: Live, browser: Browser, study: Study, writing: str
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    live.sign_in(page)
    page.goto(writing)
    page.get_by_label("Wat willen jullie weten?").fill("Hoe vinden mensen hulp?")
    page.get_by_label("Wat gaat naar buiten?").fill("Drie verhalen.")
    page.get_by_label("Inwoner").check()
    page.get_by_label("Naam van partij 2").fill("Adviesraad")
    parties = (Party("Gemeente", "betaalt"), Party("Jongerenraad"))
    theirs = {"published": "Een PDF.", "used_for": "Om beleid te maken.", "asked_by": (Asker.PROVIDER,)}
    a_colleague_stores(live, study, **theirs, parties=parties)
    page.get_by_label("Afgesproken op").fill("2099-01-01")
    page.get_by_role("button", name="Bewaar de afspraken").click()
    expect(page.get_by_text("Deze dag moet nog komen.")).to_be_visible()
    page.get_by_label("Afgesproken op").fill("")
    page.get_by_role("button", name="Bewaar de afspraken").click()

    expect(page.get_by_text("De afspraken zijn intussen ergens anders bewaard.")).to_be_visible()
    expect(page.get_by_label("Wat willen jullie weten?")).to_have_value("Hoe vinden mensen hulp?")
    expect(page.get_by_label("Waarvoor wel?")).to_have_value("Om beleid te maken.")
    expect(page.get_by_label("Wat gaat naar buiten?")).to_have_value("Drie verhalen.")
    expect(page.get_by_text("Intussen is hier bewaard: ‘Een PDF.’")).to_be_visible()
    page.get_by_role("button", name="Bewaar de afspraken").click()
    expect(page.get_by_text("De afspraken zijn bewaard.")).to_be_visible()
    terms = stored(live, study)
    assert (terms.question, terms.used_for) == ("Hoe vinden mensen hulp?", "Om beleid te maken.")
    assert terms.parties == (*parties, Party("Adviesraad"))
    assert set(terms.asked_by) == {Asker.CITIZEN, Asker.PROVIDER}
    page.context.close()


@pytest.fixture
def measure(live: Live, session: Session, study: Study) -> int:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    change_step(session, journey, step, "pain_point", "Het gaat mis.")
    made = add_measure(session, journey, MeasureText("Vaste belmomenten", MeasureState.PROPOSED), step)
    session.commit()
    return made.id


def test_a_half_typed_report_takes_back_nothing_that_a_colleague_reported(live: Live, page: Page, measure: int) -> None:
    address = f"{live.url}/onderzoeken/jeugdhulp/maatregelen/"
    live.sign_in(page)
    page.goto(address)
    page.get_by_text("Werk bij").first.click()
    page.get_by_label("Wat merken mensen ervan?").fill("Er wordt gebeld.")
    page.goto("about:blank")
    with live.session() as session:
        journey, row = session.exec(select(Journey)).one(), session.get_one(Measure, measure)
        report_progress(
            session, journey, row, ProgressReport(MeasureState.BUSY, result="Minder klachten.", review_on=None)
        )
        session.commit()
    page.goto(address)

    expect(page.get_by_text(SINCE)).to_be_visible()
    expect(page.get_by_label("Wat merken mensen ervan?")).to_have_value("Er wordt gebeld.")
    page.locator("details.report").get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("‘Vaste belmomenten’ is bijgewerkt.")).to_be_visible()
    with live.session() as session:
        row = session.get_one(Measure, measure)
        assert (row.what, row.result, row.state) == ("Er wordt gebeld.", "Minder klachten.", MeasureState.BUSY)


@pytest.mark.parametrize("is_mended", [False, True])
def test_what_was_filled_in_without_a_line_is_kept_beside_what_was_filled_in_elsewhere(
    live: Live, page: Page, context: BrowserContext, study: Study, console_errors: list[str], is_mended: bool
) -> None:
    live.sign_in(page)
    page.goto(f"{live.url}/onderzoeken/{study.slug}/interviews/")
    page.get_by_role("button", name="Zelf typen").first.click()
    page.get_by_label("Het gesprek").fill("I: Hoe begon het?\nR: Met een brief.\nI: En toen?\nR: Stil.")
    page.get_by_role("button", name="Verder naar de sprekers").click()
    expect(page.get_by_label("Minuten")).to_be_visible()
    there = page.url
    intercept(page, "**/bewaar", lambda route: route.abort())
    page.get_by_label("Naam in het verslag").last.fill("Ouder 12")
    page.get_by_label("Minuten").fill("31")
    expect(page.get_by_text("Nog niet bewaard. Het staat op deze computer.")).to_be_visible()
    page.goto("about:blank")
    page.unroute("**/bewaar")
    assert context.browser is not None
    elsewhere = context.browser.new_context().new_page()
    live.sign_in(elsewhere)
    elsewhere.goto(there)
    with elsewhere.expect_response("**/bewaar"):
        elsewhere.get_by_label("Minuten").fill("45")
    expect(elsewhere.get_by_text("Wat je invult, wordt bewaard.")).to_be_visible()
    if is_mended:
        elsewhere.get_by_role("button", name="Pas aan").last.click()
        elsewhere.get_by_role("button", name="Voeg samen met de beurt erboven").click()
        expect(elsewhere.locator(".turn")).to_have_count(3)
    elsewhere.context.close()

    page.goto(there)
    expect(page.get_by_label("Naam in het verslag").last).to_have_value("Ouder 12")
    expect(page.get_by_label("Minuten")).to_have_value("45")
    expect(page.get_by_text("Wat je invult, wordt bewaard.")).to_be_visible()
    with live.session() as session:
        filled_in = session.exec(select(TranscriptInProgress)).one().filled_in
    assert "Ouder 12" in filled_in.values()
    console_errors.clear()


def test_half_typed_settings_of_the_organisation_take_back_nothing_that_a_colleague_stored(
    live: Live, page: Page, study: Study
) -> None:
    live.sign_in(page)
    page.goto(f"{live.url}/organisatie")
    page.get_by_label("Telefoonnummer voor inwoners").fill("043-7654321")
    page.get_by_label("Eigen tekst over privacy").fill("Bel onze functionaris.")
    page.goto(f"{live.url}/account")
    with live.session() as session:
        own = session.get_one(Organisation, live.organisation.id)
        theirs = {"email": "raad@lindermeer.example", "privacy_words": "Mail onze functionaris."}
        change_organisation(session, own, values_of(own) | theirs)
        session.commit()

    for _visit in ("the first", "a reload"):
        page.goto(f"{live.url}/organisatie")
        expect(page.get_by_label("Telefoonnummer voor inwoners")).to_have_value("043-7654321")
        expect(page.get_by_label("E-mailadres voor inwoners")).to_have_value("raad@lindermeer.example")
        expect(page.get_by_label("Eigen tekst over privacy")).to_have_value("Bel onze functionaris.")
        expect(page.get_by_text("Intussen is hier bewaard: ‘Mail onze functionaris.’")).to_be_visible()
        expect(page.get_by_text(SINCE)).to_be_visible()


def test_half_typed_facts_come_back_when_a_conversation_was_added_meanwhile(
    live: Live, page: Page, session: Session, study: Study
) -> None:
    journey = make_finished(session, study)
    address = f"{live.url}/onderzoeken/jeugdhulp/klantreizen/{journey.slug}/onderzoek"
    session.commit()
    live.sign_in(page)
    page.goto(address)
    page.get_by_label("Rol in 2 gesprekken").fill("moeder")
    page.goto(f"{live.url}/account")
    code = session.exec(select(Code)).one()
    make_segment(session, study, make_interview(session, study, role="verzorger"), code)
    session.commit()
    page.goto(address)

    expect(page.get_by_label("Rol in", exact=False)).to_have_count(3)
    expect(page.get_by_label("Rol in 2 gesprekken")).to_have_value("moeder")
    expect(page.get_by_text(SINCE)).to_be_visible()
