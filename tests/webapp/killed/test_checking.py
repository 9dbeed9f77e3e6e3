"""That what looks for lost and half-written changes finds them: here each is taken away, or done twice, by hand."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlmodel import Session, col, delete, select

from coding.models import Memo, Segment, SegmentWords
from coding.screen.actions import ChosenStretch, code_stretch, write_memo
from exports.publishing.publish import publish_journey
from foundation.clock import now
from foundation.database.full_text.index import write_words
from foundation.jobs.asking import enqueue
from foundation.jobs.models import Job, JobState
from interviews.models import Interview, InterviewState
from interviews.texts.adding import SpokenTurn, add_interview
from interviews.texts.models import Source, Turn, TurnWords
from interviews.texts.sources import turns_of
from interviews.transcripts.drafts import save_typed, start_typing
from journeys.measures.plans import MeasureText, add_measure
from journeys.models import Journey, Publication
from studies.models import ChangeRecord, Organisation, Person, Study
from tests.factories import make_interview
from tests.journeys.making import SITE, all_steps, make_code, make_finished
from tests.webapp.killed.acts import Act, Standing, lost
from tests.webapp.killed.checking import halves
from tests.webapp.killed.coding import Fragment, HalfTyped, Written
from tests.webapp.killed.importing import File, Released, TakenIn, Uploaded
from tests.webapp.killed.jobs import Asked, JobsSeen, watch_ends
from tests.webapp.killed.telling import LetOut, MeasureTold, StepTold, TypedOn

Take = Callable[[Session], Any]


def wrong(session: Session, *acts: Act) -> list[str]:
    """Everything that is found, as a round finds it."""
    session.flush()
    return [*lost(session, acts), *halves(session, session.info["person_id"])]


def gone(*rows: Any) -> Take:
    def take(session: Session) -> None:
        for table in rows:
            session.exec(delete(table))

    return take


@pytest.fixture
def coded(session: Session, study: Study) -> tuple[Fragment, Written]:
    """A fragment with a memo, as the screen stores them."""
    source, code = make_interview(session, study), make_code(session, study)
    turn = turns_of(session, source.id)[1]
    session.commit()
    placed = code_stretch(session, source, ChosenStretch(turn.start, turn.end, turn.text), code.id)
    write_memo(session, source, placed.segment.id, "Hier wacht iemand.")
    fragment = Fragment("", source.id, turn.start, turn.end, turn.text, code.id, placed.segment.id)
    return fragment, Written(fragment, "Hier wacht iemand.")


def test_a_fragment_with_its_memo_is_whole(session: Session, coded: tuple[Fragment, Written]) -> None:
    _index_turns(session)
    assert wrong(session, *coded) == []


@pytest.mark.parametrize(
    "take", [gone(Memo, SegmentWords, Segment), gone(Memo), gone(SegmentWords), gone(ChangeRecord)]
)
def test_a_part_of_a_fragment_that_is_gone_is_missed(
    session: Session, coded: tuple[Fragment, Written], take: Take
) -> None:
    _index_turns(session)
    take(session)
    assert wrong(session, *coded)


def test_a_half_typed_memo_that_is_gone_is_missed(session: Session, coded: tuple[Fragment, Written]) -> None:
    assert HalfTyped(coded[0], "Hier").standing(session) is Standing.ABSENT


def test_a_memo_that_is_there_twice_is_found(session: Session, coded: tuple[Fragment, Written]) -> None:
    memo = session.exec(select(Memo)).one()
    session.add(Memo(**memo.model_dump(exclude={"id"})))
    session.flush()
    assert coded[1].standing(session) is Standing.TWICE


@pytest.fixture
def released(session: Session, study: Study) -> Iterator[Released]:
    """A conversation that came in from a file and was released."""
    file = File(1)
    spoken = [SpokenTurn(text, "Ouder") for text in file.texts]
    add_interview(session, study, spoken).state = InterviewState.CODING
    session.flush()
    _index_turns(session)
    return Released(TakenIn(Uploaded("", file)))


def test_a_conversation_with_all_its_turns_is_whole(session: Session, released: Released) -> None:
    assert wrong(session, released, released.taken, released.taken.upload) == []


def test_a_turn_that_is_gone_is_missed(session: Session, released: Released) -> None:
    last = session.exec(select(Turn).order_by(col(Turn.position).desc())).first()
    assert last
    session.exec(delete(TurnWords).where(col(TurnWords.id) == last.id))
    session.exec(delete(Turn).where(col(Turn.id) == last.id))
    assert released.taken.standing(session) is Standing.HALF
    assert released.standing(session) is Standing.HALF


@pytest.mark.parametrize("take", [gone(TurnWords), gone(TurnWords, Turn), gone(TurnWords, Turn, Source)])
def test_a_conversation_without_text_or_index_is_found_whoever_wrote_it(
    session: Session, released: Released, take: Take
) -> None:
    take(session)
    assert wrong(session)


def test_a_conversation_that_is_gone_or_there_twice_is_found(session: Session, study: Study) -> None:
    file = File(1)
    upload = Uploaded("", file)
    assert TakenIn(upload).standing(session) is Standing.HALF
    for _time in range(2):
        add_interview(session, study, [SpokenTurn(text, "Ouder") for text in file.texts])
    assert TakenIn(upload).standing(session) is Standing.TWICE
    assert upload.standing(session) is Standing.TWICE
    session.exec(delete(Interview))
    assert upload.standing(session) is Standing.ABSENT


@pytest.fixture
def let_out(session: Session, study: Study, organisation: Organisation) -> LetOut:
    """A story that readers have."""
    session.get_one(Organisation, organisation.id).telephone = "0570 12 34 56"
    journey = make_finished(session, study)
    session.commit()
    publish_journey(session, journey, SITE)
    session.flush()
    return LetOut("", journey.id, "Niemand neemt op.", "")


def test_an_edition_is_whole(session: Session, let_out: LetOut) -> None:
    assert let_out.standing(session) is Standing.WHOLE


def _cut(session: Session) -> None:
    publication = session.exec(select(Publication)).one()
    publication.pdf = publication.pdf[: len(publication.pdf) // 2]


def _ended_without_edition(session: Session) -> None:
    session.exec(select(Publication)).one().version = 2
    session.exec(select(ChangeRecord).where(col(ChangeRecord.area).startswith("publication"))).one().label = "uitgave 2"


@pytest.mark.parametrize("take", [_cut, gone(ChangeRecord), _ended_without_edition])
def test_an_edition_without_its_end_history_or_the_one_before_it_is_half(
    session: Session, let_out: LetOut, take: Take
) -> None:
    take(session)
    session.flush()
    assert let_out.standing(session) is Standing.HALF


def test_an_edition_that_is_gone_is_missed(session: Session, let_out: LetOut) -> None:
    session.exec(delete(Publication))
    assert let_out.standing(session) is Standing.ABSENT


def test_a_text_of_before_is_missed_and_half_a_text_is_half(session: Session, study: Study) -> None:
    transcript = start_typing(session, study)
    save_typed(session, transcript, "Ouder: ja.\n", 0)
    typed = TypedOn("", transcript.id, "Ouder: ja.\nOuder: nee.\n", 1)
    assert typed.standing(session) is Standing.ABSENT
    save_typed(session, transcript, "Ouder: ja.\nOuder: n", 1)
    assert typed.standing(session) is Standing.HALF
    save_typed(session, transcript, typed.text + "Ouder: ja.\n", 2)
    assert typed.standing(session) is Standing.WHOLE


def test_a_step_that_tells_what_it_told_before_is_missed(session: Session, let_out: LetOut) -> None:
    step = all_steps(session, session.get_one(Journey, let_out.journey_id))[0]
    step.happens = StepTold("", step.id, 3).text
    session.flush()
    assert StepTold("", step.id, 3).standing(session) is Standing.WHOLE
    assert StepTold("", step.id, 4).standing(session) is Standing.ABSENT


def test_a_measure_of_which_it_is_not_said_that_it_changed_is_half(session: Session, let_out: LetOut) -> None:
    journey = session.get_one(Journey, let_out.journey_id)
    measure = add_measure(session, journey, MeasureText("Terugbellen", what="Iemand belt 1 keer terug."))
    assert MeasureTold("", measure.id, 1).standing(session) is Standing.WHOLE
    assert MeasureTold("", measure.id, 2).standing(session) is Standing.ABSENT
    measure.what = "Iemand belt 2 keer terug."
    assert MeasureTold("", measure.id, 2).standing(session) is Standing.HALF


@pytest.fixture
def job(session: Session, study: Study, researcher: Person) -> Iterator[Job]:
    """That ended well, while ends are written down: until the test is over."""
    session.commit()
    watch_ends(session.connection())
    job = enqueue(session, "suggestions", study.id)
    session.flush()
    _end(session, job, JobState.FAILED, "Codeer eerst meer fragmenten.")
    yield job
    session.rollback()


def _end(session: Session, job: Job, state: JobState, message: str) -> None:
    job.state, job.message, job.finished_at = state, message, now()
    session.flush()


def test_a_job_that_ends_once_is_well(session: Session, job: Job) -> None:
    assert list(JobsSeen().problems(session)) == []


def test_a_job_that_ends_twice_or_without_a_word_is_found(session: Session, job: Job) -> None:
    _end(session, job, JobState.WAITING, "")
    _end(session, job, JobState.FAILED, "")
    ended, without_word = JobsSeen().problems(session)
    assert "ended 2 times" in ended
    assert "without a word" in without_word


def test_a_job_that_is_done_and_of_which_nothing_is_there_is_found(session: Session, job: Job) -> None:
    _end(session, job, JobState.WAITING, "")
    _end(session, job, JobState.DONE, "De suggesties staan klaar.")
    assert any("0 suggestions are there" in one for one in JobsSeen().problems(session))


def test_a_job_that_was_asked_for_and_is_gone_is_missed(session: Session, job: Job, study: Study) -> None:
    asked = Asked("", study.id, job.created_at)
    assert asked.standing(session) is Standing.WHOLE
    session.exec(delete(Job))
    assert asked.standing(session) is Standing.ABSENT


def _index_turns(session: Session) -> None:
    write_words(session, Turn, col(Turn.id) > 0)
    session.flush()
