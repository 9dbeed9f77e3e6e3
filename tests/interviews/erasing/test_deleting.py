"""An interview that goes takes everything along that was kept of it, and nothing of the others."""

from hashlib import sha256

import pytest
from sqlmodel import Session, SQLModel, col, func, select

import coding.erasing.due  # noqa: F401  declares what coding quotes
import webapp.tables  # noqa: F401  registers every table
from coding.codebook.changing import add_code
from coding.models import Topic
from coding.screen.drafts import Typed, drafts_of, keep_draft
from coding.segments import add_segment, remove_segment
from coding.suggestions.topics.codes import make_code_of_topic
from coding.suggestions.topics.passages import passages_of_topic
from coding.suggestions.topics.rearranging import merge_topics
from coding.undo import in_codebook, in_text
from interviews.deidentification.digests import renew_digests
from interviews.deidentification.models import NameFinding, Pseudonym
from interviews.deidentification.pseudonyms import PseudonymVault
from interviews.deidentification.releasing import release
from interviews.deidentification.replacing.names_in_source import names_in
from interviews.deidentification.replacing.proposing import propose_names
from interviews.deidentification.replacing.replace import replace_names
from interviews.deidentification.study_names import study_rows
from interviews.erasing.conversation import InterviewCoded, delete_interview
from interviews.models import Interview
from interviews.texts.adding import InterviewKnown, SpokenTurn, add_interview
from interviews.texts.sources import source_of, text_of
from studies.keys.secret import key_from_before
from studies.models import ChangeRecord, Study
from tests.factories import make_interview

KEY = bytes(range(32))
ONE = [SpokenTurn("Mijn zoon Tijn Wubbenhorst ging naar juf Marloes.", "Ouder")]
OTHER = [SpokenTurn("Juf Marloes belde mij op over Nynke Zwartendijck.", "Ouder")]


@pytest.fixture
def vault(study: Study) -> PseudonymVault:
    return PseudonymVault(key_from_before(KEY, study.id))


def taken_in(session: Session, vault: PseudonymVault, study: Study, turns: list[SpokenTurn]) -> Interview:
    """An interview whose names are all replaced, released for coding."""
    interview = add_interview(session, study, turns, vault=vault)
    propose_names(session, vault, interview)
    replace_names(session, vault, interview, names_in(session, vault, interview).findings)
    release(session, vault, interview)
    session.commit()
    return interview


def originals(session: Session, vault: PseudonymVault, study: Study) -> set[str]:
    """Every name that the key table gives back."""
    return {vault.reveal(row) for row in study_rows(session, study.id).values()}


def test_the_names_that_no_other_interview_holds_go_along(
    session: Session, study: Study, vault: PseudonymVault
) -> None:
    first = taken_in(session, vault, study, ONE)
    taken_in(session, vault, study, OTHER)
    assert originals(session, vault, study) >= {"Tijn", "Wubbenhorst", "Marloes", "Nynke", "Zwartendijck"}

    delete_interview(session, vault, first)

    assert originals(session, vault, study) == {"Marloes", "Nynke", "Zwartendijck"}


def test_the_last_interview_takes_all_sealed_names_along(session: Session, study: Study, vault: PseudonymVault) -> None:
    delete_interview(session, vault, taken_in(session, vault, study, ONE))

    for table in (Pseudonym, NameFinding):
        assert session.exec(select(func.count()).select_from(table)).one() == 0


def test_what_coding_quotes_of_it_goes_along(session: Session, study: Study, vault: PseudonymVault) -> None:
    source = make_interview(session, study, [("Ouder", "Wij wachtten heel lang op hulp.", False)])
    kept = make_interview(session, study, [("Ouder", "Wij kregen meteen hulp.", False)])
    with in_codebook(session, study.id, "code gemaakt"):
        code = add_code(session, study.id, "wachttijd")
    with in_text(session, source, "fragment gekoppeld"):
        segment = add_segment(session, source.id, 0, 31, "Wij wachtten heel lang op hulp.", code.id)
    with in_codebook(session, study.id, "fragment weg"):
        remove_segment(session, segment)
    for place, quoted in enumerate((source, kept)):
        session.add(
            Topic(
                study_id=study.id,
                position=place,
                name="hulp",
                words=["hulp"],
                typical=[[quoted.id, 0, 3]],
                stretches=[[quoted.id, 0, 3]],
                segments=1,
                interviews=1,
            )
        )
    over = {"example": "Wij wachtten heel lang op hulp."}
    keep_draft(session, study.id, code, Typed("one", {"example": "Het duurde te lang."}, over))
    keep_draft(session, study.id, code, Typed("other", over))

    delete_interview(session, vault, session.get_one(Interview, source.interview_id))

    assert "wachtten" not in everything(session)
    assert [draft.typed for draft in drafts_of(session, study.id)] == [{"example": "Het duurde te lang."}]
    assert [topic.typical[0][0] for topic in session.exec(select(Topic)).all()] == [kept.id]
    assert [record.label for record in session.exec(select(ChangeRecord)).all()] == ["code gemaakt", "Gesprek 1 gewist"]


def test_a_topic_that_became_a_code_counts_what_is_left_of_it(
    session: Session, study: Study, vault: PseudonymVault
) -> None:
    gone, kept = (make_interview(session, study, [("Ouder", "Wij wachtten lang.", False)]) for _interview in range(2))
    topic = Topic(
        study_id=study.id,
        position=0,
        name="hulp",
        words=["hulp"],
        stretches=[[gone.id, 0, 3], [gone.id, 4, 12], [kept.id, 0, 3]],
        segments=3,
        interviews=2,
        code_id=add_code(session, study.id, "hulp").id,
    )
    session.add(topic)
    session.flush()

    delete_interview(session, vault, session.get_one(Interview, gone.interview_id))

    session.refresh(topic)
    assert (topic.segments, topic.interviews) == (1, 1)


def test_words_of_what_was_put_together_leave_with_the_conversation(
    session: Session, study: Study, vault: PseudonymVault
) -> None:
    """Also once it became a code, which stays, and of what is only maybe in a topic."""
    gone, kept = (
        make_interview(session, study, [("Ouder", text, False)])
        for text in ("Wij wachtten heel lang.", "Wij kregen meteen hulp.")
    )
    for place, (name, source, words) in enumerate((("Lang", gone, "wachtten"), ("Hulp", kept, "hulp"))):
        start = text_of(session, source.id).index(words)
        stretch = [source.id, start, start + len(words)]
        about = {"study_id": study.id, "words": [name], "segments": 1, "interviews": 1}
        session.add(Topic(position=place, name=name, typical=[stretch], stretches=[stretch], **about))
    session.add(
        Topic(
            study_id=study.id,
            position=2,
            name="Meteen",
            words=["wachtten"],
            stretches=[[kept.id, 0, 3]],
            maybe=[[gone.id, 0, 3]],
            segments=1,
            interviews=1,
        )
    )
    session.flush()
    first, second, _only_maybe = (one.id for one in session.exec(select(Topic).order_by(col(Topic.position))).all())
    together = merge_topics(session, study.id, [first, second])
    passages = [one.passage for one in passages_of_topic(session, together) if one.passage.source_id == kept.id]
    code = make_code_of_topic(session, together, "Wachttijd", passages).code

    delete_interview(session, vault, session.get_one(Interview, gone.interview_id))

    assert "wachtten" not in everything(session)
    assert [one.code_id for one in session.exec(select(Topic)).all()] == [code.id]


def everything(session: Session) -> str:
    """All that stands in the database."""
    connection = session.connection()
    tables = SQLModel.metadata.sorted_tables
    return "\n".join(str(row) for table in tables for row in connection.execute(select(table)).all())


def test_a_coded_interview_stays(session: Session, study: Study, vault: PseudonymVault) -> None:
    interview = taken_in(session, vault, study, ONE)
    source = source_of(session, interview)
    code = add_code(session, study.id, "school")
    add_segment(session, source.id, 0, 9, "Mijn zoon", code.id)

    with pytest.raises(InterviewCoded, match="haal eerst de codes"):
        delete_interview(session, vault, interview)


def test_nobody_without_the_key_can_try_out_names_against_a_digest(
    session: Session, study: Study, vault: PseudonymVault
) -> None:
    interview = taken_in(session, vault, study, ONE)
    words = "\n".join(" ".join(turn.text.split()) for turn in ONE)

    for guess in (words, ONE[0].text, "Tijn", "tijn", "person|tijn", "Wubbenhorst", "Tijn Wubbenhorst"):
        assert sha256(guess.encode()).hexdigest() not in everything(session)
    other_key = PseudonymVault(key_from_before(bytes(32), study.id))
    assert interview.content_digest not in ("", other_key.mark_of(" ".join(ONE[0].text.split())))


def test_an_interview_whose_digest_was_dropped_is_recognised_all_the_same(
    session: Session, study: Study, vault: PseudonymVault
) -> None:
    interview = taken_in(session, vault, study, ONE)
    interview.content_digest = ""
    session.commit()

    renew_digests(session, vault, study.id)

    with pytest.raises(InterviewKnown, match="Gesprek 1"):
        add_interview(session, study, ONE, vault=vault)
