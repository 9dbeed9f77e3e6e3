"""How often proposals were taken, counted from what people decided."""

from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlmodel import Session

from coding.codebook.changing import add_code
from coding.models import Certainty, Code
from coding.segments import add_segment
from coding.suggestions.as_coder.decisions import Decided, decisions_of
from coding.suggestions.passages import Passage
from coding.suggestions.proposals import Guess, accept_suggestion, reject_suggestion, store_suggestions, suggestions_of
from foundation.database.engine import unit_of_work
from interviews.texts.models import Source, Turn
from studies.models import Organisation, Study
from tests.coding.suggestions.as_coder.coded_study import answers_in, make_coded
from tests.coding.suggestions.as_coder.test_measuring import learn, page_of, second_coder
from tests.factories import make_interview

LINES = [("Ouder", f"We stonden heel lang op de wachtlijst, dat was nummer {number}.", False) for number in range(4)]


def _passage(source: Source, turn: Turn) -> Passage:
    return Passage(source.id, source.interview_id or 0, turn.start, turn.end, turn.text)


def _proposed(session: Session, study: Study) -> tuple[Source, list[Code]]:
    source = make_interview(session, study, LINES)
    codes = [add_code(session, study.id, name) for name in ("Wachten", "School", "Gehoord")]
    guesses = [
        Guess(
            Passage(source.id, source.interview_id, turn.start, turn.end, turn.text),
            code.id,
            rank,
            0.5,
            Certainty.POSSIBLE,
        )
        for turn in answers_in(session, source)
        for rank, code in enumerate(codes[:2], start=1)
    ]
    store_suggestions(session, study.id, guesses)
    return source, codes


def test_taken_another_code_and_none_are_told_apart_in_total_and_per_code(session: Session, study: Study) -> None:
    source, codes = _proposed(session, study)
    turns = answers_in(session, source)
    at = {one.start: [s for s in suggestions_of(session, source.id) if s.start == one.start] for one in turns}
    accept_suggestion(session, at[turns[0].start][0])
    accept_suggestion(session, at[turns[1].start][1])
    reject_suggestion(session, at[turns[2].start][0])
    add_segment(session, source.id, turns[2].start, turns[2].end, turns[2].text, codes[2].id)
    reject_suggestion(session, at[turns[3].start][0])

    found = decisions_of(session, study.id)

    assert found.passages == Decided(accepted=2, other=1, refused=1)
    assert [(one.code.name, one.decided) for one in found.codes] == [
        ("Wachten", Decided(accepted=1, other=2, refused=1)),
    ], "each passage once, with the code that was named first: ‘School’ was a second guess everywhere"
    assert found.taken_later == 1


def test_the_code_that_was_given_by_hand_after_all_is_the_one_that_was_proposed(session: Session, study: Study) -> None:
    source, codes = _proposed(session, study)
    turn = answers_in(session, source)[0]
    reject_suggestion(session, suggestions_of(session, source.id)[0])
    add_segment(session, source.id, turn.start + 3, turn.end, turn.text[3:], codes[0].id)

    found = decisions_of(session, study.id)

    assert found.passages == Decided(accepted=1)
    assert [(one.code.name, one.decided) for one in found.codes] == [("Wachten", Decided(accepted=1))]


def test_what_nobody_decided_counts_nowhere(session: Session, study: Study) -> None:
    _proposed(session, study)
    found = decisions_of(session, study.id)
    assert (found.passages, found.codes) == (Decided(), [])


def test_a_second_coder_hears_nothing_of_it(
    session: Session, study: Study, engine: Engine, organisation: Organisation
) -> None:
    source, _codes = _proposed(session, study)
    reject_suggestion(session, suggestions_of(session, source.id)[0])
    session.commit()
    tariq = second_coder(engine, organisation)
    with unit_of_work(engine, organisation.id, tariq.id) as theirs:
        assert decisions_of(theirs, study.id).passages == Decided()


def test_the_page_counts_them_in_words(session: Session, study: Study, client: FlaskClient, engine: Engine) -> None:
    sources, codes = make_coded(session, study)
    learn(session, study, engine)
    turn = answers_in(session, sources[0])[1]
    passage = _passage(sources[0], turn)
    store_suggestions(session, study.id, [Guess(passage, codes[0].id, 1, 0.5, Certainty.POSSIBLE)])
    assert "Nog niemand besliste over een voorstel." in page_of(session, client)
    accept_suggestion(session, suggestions_of(session, sources[0].id)[0])
    session.commit()

    page = page_of(session, client)

    assert "Over één stuk tekst met voorstellen is besloten." in page
    assert "Hieronder telt elk stuk tekst één keer" in page
    assert "1 keer is een voorstel overgenomen. 0 keer kwam er een andere code. 0 keer paste er niets." in page
