import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from coding.models import SegmentFeeling
from coding.segments import SegmentUnknown, remove_segment, segments_with_context
from journeys.evidence.counting import evidence_by_step, spread_of
from journeys.evidence.ledger import Subject, cite, set_stance, ties_of, uncite
from journeys.evidence.models import Stance
from journeys.lookup import journey_area
from studies.history.changes import recorded
from studies.history.undoing import undo
from studies.models import Study
from studies.planning import add_study
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_code, make_journey, make_segment

POSITIVE, NEUTRAL, NEGATIVE = SegmentFeeling


def test_a_step_counts_segments_and_the_conversations_they_come_from(session: Session, study: Study) -> None:
    journey, code = make_journey(session, study), make_code(session, study)
    step = all_steps(session, journey)[0]
    first, second = make_interview(session, study), make_interview(session, study)
    for source, turn in ((first, 1), (first, 3), (second, 1)):
        cite(session, journey, step, make_segment(session, study, source, code, turn).id)

    behind = evidence_by_step(session, journey)[step.id]

    assert (behind.segments, behind.interviews) == (3, 2)
    cited = segments_with_context(session, study.id, list(ties_of(session, step)))
    assert [found.interview.number for found in cited if found.interview] == [1, 1, 2]


def test_citing_twice_is_citing_once_and_can_be_taken_back(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    segment = make_segment(session, study, make_interview(session, study), make_code(session, study))

    assert cite(session, journey, step, segment.id) is cite(session, journey, step, segment.id)
    uncite(session, journey, step, segment.id)
    uncite(session, journey, step, segment.id)
    assert evidence_by_step(session, journey) == {}

    undo(session, journey_area(journey))
    assert evidence_by_step(session, journey)[step.id].segments == 1


def test_a_segment_of_another_study_is_no_evidence(session: Session, study: Study) -> None:
    other = add_study(session, "Een ander onderzoek")
    segment = make_segment(session, other, make_interview(session, other), make_code(session, other))
    journey = make_journey(session, study)

    with pytest.raises(SegmentUnknown):
        cite(session, journey, all_steps(session, journey)[0], segment.id)


def test_a_step_loses_a_segment_whose_coding_is_removed_and_undo_gives_it_back(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    source = make_interview(session, study)
    segment = make_segment(session, study, source, make_code(session, study))
    cite(session, journey, step, segment.id)

    with recorded(session, study.id, f"source:{source.id}", "codering verwijderd"):
        remove_segment(session, segment)
    assert evidence_by_step(session, journey) == {}

    undo(session, f"source:{source.id}")
    assert evidence_by_step(session, journey)[step.id].segments == 1


def test_most_segments_decide_how_a_conversation_felt_and_a_tie_is_neutral() -> None:
    told = [(1, NEGATIVE), (1, NEGATIVE), (1, POSITIVE), (2, POSITIVE), (2, NEGATIVE), (3, POSITIVE), (4, NEUTRAL)]

    assert spread_of(told) == (1, 2, 1)


def test_a_conversation_without_a_noted_feeling_has_no_dot(session: Session, study: Study) -> None:
    journey, code = make_journey(session, study), make_code(session, study)
    step = all_steps(session, journey)[0]
    for feeling in (None, POSITIVE):
        segment = make_segment(session, study, make_interview(session, study), code, feeling=feeling)
        cite(session, journey, step, segment.id)
        set_stance(session, journey, step, segment.id, TELLS)

    behind = evidence_by_step(session, journey)[step.id]

    assert (behind.tells, behind.spread) == (2, (1, 0, 0))


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(SegmentFeeling))))
def test_every_conversation_is_counted_at_one_level(told: list[tuple[int, SegmentFeeling]]) -> None:
    assert sum(spread_of(told)) == len({interview for interview, _feeling in told})
    assert spread_of(told) == spread_of(list(reversed(told)))


TELLS, THEME, DIFFERS = Stance


def test_a_conversation_counts_once_and_telling_wins_over_telling_otherwise(session: Session, study: Study) -> None:
    journey, code = make_journey(session, study), make_code(session, study)
    step = all_steps(session, journey)[0]
    for stances in ((TELLS, DIFFERS), (DIFFERS, THEME), (THEME, None), (None, None)):
        source = make_interview(session, study)
        for turn, stance in enumerate(stances, start=1):
            segment = make_segment(session, study, source, code, turn)
            cite(session, journey, step, segment.id)
            set_stance(session, journey, step, segment.id, stance)

    behind = evidence_by_step(session, journey)[step.id]

    assert (behind.tells, behind.differs, behind.theme, behind.unjudged) == (1, 1, 1, 1)
    assert (behind.unjudged_segments, behind.interviews) == (3, 4)


def test_a_new_tie_is_not_judged_and_a_judgement_can_be_taken_back(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    segment = make_segment(session, study, make_interview(session, study), make_code(session, study))
    evidence = cite(session, journey, step, segment.id)
    assert evidence.stance is None

    set_stance(session, journey, step, segment.id, TELLS)
    set_stance(session, journey, step, segment.id, DIFFERS, Subject.PAIN_POINT)
    assert (evidence.stance, evidence.stance_on_pain_point, evidence.stance_on_gain) == (TELLS, DIFFERS, None)

    undo(session, journey_area(journey))
    undo(session, journey_area(journey))
    assert (evidence.stance, evidence.stance_on_pain_point) == (None, None)


def test_a_tie_that_was_let_go_comes_back_with_its_judgement(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    segment = make_segment(session, study, make_interview(session, study), make_code(session, study))
    cite(session, journey, step, segment.id)
    set_stance(session, journey, step, segment.id, TELLS)
    uncite(session, journey, step, segment.id)

    undo(session, journey_area(journey))

    assert evidence_by_step(session, journey)[step.id].tells == 1


def test_only_what_a_step_cites_can_be_judged(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    segment = make_segment(session, study, make_interview(session, study), make_code(session, study))

    with pytest.raises(SegmentUnknown):
        set_stance(session, journey, all_steps(session, journey)[0], segment.id, TELLS)
