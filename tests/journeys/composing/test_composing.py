import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from journeys.composing.field_changes import ChangedMeanwhile
from journeys.composing.field_rules import ChoiceUnknown, FieldMissing, FieldTooLong, FieldUnknown
from journeys.composing.fields import (
    add_journey,
    add_persona,
    change_journey,
    change_persona,
    change_phase,
    change_step,
)
from journeys.composing.order import (
    JourneyFull,
    LastPhase,
    add_phase,
    add_step,
    move_phase,
    move_step,
    move_step_beside,
    remove_phase,
    remove_step,
    shift_step,
)
from journeys.composing.typed_lists import MeaningMissing
from journeys.evidence.counting import evidence_by_step
from journeys.evidence.ledger import cite
from journeys.evidence.outline import outline_of
from journeys.lookup import JourneyUnknown, journey_area, journey_by_slug, persona_of, phases_of, steps_of
from journeys.models import Phase, Step
from journeys.story import Channel, Feeling
from studies.history.undoing import NothingToUndo, redo, undo
from studies.models import Study
from studies.planning import add_study
from tests.factories import make_interview
from tests.journeys.making import all_steps, make_code, make_journey, make_segment, titles


def test_a_journey_gets_an_address_from_its_title_and_never_the_same_twice(session: Session, study: Study) -> None:
    first, second = make_journey(session, study), make_journey(session, study)

    assert first.slug == "mirjam-zoekt-hulp-voor-daan"
    assert second.slug == "mirjam-zoekt-hulp-voor-daan-2"
    assert journey_by_slug(session, study.id, second.slug) is second


def test_a_journey_of_another_study_is_not_found(session: Session, study: Study) -> None:
    journey, other = make_journey(session, study), add_study(session, "Een ander onderzoek")

    with pytest.raises(JourneyUnknown):
        journey_by_slug(session, other.id, journey.slug)


def test_a_persona_and_a_journey_need_a_name(session: Session, study: Study) -> None:
    with pytest.raises(FieldMissing, match="verzonnen persoon"):
        add_persona(session, study.id, "  ")
    with pytest.raises(FieldMissing, match="Titel"):
        add_journey(session, add_persona(session, study.id, "Mirjam"), "")
    with pytest.raises(ChoiceUnknown):
        add_persona(session, study.id, "Mirjam", portrait="../mark")


def test_steps_are_numbered_on_through_the_phases(session: Session, study: Study) -> None:
    outline = outline_of(session, make_journey(session, study, {"A": ["een", "twee"], "Leeg": [], "B": ["drie"]}))

    assert [(step.number, step.step.title) for step in outline.steps] == [(1, "een"), (2, "twee"), (3, "drie")]
    assert [phase.phase.title for phase in outline.phases] == ["A", "Leeg", "B"]


def test_a_step_can_be_added_right_behind_another(session: Session, study: Study) -> None:
    journey = make_journey(session, study, {"A": ["een", "drie"]})
    first = all_steps(session, journey)[0]

    add_step(session, journey, phases_of(session, journey)[0], "twee", after=first)

    assert titles(session, journey) == {"A": ["een", "twee", "drie"]}


def test_later_takes_a_step_over_the_edge_of_its_phase(session: Session, study: Study) -> None:
    journey = make_journey(session, study, {"A": ["een"], "Leeg": [], "B": ["twee"]})
    step = all_steps(session, journey)[0]

    shift_step(session, journey, step, 1)
    assert titles(session, journey) == {"A": [], "Leeg": ["een"], "B": ["twee"]}
    shift_step(session, journey, step, 1)
    assert titles(session, journey) == {"A": [], "Leeg": [], "B": ["een", "twee"]}
    shift_step(session, journey, step, 1)
    shift_step(session, journey, step, 1)
    assert titles(session, journey) == {"A": [], "Leeg": [], "B": ["twee", "een"]}
    shift_step(session, journey, step, -1)
    shift_step(session, journey, step, -1)
    assert titles(session, journey) == {"A": [], "Leeg": ["een"], "B": ["twee"]}


def test_a_step_can_be_put_beside_another(session: Session, study: Study) -> None:
    journey = make_journey(session, study, {"A": ["een", "twee"], "B": ["drie"]})
    one, _two, three = all_steps(session, journey)

    move_step_beside(session, journey, one, three, behind=True)
    assert titles(session, journey) == {"A": ["twee"], "B": ["drie", "een"]}
    move_step_beside(session, journey, one, three, behind=False)
    assert titles(session, journey) == {"A": ["twee"], "B": ["een", "drie"]}
    move_step_beside(session, journey, one, one, behind=False)
    assert titles(session, journey) == {"A": ["twee"], "B": ["een", "drie"]}


Moves = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.integers(0, 7)), max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=Moves)
def test_moving_keeps_every_step_once_and_the_positions_dense(
    session: Session, study: Study, moves: list[tuple[int, int, int]]
) -> None:
    journey = make_journey(session, study, {"A": ["1", "2", "3"], "B": ["4", "5"], "C": ["6"]})
    steps, phases = all_steps(session, journey), phases_of(session, journey)
    before = titles(session, journey)

    for step, phase, position in moves:
        move_step(session, journey, steps[step], phases[phase], position)

    assert sorted(step.title for step in all_steps(session, journey)) == ["1", "2", "3", "4", "5", "6"]
    for phase_row in phases:
        mine = steps_of(session, phase_row)
        assert [step.position for step in mine] == list(range(len(mine)))
    while True:
        try:
            last = undo(session, journey_area(journey))
        except NothingToUndo:
            break
        if last.label.startswith("stap ‘6’ toegevoegd"):
            redo(session, journey_area(journey))
            break
    assert titles(session, journey) == before


def test_a_phase_can_move_and_takes_its_steps_along(session: Session, study: Study) -> None:
    journey = make_journey(session, study)

    move_phase(session, journey, phases_of(session, journey)[1], 0)

    assert list(titles(session, journey)) == ["Zoeken", "Zorgen"]
    assert [step.step.title for step in outline_of(session, journey).steps][-1] == "Daan slaapt niet"


def test_the_steps_of_a_removed_phase_join_the_one_before_and_undo_restores_it(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    before = titles(session, journey)

    remove_phase(session, journey, phases_of(session, journey)[1])
    assert titles(session, journey) == {"Zorgen": ["Daan slaapt niet", "Vier keer bellen", "De huisarts"]}

    undo(session, journey_area(journey))
    assert titles(session, journey) == before


def test_the_steps_of_the_first_phase_join_the_next(session: Session, study: Study) -> None:
    journey = make_journey(session, study)

    remove_phase(session, journey, phases_of(session, journey)[0])

    assert titles(session, journey) == {"Zoeken": ["Daan slaapt niet", "Vier keer bellen", "De huisarts"]}


def test_the_only_phase_stays_as_long_as_it_has_steps(session: Session, study: Study) -> None:
    journey = make_journey(session, study, {"A": ["een"]})
    phase = phases_of(session, journey)[0]

    with pytest.raises(LastPhase):
        remove_phase(session, journey, phase)
    remove_step(session, journey, all_steps(session, journey)[0])
    remove_phase(session, journey, phase)

    assert titles(session, journey) == {}


def test_a_removed_step_comes_back_with_its_citations(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[1]
    cite(
        session,
        journey,
        step,
        make_segment(session, study, make_interview(session, study), make_code(session, study)).id,
    )
    before = (titles(session, journey), evidence_by_step(session, journey))

    remove_step(session, journey, step)
    assert titles(session, journey)["Zoeken"] == ["De huisarts"]
    assert evidence_by_step(session, journey) == {}

    undo(session, journey_area(journey))
    assert (titles(session, journey), evidence_by_step(session, journey)) == before


def test_a_journey_stays_within_what_people_read(session: Session, study: Study) -> None:
    journey = make_journey(session, study, {"A": [f"stap {number}" for number in range(30)]})

    with pytest.raises(JourneyFull, match="30 stappen"):
        add_step(session, journey, phases_of(session, journey)[0], "nog een")
    for number in range(9):
        add_phase(session, journey, f"fase {number}")
    with pytest.raises(JourneyFull):
        add_phase(session, journey, "nog een")


def test_fields_are_read_as_what_they_are(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]

    change_step(session, journey, step, "channel", "telephone")
    change_step(session, journey, step, "feeling", "negative")
    change_step(session, journey, step, "happens", " Ze belt.\r\nNiemand neemt op. ")

    assert step.channel is Channel.TELEPHONE
    assert step.feeling is Feeling.NEGATIVE
    assert step.happens == "Ze belt.\nNiemand neemt op."
    undo(session, journey_area(journey))
    undo(session, journey_area(journey))
    assert session.exec(select(Step).where(Step.id == step.id)).one().feeling is Feeling.NEUTRAL


def test_a_field_refuses_what_it_cannot_hold(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]

    with pytest.raises(ChoiceUnknown, match="Kanaal"):
        change_step(session, journey, step, "channel", "postduif")
    with pytest.raises(FieldMissing, match="Titel van de stap"):
        change_step(session, journey, step, "title", " ")
    with pytest.raises(FieldTooLong, match=r"Citaat.*400"):
        change_step(session, journey, step, "quote", "a" * 401)
    with pytest.raises(FieldUnknown):
        change_step(session, journey, step, "organisation_id", "2")


def test_what_somebody_else_wrote_meanwhile_is_never_overwritten_unseen(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    change_step(session, journey, step, "need", "Rust in huis")

    with pytest.raises(ChangedMeanwhile) as conflict:
        change_step(session, journey, step, "need", "Slapen", seen="")

    assert step.need == "Rust in huis"
    assert (conflict.value.current, conflict.value.yours) == ("Rust in huis", "Slapen")
    change_step(session, journey, step, "need", "Slapen", seen="Rust in huis")
    assert step.need == "Slapen"


def test_a_field_the_person_did_not_touch_leaves_what_another_wrote(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    change_step(session, journey, step, "need", "Rust in huis")

    change_step(session, journey, step, "need", "", seen="")

    assert step.need == "Rust in huis"


def test_a_text_saved_while_typing_is_one_step_of_undo(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    step = all_steps(session, journey)[0]
    change_step(session, journey, step, "channel", "school")
    for text in ("Daan", "Daan ligt", "Daan ligt wakker."):
        change_step(session, journey, step, "happens", text)

    undo(session, journey_area(journey))
    assert (step.happens, step.channel) == ("", Channel.SCHOOL)
    redo(session, journey_area(journey))
    assert step.happens == "Daan ligt wakker."
    undo(session, journey_area(journey))
    undo(session, journey_area(journey))
    assert step.channel is Channel.HOME


def test_storing_what_is_there_leaves_nothing_to_undo(session: Session, study: Study) -> None:
    journey = add_journey(session, add_persona(session, study.id, "Mirjam"), "Mirjam zoekt hulp")

    change_journey(session, journey, "title", "Mirjam  zoekt hulp")

    with pytest.raises(NothingToUndo):
        undo(session, journey_area(journey))


def test_persona_phase_and_texts_change_one_by_one(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    phase: Phase = phases_of(session, journey)[0]

    change_persona(session, journey, "name", "Samira")
    change_phase(session, journey, phase, "De eerste zorgen")
    change_journey(session, journey, "how_made", "Twee onderzoekers lazen mee.\n\n Vijf raadsleden ook. ")
    change_journey(session, journey, "glossary", "POH: praktijkondersteuner\nCJG: Centrum voor Jeugd en Gezin: open")

    assert persona_of(session, journey).name == "Samira"
    assert phase.title == "De eerste zorgen"
    assert journey.how_made == ["Twee onderzoekers lazen mee.", "Vijf raadsleden ook."]
    assert journey.glossary == [["CJG", "Centrum voor Jeugd en Gezin: open"], ["POH", "praktijkondersteuner"]]


def test_a_word_without_its_meaning_is_refused(session: Session, study: Study) -> None:
    journey = make_journey(session, study)

    with pytest.raises(MeaningMissing, match="‘CJG’ mist de uitleg"):
        change_journey(session, journey, "glossary", "CJG")
