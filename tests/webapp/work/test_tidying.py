"""What was promised about how long things are kept is kept, to the day, in tables and in files."""

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, func, select

import webapp.tables  # noqa: F401  registers every table
from coding.codebook.changing import add_code
from coding.models import Code, Memo, Segment, Suggestion, TextVector
from coding.segments import add_segment
from coding.undo import in_codebook, in_text
from foundation.clock import AMSTERDAM, pretend_it_is, today
from foundation.database.engine import open_session, read_only
from interviews.deidentification.models import NameFinding, Pseudonym
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.releasing import release
from interviews.deidentification.replacing.names_in_source import names_in
from interviews.deidentification.replacing.proposing import propose_names
from interviews.deidentification.replacing.replace import replace_names
from interviews.models import InterviewState
from interviews.respondents.models import RespondentContact, RespondentDraft
from interviews.respondents.register import add_respondent
from interviews.texts.adding import SpokenTurn, add_interview
from interviews.texts.models import Turn
from interviews.texts.sources import source_of
from interviews.transcripts.drafts import save_typed, start_typing
from journeys.evidence.models import Evidence
from studies.agreements.keeping import save_agreement
from studies.agreements.stored_terms import terms_of
from studies.agreements.terms import AgreementIncomplete, Party, Terms
from studies.keys.secret import key_from_before
from studies.models import Agreement, Asker, Person, Study
from studies.retention.due import names_are_gone, transcripts_are_gone
from tests.conftest import SignInAs
from tests.factories import make_interview
from tests.files import files_with
from tests.journeys.making import make_finished
from webapp.integrity import problems
from webapp.settings import ROOT, Settings
from webapp.work.tidying import keep_promises

NAME, WORD, NOTE = "Zwartendijck", "beschikkingsbrief", "aantekeningetje"
AGREED = today() - timedelta(days=1)
NAMES_UNTIL, TRANSCRIPTS_UNTIL = AGREED + timedelta(days=100), AGREED + timedelta(days=200)
TERMS = Terms(
    question="Hoe ging het?",
    asked_by=(Asker.CITIZEN,),
    parties=(Party("Gemeente"), Party("Adviesraad")),
    used_for="De toegang.",
    not_for="Inkoop.",
    published="Een klantreis.",
    transcripts_until=TRANSCRIPTS_UNTIL,
    key_until=NAMES_UNTIL,
    agreed_on=AGREED,
)


def on(day: date) -> datetime:
    """The first minute of this day, as people here count days."""
    return datetime.combine(day, time(0, 1), AMSTERDAM)


@pytest.fixture(autouse=True)
def material(session: Session, study: Study) -> None:
    """A study in which names and words stand wherever they can."""
    make_finished(session, study)
    save_agreement(session, study, TERMS)
    vault = PseudonymVault(key_from_before(bytes(32), study.id))
    told = [SpokenTurn(f"Mevrouw {NAME} stuurde een {WORD}.", "Ouder")]
    done = add_interview(session, study, told, vault=vault)
    propose_names(session, vault, done)
    replace_names(session, vault, done, names_in(session, vault, done).findings)
    release(session, vault, done)
    source = source_of(session, done)
    with in_codebook(session, study.id, "code gemaakt"):
        code = add_code(session, study.id, "brieven", example=f"een {WORD}")
    said = session.exec(select(Turn.text).where(Turn.source_id == source.id)).one()
    with in_text(session, source, "fragment gekoppeld"):
        segment = add_segment(session, source.id, 0, len(said), said, code.id)
    session.add(Memo(study_id=study.id, segment_id=segment.id, text=NOTE, person_id=segment.coder_id))
    guess = {"rank": 1, "probability": 0.5, "certainty": "likely", "quotation": said}
    session.add(Suggestion(study_id=study.id, source_id=source.id, start=0, end=5, code_id=code.id, **guess))
    numbers = {"digest": "digest", "encoder": "use", "vector": bytes(1024)}
    session.add(TextVector(study_id=study.id, source_id=source.id, **numbers))
    respondent = {"respondent_id": add_respondent(session, study, "ouder").id, "sealed": b"sealed"}
    session.add(RespondentContact(**respondent))
    session.add(RespondentDraft(**respondent, person_id=session.info["person_id"], page="tab", part="contact"))
    make_interview(session, study, [("Ouder", f"Ik ben mevrouw {NAME}.", False)], InterviewState.NAMES)
    save_typed(session, start_typing(session, study), f"R: Mevrouw {NAME} belde.", 0)
    session.commit()


Count = Callable[[type[SQLModel]], int]


@pytest.fixture
def count(engine: Engine, study: Study) -> Count:
    def rows(table: type[SQLModel]) -> int:
        with open_session(read_only(engine), study.organisation_id) as looking:
            return looking.exec(select(func.count()).select_from(table)).one()

    return rows


@pytest.fixture
def now_stored(engine: Engine, study: Study) -> Callable[[], Study]:
    def row() -> Study:
        with open_session(read_only(engine), study.organisation_id) as looking:
            return looking.get_one(Study, study.id)

    return row


def test_on_the_last_day_everything_is_still_there(engine: Engine, settings: Settings, count: Count) -> None:
    with pretend_it_is(on(NAMES_UNTIL)):
        assert keep_promises(engine) == 0
    assert count(Pseudonym)
    assert files_with(NAME, settings.data_dir)


def test_the_day_after_the_real_names_are_gone_and_the_words_stay(
    engine: Engine, settings: Settings, count: Count, now_stored: Callable[[], Study]
) -> None:
    with pretend_it_is(on(NAMES_UNTIL + timedelta(days=1))):
        assert keep_promises(engine) == 1
        assert keep_promises(engine) == 0, "it is done once"
    assert [count(table) for table in (Pseudonym, NameFinding, RespondentContact, RespondentDraft)] == [0, 0, 0, 0]
    assert files_with(NAME, settings.data_dir) == []
    assert files_with(WORD, settings.data_dir) == ["verhaallijn.db"]
    assert (names_are_gone(now_stored()), transcripts_are_gone(now_stored())) == (True, False)


def test_the_day_after_the_transcripts_are_gone_and_what_was_counted_stays(
    engine: Engine, settings: Settings, count: Count, now_stored: Callable[[], Study]
) -> None:
    counted = Evidence, Segment, Code
    before = [count(table) for table in counted]
    with pretend_it_is(on(TRANSCRIPTS_UNTIL + timedelta(days=1))):
        assert keep_promises(engine) == 2
    for word in (NAME, WORD, NOTE):
        assert files_with(word, settings.data_dir) == [], word
    assert (count(Turn), count(TextVector)) == (0, 0)
    assert [count(table) for table in counted] == before
    assert problems(engine) == []
    assert transcripts_are_gone(now_stored())


def test_pages_say_that_the_transcripts_are_gone(
    engine: Engine, sign_in_as: SignInAs, researcher: Person, study: Study
) -> None:
    with pretend_it_is(on(TRANSCRIPTS_UNTIL + timedelta(days=1))):
        keep_promises(engine)
    client = sign_in_as(researcher)
    home = f"/onderzoeken/{study.slug}"
    assert "De gespreksverslagen zijn gewist op" in client.get(f"{home}/interviews/1").text
    assert "Gesprek 1" in client.get(f"{home}/interviews/").text
    agreed = client.get(f"{home}/afspraken").text
    assert "De gespreksverslagen gewist, zoals afgesproken" in agreed
    assert "Verhaallijn," in agreed, "the program acts in its own name"
    for page in ("", "/thema", "/coderen", "/klantreizen"):
        assert client.get(f"{home}{page}", follow_redirects=True).status_code in (200, 404), page


@pytest.mark.parametrize(("days", "is_told"), [(15, False), (14, True), (0, True)])
def test_it_is_told_two_weeks_ahead(
    sign_in_as: SignInAs, researcher: Person, study: Study, days: int, is_told: bool
) -> None:
    with pretend_it_is(on(NAMES_UNTIL - timedelta(days=days))):
        page = sign_in_as(researcher).get(f"/onderzoeken/{study.slug}/").text
    assert ("wist Verhaallijn de echte namen" in page) == is_told


def test_a_draft_of_an_agreement_erases_nothing(engine: Engine, session: Session, study: Study) -> None:
    agreement = session.exec(select(Agreement)).one()
    agreement.agreed_on = None
    session.commit()
    with pretend_it_is(on(TRANSCRIPTS_UNTIL + timedelta(days=1))):
        assert keep_promises(engine) == 0


def test_a_slip_of_the_pen_erases_nothing(session: Session, study: Study) -> None:
    terms = terms_of(session.exec(select(Agreement)).one(), study)
    with pretend_it_is(on(NAMES_UNTIL)), pytest.raises(AgreementIncomplete) as refused:
        save_agreement(session, study, Terms(**{**vars(terms), "key_until": AGREED + timedelta(days=2)}))
    assert list(refused.value.errors) == ["key_until"]


NAMES_GO = {"name_finding", "pseudonym", "respondent_contact", "respondent_draft"} | {
    "transcript_in_progress",
    "name_waiver",
}
WORDS_GO = {
    "draft",
    "turn",
    "turn_words",
    "segment",
    "segment_words",
    "memo",
    "suggestion",
    "text_vector",
    "learning",
    "program_agreement",
    "doubted_coding",
    "topic",
    "code",
    "change_record",
    "interview",
    "source",
}
STAYS = {
    *(
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
        "study_role",
        "invitation",
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
        "study_key",
        "attempts",
        "worker",
        "measure_removal",
        "study",
        "deleted_study",
        "deleted_interview",
        "respondent_page_sent",
        "council_page_sent",
        "agreement",
        "job",
        "change_notice",
        "outgoing_mail",
        "trail_entry",
    ),
    *("respondent", "consent", "call_attempt", "coding_done", "persona", "journey", "phase", "step", "evidence"),
    *(
        "measure",
        "measure_change",
        "waiting_words",
        "review_round",
        "council_member",
        "comment",
        "unsent_answer",
        "publication",
        "publication_edition",
        "quote_source",
        "to_reread",
        "literal_quote",
    ),
}


def test_of_every_table_it_is_known_whether_it_goes() -> None:
    """A new table that quotes people is erased by its package (see studies.retention.due.erases), or said to stay."""
    assert {table.name for table in SQLModel.metadata.sorted_tables} - NAMES_GO - WORDS_GO - STAYS == set()


def test_who_tidies_alone_knows_of_everything_that_goes() -> None:
    """The worker loads no pages, so what pages load it has to name itself."""
    declares = re.compile(r"^@(?:erases|notes_before|forgets_texts)\b", re.MULTILINE)
    packages = ("interviews", "coding", "journeys", "feedback", "exports")
    modules = [module for package in packages for module in (ROOT / package).rglob("*.py")]
    declaring = {
        ".".join(module.relative_to(ROOT).with_suffix("").parts)
        for module in modules
        if declares.search(module.read_text())
    }
    loaded = "import sys, webapp.work.tidying; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True)
    assert len(declaring) > 4
    assert declaring - set(told.stdout.split()) == set()
