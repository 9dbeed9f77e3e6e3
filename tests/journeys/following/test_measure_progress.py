"""Following measures: how each stands, since when, and which pain points have none."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from foundation.errors import NotFound
from journeys.composing.fields import change_step
from journeys.following.measure_list import is_late, measure_list, step_in_study
from journeys.following.progress import ProgressReport, ReportedMeanwhile, measure_in_study, report_progress
from journeys.lookup import journey_area
from journeys.measures.lookup import changes_of
from journeys.measures.models import Measure, MeasureChange
from journeys.measures.plans import MeasureText, ReasonMissing, add_measure, change_measure, remove_measure
from journeys.measures.rereading import NotReread
from journeys.story import MeasureState
from studies.history.undoing import undo
from studies.models import Study
from studies.planning import add_study
from tests.journeys.making import all_steps, make_journey

TODAY = date(2026, 11, 22)
PROPOSED, BUSY, DONE, NOT_YET = MeasureState


def test_every_change_of_state_is_dated_and_signed(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    measure = add_measure(session, journey, MeasureText("Direct bellen"), moment=datetime(2026, 3, 1, tzinfo=UTC))

    report_progress(session, journey, measure, ProgressReport(BUSY), moment=datetime(2026, 5, 1, tzinfo=UTC))
    report_progress(session, journey, measure, ProgressReport(DONE, result="Elke dag is er iemand."))

    (followed,) = measure_list(session, study.id, TODAY).measures
    assert [(one.change.before, one.change.after) for one in followed.past] == [
        (BUSY, DONE),
        (PROPOSED, BUSY),
        (None, PROPOSED),
    ]
    assert followed.past[1].change.moment == datetime(2026, 5, 1, tzinfo=UTC)
    assert {one.who for one in followed.past} == {"Lotte Veldman"}
    assert followed.measure.result == "Elke dag is er iemand."


def test_saying_the_same_again_is_no_change(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    measure = add_measure(session, journey, MeasureText("Direct bellen"))

    assert report_progress(session, journey, measure, ProgressReport(PROPOSED, review_on=TODAY)) is None

    assert measure.review_on == TODAY
    assert len(changes_of(session, measure)) == 1


def test_a_new_result_is_a_change_too(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    measure = add_measure(session, journey, MeasureText("Direct bellen", DONE))

    change = report_progress(session, journey, measure, ProgressReport(DONE, result="Het scheelt wachten."))

    assert change is not None
    assert (change.before, change.after) == (DONE, DONE)


def test_what_cannot_be_done_yet_needs_a_reason(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    measure = add_measure(session, journey, MeasureText("Direct bellen"))

    with pytest.raises(ReasonMissing, match="waarom"):
        report_progress(session, journey, measure, ProgressReport(NOT_YET, reason=" "))

    assert measure.state is PROPOSED


@pytest.mark.parametrize("state", [PROPOSED, BUSY, DONE])
def test_why_not_and_a_day_are_told_only_with_a_state_that_has_them_and_come_back_with_it(
    session: Session, study: Study, state: MeasureState
) -> None:
    journey = make_journey(session, study)
    measure = add_measure(session, journey, MeasureText("Korter wachten", when="Klaar op 1 januari 2027"))
    report_progress(session, journey, measure, ProgressReport(NOT_YET, reason="Er is geen geld."))
    assert (measure.why_not, measure.told_when) == ("Er is geen geld.", "")

    report_progress(session, journey, measure, ProgressReport(state, reason=measure.reason, is_reread=True))
    assert (measure.why_not, measure.told_when) == ("", "Klaar op 1 januari 2027")

    report_progress(session, journey, measure, ProgressReport(NOT_YET, reason=measure.reason))
    assert measure.why_not == "Er is geen geld."


@pytest.mark.parametrize(("before", "after"), [(PROPOSED, BUSY), (BUSY, DONE), (DONE, BUSY), (NOT_YET, DONE)])
@pytest.mark.parametrize("said", [{"what": "Straks belt u één nummer."}, {"when": "Klaar op 1 april 2027"}])
def test_who_says_that_a_measure_stands_otherwise_reads_again_what_was_said_of_it(
    session: Session, study: Study, before: MeasureState, after: MeasureState, said: dict[str, str]
) -> None:
    journey = make_journey(session, study)
    text = MeasureText("Direct bellen", before, reason="Er is geen geld.", **said)
    measure = add_measure(session, journey, text)

    with pytest.raises(NotReread, match=f"‘{after.dutch}’.*‘{next(iter(said.values()))}’"):
        report_progress(session, journey, measure, ProgressReport(after, reason=measure.reason))
    with pytest.raises(NotReread):
        change_measure(session, journey, measure, replace(text, state=after))
    assert measure.state is before

    report_progress(session, journey, measure, ProgressReport(after, reason=measure.reason, is_reread=True))
    assert measure.state is after
    report_progress(session, journey, measure, ProgressReport(after, reason=measure.reason, result="Het werkt."))


@pytest.mark.parametrize("after", [PROPOSED, BUSY, NOT_YET])
def test_what_came_of_a_measure_is_read_again_too(session: Session, study: Study, after: MeasureState) -> None:
    journey = make_journey(session, study)
    measure = add_measure(session, journey, MeasureText("Direct bellen", DONE))
    report_progress(session, journey, measure, ProgressReport(DONE, result="We bereikten 37 van de 41 gezinnen."))

    with pytest.raises(NotReread, match="37 van de 41"):
        report_progress(session, journey, measure, ProgressReport(after, reason="Geen geld.", result=measure.result))
    with pytest.raises(NotReread, match="37 van de 41"):
        change_measure(session, journey, measure, MeasureText("Direct bellen", after, reason="Geen geld."))


def test_new_words_or_none_need_no_second_look(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    measure = add_measure(session, journey, MeasureText("Bellen", what="Straks belt u.", when="In mei 2027"))

    report_progress(session, journey, measure, ProgressReport(BUSY, what="U belt.", when="Sinds juni 2027"))
    report_progress(session, journey, measure, ProgressReport(NOT_YET, reason="Er is geen geld.", what="U belde."))
    report_progress(session, journey, measure, ProgressReport(DONE, reason=measure.reason, what="", when=""))

    assert (measure.state, measure.what, measure.when) == (DONE, "", "")


def test_nobodys_report_is_overwritten_unseen(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    measure = add_measure(session, journey, MeasureText("Direct bellen"))
    (opened,) = measure_list(session, study.id, TODAY).measures
    report_progress(session, journey, measure, ProgressReport(BUSY), seen=opened.seen)

    with pytest.raises(ReportedMeanwhile, match="intussen"):
        report_progress(session, journey, measure, ProgressReport(DONE), seen=opened.seen)

    assert measure.state is BUSY


def test_the_composer_keeps_the_result_and_notes_a_new_state(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    measure = add_measure(session, journey, MeasureText("Direct bellen"))
    report_progress(session, journey, measure, ProgressReport(BUSY, result="Eerste week: 30 bellers."))

    change_measure(session, journey, measure, MeasureText("Elke dag direct bellen", BUSY))
    assert changes_of(session, measure)[-1].told == {"title": "Elke dag direct bellen"}
    assert len(changes_of(session, measure)) == 3
    change_measure(session, journey, measure, MeasureText("Elke dag direct bellen", DONE, is_reread=True))

    assert measure.result == "Eerste week: 30 bellers."
    assert changes_of(session, measure)[-1].after is DONE


def test_undo_takes_back_state_and_record_together(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    measure = add_measure(session, journey, MeasureText("Direct bellen"))
    report_progress(session, journey, measure, ProgressReport(DONE))

    undo(session, journey_area(journey))

    assert (measure.state, len(changes_of(session, measure))) == (PROPOSED, 1)


def test_a_measure_goes_and_comes_back_with_its_past(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    measure = add_measure(session, journey, MeasureText("Direct bellen"))
    report_progress(session, journey, measure, ProgressReport(BUSY))

    remove_measure(session, journey, measure)
    assert session.exec(select(MeasureChange)).all() == []
    undo(session, journey_area(journey))

    (followed,) = measure_list(session, study.id, TODAY).measures
    assert [one.change.after for one in followed.past] == [BUSY, PROPOSED]


@pytest.mark.parametrize(
    ("state", "review_on", "late"),
    [
        (PROPOSED, date(2026, 11, 21), True),
        (BUSY, date(2026, 11, 22), False),
        (NOT_YET, date(2026, 1, 1), True),
        (DONE, date(2026, 1, 1), False),
        (BUSY, None, False),
    ],
)
def test_a_measure_is_late_when_its_day_is_past_and_it_is_not_done(
    state: MeasureState, review_on: date | None, late: bool
) -> None:
    assert is_late(Measure(title="x", state=state, review_on=review_on, journey_id=1, position=0), TODAY) is late


def test_a_pain_point_without_a_measure_stands_apart(session: Session, study: Study) -> None:
    journey = make_journey(session, study)
    first, second, third = all_steps(session, journey)
    for step in (first, third):
        change_step(session, journey, step, "pain_point", "Niemand belt terug.")
    add_measure(session, journey, MeasureText("Direct bellen"), third)
    add_measure(session, journey, MeasureText("Duidelijke brief"), second)

    listed = measure_list(session, study.id, TODAY)

    assert [(one.step.title, one.number) for one in listed.without] == [(first.title, 1)]
    assert [(one.measure.title, one.step.number) for one in listed.measures if one.step] == [
        ("Duidelijke brief", 2),
        ("Direct bellen", 3),
    ]


def test_measures_and_steps_of_another_study_are_not_there(session: Session, study: Study) -> None:
    other = add_study(session, "Wmo", slug="wmo")
    journey = make_journey(session, other)
    measure = add_measure(session, journey, MeasureText("Direct bellen"))

    with pytest.raises(NotFound):
        measure_in_study(session, study.id, measure.id)
    with pytest.raises(NotFound):
        step_in_study(session, study.id, all_steps(session, journey)[0].id)
    assert measure_list(session, study.id, TODAY).measures == ()


def test_the_list_takes_as_many_queries_for_three_journeys_as_for_one(
    session: Session, study: Study, asked: list[str]
) -> None:
    def queries() -> int:
        session.flush()
        asked.clear()
        measure_list(session, study.id, TODAY)
        return len(asked)

    add_measure(session, make_journey(session, study), MeasureText("een"))
    one = queries()
    for title in ("twee", "drie"):
        add_measure(session, make_journey(session, study), MeasureText(title))

    assert queries() == one
