"""What is like a fragment, in all released interviews: by the vectors that are kept, of what may be used."""

from collections.abc import Sequence

import numpy as np
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from coding.codebook.changing import add_code
from coding.models import Code, Segment, TextVector
from coding.segments import add_segment
from coding.suggestions.answers import answers_of
from coding.suggestions.jobs import SUGGESTIONS
from coding.suggestions.judging.vectors import KeptVectors
from coding.suggestions.likeness import NEAREST, NoMeaning, NothingToCompare, NotReadYet, TakenBack, coded_near, near
from coding.suggestions.meaning import reading
from coding.suggestions.meaning.encoders import USE
from coding.suggestions.passages import passages_of
from coding.suggestions.text_space import Floats
from coding.visibility import seen
from foundation.clock import today
from interviews.models import Interview, InterviewState
from interviews.respondents.conversations import link_interview
from interviews.respondents.register import add_respondent
from interviews.respondents.withdrawal import withdraw_from_study
from interviews.texts.corrections import replace_stretches
from interviews.texts.models import Source
from interviews.texts.offsets import Replacement
from studies.access import Role
from studies.accounts.persons import add_person
from studies.models import Organisation, Study
from tests.coding.suggestions.reading_with import reading_with, small_encoder
from tests.coding.suggestions.test_suggestions import SCHOOL, WAITING, _code, _run
from tests.conftest import SignInAs
from tests.factories import make_interview

QUIET = "Het bleef maar stil, we hoorden van niemand iets over de hulp voor onze zoon."
NOBODY = "Er belde maandenlang geen mens terug en we wisten niet waar we aan toe waren."
SUMMER = "In de zomer gingen we met de fiets naar de zee en dat was een heerlijke week."
BASE = "/onderzoeken/jeugdhulp/coderen"
ABOUT = {QUIET: 1.0, NOBODY: 1.2, SUMMER: 3.0}
"""An angle for what each sentence is about."""


def encode(texts: Sequence[str]) -> Floats:
    points = np.zeros((len(texts), USE.dimensions), dtype=np.float32)
    for row, text in enumerate(texts):
        angle = next((angle for said, angle in ABOUT.items() if text in said), 2.0)
        points[row, :2] = np.cos(angle), np.sin(angle)
    return points


def _read(session: Session, study: Study) -> None:
    """As the search for suggestions leaves it."""
    passages = [passage for answer in answers_of(session, study.id) for passage in passages_of(answer)]
    said = {(one.source_id, one.text): one for one in passages}
    vectors = KeptVectors(session, study.id, encode)
    vectors([text for _source_id, text in said])
    vectors.store(session, said, said)


@pytest.fixture
def source(session: Session, study: Study) -> Source:
    turns = [("Interviewer", "Hoe was het wachten?", True), ("Ouder", QUIET, False), ("Ouder", SUMMER, False)]
    return make_interview(session, study, turns)


@pytest.fixture
def other(session: Session, study: Study, source: Source) -> Source:
    return make_interview(session, study, [("Ouder", SUMMER, False), ("Ouder", NOBODY, False)])


@pytest.fixture
def code(session: Session, study: Study) -> Code:
    return add_code(session, study.id, "Geen bericht")


@pytest.fixture
def fragment(session: Session, study: Study, source: Source, other: Source, code: Code) -> Segment:
    """Words of the first answer; all of both conversations was read."""
    start = len("Hoe was het wachten?") + 1
    segment = add_segment(session, source.id, start, start + 22, QUIET[:22], code.id)
    _read(session, study)
    return segment


def test_what_means_the_same_comes_first_with_where_it_stands(session: Session, fragment: Segment) -> None:
    found = near(session, fragment)

    assert found[0].text == NOBODY
    assert (found[0].interview.number, found[0].turn, found[0].seconds) == (2, 1, 4.0)
    assert QUIET not in [one.text for one in found]
    assert [one.text for one in found[1:]] == [SUMMER, SUMMER]


def test_its_codes_are_those_that_somebody_sees(
    session: Session, other: Source, fragment: Segment, code: Code, organisation: Organisation
) -> None:
    start = len(SUMMER) + 1
    add_segment(session, other.id, start, start + 8, NOBODY[:8], code.id)
    theirs = add_segment(session, other.id, start, start + 15, NOBODY[:15], add_code(session, 1, "Boos").id)
    theirs.coder_id = add_person(session, organisation, "tariq@voorbeeld.nl", "Tariq Bensaïd", Role.SECOND_CODER).id
    session.flush()

    coded = coded_near(session, near(session, fragment), seen(session))

    assert [[one.code.name for one in found] for found in coded] == [["Geen bericht"], [], []]


def test_what_was_taken_back_is_not_found_and_not_looked_up(
    session: Session, study: Study, source: Source, other: Source, fragment: Segment
) -> None:
    kept = [one.model_dump(exclude={"id"}) for one in session.exec(select(TextVector)).all()]
    respondent = add_respondent(session, study, "ouder")
    link_interview(session, respondent, session.get_one(Interview, other.interview_id))
    withdraw_from_study(session, respondent, today())
    assert {one.source_id for one in near(session, fragment)} == {source.id}

    session.add_all(TextVector(**one) for one in kept if one["source_id"] == other.id)
    session.flush()
    assert {one.source_id for one in near(session, fragment)} == {source.id}

    respondent = add_respondent(session, study, "ouder")
    link_interview(session, respondent, session.get_one(Interview, source.interview_id))
    withdraw_from_study(session, respondent, today())
    with pytest.raises(TakenBack):
        near(session, fragment)


def test_what_is_not_released_any_more_is_not_found(
    session: Session, source: Source, other: Source, fragment: Segment
) -> None:
    session.get_one(Interview, other.interview_id).state = InterviewState.NAMES
    session.flush()

    assert {one.source_id for one in near(session, fragment)} == {source.id}


def test_a_text_that_changed_is_looked_up_again_after_it_was_read_again(
    session: Session, study: Study, source: Source, fragment: Segment
) -> None:
    replace_stretches(session, source, [Replacement(0, 3, "Zeg hoe")])
    session.refresh(fragment)
    with pytest.raises(NotReadYet, match="nog een keer suggesties zoeken"):
        near(session, fragment)

    _read(session, study)

    assert near(session, fragment)[0].text == NOBODY
    assert session.exec(select(TextVector.start).order_by(TextVector.id)).all()


def test_where_words_stand_is_renewed_when_it_was_not_known(session: Session, study: Study, fragment: Segment) -> None:
    """As after an upgrade: vectors are there, and do not say where."""
    for one in session.exec(select(TextVector)).all():
        one.start = one.end = None
    session.flush()
    with pytest.raises(NotReadYet):
        near(session, fragment)

    _read(session, study)

    assert near(session, fragment)[0].text == NOBODY


def test_what_the_interviewer_said_cannot_be_looked_up(
    session: Session, source: Source, fragment: Segment, code: Code
) -> None:
    question = add_segment(session, source.id, 0, 20, "Hoe was het wachten?", code.id)

    with pytest.raises(NothingToCompare, match="wat een respondent vertelt"):
        near(session, question)


def test_without_an_encoder_it_says_that_it_never_can(
    session: Session, study: Study, source: Source, code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    segment = add_segment(session, source.id, 21, 31, QUIET[:10], code.id)
    monkeypatch.setattr(reading, "encoder_is_here", lambda: False)

    with pytest.raises(NoMeaning, match="alleen op woorden"):
        near(session, segment)


def test_what_another_encoder_made_is_compared_with_nothing(session: Session, study: Study, fragment: Segment) -> None:
    assert near(session, fragment)

    with reading_with(small_encoder()), pytest.raises(NotReadYet, match="Laat nog een keer suggesties zoeken"):
        near(session, fragment)


def test_it_takes_as_many_statements_for_much_as_for_little(
    session: Session, study: Study, fragment: Segment, asked: list[str]
) -> None:
    def statements() -> int:
        session.expire_all()
        session.refresh(fragment)
        asked.clear()
        coded_near(session, near(session, fragment), seen(session))
        return len(asked)

    few = statements()
    for _number in range(8):
        make_interview(session, study, [("Ouder", f"{QUIET} {number}", False) for number in range(8)])
    _read(session, study)

    assert len(near(session, fragment)) == NEAREST
    assert statements() == few <= 9


def test_the_search_for_suggestions_leaves_what_is_needed(session: Session, study: Study, engine: Engine) -> None:
    turns = [("O", said.format(tail), False) for tail in ("toen", "daarna", "steeds") for said in (WAITING, SCHOOL)]
    first, second = (make_interview(session, study, turns) for _interview in range(2))
    _code(session, study, first, "Wachten", "wachtlijst", 2)
    _code(session, study, first, "School", "juf", 1)
    _run(session, study, engine, SUGGESTIONS)
    segment = session.exec(select(Segment).order_by(Segment.id)).first()
    assert segment

    found = near(session, segment)

    assert found[0].source_id == second.id
    assert found[0].text == segment.quotation
    assert all("wachtlijst" in one.text for one in found[:4])


def test_the_page_shows_passages_with_a_way_there_and_codes(
    client: FlaskClient, session: Session, other: Source, fragment: Segment, code: Code
) -> None:
    add_segment(session, other.id, len(SUMMER) + 1, len(SUMMER) + 9, NOBODY[:8], code.id)
    number = fragment.id
    session.commit()

    page = client.get(f"{BASE}/1/fragmenten/{number}/lijkt-hierop")

    assert page.status_code == 200
    assert NOBODY in page.text
    assert f'href="{BASE}/2#beurt-2"' in page.text
    assert "Gesprek 2, beurt 2, 00:04" in page.text
    assert f'href="{BASE}/1#beurt-2">Terug naar gesprek 1' in page.text
    assert "nog zonder code" in page.text


def test_the_page_says_why_it_cannot_and_where_to_go(
    client: FlaskClient,
    session: Session,
    source: Source,
    code: Code,
    sign_in_as: SignInAs,
    organisation: Organisation,
) -> None:
    second = add_person(session, organisation, "tariq@voorbeeld.nl", "Tariq Bensaïd", Role.SECOND_CODER)
    segment = add_segment(session, source.id, 21, 31, QUIET[:10], code.id).id
    session.commit()

    page = client.get(f"{BASE}/1/fragmenten/{segment}/lijkt-hierop")
    assert page.status_code == 200
    assert "nog niet op betekenis gelezen" in page.text
    assert "Naar ‘Suggesties voor codes’" in page.text

    blind = sign_in_as(second)
    assert blind.get(f"{BASE}/1/fragmenten/{segment}/lijkt-hierop").status_code == 404
