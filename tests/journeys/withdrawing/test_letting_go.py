"""Everything of somebody goes the same day, coded or not; what readers have says so to the researchers."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from coding.codebook.changing import add_code
from coding.memos import add_memo
from coding.models import Code, Memo, Segment, Suggestion
from coding.segments import add_segment
from coding.undo import in_codebook, in_text
from exports.publishing.publish import publish_journey
from foundation.database.engine import open_session, unit_of_work
from interviews.models import Interview, Respondent
from interviews.respondents.consent import record_consent
from interviews.respondents.conversations import link_interview
from interviews.respondents.models import ConsentWay, Purpose
from interviews.respondents.register import add_respondent
from interviews.respondents.withdrawal import withdraw_from_study
from interviews.texts.models import Source
from journeys.composing.fields import change_step
from journeys.evidence.ledger import cite, set_stance
from journeys.evidence.models import Evidence, Stance
from journeys.models import Journey, Publication
from studies.access import STUDY_ROLES, Role
from studies.accounts.persons import add_person
from studies.history.undoing import undoable
from studies.models import Organisation, Person, Study
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.files import files_with
from tests.journeys.making import SITE, all_steps, make_finished
from webapp.settings import Settings

TOLD = "Mijn kanarie Pietronella zong terwijl ik wachtte op de kwijtgeraakte aanvraag."
LATER = "Daarna schilderde ik het tuinhek purper."
RARE = ("Pietronella", "purper", "kanariememo")
DAY = date(2026, 6, 1)
HOME = "/onderzoeken/jeugdhulp"


@pytest.fixture
def second(engine: Engine, organisation: Organisation) -> Person:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "s.mol@voorbeeld.nl", "Sanne Mol", Role.SECOND_CODER)
        across.expunge(person)
    return person


@pytest.fixture
def journey(session: Session, study: Study) -> Journey:
    journey = make_finished(session, study, ("ouder", "ouder", "jongere"))
    session.commit()
    return journey


@pytest.fixture
def told(session: Session, engine: Engine, study: Study, journey: Journey, second: Person) -> Source:
    """A fourth conversation: coded by two, with a memo, a suggestion and an example, and evidence of the first step."""
    source = make_interview(session, study, [("Ouder", TOLD, False), ("Ouder", LATER, False)])
    with in_codebook(session, study.id, "code gemaakt"):
        code = add_code(session, study.id, "wachten")
    with in_codebook(session, study.id, "voorbeeld"):
        code.example = TOLD
    with in_text(session, source, "fragment gekoppeld"):
        segment = add_segment(session, source.id, 0, len(TOLD), TOLD, code.id)
    with in_text(session, source, "memo"):
        add_memo(session, segment, "Let op het kanariememo.")
    start = len(TOLD) + 1
    session.add(
        Suggestion(
            study_id=study.id,
            source_id=source.id,
            start=start,
            end=start + len(LATER),
            code_id=code.id,
            rank=1,
            probability=0.5,
            certainty="likely",
            quotation=LATER,
        )
    )
    step = all_steps(session, journey)[0]
    cite(session, journey, step, segment.id)
    set_stance(session, journey, step, segment.id, Stance.TELLS)
    person = add_respondent(session, study, "ouder")
    link_interview(session, person, session.get_one(Interview, source.interview_id))
    record_consent(session, person, Purpose.QUOTE_LITERALLY, True, DAY, ConsentWay.BY_TELEPHONE)
    session.commit()
    with open_session(engine, study.organisation_id, second.id) as theirs:
        add_segment(theirs, source.id, start, start + len(LATER), LATER, code.id)
        theirs.commit()
    return source


def address(session: Session, source: Source) -> str:
    number = session.exec(select(Interview.number).where(Interview.id == source.interview_id)).one()
    session.rollback()
    return f"{HOME}/interviews/{number}/wissen/"


def leave(session: Session, source: Source) -> None:
    interview = session.get_one(Interview, source.interview_id)
    found = session.exec(select(Interview.respondent_id).where(Interview.id == interview.id)).one()
    withdraw_from_study(session, session.get_one(Respondent, found), DAY)
    session.commit()


def left(settings: Settings) -> list[tuple[str, str]]:
    return [(one, file) for one in RARE for file in files_with(one, settings.data_dir)]


def test_nothing_of_a_coded_conversation_is_left_in_any_file(
    settings: Settings, session: Session, client: FlaskClient, journey: Journey, told: Source
) -> None:
    change_step(session, journey, all_steps(session, journey)[0], "quote", TOLD)
    change_step(session, journey, all_steps(session, journey)[1], "quote", "Iets anders dan dit.")
    session.commit()
    page, source_id = address(session, told), told.id
    session.rollback()
    assert {one for one, _file in left(settings)} == set(RARE)

    assert client.post(page).status_code == 302

    assert left(settings) == []
    assert session.exec(select(Memo)).all() == []
    assert session.exec(select(Suggestion)).all() == []
    assert {one.source_id for one in session.exec(select(Segment)).all()}.isdisjoint({source_id})
    assert [step.quote for step in all_steps(session, journey)][:2] == ["", "Iets anders dan dit."]
    assert session.exec(select(Code.example).where(Code.name == "wachten")).one() == ""


def test_the_page_says_exactly_what_goes_and_asks_once(
    session: Session, client: FlaskClient, journey: Journey, told: Source
) -> None:
    change_step(session, journey, all_steps(session, journey)[2], "quote", TOLD)
    session.commit()
    leave(session, told)
    page = address(session, told)
    assert page in client.get(f"{HOME}/interviews/respondenten/1").text
    assert page in client.get(page.removesuffix("wissen/").rstrip("/")).text

    shown = " ".join(client.get(page).text.split())

    assert "2 beurten van het verslag" in shown
    assert "1 gecodeerd fragment: 1 van <bdi>Lotte Veldman</bdi>" in shown
    assert "ook werk van anderen dat je nog niet mag zien" in shown
    assert "Sanne Mol" not in shown, "she codes apart, and is not done"
    assert "1 memo en 1 suggestie bij dit gesprek" in shown
    assert "onderbouwing bij stap 1" in shown
    assert "het citaat bij stap 3" in shown
    assert "staat op de website" not in shown
    assert session.exec(select(Interview).where(Interview.id == told.interview_id)).first() is not None


def test_readers_keep_what_was_published_and_the_story_stays_marked(
    session: Session, client: FlaskClient, study: Study, journey: Journey, told: Source
) -> None:
    publish_journey(session, journey, SITE)
    session.commit()
    before = session.exec(select(Publication.content)).one()
    leave(session, told)
    composer = f"{HOME}/klantreizen/{journey.slug}"
    marked = "Lezers zien nu een uitgave die rust op ingetrokken toestemming"
    assert marked in client.get(composer).text
    page = address(session, told)
    assert "gaat om stap 1" not in client.get(page).text
    assert "staat op de website en blijft daar zoals het is, ook stap 1." in client.get(page).text

    client.post(page)
    session.expire_all()

    assert session.exec(select(Publication.content)).one() == before
    session.rollback()
    shown = client.get(composer).text
    assert marked in shown
    assert "Het gaat om stap 1 van die uitgave" in shown
    assert "Stap 1: aantal gesprekken" in shown
    assert f"{journey.title} is openbaar, en rust op ingetrokken toestemming" in client.get(f"{HOME}/").text
    again = make_interview(session, study)
    session.commit()
    assert "Het gaat om stap 1 van die uitgave" in client.get(composer).text, "not of the next conversation"
    assert again.interview_id is not None


@pytest.mark.parametrize("asked", [True, False])
def test_whoever_asked_without_being_a_respondent_marks_the_story_too(
    session: Session, client: FlaskClient, journey: Journey, told: Source, asked: bool
) -> None:
    publish_journey(session, journey, SITE)
    session.commit()
    composer = f"{HOME}/klantreizen/{journey.slug}"

    client.post(address(session, told), data={"taken_back": "ja"} if asked else {})

    shown = client.get(composer).text
    assert ("rust op ingetrokken toestemming" in shown) is asked
    assert "Stap 1: aantal gesprekken" in shown


def test_the_history_says_who_deleted_it_and_the_other_coder_is_told(
    session: Session, client: FlaskClient, sign_in_as: SignInAs, second: Person, told: Source
) -> None:
    leave(session, told)
    page = address(session, told)
    number = page.split("/")[-3]

    answer = client.post(page, follow_redirects=True)

    assert f"Gesprek {number} is gewist, met alles wat eruit kwam." in answer.text
    history = answer.text.partition("Gewiste gesprekken")[2]
    assert f"Gesprek {number}" in history
    assert "Lotte Veldman" in history
    respondent = client.get(f"{HOME}/interviews/respondenten/1").text
    assert f"Gesprek {number} is gewist op" in respondent
    assert page not in respondent
    told_to = sign_in_as(second).get(f"{HOME}/").text
    assert f"Lotte Veldman wiste Gesprek {number}, met wat jij daarin codeerde." in told_to
    assert client.get(page).status_code == 404


def test_what_was_done_on_other_conversations_can_still_be_undone(
    session: Session, client: FlaskClient, journey: Journey, told: Source
) -> None:
    other = session.exec(select(Segment).where(col(Segment.source_id) != told.id).order_by(col(Segment.id))).first()
    assert other is not None
    ties = len(session.exec(select(Evidence)).all())
    change_step(session, journey, all_steps(session, journey)[3], "happens", "Mirjam wacht nog steeds.")
    session.commit()

    client.post(address(session, told))
    session.expire_all()

    assert len(session.exec(select(Evidence)).all()) == ties - 1
    last = undoable(session, f"journey:{journey.id}")
    assert last is not None
    undo = f"{HOME}/klantreizen/{journey.slug}/ongedaan"
    session.rollback()
    assert client.post(undo).status_code == 303
    session.expire_all()
    assert all_steps(session, journey)[3].happens == "Mirjam belt. Niemand neemt op."


@pytest.mark.parametrize("role", sorted(set(STUDY_ROLES) - {Role.RESEARCHER}))
def test_only_a_researcher_deletes_a_conversation(
    engine: Engine, organisation: Organisation, session: Session, sign_in_as: SignInAs, told: Source, role: Role
) -> None:
    with unit_of_work(engine, across=True) as across:
        person = add_person(across, organisation, "e.smit@voorbeeld.nl", "Eva Smit", role)
    page = address(session, told)

    assert sign_in_as(person).get(page).status_code == 403
    assert sign_in_as(person).post(page).status_code == 403
    assert session.exec(select(Interview).where(Interview.id == told.interview_id)).first() is not None
