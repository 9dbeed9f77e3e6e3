"""A citizen's door leads to the public site, whatever was typed; only people who work here sign in."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from exports.publishing.current_edition import current_publication, story_of
from exports.publishing.publish import publish_journey
from exports.publishing.taking_offline import withdraw_journey
from foundation.database.engine import unit_of_work
from foundation.dutch import dial
from journeys.models import Journey, Publication
from journeys.story import as_json
from studies.accounts.persons import add_organisation
from studies.accounts.signing_in import make_link
from studies.models import Organisation, Person, Study
from studies.planning import add_study
from tests.journeys.making import SITE, make_finished, make_journey
from tests.journeys.rounds import make_round, piet

PUBLIC_PAGES = ("/verhalen/", "/privacy", "/toegankelijkheid")


@pytest.fixture
def citizen(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    """A story that anybody can read."""
    journey = make_finished(session, study)
    publish_journey(session, journey, SITE)
    session.commit()
    return journey


def is_public(page: str) -> bool:
    """The public look, with the way to all stories and to what is said of privacy and accessibility."""
    foot = page.partition('<footer class="public-foot">')[2]
    return all(f'href="{address}"' in foot for address in PUBLIC_PAGES)


@pytest.mark.parametrize(
    "address", ["/verhaal/joost", "/verhalen/typfout", "/verhalen/typfout.pdf", "/Verhalen/", "/verhalen/x/", "/x.php"]
)
def test_a_wrong_address_leads_a_citizen_to_the_stories(citizen: FlaskClient, address: str) -> None:
    answer = citizen.get(address)

    assert answer.status_code == 404
    assert is_public(answer.text)
    assert not re.search(r'href="/(onderzoeken|aanmelden)', answer.text), "there is nothing for a citizen"
    assert citizen.head(address).status_code == 404


def test_an_invitation_that_does_not_work_names_whom_to_ask(citizen: FlaskClient, organisation: Organisation) -> None:
    for answer in (citizen.get("/lezen/onbekend"), citizen.post("/lezen/onbekend/stukje/1", data={"tekst": "Lang."})):
        assert answer.status_code == 404
        assert f'href="tel:{dial(organisation.telephone)}"' in answer.text


def test_the_bare_address_leads_a_citizen_to_the_stories(citizen: FlaskClient, journey: Journey) -> None:
    answer = citizen.get("/", follow_redirects=True)

    assert answer.status_code == 200
    assert answer.request.path == "/verhalen/"
    assert journey.title in answer.text
    assert "Aanmelden voor medewerkers" in answer.text
    assert citizen.head("/", follow_redirects=True).status_code == 200


def test_the_bare_address_leads_who_works_here_to_the_studies(client: FlaskClient) -> None:
    assert client.get("/").headers["Location"] == "/onderzoeken"


def test_a_withdrawn_story_stays_on_the_public_site(citizen: FlaskClient, session: Session, journey: Journey) -> None:
    withdraw_journey(session, journey)
    session.commit()

    for address in (f"/verhalen/{journey.slug}", f"/verhalen/{journey.slug}.pdf"):
        answer = citizen.get(address)
        assert answer.status_code == 404
        assert is_public(answer.text)


@pytest.mark.parametrize("ending", [".", ",", ").", "’", "%20"])
def test_a_sign_that_came_along_with_an_address_does_no_harm(
    citizen: FlaskClient, journey: Journey, ending: str
) -> None:
    answer = citizen.get(f"/verhalen/{journey.slug.upper()}{ending}", follow_redirects=True)

    assert answer.status_code == 200
    assert journey.title in answer.text


@pytest.mark.parametrize("typed", [".PDF", ".Pdf", ".pdf.", ".pdf)", ".pdf%20"])
def test_the_same_holds_for_the_document(citizen: FlaskClient, journey: Journey, typed: str) -> None:
    answer = citizen.get(f"/verhalen/{journey.slug.capitalize()}{typed}", follow_redirects=True)

    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.request.path == f"/verhalen/{journey.slug}.pdf"


@pytest.mark.parametrize("ending", [".", ",", ").", "’", "%20", "/", "./"])
def test_an_invitation_works_with_a_sign_that_came_along_as_well(
    citizen: FlaskClient, session: Session, journey: Journey, ending: str
) -> None:
    link = f"/lezen/{piet(make_round(session, journey)).token}"
    session.commit()

    answer = citizen.get(f"{link}{ending}", follow_redirects=True)
    assert answer.status_code == 200
    assert answer.request.path == f"{link}/stukje/1"
    assert all(
        citizen.get(f"{link}/{page}/").status_code == 200 for page in ("stukje/2", "geheel", "oordeel", "bedankt")
    )


@pytest.mark.parametrize("ending", [".", ",", "%20", "/"])
def test_a_link_to_sign_in_does_too(app: Flask, session: Session, researcher: Person, ending: str) -> None:
    token = make_link(session, researcher.id)
    session.commit()

    browser = app.test_client()
    answer = browser.get(f"/aanmelden/link/{token}{ending}", follow_redirects=True)
    assert answer.status_code == 200
    assert f"Ga verder als {researcher.name}" in answer.text
    assert browser.post(f"/aanmelden/link/{token}{ending}").headers["Location"] == "/onderzoeken"


def test_a_slash_that_came_along_with_an_address_does_no_harm(citizen: FlaskClient, journey: Journey) -> None:
    for address in (f"/verhalen/{journey.slug}", f"/verhalen/{journey.slug}.pdf", "/privacy", "/toegankelijkheid"):
        assert citizen.get(f"{address}/", follow_redirects=True).status_code == 200


def test_who_works_here_keeps_the_way_back_to_work(client: FlaskClient) -> None:
    answer = client.get("/bestaat-niet")

    assert answer.status_code == 404
    assert 'href="/onderzoeken"' in answer.text
    assert not is_public(answer.text)


def test_an_address_of_the_staff_still_leads_to_signing_in(citizen: FlaskClient, study: Study) -> None:
    answer = citizen.get("/onderzoeken/jeugdhulp/interviews/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/aanmelden?verder=")


def test_what_a_public_page_does_not_take_is_refused_in_public(citizen: FlaskClient) -> None:
    answer = citizen.delete("/verhalen/")
    assert answer.status_code == 405
    assert is_public(answer.text)


def test_a_defect_on_a_public_page_gives_a_number_and_the_way_on(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise ValueError("geheim")

    broken.roles = None  # type: ignore[attr-defined]
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    monkeypatch.setitem(app.view_functions, "exports.stories", broken)
    answer = app.test_client().get("/verhalen/")

    assert answer.status_code == 500
    assert "geheim" not in answer.text
    assert re.search(r"Nummer van deze fout: [0-9A-F]{8}", answer.text)
    assert is_public(answer.text)


def test_a_program_that_asks_for_json_gets_json(citizen: FlaskClient) -> None:
    answer = citizen.get("/verhaal/joost", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json is not None
    assert answer.json["error"]


def test_a_stale_form_of_somebody_at_work_is_answered_at_work(app: Flask, client: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert not is_public(client.post("/onderzoeken/nieuw", data={"title": "Vals"}).text)


def test_who_signs_in_stays_where_one_signs_in(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert not is_public(app.test_client().post("/aanmelden", data={}).text)


@pytest.mark.parametrize("address", [*PUBLIC_PAGES, "/verhaal/joost", "/"])
def test_a_reader_gets_no_cookie_and_nothing_from_elsewhere(
    citizen: FlaskClient, journey: Journey, address: str
) -> None:
    for wanted in (address, f"/verhalen/{journey.slug}", f"/verhalen/{journey.slug}.pdf"):
        answer = citizen.get(wanted)
        assert "Set-Cookie" not in answer.headers, wanted
        if answer.mimetype == "text/html":
            fetched = re.findall(r"(?:src|<link[^>]*href)=\"([^\"]*)\"", answer.text)
            assert [one for one in fetched if not one.startswith("/static/")] == []


def test_privacy_says_what_holds(citizen: FlaskClient) -> None:
    page = citizen.get("/privacy").text
    for fact in ("geen cookies", "minstens drie gesprekken", "verzonnen", "namen vervangen"):
        assert fact in page


def test_accessibility_claims_no_official_standing(citizen: FlaskClient, organisation: Organisation) -> None:
    page = citizen.get("/toegankelijkheid").text
    for fact in (
        "WCAG 2.2",
        "PDF/UA-1",
        "axe-core",
        "geen officiële toegankelijkheidsverklaring",
        "nog geen verklaring",
        "28 november 2026",
    ):
        assert fact in page
    assert not re.search(r"voldoet (volledig|gedeeltelijk)|status [A-E]\b", page)


def test_who_signs_in_also_finds_what_is_for_everybody(citizen: FlaskClient) -> None:
    page = citizen.get("/aanmelden").text
    assert all(f'href="{address}"' in page for address in PUBLIC_PAGES)


def test_every_public_page_says_whom_to_call(citizen: FlaskClient, journey: Journey) -> None:
    for address in (*PUBLIC_PAGES, f"/verhalen/{journey.slug}", "/verhalen/weg", "/verhaal/joost"):
        foot = citizen.get(address).text.partition('<footer class="public-foot">')[2]
        asked = "Kunt u het pdf-bestand niet lezen, of heeft u een vraag?"
        assert (asked in foot) == (address == f"/verhalen/{journey.slug}"), f"{address}: only there is a document"
        assert "eeft u een vraag?" in foot, address
        assert 'href="tel:+31431234567"' in foot, address
        assert 'href="mailto:verhalen@lindermeer.example"' in foot, address
        assert "Gemeente Lindermeer" in foot, address


def test_a_story_gives_its_own_organisation_and_a_list_says_whose_number_it_is(
    citizen: FlaskClient, engine: Engine, session: Session, journey: Journey
) -> None:
    content = as_json(story_of(current_publication(session, journey.slug)))
    session.commit()
    with unit_of_work(engine, across=True) as across:
        elsewhere = add_organisation(across, "Gemeente Elders", "elders")
        elsewhere.telephone = "020-7654321"
        add_organisation(across, "Gemeente Zonder Verhaal", "zonder").telephone = "010-1111111"
        number = elsewhere.id
    with unit_of_work(engine, number) as there:
        other = make_journey(there, add_study(there, "Wmo in Elders"))
        there.add(Publication(journey_id=other.id, version=1, content=content, pdf=b""))
        slug = other.slug

    own = citizen.get(f"/verhalen/{journey.slug}").text
    assert "043-1234567" in own
    assert "020-7654321" not in own
    assert "020-7654321" in citizen.get(f"/verhalen/{slug}").text
    everybody = citizen.get("/verhalen/").text
    assert "<b>Gemeente Lindermeer.</b>" in everybody
    assert "<b>Gemeente Elders.</b>" in everybody
    assert "Zonder Verhaal" not in everybody, "readers meet it nowhere"


def test_who_gave_no_number_has_none_made_up(citizen: FlaskClient, session: Session, journey: Journey) -> None:
    organisation = session.get_one(Organisation, journey.organisation_id)
    organisation.telephone = organisation.email = ""
    session.commit()
    for address in ("/verhalen/", f"/verhalen/{journey.slug}", "/privacy"):
        page = citizen.get(address).text
        assert "eeft u een vraag?" not in page
        assert "tel:" not in page


def test_a_wrong_link_of_a_council_member_leads_on_too(citizen: FlaskClient) -> None:
    page = citizen.get("/lezen/geen-echte-link").text
    assert all(f'href="{address}"' in page for address in PUBLIC_PAGES)


def test_a_wrong_link_of_a_council_member_asks_about_no_document(citizen: FlaskClient, journey: Journey) -> None:
    page = citizen.get("/lezen/geen-echte-link").text
    assert "Heeft u een vraag?" in page
    assert "pdf" not in page
