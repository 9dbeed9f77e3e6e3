"""What readers hear of who told a step: the number that tells this, and never one that leads to somebody."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from coding.models import SegmentFeeling
from exports import sections
from journeys.checks.gate import open_points
from journeys.evidence.ledger import cite, set_stance
from journeys.evidence.models import Stance
from journeys.models import Journey
from journeys.public.changes_since import changes_since
from journeys.story import StoryPhase, as_json, from_json
from journeys.told import dots_explained, told_in
from studies.models import Study
from tests.exports.stories import make_journey as make_story
from tests.exports.stories import make_step
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_code, make_finished, make_segment
from tests.journeys.public.test_publication import frozen

TELLS, THEME, DIFFERS = Stance
POSITIVE, _NEUTRAL, NEGATIVE = SegmentFeeling
MANY = ("ouder",) * 8


@pytest.mark.parametrize(
    ("tells", "differs", "sentence"),
    [
        (0, 0, ""),
        (0, 2, ""),
        (1, 0, "In minder dan 3 van de 15 gesprekken vertelde iemand dit."),
        (2, 1, "In minder dan 3 van de 15 gesprekken vertelde iemand dit. Bij één ging het anders."),
        (3, 0, "In 3 van de 15 gesprekken vertelde iemand dit."),
        (4, 2, "In 4 van de 15 gesprekken vertelde iemand dit. Bij 2 ging het anders."),
        (12, 1, "In 12 van de 15 gesprekken vertelde iemand dit. Bij één ging het anders."),
        (13, 0, "In de meeste gesprekken vertelde iemand dit."),
        (15, 0, "In de meeste gesprekken vertelde iemand dit."),
    ],
)
def test_the_sentence_says_who_tells_this_and_hides_what_points_at_somebody(
    tells: int, differs: int, sentence: str
) -> None:
    assert told_in(make_step(1, tells=tells, differs=differs), 15) == sentence


@given(st.integers(1, 60), st.data())
def test_a_printed_number_is_never_about_fewer_than_three_people_nor_about_almost_all(
    total: int, data: st.DataObject
) -> None:
    tells = data.draw(st.integers(0, total))
    sentence = told_in(make_step(1, tells=tells), total)

    assert (sentence == f"In {tells} van de {total} gesprekken vertelde iemand dit.") is (3 <= tells <= total - 3)
    if sentence.startswith("In de meeste"):
        assert tells > total / 2


def test_a_story_from_before_stances_keeps_its_own_sentence() -> None:
    story = make_story()
    old = as_json(story)
    for phase in old["phases"]:
        for step in phase["steps"]:
            for new in ("tells", "differs", "beside"):
                del step[new]
            step["interviews"] = 8

    read = from_json(old)

    assert told_in(read.steps[0], 15) == "Verteld in 8 van de 15 gesprekken"
    assert dots_explained(read) == "Elke stip bij de lijn is één gesprek waarin iemand hierover vertelde."
    assert not read.is_judged


def test_dots_are_explained_as_they_are_drawn() -> None:
    full = "Een volle stip bij de lijn is één gesprek waarin iemand dit vertelde."
    story = make_story()

    assert dots_explained(story) == full
    phase = replace(story.phases[0], steps=(replace(story.steps[0], beside=(1, 0, 0)),))
    other = "Een open stip bij de lijn is één gesprek over hetzelfde, waarin niemand dit zo vertelde."
    assert dots_explained(replace(story, phases=(phase,))) == f"{full} {other}"


def test_an_open_dot_claims_no_more_than_the_sentence_beside_its_step() -> None:
    """A conversation on the same theme is drawn open too, and of those nothing 'went otherwise'."""
    story = make_story()
    on_the_theme = replace(story.steps[0], tells=4, beside=(0, 0, 2), differs=0)
    story = replace(story, phases=(replace(story.phases[0], steps=(on_the_theme,)),))

    assert told_in(on_the_theme, 15) == "In 4 van de 15 gesprekken vertelde iemand dit."
    assert "anders" not in dots_explained(story)


def test_dots_beside_a_step_are_explained_only_where_there_are_any() -> None:
    """Last year's story has no counts; of a step that few told no dots are drawn either."""
    few = make_step(1, tells=2)
    told = make_step(2, tells=9)
    phases = [StoryPhase("Zorgen", (few,)), StoryPhase("Hulp", (told,))]

    assert sections.after_the_faces(make_story(phases=(phases[0],))) == ""
    explained = sections.after_the_faces(make_story(phases=tuple(phases)))
    assert explained.startswith("In de rij stippen bij een stap is één stip één gesprek.")
    assert "Een open stip in die rij betekent: in dat gesprek niet, of het ging er anders." in explained


def judged(session: Session, study: Study, stances: list[Stance | None]) -> Journey:
    """A finished journey; conversation n says `stances[n]` of the first step, and all tell the others."""
    journey = make_finished(session, study, MANY)
    step, code = all_steps(session, journey)[0], make_code(session, study, "Eigen woorden")
    for stance in stances:
        source = make_interview(session, study)
        feeling = POSITIVE if stance is DIFFERS else NEGATIVE
        segment = make_segment(session, study, source, code, feeling=feeling)
        cite(session, journey, step, segment.id)
        set_stance(session, journey, step, segment.id, stance)
    return journey


def untold(session: Session, study: Study, stances: list[Stance | None]) -> Journey:
    """The same, with nothing else behind the first step."""
    journey = judged(session, study, stances)
    for segment_id in range(1, len(MANY) + 1):
        set_stance(session, journey, all_steps(session, journey)[0], segment_id, THEME)
    return journey


def test_a_conversation_on_the_same_subject_or_with_another_course_does_not_count(
    session: Session, study: Study
) -> None:
    journey = untold(session, study, [TELLS, TELLS, TELLS, DIFFERS, THEME, None])
    step = frozen(session, journey).steps[0]

    assert (step.tells, step.differs, step.spread) == (3, 1, (0, 0, 3))
    assert sum(step.beside) == len(MANY) + 3
    assert told_in(step, 14) == "In 3 van de 14 gesprekken vertelde iemand dit. Bij één ging het anders."


def test_a_fragment_judged_otherwise_after_publishing_is_a_difference(session: Session, study: Study) -> None:
    journey = untold(session, study, [TELLS, TELLS, TELLS, TELLS])
    before = frozen(session, journey)
    step = all_steps(session, journey)[0]

    set_stance(session, journey, step, len(MANY) + 1, DIFFERS)

    changed = "gevoel in de gesprekken, aantal gesprekken, bij hoeveel het anders ging"
    assert changes_since(before, frozen(session, journey)) == ["Hoe dit verhaal is gemaakt", f"Stap 1: {changed}"]


def test_a_number_that_is_not_told_is_not_drawn_either(session: Session, study: Study) -> None:
    step = frozen(session, untold(session, study, [TELLS, TELLS])).steps[0]

    assert (step.tells, step.spread) == (2, (0, 0, 0))


@pytest.mark.parametrize(
    ("stances", "sentence", "is_blocking"),
    [
        ([THEME], "Stap 1: niemand vertelt deze stap. Koppel een fragment of haal de stap weg", True),
        ([None], "Stap 1: nog niemand vertelt deze stap. Beoordeel de koppelingen, of koppel een fragment", True),
        ([TELLS, TELLS], "Stap 1: 2 gesprekken vertellen dit. Lezers zien ‘minder dan 3’; drie is beter", False),
    ],
)
def test_the_gate_asks_who_tells_a_step(
    session: Session, study: Study, stances: list[Stance | None], sentence: str, is_blocking: bool
) -> None:
    points = open_points(session, untold(session, study, stances))

    assert (sentence, is_blocking) in [(point.sentence, point.is_blocking) for point in points]


def test_fragments_that_do_not_tell_make_no_enough_conversations(session: Session, study: Study) -> None:
    journey = make_finished(session, study)
    for step in all_steps(session, journey):
        set_stance(session, journey, step, 1, THEME)

    assert "Dit verhaal rust op 2 gesprekken, ten minste drie zijn nodig" in [
        point.sentence for point in open_points(session, journey)
    ]


def test_the_feeling_is_outvoted_by_those_who_tell_it_only(session: Session, study: Study) -> None:
    journey = untold(session, study, [TELLS, TELLS, TELLS, DIFFERS, DIFFERS, DIFFERS, DIFFERS])
    step = all_steps(session, journey)[0]
    assert step.feeling.value == "negative"  # four say positive, but of another course

    assert not [point for point in open_points(session, journey) if "je koos" in point.sentence]
