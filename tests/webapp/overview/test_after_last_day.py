"""After the last day that was agreed nothing comes in any more of what was erased then, whichever way it takes."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, func, select
from werkzeug.test import TestResponse

import webapp.tables  # noqa: F401  registers every table
from coding.codebook.changing import add_code
from coding.codebook.describing import Description, describe_code
from coding.memos import add_memo, edit_memo
from coding.models import Code, Memo
from coding.segments import add_segment
from coding.suggestions.passages import Passage
from coding.suggestions.proposals import Guess, store_suggestions
from coding.suggestions.topics.codes import store_topics
from coding.suggestions.topics.finding.grouping import FoundTopic
from foundation.clock import today
from foundation.database.engine import open_session_across_organisations, read_only
from foundation.dutch import long_date
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.models import Interview
from interviews.respondents.call_list.file import read_file
from interviews.respondents.call_list.intake import Choices, guessed, take_in
from interviews.respondents.contacts import ContactVault
from interviews.respondents.models import CallAttempt, RespondentContact
from interviews.respondents.register import add_respondent
from interviews.transcripts.drafts import start_typing
from interviews.transcripts.models import TranscriptInProgress
from studies.keys.keeping import opened_key, study_key
from studies.models import Agreement, Study
from studies.retention.due import PastLastDay
from tests.factories import make_interview
from tests.files import files_with
from webapp.commands.import_transcripts import import_file
from webapp.settings import Settings
from webapp.work.tidying import keep_promises

HOME = "/onderzoeken/jeugdhulp/interviews"
NAME = "Zwartendijck"
LAST = today() - timedelta(days=1)
SENTENCE = f"De laatste dag om echte namen te bewaren was {long_date(LAST)}"
LIST = f"naam;telefoon;rol\n{NAME} Wilma;06-12345678;ouder\n".encode()
SPEAKERS = {
    "speaker-0-name": "Interviewer",
    "speaker-0-interviewer": "yes",
    "speaker-1-name": "Ouder",
    "role": "ouder",
    "held_on": "2026-03-11",
    "minutes": "24",
}
TRANSCRIPT = f"Interviewer: Hoe ging het?\nMoeder: Ik ben Wilma {NAME}.\n".encode()


def _agreed_until(session: Session, study: Study, *, key: int, transcripts: int) -> None:
    """An agreement of long ago; the last days count from yesterday."""
    days = {
        "key_until": LAST + timedelta(days=key),
        "transcripts_until": LAST + timedelta(days=transcripts),
        "agreed_on": LAST - timedelta(days=100),
    }
    agreement = session.exec(select(Agreement).where(Agreement.study_id == study.id)).first()
    for name, day in days.items():
        setattr(agreement := agreement or Agreement(study_id=study.id), name, day)
    session.add(agreement)
    session.commit()


@pytest.fixture
def names_over(engine: Engine, session: Session, study: Study) -> None:
    """One respondent, one interview, and the last day for names is over; the program did its work."""
    add_respondent(session, study, "ouder")
    make_interview(session, study)
    _agreed_until(session, study, key=0, transcripts=100)
    assert keep_promises(engine) == 1


Post = Callable[[FlaskClient], TestResponse]
PAGES: dict[str, Post] = {
    "a respondent by hand": lambda client: client.post(
        f"{HOME}/respondenten/nieuw", data={"role": "ouder", "name": NAME, "telephone": "06-12345678"}
    ),
    "how to reach somebody on the list": lambda client: client.post(
        f"{HOME}/respondenten/1/contact", data={"name": NAME, "telephone": "", "email": ""}
    ),
    "a note of a call": lambda client: client.post(
        f"{HOME}/respondenten/1/bellen", data={"result": "no_answer", "called_at": "", "note": f"Vraag naar {NAME}."}
    ),
    "a call list": lambda client: client.post(
        f"{HOME}/respondenten/inlezen", data={"list": (io.BytesIO(LIST), "bellijst.csv")}
    ),
    "a file": lambda client: client.post(f"{HOME}/inlezen", data={"files": [(io.BytesIO(TRANSCRIPT), "gesprek.txt")]}),
    "typing": lambda client: client.post(f"{HOME}/typen"),
}


@pytest.mark.usefixtures("names_over")
@pytest.mark.parametrize("post", PAGES.values(), ids=PAGES)
def test_no_name_comes_in_by_a_page(engine: Engine, settings: Settings, client: FlaskClient, post: Post) -> None:
    answer = post(client)
    assert answer.status_code == 422
    assert SENTENCE in answer.text
    assert "‘Afspraken vooraf’" in answer.text, "it says what to do"
    with open_session_across_organisations(read_only(engine)) as looking:
        for table in (RespondentContact, TranscriptInProgress, CallAttempt):
            assert _count(looking, table) == 0, table
        assert _count(looking, Interview) == 1
    assert files_with(NAME, settings.data_dir) == []


def _count(session: Session, table: type[SQLModel]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


@pytest.mark.usefixtures("names_over")
def test_no_transcript_comes_in_by_command(engine: Engine, session: Session, study: Study, tmp_path: Path) -> None:
    file = tmp_path / "gesprek.txt"
    file.write_bytes(TRANSCRIPT)
    vault = PseudonymVault(opened_key(session, study.id))
    session.commit()
    with pytest.raises(PastLastDay, match=SENTENCE):
        import_file(engine, study, file, vault, session.info["person_id"])
    assert _count(session, Interview) == 1


def test_a_call_list_that_was_open_already_is_not_taken_in(
    engine: Engine, session: Session, study: Study, settings: Settings, client: FlaskClient
) -> None:
    table = read_file(LIST)
    page = client.post(f"{HOME}/respondenten/inlezen", data={"list": (io.BytesIO(LIST), "bellijst.csv")}).text
    parcel = page.partition('name="parcel" value="')[2].partition('"')[0]
    _agreed_until(session, study, key=0, transcripts=100)
    fates = {f"column-{index}": fate.value for index, fate in enumerate(guessed(table).fates)}
    answer = client.post(f"{HOME}/respondenten/inlezen/opnemen", data={"parcel": parcel, **fates})
    assert (answer.status_code, SENTENCE in answer.text) == (422, True)
    with pytest.raises(PastLastDay):
        take_in(
            session,
            ContactVault(study_key(session, study.id)),
            study,
            table,
            Choices(guessed(table).fates, "ouder"),
        )
    session.rollback()
    assert _count(session, RespondentContact) == 0


def test_a_transcript_that_was_on_its_way_stays_on_screen_and_goes_no_further(
    session: Session, study: Study, client: FlaskClient
) -> None:
    """Between the last day and the hour in which the program erases."""
    typing = client.post(f"{HOME}/typen").headers["Location"]
    client.post(typing, data={"text": "I: Hoe ging het?\nR: Goed.", "version": 0})
    _agreed_until(session, study, key=0, transcripts=100)
    answer = client.post(typing, data={"text": f"I: Hoe ging het?\nR: Ik ben {NAME}.", "version": 1})
    assert (answer.status_code, SENTENCE in answer.text) == (422, True)
    assert NAME in answer.text, "what was typed is still on the screen"
    taken = client.post(f"{typing}/sprekers", data=SPEAKERS)
    assert (taken.status_code, SENTENCE in taken.text) == (422, True)
    assert _count(session, Interview) == 0


@pytest.mark.usefixtures("names_over")
def test_what_names_nobody_still_comes_in(client: FlaskClient, session: Session) -> None:
    assert client.post(f"{HOME}/respondenten/nieuw", data={"role": "ouder"}).status_code == 302
    called = client.post(f"{HOME}/respondenten/1/bellen", data={"result": "no_answer", "called_at": "", "note": ""})
    assert called.status_code == 302
    assert _count(session, CallAttempt) == 1


@pytest.mark.usefixtures("names_over")
def test_pages_say_beforehand_that_nothing_comes_in(client: FlaskClient) -> None:
    for page in ("/", "/inlezen", "/respondenten/", "/respondenten/nieuw", "/respondenten/inlezen"):
        assert SENTENCE in client.get(f"{HOME}{page}").text, page


@pytest.mark.usefixtures("names_over")
def test_a_later_day_opens_the_study_again(client: FlaskClient, session: Session, study: Study) -> None:
    _agreed_until(session, study, key=50, transcripts=100)
    assert SENTENCE not in client.get(f"{HOME}/").text
    assert client.post(f"{HOME}/typen").status_code == 302


@pytest.mark.usefixtures("names_over")
def test_taking_the_agreement_back_to_a_draft_does_not_open_it(session: Session, study: Study) -> None:
    agreement = session.exec(select(Agreement)).one()
    agreement.agreed_on = None
    session.commit()
    session.expire_all()
    with pytest.raises(PastLastDay):
        start_typing(session, session.get_one(Study, study.id))


def test_no_words_of_a_conversation_come_in_when_the_transcripts_are_gone(
    engine: Engine, session: Session, study: Study
) -> None:
    source = make_interview(session, study)
    code = add_code(session, study.id, "wachttijd")
    segment = add_segment(session, source.id, 0, 2, "En", code.id)
    on_code = add_memo(session, code, "Vaker dan gedacht.")
    _agreed_until(session, study, key=0, transcripts=0)
    keep_promises(engine)
    session.expire_all()
    with pytest.raises(PastLastDay, match="gespreksverslagen"):
        add_memo(session, segment, "Zij zei dat het lang duurde.")
    with pytest.raises(PastLastDay, match="gespreksverslagen"):
        describe_code(session, session.get_one(Code, code.id), Description(example="Het duurde lang."))
    edit_memo(session, session.get_one(Memo, on_code.id), "Een memo bij een code is van ons.")
    describe_code(session, session.get_one(Code, code.id), Description(definition="Hoe lang iemand wachtte."))


def test_what_was_computed_from_words_that_are_gone_is_thrown_away(
    engine: Engine, session: Session, study: Study
) -> None:
    """A search began before the erasing and ends after it."""
    source = make_interview(session, study)
    code = add_code(session, study.id, "wachttijd")
    read = Passage(source.id, source.interview_id or 0, 0, 2, "En")
    found = FoundTopic(name="Wachten", words=("wachten",), members=(0,), maybe=(), nearest=(0,), interviews=1)
    _agreed_until(session, study, key=0, transcripts=0)
    keep_promises(engine)
    session.expire_all()
    with pytest.raises(PastLastDay):
        store_suggestions(session, study.id, [Guess(read, code.id, 1, 0.5, "likely")])
    with pytest.raises(PastLastDay):
        store_topics(session, study.id, [found], [read])


def test_a_code_that_is_made_anew_brings_no_example_back(session: Session, study: Study) -> None:
    _agreed_until(session, study, key=0, transcripts=0)
    with pytest.raises(PastLastDay, match="gespreksverslagen"):
        add_code(session, study.id, "wachttijd", example="Het duurde lang.")
