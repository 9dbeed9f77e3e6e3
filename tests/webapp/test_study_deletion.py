"""A whole study that goes: asked once, with its name typed, and then in no table and no file any more."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

import interviews.erasing.due  # noqa: F401  declares what interviews hold
import webapp.tables  # noqa: F401  registers every table
from coding.codebook.changing import add_code
from coding.models import Memo
from coding.segments import add_segment
from demo.build import Demonstration
from exports.publishing.publish import publish_journey
from exports.publishing.taking_offline import withdraw_journey
from foundation.database.engine import open_engine, open_session_across_organisations, read_only, unit_of_work
from foundation.secrets.keys import seal_with
from interviews.models import Interview, Respondent
from interviews.respondents.contacts import ContactVault, save_contact
from interviews.respondents.conversations import link_interview
from interviews.respondents.register import add_respondent
from interviews.texts.sources import text_of
from journeys.composing.fields import slug_of_journey
from journeys.following.progress import ProgressReport, report_progress
from journeys.measures.plans import MeasureText, add_measure
from journeys.story import MeasureState
from studies.access import STUDY_ROLES, Role
from studies.accounts.persons import add_organisation, add_person
from studies.keys.keeping import study_key
from studies.models import DeletedStudy, Organisation, Person, Study
from studies.retention.deleting import StillPublic, delete_study
from studies.retention.due import Kept, erase
from studies.retention.study_tables import tables_of_studies
from tests.by_link import come_in
from tests.conftest import Databases, SignInAs
from tests.demonstration import copy_of
from tests.factories import make_interview
from tests.files import contents_of
from tests.journeys.making import SITE, make_finished
from webapp.application import create_app
from webapp.integrity import problems
from webapp.settings import NAMES, Settings

PAGE = "/onderzoeken/jeugdhulp/wissen"
OF_NO_STUDY = {
    "organisation",
    "measurement",
    "provider",
    "measured",
    "questionnaire",
    "code_batch",
    "entry_code",
    "month_count",
    "published_block",
    "block_count",
    "response",
    "given",
    "written_answer",
    "unfinished_answer",
    "invitee",
    "opinion_invitation",
    "review",
    "review_reply",
    "invitation_plan",
    "intake_source",
    "intake_file",
    "intake_line",
    "twin_pair",
    "call_permission",
    "follow_up_case",
    "follow_up_step",
    "person",
    "membership",
    "sign_in",
    "sign_in_link",
    "authenticator_app",
    "recovery_code",
    "passkey",
    "passkey_challenge",
    "half_sign_in",
    "email_change",
    "failed_sign_ins",
    "identity_provider",
    "provider_identity",
    "provider_visit",
    "key_fingerprint",
    "attempts",
    "deleted_study",
    "worker",
    "trail_entry",
}
LONG_ENOUGH = 12
"""Signs in a value that can be nothing but what it is."""
MOST_PER_TABLE = 25


def test_every_table_goes_along_with_its_study_or_is_of_none() -> None:
    """A new table leads to its study by foreign keys, or is said here to be of none."""
    assert tables_of_studies() == {table.name for table in SQLModel.metadata.sorted_tables} - OF_NO_STUDY


@pytest.fixture
def copied(demonstration: Demonstration, databases: Databases, tmp_path: Path) -> Iterator[tuple[Settings, Engine]]:
    """A data folder with all of the demonstration in it."""
    settings = copy_of(demonstration, databases, tmp_path / "instance")
    engine = open_engine(settings.url)
    seal_with(engine, settings.key_file(NAMES))
    yield settings, engine
    engine.dispose()
    databases.clear_away()


@pytest.mark.xdist_group("demonstration")
def test_of_a_whole_study_nothing_is_left_in_tables_or_files(
    demonstration: Demonstration, copied: tuple[Settings, Engine]
) -> None:
    settings, engine = copied
    with unit_of_work(engine, demonstration.organisation_id) as session:
        somebody = session.exec(select(Respondent).where(Respondent.study_id == demonstration.study_id)).first()
        assert somebody
        save_contact(session, ContactVault(study_key(session, somebody.study_id)), somebody, "Wilma Jansen", "")
    before = _contents(engine)
    client = _client(settings, engine, demonstration.person_id)
    page = client.get("/onderzoeken/demo/wissen").text
    for told in ("15 gesprekken", "41 respondenten", "/verhalen/joost-en-tess"):
        assert told in page, told
    answer = client.post(
        "/onderzoeken/demo/wissen",
        data={"name": "jeugdhulp in  Lindermeer 2026", "offline": "ja"},
        follow_redirects=True,
    )
    assert "Jeugdhulp in Lindermeer 2026 is gewist." in answer.text
    after = _contents(engine)
    gone = _gone(before, after)
    assert {"turn", "segment", "pseudonym", "respondent_contact", "publication", "memo", "comment"} <= set(gone)
    assert _still_in_files(gone, after, settings.data_dir) == []
    assert client.get("/onderzoeken/demo/").status_code == 404
    assert client.get("/verhalen/joost-en-tess").status_code == 404
    assert problems(engine) == []
    assert client.get("/onderzoeken/jeugdhulp-2025/").status_code == 200, "the study of last year stays as it was"
    assert client.get("/verhalen/mirjam-en-lieke").status_code == 200


def _client(settings: Settings, engine: Engine, person_id: int) -> FlaskClient:
    app = create_app(settings, engine)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    client = app.test_client()
    come_in(client, engine, person_id)
    return client


Values = set[str | bytes]


def _contents(engine: Engine) -> dict[str, Values]:
    """Every text and sealed value of every table."""
    with open_session_across_organisations(read_only(engine)) as session:
        connection = session.connection()
        return {
            table.name: {value for row in connection.execute(select(table)) for one in row for value in _values(one)}
            for table in SQLModel.metadata.sorted_tables
        }


def _values(one: Any) -> Iterator[str | bytes]:
    if isinstance(one, str | bytes) and len(one) >= LONG_ENOUGH:
        yield one
    elif isinstance(one, dict | list):
        for part in (*one, *one.values()) if isinstance(one, dict) else one:
            yield from _values(part)


def _gone(before: dict[str, Values], after: dict[str, Values]) -> dict[str, Values]:
    stays = set().union(*after.values())
    return {table: values - stays for table, values in before.items() if values - stays}


def _still_in_files(
    gone: dict[str, Values], after: dict[str, Values], folder: Path
) -> list[tuple[str, str | bytes, str]]:
    """(table, value, file) of what can be read by whoever holds the disk; the longest values of every table.

    The name of a topic may be words that somebody wrote elsewhere too, and that stay there.
    """
    said = "\n".join(value for values in after.values() for value in values if isinstance(value, str))
    files = {name: _without_emptied(content) for name, content in contents_of(folder).items()}
    longest = {table: sorted(values, key=len)[-MOST_PER_TABLE:] for table, values in gone.items()}
    return [
        (table, value, name)
        for table, values in longest.items()
        for value in values
        if not (isinstance(value, str) and value in said)
        for name, content in files.items()
        if any(form in content for form in _forms(value))
    ]


def _without_emptied(content: bytes) -> bytes:
    """What is left to read: most of a database from which much was erased is zeros, which take long to search."""
    return re.sub(rb"\0{64,}", bytes(64), content)


def _forms(value: str | bytes) -> set[bytes]:
    """A part of it as it stands: long values lie over several pages of the file, and all documents begin alike."""
    if isinstance(value, bytes):
        return {value[len(value) // 2 :][:40]}
    start = value[:60]
    escaped = start.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
    return {start.encode("utf-8"), start.encode("utf-16-le"), start.encode("utf-16-be"), escaped}


def _studies(session: Session) -> list[str]:
    session.expire_all()
    return [study.title for study in session.exec(select(Study)).all()]


@pytest.mark.parametrize("typed", ["", "Jeugdhulp", "Jeugdhulp in Lindermeer 2025"])
def test_without_its_name_nothing_goes(session: Session, study: Study, client: FlaskClient, typed: str) -> None:
    answer = client.post(PAGE, data={"name": typed})
    assert answer.status_code == 422
    assert f"Typ precies: {study.title}" in answer.text
    assert f'value="{typed}"' in answer.text
    assert _studies(session) == [study.title]


@pytest.mark.xdist_group("demonstration")
def test_a_story_that_readers_have_is_asked_about(
    demonstration: Demonstration, copied: tuple[Settings, Engine]
) -> None:
    settings, engine = copied
    client = _client(settings, engine, demonstration.person_id)
    answer = client.post("/onderzoeken/demo/wissen", data={"name": "Jeugdhulp in Lindermeer 2026"})
    assert answer.status_code == 422
    assert "Vink aan dat het daar ook af gaat" in answer.text
    assert client.get("/verhalen/joost-en-tess").status_code == 200


def test_no_caller_deletes_a_study_with_a_public_story_unless_that_was_said(session: Session, study: Study) -> None:
    title, journey = study.title, make_finished(session, study)
    publish_journey(session, journey, SITE)
    with pytest.raises(StillPublic):
        delete_study(session, study)
    assert _studies(session) == [title]

    delete_study(session, study, takes_offline=True)
    assert _studies(session) == []


def test_the_address_of_a_story_that_went_leads_to_no_other_one(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    title, slug = journey.title, journey.slug
    delete_study(session, study)

    assert slug_of_journey(session, title) not in (slug, title)
    assert all(slug not in one.addresses for one in session.exec(select(DeletedStudy)).all()), "nothing to read is kept"


def test_a_story_that_was_taken_offline_asks_nothing(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    publish_journey(session, journey, SITE)
    withdraw_journey(session, journey)

    delete_study(session, study)
    assert _studies(session) == []


def test_it_is_told_who_deleted_which_study_and_when(session: Session, study: Study, client: FlaskClient) -> None:
    make_interview(session, study)
    session.commit()
    assert client.post(PAGE, data={"name": study.title}).status_code == 302
    page = client.get("/onderzoeken").text
    assert "Gewiste onderzoeken" in page
    assert study.title in page.partition("Gewiste onderzoeken")[2]
    assert "Lotte Veldman" in page.partition("Gewiste onderzoeken")[2]
    assert session.exec(select(DeletedStudy.title)).all() == [study.title]
    assert _studies(session) == []


@pytest.mark.parametrize("role", sorted(set(STUDY_ROLES) - {Role.RESEARCHER}))
def test_only_a_researcher_deletes_a_study(
    engine: Engine, organisation: Organisation, session: Session, study: Study, sign_in_as: SignInAs, role: Role
) -> None:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "s.mol@voorbeeld.nl", "Sanne Mol", role)
    client = sign_in_as(person)
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data={"name": study.title}).status_code == 403
    assert PAGE not in client.get("/onderzoeken/jeugdhulp/afspraken").text
    assert _studies(session) == [study.title]


def test_nobody_deletes_a_study_of_another_organisation(
    engine: Engine, session: Session, study: Study, sign_in_as: SignInAs
) -> None:
    with unit_of_work(engine, across=True) as across:
        other = add_organisation(across, "Gemeente Elders", "elders")
        other.second_step_for = []
        person: Person = add_person(across, other, "s.mol@voorbeeld.nl", "Sanne Mol", Role.RESEARCHER)
    assert sign_in_as(person).post(PAGE, data={"name": study.title}).status_code == 404
    assert _studies(session) == [study.title]


def test_the_page_of_the_agreement_leads_there(client: FlaskClient, study: Study) -> None:
    assert PAGE in client.get(f"/onderzoeken/{study.slug}/afspraken").text


def test_the_page_names_only_what_is_still_there(
    session: Session, study: Study, client: FlaskClient, settings: Settings
) -> None:
    source = make_interview(session, study)
    respondent = add_respondent(session, study, "ouder")
    link_interview(session, respondent, session.get_one(Interview, source.interview_id))
    save_contact(session, ContactVault(study_key(session, study.id)), respondent, "Wilma Jansen", "")
    code = add_code(session, study.id, "wachten")
    segment = add_segment(session, source.id, 0, 5, text_of(session, source.id)[:5], code.id)
    session.add(Memo(study_id=study.id, segment_id=segment.id, text="Kijk hier.", person_id=segment.coder_id))
    session.commit()

    page = client.get(PAGE).text
    assert "1 gesprek, met alle tekst</li>" in page
    assert "1 respondent, met contactgegevens</li>" in page
    assert "1 gecodeerd fragment en 1 code, met memo’s, ook van collega’s</li>" in page

    erase(session, study, Kept.NAMES)
    erase(session, study, Kept.TRANSCRIPTS)
    session.commit()
    page = client.get(PAGE).text
    assert "1 gesprek</li>" in page
    assert "1 respondent</li>" in page
    assert "1 gecodeerd fragment en 1 code, ook van collega’s</li>" in page
    for gone in ("tekst", "sleutel", "contactgegevens", "telefoontjes", "memo’s", "suggesties", "onderwerpen, "):
        assert gone not in page[page.index("Dit gaat weg") : page.index("Dit blijft")], gone

    of_one = client.get("/onderzoeken/jeugdhulp/interviews/1/wissen/").text
    assert "beurten van het verslag" not in of_one
    assert "echte namen" not in of_one
    assert "Voorbeelden bij codes" not in of_one


def test_every_document_that_readers_had_counts_as_an_edition(
    session: Session, study: Study, client: FlaskClient
) -> None:
    journey = make_finished(session, study)
    measure = add_measure(session, journey, MeasureText("Eén vast nummer"))
    session.commit()
    client.post(f"/onderzoeken/{study.slug}/klantreizen/{journey.slug}/publiceren")
    assert "1 uitgave<" in client.get(PAGE).text

    report_progress(session, journey, measure, ProgressReport(MeasureState.BUSY))
    session.commit()
    client.get(f"/verhalen/{journey.slug}.pdf")
    assert "2 uitgaven<" in client.get(PAGE).text
