"""The figures of a measurement, on a desk and on a telephone."""

import pytest
from playwright.sync_api import Page, expect

from feedback.counts.months import month_of, months_before
from feedback.scores.closing import close_blocks
from foundation.clock import today
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.feedback.answered import HIGH, LOW, TEN, give, of_providers, own_work
from tests.feedback.making import codes, measurement

pytestmark = pytest.mark.browser

STAFF, PUBLIC = "/metingen/spreekuur-geld-en-regels/cijfers", "/cijfers/spreekuur-geld-en-regels"
SIZES = [(1400, 1000), (360, 740)]
NAMES = ("Huisvriend Lindermeer", "Lindepad Thuiszorg", "Meerkant Zorg aan Huis", "Rietkraag Thuis")


@pytest.fixture
def own(live: Live) -> None:
    """Of the organisation's own work, in several months, with a month that had too few."""
    with live.session() as session:
        made = measurement(session)
        codes(session, made, sheets=9)
        measured = own_work(session, made)
        for back in (9, 8, 4, 3, 2, 1):
            month = months_before(month_of(today()), back)
            give(session, measured, TEN[:9] if back == 3 else TEN, month, vinden=1, kwaliteit=2)
            give(session, measured, HIGH[:5], month, vinden=4, kwaliteit=1)
        close_blocks(session)
        session.commit()


@pytest.fixture
def several(live: Live) -> None:
    """Of four providers, one of which has too few answers and one enough for a range alone."""
    with live.session() as session:
        named = of_providers(session, measurement(session), NAMES)
        month = months_before(month_of(today()), 1)
        for name, grades in zip(NAMES, (TEN[:7], LOW * 4, HIGH * 5, TEN * 2), strict=True):
            give(session, named[name], grades, month)
        close_blocks(session)
        session.commit()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("about", ["own", "several"])
def test_figures_are_read_by_everybody_on_every_screen(
    page: Page,
    live: Live,
    axe: Axe,
    no_sideways_scroll: NoSidewaysScroll,
    request: pytest.FixtureRequest,
    size: tuple[int, int],
    about: str,
) -> None:
    request.getfixturevalue(about)
    live.sign_in(page)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for address in (STAFF, PUBLIC):
        page.goto(f"{live.url}{address}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        axe(page)
        no_sideways_scroll(page)


def test_the_drawing_of_a_year_is_there_as_a_table_too(page: Page, live: Live, own: None, axe: Axe) -> None:
    live.sign_in(page)
    page.goto(f"{live.url}{STAFF}")

    page.get_by_text("Dezelfde cijfers als tabel").click()

    rows = page.get_by_role("table", name="Rapportcijfer per maand").get_by_role("row")
    expect(rows).to_have_count(13)
    expect(rows.last).to_contain_text("geen cijfer")
    axe(page)
