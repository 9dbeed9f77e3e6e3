"""Every sentence that somebody sees comes from the catalogue: in a language nobody speaks none is left in Dutch."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from demo.build import RESEARCHER_EMAIL, SOCIAL_TEAM_EMAIL, Demonstration
from feedback.answers.models import Response
from feedback.cases.models import CaseKind, FollowUpCase
from feedback.codes.keys import CodeKeys
from feedback.codes.signs import shown
from feedback.counts.months import month_of, months_before
from feedback.measurements.lookup import asked_about, measured_in
from feedback.measurements.models import Measurement
from feedback.people.contacts import Contact, InviteeVault
from feedback.people.expecting import Expected, expect
from feedback.providers.choosing import add_providers, take_out
from feedback.questionnaires.questions import Kind, new_question
from feedback.questionnaires.versions import change_questions, questionnaire_of, questions_of
from feedback.scores.closing import close_blocks
from foundation.clock import today
from foundation.database.engine import open_engine, unit_of_work
from journeys.reading.invitations import renew
from journeys.reading.models import CouncilMember
from studies.access import Role
from studies.accounts.by_provider.configuring import ProviderForm, keep_provider
from studies.accounts.by_provider.vault import ProviderVault
from studies.accounts.persons import add_person
from studies.accounts.second_step import recovery_codes
from studies.accounts.signing_in import make_link
from studies.models import Organisation, Person
from tests.by_link import come_in, press_button_of
from tests.conftest import Databases
from tests.demonstration import copy_of
from tests.feedback.answered import HIGH, TEN, give, measured_provider
from tests.feedback.making import codes as codes_of_cards
from tests.feedback.making import measurement
from tests.webapp.language.pseudo import speak_pseudo
from tests.webapp.language.typed import everything_in
from tests.webapp.language.walking import Walk
from tests.webapp.sign_in.apps import set_up_app
from webapp.application import create_app
from webapp.settings import NAMES, Settings

pytestmark = pytest.mark.xdist_group("demonstration")

HOME = "/onderzoeken/demo"
SECOND_CODER_EMAIL = "t.bensaid@voorbeeld.nl"
TRANSCRIPT = (
    "I: Hoe begon het?\nR: Met buikpijn. Tijn huilde elke ochtend.\nI: En toen?\nR: Toen belde ik Yvonne Smeets."
)
SPEAKERS = {
    "speaker-0-name": "Interviewer",
    "speaker-0-interviewer": "yes",
    "speaker-1-name": "Ouder 1",
    "role": "ouder",
    "held_on": "2026-03-11",
    "minutes": "24",
}
BESIDES = (
    f"{HOME}/interviews/1/namen",
    f"{HOME}/interviews/zoeken?zoek=school",
    f"{HOME}/interviews/zoeken?zoek=Qwxz",
    f"{HOME}/interviews/respondenten/1/gesprek/1/los",
    f"{HOME}/coderen/1/klaar",
    f"{HOME}/coderen/1/fragmenten/1/lijkt-hierop",
    f"{HOME}/coderen/1/stand",
    f"{HOME}/coderen/onderwerpen/voortgang/topics",
    f"{HOME}/coderen/themas",
    f"{HOME}/klantreizen/joost-en-tess/onderzoek",
    f"{HOME}/maatregelen/1",
    f"{HOME}/maatregelen/woorden/1/intrekken",
    f"{HOME}/bestaat-niet",
    "/account/bevestigen",
    "/account/tweede-stap/app",
    "/account/e-mail",
    "/account/e-mail/onbekend",
    "/account/aanmelddienst",
    "/account/bevestigen/organisatie",
)
"""Pages that need a script, something typed or a certain state to be reached."""
WAYS_IN = (
    "/aanmelden/link/onbekend",
    "/aanmelden/nieuwe-link",
    "/uitnodiging/onbekend",
    "/mening/",
    "/mening/uitleg",
    "/mening/geen-uitnodigingen",
    "/mening/antwoord",
    "/mening/vraag/1",
)
OF_INVITING = ("uitnodigingen", "uitnodigingen.csv", "uitnodigingen/tekst", "brieven")
NOT_WALKED = {"static", "health.alive", "health.ready"}
"""What programs ask, not people."""


@pytest.fixture
def copied(demonstration: Demonstration, databases: Databases, tmp_path: Path) -> Iterator[Settings]:
    """A copy of the whole demonstration."""
    yield copy_of(demonstration, databases, tmp_path / "instance")
    databases.clear_away()


@pytest.fixture
def engine(copied: Settings) -> Iterator[Engine]:
    engine = open_engine(copied.url)
    yield engine
    engine.dispose()


@pytest.fixture
def app(engine: Engine, copied: Settings, tmp_path: Path) -> Flask:
    app = create_app(copied, engine)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    speak_pseudo(app, tmp_path / "locale")
    return app


def signed_in(app: Flask, engine: Engine, email: str) -> FlaskClient:
    client = app.test_client()
    come_in(client, engine, number_of(engine, email))
    return client


def number_of(engine: Engine, email: str) -> int:
    with unit_of_work(engine, across=True) as session:
        return session.exec(select(Person.id).where(Person.email == email)).one()


def link_of(engine: Engine, email: str) -> str:
    person_id = number_of(engine, email)
    with unit_of_work(engine, across=True) as session:
        return f"/aanmelden/link/{make_link(session, person_id)}"


def invitations(engine: Engine, demonstration: Demonstration) -> list[str]:
    """A working link of every council member who has one."""
    with unit_of_work(engine, demonstration.organisation_id) as session:
        return [f"/lezen/{renew(session, member).token}" for member in _members(session) if not member.revoked_at]


def _members(session: Session) -> list[CouncilMember]:
    return list(session.exec(select(CouncilMember).order_by(col(CouncilMember.id))).all())


def bring_in_transcripts(researcher: FlaskClient) -> None:
    """One of which the names were not looked at yet, one between reading in and that, and one that is being typed."""
    for number in (1, 2):
        file = (io.BytesIO(f"{TRANSCRIPT} Dat was {number}.".encode()), f"gesprek-{number}.txt")
        answer = researcher.post(f"{HOME}/interviews/inlezen", data={"files": file})
        assert answer.status_code == 302
    taken_in = researcher.post(f"{HOME}/interviews/onderweg/1/sprekers", data=SPEAKERS)
    assert taken_in.status_code == 302, taken_in.text
    researcher.post(f"{HOME}/interviews/typen")


def bring_in_lists(researcher: FlaskClient, place: str) -> list[str]:
    """One that was read in, with two who may be one person, and one that waits."""
    researcher.post(f"{place}/bronnen", data={"name": "Qwxz", "kind": "partners"})
    pages = []
    for lines in (("Qwxz A;a@qwxz.nl", "Qwxz A;b@qwxz.nl", ";;;c"), ("Qwxz C;c@qwxz.nl", ";;;c")):
        file = (io.BytesIO("\n".join(("naam;email;bsn;toelichting", *lines)).encode()), "qwxz.csv")
        pages.append(researcher.post(f"{place}/bronnen/1", data={"list": file}).location)
    researcher.post(pages[0], data={"klaarzetten": "1"})
    return pages


def answer_all(client: FlaskClient, code: str) -> None:
    """With a grade; the rest is skipped."""
    client.post("/mening/", data={"kaartcode": code})
    for number in range(1, 10):
        client.post(f"/mening/vraag/{number}", data={"antwoord": "8" if number == 1 else ""})


def somebody_asked(session: Session, asked: Measurement) -> str:
    """By mail, beside one who waits for a letter and one without an address; what stands in the link of that mail."""
    vault, measured_id = InviteeVault.of(session), measured_in(session, asked.id)[0][0].id
    contacts = (
        Contact("Qwxz Een", "een@qwxz.example"),
        Contact("Qwxz Twee", "", "Qwxz 1", "6231 AB", "Qwxz"),
        Contact(""),
    )
    rows = [expect(session, vault, Expected(measured_id, contact, today())) for contact in contacts]
    return f"{rows[0].id}-{CodeKeys(session).no_more(rows[0].id)}"


def measured_for_the_public(session: Session) -> str:
    """Three providers with a grade and one without; where the figures about them stand."""
    running = measurement(session)
    month = months_before(month_of(today()), 1)
    for name, grades in {"Qwxz A": TEN * 3, "Qwxz B": HIGH * 3, "Qwxz C": TEN, "Qwxz D": TEN[:9]}.items():
        measured = measured_provider(session, running, name)
        give(session, measured, grades[5:], month, vinden=1)
        give(session, measured, grades[:5], month, vinden=2)
    close_blocks(session)
    return running.slug


def asked_besides(session: Session, asked: Measurement) -> None:
    """Which step it was, and whether they may be called."""
    step = replace(new_question(Kind.STEP), options=("Qwxz H", "Qwxz I"))
    questions = questions_of(questionnaire_of(session, asked.id))
    change_questions(session, asked, [*questions, step, new_question(Kind.CALL)])


def pages_of_providers(session: Session) -> list[str]:
    """Of a measurement with cards about own work, two providers that are asked about, and one that was taken out."""
    asked = measurement(session)
    codes_of_cards(session, asked)
    add_providers(session, asked, "Qwxz E")
    codes_of_cards(session, asked)
    add_providers(session, asked, "Qwxz F\nQwxz G")
    first, other = (provider for _one, provider in asked_about(session, asked.id)[:2] if provider)
    take_out(session, asked, first.id)
    place = f"/metingen/{asked.slug}/aanbieders/"
    return [place, f"{place}{other.id}", f"{place}{other.id}/samenvoegen?met={first.id}"]


def somebody_waits(session: Session) -> int:
    """The number of a case that was opened for one who answered."""
    answer = session.exec(select(Response)).first()
    assert answer is not None
    case = FollowUpCase(response_id=answer.id, kind=CaseKind.CRITICAL, due_on=today())
    session.add(case)
    session.flush()
    return case.id


def test_no_sentence_stays_behind_in_dutch(
    app: Flask, engine: Engine, demonstration: Demonstration, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [f"{number:04}qwxz" for number in range(400)]
    monkeypatch.setattr(recovery_codes, "new_code", iter(codes).__next__)
    with unit_of_work(engine, demonstration.organisation_id) as session:
        for told in session.exec(select(Measurement)).all():
            session.delete(told)  # its words are cut up by what stands for names: nobody typed the pieces
        session.flush()
        figures = measured_for_the_public(session)
    researcher, coder = (signed_in(app, engine, email) for email in (RESEARCHER_EMAIL, SECOND_CODER_EMAIL))
    social_team, public = signed_in(app, engine, SOCIAL_TEAM_EMAIL), app.test_client()
    bring_in_transcripts(researcher)
    set_up_app(social_team)
    half_way, administrator = app.test_client(), app.test_client()
    with unit_of_work(engine, across=True) as session:
        organisation = session.get_one(Organisation, demonstration.organisation_id)
        added = add_person(session, organisation, "b@voorbeeld.nl", "Bep Bos", Role.ADMINISTRATOR).id
        service = ProviderForm("https://aanmelden.example", "clientqwxz", "geheim", is_on=True)
        keep_provider(session, ProviderVault(app.config["SETTINGS"].key(NAMES)), organisation.id, service)
    come_in(administrator, engine, added)
    press_button_of(half_way, link_of(engine, SOCIAL_TEAM_EMAIL))
    links = invitations(engine, demonstration)
    with unit_of_work(engine, demonstration.organisation_id, demonstration.person_id) as session:
        asked = measurement(session)
        asked_besides(session, asked)
        cards = codes_of_cards(session, asked)
        prepared = f"/metingen/{asked.slug}"
        providers = pages_of_providers(session)
        invited = f"/mening/geen-uitnodigingen/{somebody_asked(session, asked)}"
        case = f"/metingen/opvolging/{somebody_waits(session):x}"
    lists = bring_in_lists(researcher, f"{prepared}/inlezen")
    citizen, earlier = app.test_client(), app.test_client()
    answer_all(earlier, cards[0])
    earlier.post("/mening/", data={"kaartcode": cards[0]})
    citizen.post("/mening/", data={"kaartcode": cards[1]})
    walk = Walk(app, everything_in(engine))
    walk.typed.add([*map(shown, cards), "QWXZ" * 5])
    walk.typed.add(f"{code[:4]}-{code[4:]}" for code in codes)
    walk.typed.add([service.issuer, service.client_id, "http://127.0.0.1:8000/aanmelden/bij/lindermeer/terug"])
    walk.typed.add([f"127.0.0.1:8000/cijfers{prepared.removeprefix('/metingen')}"])
    walk.typed.add(["naam", "email", "bsn", "toelichting", *(f"Qwxz {one}" for one in "AC")])
    walk.typed.add([f"{one}@qwxz.nl" for one in "abc"])
    walk.typed.add([TRANSCRIPT, "Fenna", "Tijn", "Yvonne", "Smeets", "Dat was 1.", "Dat was 2."])

    forms = [
        (
            researcher,
            walk.through(
                researcher,
                *BESIDES,
                f"/metingen/{figures}/cijfers",
                f"/metingen/{figures}/op-uw-website",
                "/onderzoeken",
            ),
        ),
        (coder, walk.through(coder, "/onderzoeken", *BESIDES)),
        (social_team, walk.through(social_team, "/onderzoeken", f"{HOME}/coderen/", "/organisatie")),
        *((public, walk.through(public, link, f"{link}/bedankt")) for link in links),
        (earlier, walk.through(earlier, "/mening/antwoord")),
        (citizen, walk.through(citizen, *(f"/mening/vraag/{number}" for number in range(1, 10)), "/mening/uitleg")),
        (researcher, walk.through(researcher, f"{prepared}/afspraken", f"{prepared}/vragen", f"{prepared}/kaartjes")),
        (researcher, walk.through(researcher, f"{prepared}/antwoorden", f"{prepared}/woorden")),
        (researcher, walk.through(researcher, *providers, "/metingen/opvolging", case)),
        (researcher, walk.through(researcher, *(f"{prepared}/{page}" for page in OF_INVITING), "/iemand-belt")),
        (public, walk.through(public, "/mening/geen-uitnodigingen", invited)),
        (researcher, walk.through(researcher, f"{prepared}/inlezen", *lists)),
        (
            public,
            walk.through(
                public,
                "/",
                f"/cijfers/{figures}",
                "/cijfers/weg",
                f"/cijfers/{figures}/reviews",
                f"/cijfers/{figures}.csv",
                f"/cijfers/{figures}/nieuw.xml",
                f"/cijfers/{figures}/widget",
                f"/cijfers/{figures}.json",
                "/verhalen/",
                "/verhalen/weg",
                "/aanmelden",
                "/lezen/onbekend",
            ),
        ),
        (administrator, walk.through(administrator, "/organisatie/tweede-stap", "/organisatie/aanmelddienst")),
        (half_way, walk.through(half_way, "/aanmelden/tweede-stap")),
        (
            app.test_client(),
            walk.through(
                public,
                link_of(engine, RESEARCHER_EMAIL),
                "/aanmelden/link/onbekend",
                "/aanmelden/nieuwe-link",
                "/uitnodiging/onbekend",
                "/aanmelden/bij/onbekend",
                "/aanmelden/bij/onbekend/terug",
                "/aanmelden/afgemeld/1",
            ),
        ),
    ]
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - walk.endpoints == NOT_WALKED
    for browser, met in forms:
        walk.refuse(browser, met)
    assert walk.refusals > 100
    left = [f"{where}: {piece}" for piece, where in sorted(walk.found.items(), key=lambda one: one[1])]
    assert not left, "\n".join(left)
