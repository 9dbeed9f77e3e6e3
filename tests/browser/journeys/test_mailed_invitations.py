"""A researcher mails the council's links, one does not arrive, and a member comes in by the other."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlmodel import Session

from foundation.mail.sending import send_waiting
from journeys.review.starting import StartedRound
from studies.models import Study
from tests.browser.conftest import Axe, Live, NoSidewaysScroll
from tests.foundation.mail.post_office import PostOffice, opened
from tests.journeys.making import make_finished
from tests.journeys.rounds import make_round
from webapp.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def started(session: Session, study: Study) -> StartedRound:
    session.expire_on_commit = False
    started = make_round(session, make_finished(session, study))
    session.commit()
    return started


def test_links_go_by_mail_and_what_does_not_arrive_is_told(
    app: Flask,
    settings: Settings,
    live: Live,
    browser: Browser,
    page: Page,
    started: StartedRound,
    axe: Axe,
    no_sideways_scroll: NoSidewaysScroll,
    tmp_path: Path,
) -> None:
    office = PostOffice(at_address={"kees@voorbeeld.nl": ["550 5.1.1 onbekend"]})
    with opened(office) as port:
        mail = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", "mail_from": "post@lindermeer.example"}
        app.config["SETTINGS"] = settings.model_copy(update=mail | {"public_url": live.url})
        live.sign_in(page)
        page.goto(f"{live.url}/onderzoeken/jeugdhulp/leesrondes/{started.round.id}")
        page.get_by_text("Nog iemand uitnodigen").click()
        page.get_by_label("Wie leest nog mee?").fill("Kees Smit, kees@voorbeeld.nl\nJo Bos, jo@voorbeeld.nl\nRiet")
        page.get_by_role("button", name="Maak link").click()
        expect(page.get_by_role("button", name="Mail naar")).to_have_count(2)
        axe(page)
        no_sideways_scroll(page)
        page.get_by_role("button", name="Mail 2 uitnodigingen").click()
        expect(page.get_by_text("Uitnodiging wordt gemaild.")).to_have_count(2)
        axe(page)
        no_sideways_scroll(page)
        send_waiting(live.engine, app.config["SETTINGS"].mail)

    page.goto(f"{live.url}/onderzoeken/jeugdhulp/")
    page.get_by_role("link", name="1 uitnodiging niet aangekomen").click()
    expect(page.get_by_text("De mailserver weigert dit e-mailadres (550 5.1.1).")).to_be_visible()
    expect(page.get_by_text("Uitnodiging gemaild op")).to_be_visible()
    axe(page)
    no_sideways_scroll(page)

    (arrived,) = office.messages
    letter = tmp_path / "letter.html"
    letter.write_text(arrived.get_body(("html",)).get_content())  # type: ignore[union-attr]
    council = browser.new_context().new_page()
    council.goto(letter.as_uri())
    axe(council)
    no_sideways_scroll(council)
    council.get_by_role("link", name="Lees het verhaal").click()
    expect(council.get_by_role("heading", level=1)).to_be_visible()
    assert council.url.startswith(f"{live.url}/lezen/")
